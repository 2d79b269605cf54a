//! Models that the house runs itself, for administrators.

use axum::extract::State;
use http::StatusCode;
use tertulia_protocol::local::{AdoptLocalModel, AdoptedLocalModel, LocalModels};

use crate::App;
use crate::auth::InPerson;
use crate::error::ApiResult;
use crate::extract::places::WithName;
use crate::extract::{Json, Path};
use crate::openapi::Problems;

/// What the house could run, what is on its way, and what runs.
#[utoipa::path(get, path = "/admin/local-models", operation_id = "local_models", tag = "administration",
    security(("session" = [])), responses((status = 200, body = LocalModels), Problems))]
pub async fn list(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Json<LocalModels>> {
    let models = app.engine.local_models(caller).await?;
    Ok(Json(LocalModels::new(&models.overview, &models.in_catalogue)))
}

/// Takes in a file of weights that is on the server's machine, and begins to try it.
#[utoipa::path(post, path = "/admin/local-models", operation_id = "adopt_local_model", tag = "administration",
    security(("session" = [])), responses((status = 202, body = AdoptedLocalModel), Problems))]
pub async fn adopt(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<AdoptLocalModel>,
) -> ApiResult<(StatusCode, Json<AdoptedLocalModel>)> {
    let name = app.engine.adopt_local_model(caller, request.path.trim().as_ref()).await?;
    Ok((StatusCode::ACCEPTED, Json(AdoptedLocalModel { name })))
}

/// Begins to fetch a model; once it is there and has answered, it is in the catalogue.
#[utoipa::path(post, path = "/admin/local-models/{name}/fetch", operation_id = "fetch_local_model",
    tag = "administration", params(WithName), security(("session" = [])),
    responses((status = 202, description = "On its way."), Problems))]
pub async fn fetch(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithName>,
) -> ApiResult<StatusCode> {
    app.engine.fetch_local_model(caller, at.name).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Ends a fetch; what was loaded is kept for the next one.
#[utoipa::path(post, path = "/admin/local-models/{name}/cancel", operation_id = "cancel_local_model",
    tag = "administration", params(WithName), security(("session" = [])),
    responses((status = 204, description = "Ended, or not on its way."), Problems))]
pub async fn cancel(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithName>,
) -> ApiResult<StatusCode> {
    app.engine.cancel_local_model(caller, &at.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a model from the catalogue and its weights from the disk; those that came by path stay where they are.
#[utoipa::path(delete, path = "/admin/local-models/{name}", operation_id = "remove_local_model",
    tag = "administration", params(WithName), security(("session" = [])),
    responses((status = 204, description = "Removed."), Problems))]
pub async fn remove(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithName>,
) -> ApiResult<StatusCode> {
    app.engine.remove_local_model(caller, &at.name).await?;
    Ok(StatusCode::NO_CONTENT)
}
