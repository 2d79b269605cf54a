//! Being within a group.

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use tertulia_core::GroupId;
use tertulia_engine::Access;
use tertulia_protocol::Reason;
use uuid::Uuid;

use crate::App;
use crate::auth::Signed;
use crate::error::Failure;

/// The access of whoever asks to the group that `{group}` in the path names. A stranger, a made-up id and something that is
/// no id get the same answer.
pub struct Within(pub Access);

impl FromRequestParts<App> for Within {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Signed(caller) = Signed::from_request_parts(parts, app).await?;
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Reason::NotFound)?;
        let named = params.iter().find(|(name, _)| *name == "group").map(|(_, value)| value);
        let group = named.and_then(|value| Uuid::try_parse(value).ok()).ok_or(Reason::NotFound)?;
        Ok(Within(app.engine.enter(caller, GroupId(group)).await?))
    }
}
