//! The instance, as everybody may know it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use tertulia_protocol::account::Me;
use tertulia_protocol::instance::{Instance, Visit};

use crate::auth::Visitor;
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

/// The instance, and who asks. Unlike `/me` it has an answer for whoever is not signed in.
#[utoipa::path(get, path = "/visit", operation_id = "visit", tag = "instance", security(()),
    responses((status = 200, body = Visit), Problems))]
pub async fn visit(State(app): State<App>, Visitor(caller): Visitor, headers: HeaderMap) -> ApiResult<Response> {
    let instance = view::instance(app.engine.instance().await?, app.config.is_insecure());
    let Some(caller) = caller else { return Ok(Json(Visit { instance, me: None }).into_response()) };
    let (profile, account) = app.engine.me(caller).await?;
    let visit = Visit { instance, me: Some(Me::of(&profile, &account)) };
    Ok(super::me::with_cookie(&app, caller, &headers, Json(visit).into_response()))
}
