//! Groups.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::name::GroupName;
use tertulia_core::{Denial, Error, GroupId};
use tertulia_protocol::group::{ChangeGroup, CreateGroup, DeleteGroup};
use tertulia_protocol::{GroupView, Reason};

use crate::auth::Signed;
use crate::error::{ApiResult, Failure};
use crate::extract::places::InGroup;
use crate::extract::{Json, Within};
use crate::openapi::Problems;
use crate::{App, view};

/// All groups of the person who asks.
#[utoipa::path(get, path = "/groups", operation_id = "groups", tag = "groups",
    responses((status = 200, body = [GroupView]), Problems))]
pub async fn list(State(app): State<App>, Signed(caller): Signed) -> ApiResult<Json<Vec<GroupView>>> {
    Ok(Json(app.engine.my_groups(caller).await?.iter().map(view::group).collect()))
}

/// Makes a group. A retry with the same id gives the same group.
#[utoipa::path(post, path = "/groups", operation_id = "create_group", tag = "groups",
    responses((status = 201, body = GroupView), Problems))]
pub async fn create(
    State(app): State<App>,
    Signed(caller): Signed,
    Json(request): Json<CreateGroup>,
) -> ApiResult<(StatusCode, Json<GroupView>)> {
    let name = GroupName::parse(&request.name)?;
    let access = app.engine.create_group(caller, GroupId(request.id), name).await?;
    Ok((StatusCode::CREATED, Json(view::group(&app.engine.group_view(&access).await?))))
}

/// One group.
#[utoipa::path(get, path = "/groups/{group}", operation_id = "group", tag = "groups", params(InGroup),
    responses((status = 200, body = GroupView), Problems))]
pub async fn show(State(app): State<App>, Within(access): Within) -> ApiResult<Json<GroupView>> {
    Ok(Json(view::group(&app.engine.group_view(&access).await?)))
}

/// Changes the group's settings; each change is an event in the thread.
#[utoipa::path(patch, path = "/groups/{group}", operation_id = "change_group", tag = "groups", params(InGroup),
    responses((status = 200, body = GroupView), Problems))]
pub async fn change(
    State(app): State<App>,
    Within(access): Within,
    Json(request): Json<ChangeGroup>,
) -> ApiResult<Json<GroupView>> {
    let name = request.name.map(|name| GroupName::parse(&name)).transpose()?;
    if let Some(right) = request.settings_right {
        app.engine.change_settings_right(&access, right.into()).await?;
    }
    if let Some(on) = request.local_models_only {
        app.engine.change_local_models_only(&access, on).await?;
    }
    if let Some(newcomers) = request.newcomers {
        app.engine.change_newcomers(&access, newcomers.into()).await?;
    }
    if let Some(name) = name {
        app.engine.rename_group(&access, name).await?;
    }
    Ok(Json(view::group(&app.engine.group_view(&access).await?)))
}

/// Deletes the group for all. Only its creator may, who types its name to confirm.
#[utoipa::path(delete, path = "/groups/{group}", operation_id = "delete_group", tag = "groups", params(InGroup),
    responses((status = 204, description = "It is unreadable from now on."), Problems))]
pub async fn delete(
    State(app): State<App>,
    Within(access): Within,
    Json(request): Json<DeleteGroup>,
) -> ApiResult<StatusCode> {
    match app.engine.delete_group(&access, &request.name).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(error @ Error::Denied(Denial::NameInvalid)) => Err(Failure::from(error).because(Reason::ConfirmationWrong)),
        Err(error) => Err(error.into()),
    }
}
