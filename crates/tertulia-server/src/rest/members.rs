//! Members: leaving, removing and taking that back.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::ProfileId;

use crate::App;
use crate::error::ApiResult;
use crate::extract::places::{InGroup, OfPerson};
use crate::extract::{Path, Within};
use crate::openapi::Problems;

/// Leaves the group.
#[utoipa::path(post, path = "/groups/{group}/leave", operation_id = "leave_group", tag = "members", params(InGroup),
    responses((status = 204, description = "A member no more."), Problems))]
pub async fn leave(State(app): State<App>, Within(access): Within) -> ApiResult<StatusCode> {
    app.engine.leave(&access).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a member; the creator cannot be removed.
#[utoipa::path(delete, path = "/groups/{group}/members/{profile}", operation_id = "remove_member", tag = "members",
    params(OfPerson), responses((status = 204, description = "Removed."), Problems))]
pub async fn remove(State(app): State<App>, Within(access): Within, Path(at): Path<OfPerson>) -> ApiResult<StatusCode> {
    app.engine.remove_member(&access, ProfileId(at.profile)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes one's own removal of a member back, within ten seconds; the membership goes on as it was.
#[utoipa::path(post, path = "/groups/{group}/members/{profile}/undo-removal", operation_id = "undo_removal", tag = "members",
    params(OfPerson), responses((status = 204, description = "A member as before."), Problems))]
pub async fn undo_removal(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfPerson>,
) -> ApiResult<StatusCode> {
    app.engine.undo_removal(&access, ProfileId(at.profile)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets somebody who was removed join again by a link.
#[utoipa::path(delete, path = "/groups/{group}/removed/{profile}", operation_id = "lift_removal", tag = "members",
    params(OfPerson), responses((status = 204, description = "They may join again."), Problems))]
pub async fn lift_removal(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfPerson>,
) -> ApiResult<StatusCode> {
    app.engine.lift_removal(&access, ProfileId(at.profile)).await?;
    Ok(StatusCode::NO_CONTENT)
}
