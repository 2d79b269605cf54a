//! Preferences: how a member wants a group shown, for themselves alone.

use axum::extract::State;
use tertulia_core::Seq;
use tertulia_engine::PreferencesChange;
use tertulia_protocol::view::{ChangePreferences, PreferencesView};

use crate::App;
use crate::error::ApiResult;
use crate::extract::places::InGroup;
use crate::extract::{Json, Within};
use crate::openapi::Problems;

/// Changes one's own preferences for the group; null clears.
#[utoipa::path(patch, path = "/groups/{group}/preferences", operation_id = "change_preferences", tag = "groups",
    params(InGroup), responses((status = 200, body = PreferencesView), Problems))]
pub async fn change(
    State(app): State<App>,
    Within(access): Within,
    Json(request): Json<ChangePreferences>,
) -> ApiResult<Json<PreferencesView>> {
    let change = PreferencesChange {
        mute: request.mute.map(|mute| mute.map(Into::into)),
        is_pinned: request.is_pinned,
        is_archived: request.is_archived,
        unread_from: request.unread_from.map(|seq| seq.map(Seq)),
    };
    let (preferences, unread) = app.engine.change_preferences(&access, change).await?;
    Ok(Json(PreferencesView { preferences: (&preferences).into(), unread: unread.into() }))
}
