//! Settings of the instance, for its administrators.

use axum::extract::State;
use tertulia_engine::InstanceChange;
use tertulia_protocol::admin::{ChangeInstance, InstanceSettings};

use crate::auth::InPerson;
use crate::error::ApiResult;
use crate::extract::Json;
use crate::openapi::Problems;
use crate::{App, view};

/// The settings of the instance.
#[utoipa::path(get, path = "/admin/instance", operation_id = "instance_settings", tag = "administration",
    security(("session" = [])), responses((status = 200, body = InstanceSettings), Problems))]
pub async fn show(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Json<InstanceSettings>> {
    let (settings, assistant) = app.engine.instance_settings(caller).await?;
    Ok(Json(view::instance_settings(settings, &assistant)))
}

/// Changes settings of the instance.
#[utoipa::path(patch, path = "/admin/instance", operation_id = "change_instance", tag = "administration",
    security(("session" = [])), responses((status = 200, body = InstanceSettings), Problems))]
pub async fn change(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<ChangeInstance>,
) -> ApiResult<Json<InstanceSettings>> {
    let change = InstanceChange {
        name: request.name,
        sign_up: request.sign_up.map(Into::into),
        are_guests_allowed: request.guests_allowed,
        member_limit: request.member_limit,
        assistant_name: request.assistant_name,
    };
    let (settings, assistant) = app.engine.change_instance(caller, change).await?;
    Ok(Json(view::instance_settings(settings, &assistant)))
}
