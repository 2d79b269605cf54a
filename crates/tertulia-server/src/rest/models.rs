//! Models and seats: with what the assistants of a group answer.

use axum::extract::State;
use tertulia_core::{ModelId, ProfileId};
use tertulia_protocol::GroupView;
use tertulia_protocol::group::ChangeSeat;
use tertulia_protocol::model::ModelChoice;

use crate::error::ApiResult;
use crate::extract::places::{AtSeat, InGroup};
use crate::extract::{Json, Path, Within};
use crate::openapi::Problems;
use crate::{App, view};

/// The models that the group can choose from, the default one first.
#[utoipa::path(get, path = "/groups/{group}/models", operation_id = "models", tag = "models", params(InGroup),
    responses((status = 200, body = [ModelChoice]), Problems))]
pub async fn list(State(app): State<App>, Within(access): Within) -> ApiResult<Json<Vec<ModelChoice>>> {
    Ok(Json(app.engine.models_for_group(&access).await?.iter().map(ModelChoice::from).collect()))
}

/// Changes an assistant's mode and model in this group.
#[utoipa::path(patch, path = "/groups/{group}/seats/{assistant}", operation_id = "change_seat", tag = "models",
    params(AtSeat), responses((status = 200, body = GroupView), Problems))]
pub async fn change_seat(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtSeat>,
    Json(request): Json<ChangeSeat>,
) -> ApiResult<Json<GroupView>> {
    let mode = request.mode.map(Into::into);
    let model = request.model.map(|model| model.map(ModelId));
    app.engine.change_seat(&access, ProfileId(at.assistant), mode, model).await?;
    Ok(Json(view::group(&app.engine.group_view(&access).await?)))
}
