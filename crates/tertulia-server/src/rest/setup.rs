//! Setup: the single-use link that makes the first administrator.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use tertulia_protocol::account::{LinkSecret, Me, SetUp};

use super::sessions;
use crate::App;
use crate::error::ApiResult;
use crate::extract::{Client, Json};
use crate::openapi::Problems;

/// Whether a setup link is open.
#[utoipa::path(post, path = "/setup/check", operation_id = "check_setup", tag = "setup", security(()),
    responses((status = 204, description = "It is."), Problems))]
pub async fn check(
    State(app): State<App>,
    Client(address): Client,
    Json(request): Json<LinkSecret>,
) -> ApiResult<StatusCode> {
    app.limits.setup.count(address)?;
    app.engine.check_setup(&request.secret).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes the first administrator, names the instance, and signs in.
#[utoipa::path(post, path = "/setup", operation_id = "set_up", tag = "setup", security(()),
    responses((status = 200, body = Me), Problems))]
pub async fn redeem(
    State(app): State<App>,
    Client(address): Client,
    headers: HeaderMap,
    Json(request): Json<SetUp>,
) -> ApiResult<Response> {
    app.limits.setup.count(address)?;
    let form = tertulia_engine::SetUp {
        secret: request.secret,
        instance_name: request.instance_name,
        name: request.name,
        username: request.username,
        password: request.password,
    };
    let signed_in = app.engine.redeem_setup(form, &sessions::device(&headers)).await?;
    sessions::hand_out(&app, &headers, signed_in).await
}
