//! Additions: people of this server whom a member wants in a group, and who say yes or no.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::{GroupId, ProfileId};
use tertulia_protocol::GroupView;
use tertulia_protocol::addition::{AddPerson, Addition, MyAddition};

use crate::auth::Signed;
use crate::error::ApiResult;
use crate::extract::places::{InGroup, OfPerson};
use crate::extract::{Json, Path, Within};
use crate::openapi::Problems;
use crate::{App, view};

/// Who was added to the group and has not answered.
#[utoipa::path(get, path = "/groups/{group}/additions", operation_id = "additions", tag = "additions", params(InGroup),
    responses((status = 200, body = [Addition]), Problems))]
pub async fn list(State(app): State<App>, Within(access): Within) -> ApiResult<Json<Vec<Addition>>> {
    Ok(Json(app.engine.additions(&access).await?.iter().map(view::addition).collect()))
}

/// Adds a person by username, who accepts or declines.
#[utoipa::path(post, path = "/groups/{group}/additions", operation_id = "add_person", tag = "additions", params(InGroup),
    responses((status = 201, body = Addition), Problems))]
pub async fn add(
    State(app): State<App>,
    Within(access): Within,
    Json(request): Json<AddPerson>,
) -> ApiResult<(StatusCode, Json<Addition>)> {
    let added = app.engine.add_person(&access, &request.username).await?;
    Ok((StatusCode::CREATED, Json(view::addition(&added))))
}

/// Withdraws an addition that has not been answered.
#[utoipa::path(delete, path = "/groups/{group}/additions/{profile}", operation_id = "withdraw_addition", tag = "additions",
    params(OfPerson), responses((status = 204, description = "Withdrawn."), Problems))]
pub async fn withdraw(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<OfPerson>,
) -> ApiResult<StatusCode> {
    app.engine.withdraw_addition(&access, ProfileId(at.profile)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The groups that somebody wants the person who asks in.
#[utoipa::path(get, path = "/additions", operation_id = "my_additions", tag = "additions",
    responses((status = 200, body = [MyAddition]), Problems))]
pub async fn mine(State(app): State<App>, Signed(caller): Signed) -> ApiResult<Json<Vec<MyAddition>>> {
    Ok(Json(app.engine.my_additions(caller).await?.iter().map(view::my_addition).collect()))
}

/// Says yes, and is a member.
#[utoipa::path(post, path = "/additions/{group}/accept", operation_id = "accept_addition", tag = "additions",
    params(InGroup), responses((status = 200, body = GroupView), Problems))]
pub async fn accept(
    State(app): State<App>,
    Signed(caller): Signed,
    Path(at): Path<InGroup>,
) -> ApiResult<Json<GroupView>> {
    let access = app.engine.accept_addition(caller, GroupId(at.group)).await?;
    Ok(Json(view::group(&app.engine.group_view(&access).await?)))
}

/// Says no.
#[utoipa::path(post, path = "/additions/{group}/decline", operation_id = "decline_addition", tag = "additions",
    params(InGroup), responses((status = 204, description = "Declined."), Problems))]
pub async fn decline(State(app): State<App>, Signed(caller): Signed, Path(at): Path<InGroup>) -> ApiResult<StatusCode> {
    app.engine.decline_addition(caller, GroupId(at.group)).await?;
    Ok(StatusCode::NO_CONTENT)
}
