//! Requests: people who came by a link with an approval step, and wait.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::ProfileId;
use tertulia_protocol::addition::JoinRequest;

use crate::error::ApiResult;
use crate::extract::places::{InGroup, OfPerson};
use crate::extract::{Json, Path, Within};
use crate::openapi::Problems;
use crate::{App, view};

/// Who waits for approval, oldest first.
#[utoipa::path(get, path = "/groups/{group}/requests", operation_id = "requests", tag = "requests", params(InGroup),
    responses((status = 200, body = [JoinRequest]), Problems))]
pub async fn list(State(app): State<App>, Within(access): Within) -> ApiResult<Json<Vec<JoinRequest>>> {
    Ok(Json(app.engine.requests(&access).await?.iter().map(view::request).collect()))
}

/// Lets somebody in.
#[utoipa::path(post, path = "/groups/{group}/requests/{profile}/approve", operation_id = "approve_request", tag = "requests",
    params(OfPerson), responses((status = 204, description = "A member now."), Problems))]
pub async fn approve(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfPerson>,
) -> ApiResult<StatusCode> {
    app.engine.approve_request(&access, ProfileId(at.profile)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Turns somebody down.
#[utoipa::path(post, path = "/groups/{group}/requests/{profile}/decline", operation_id = "decline_request", tag = "requests",
    params(OfPerson), responses((status = 204, description = "They wait no more."), Problems))]
pub async fn decline(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfPerson>,
) -> ApiResult<StatusCode> {
    app.engine.decline_request(&access, ProfileId(at.profile)).await?;
    Ok(StatusCode::NO_CONTENT)
}
