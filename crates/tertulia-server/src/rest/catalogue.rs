//! The catalogue of models, for administrators.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::{ModelId, ProviderId};
use tertulia_engine::{ModelChange, NewModel};
use tertulia_protocol::admin::{ChangeModel, CreateModel, OrderModels};
use tertulia_protocol::model::Model;

use crate::App;
use crate::auth::InPerson;
use crate::error::ApiResult;
use crate::extract::places::WithId;
use crate::extract::{Json, Path};
use crate::openapi::Problems;

/// Puts a model into the catalogue. The first becomes the default.
#[utoipa::path(post, path = "/admin/models", operation_id = "create_model", tag = "administration",
    security(("session" = [])), responses((status = 201, body = Model), Problems))]
pub async fn create(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<CreateModel>,
) -> ApiResult<(StatusCode, Json<Model>)> {
    let new = NewModel {
        provider: ProviderId(request.provider),
        wire_name: request.wire_name,
        name: request.name,
        class: request.class.map(Into::into),
        context_window: request.context_window,
        features: request.features.map(Into::into).unwrap_or_default(),
        prices: request.prices.map(Into::into),
    };
    Ok((StatusCode::CREATED, Json((&app.engine.add_model(caller, new).await?).into())))
}

/// Changes an entry of the catalogue.
#[utoipa::path(patch, path = "/admin/models/{id}", operation_id = "change_model", tag = "administration",
    params(WithId), security(("session" = [])), responses((status = 200, body = Model), Problems))]
pub async fn change(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithId>,
    Json(request): Json<ChangeModel>,
) -> ApiResult<Json<Model>> {
    let change = ModelChange {
        name: request.name,
        class: request.class.map(Into::into),
        context_window: request.context_window,
        features: request.features.map(Into::into),
        prices: request.prices.map(|prices| prices.map(Into::into)),
        is_enabled: request.is_enabled,
        is_default: request.is_default,
    };
    Ok(Json((&app.engine.change_model(caller, ModelId(at.id), change).await?).into()))
}

/// Puts the models in the order in which they stand in for one another.
#[utoipa::path(put, path = "/admin/models/order", operation_id = "order_models", tag = "administration",
    security(("session" = [])), responses((status = 204, description = "In this order."), Problems))]
pub async fn order(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<OrderModels>,
) -> ApiResult<StatusCode> {
    app.engine.order_models(caller, request.models.into_iter().map(ModelId).collect()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a model out of the catalogue. Groups that chose it use the default from then on.
#[utoipa::path(delete, path = "/admin/models/{id}", operation_id = "remove_model", tag = "administration",
    params(WithId), security(("session" = [])), responses((status = 204, description = "Removed."), Problems))]
pub async fn remove(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithId>,
) -> ApiResult<StatusCode> {
    app.engine.remove_model(caller, ModelId(at.id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
