//! The instance, as everybody may know it.

use axum::extract::State;
use tertulia_protocol::instance::Instance;

use crate::error::ApiResult;
use crate::extract::Json;
use crate::openapi::Problems;
use crate::{App, view};

/// What everybody may know of the instance.
#[utoipa::path(get, path = "/instance", operation_id = "instance", tag = "instance", security(()),
    responses((status = 200, body = Instance), Problems))]
pub async fn show(State(app): State<App>) -> ApiResult<Json<Instance>> {
    Ok(Json(view::instance(app.engine.instance().await?, app.config.is_insecure())))
}
