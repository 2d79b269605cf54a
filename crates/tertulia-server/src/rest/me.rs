//! Oneself: profile, settings, password.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use tertulia_engine::{Caller, MeChange, Secret};
use tertulia_protocol::account::{ChangeMe, ChangePassword, Me};

use crate::App;
use crate::auth::{InPerson, SessionCookie, Signed};
use crate::error::ApiResult;
use crate::extract::Json;
use crate::openapi::Problems;

/// The person who asks. A browser that asks keeps its cookie for longer.
#[utoipa::path(get, path = "/me", operation_id = "me", tag = "me", responses((status = 200, body = Me), Problems))]
pub async fn show(State(app): State<App>, Signed(caller): Signed, headers: HeaderMap) -> ApiResult<Response> {
    let (profile, account) = app.engine.me(caller).await?;
    Ok(with_cookie(&app, caller, &headers, Json(Me::of(&profile, &account)).into_response()))
}

/// Gives a browser its cookie again, so that it keeps it for longer.
pub(super) fn with_cookie(app: &App, caller: Caller, headers: &HeaderMap, mut response: Response) -> Response {
    let cookie = SessionCookie::of(&app.config);
    let secret = caller.session().and_then(|_| cookie.read(headers)).and_then(|text| Secret::read(&text));
    if let Some(secret) = secret {
        response.headers_mut().insert(header::SET_COOKIE, cookie.set(&secret));
    }
    response
}

/// Changes one's own names and settings.
#[utoipa::path(patch, path = "/me", operation_id = "change_me", tag = "me",
    responses((status = 200, body = Me), Problems))]
pub async fn change(
    State(app): State<App>,
    Signed(caller): Signed,
    Json(request): Json<ChangeMe>,
) -> ApiResult<Json<Me>> {
    let settings = match request.settings {
        Some(change) => Some(change.apply(app.engine.me(caller).await?.1.settings)),
        None => None,
    };
    let change = MeChange { name: request.name, username: request.username, settings };
    let (profile, account) = app.engine.update_me(caller, change).await?;
    Ok(Json(Me::of(&profile, &account)))
}

/// Changes the password; a guest who sets one has a full account from then on. All other sessions end.
#[utoipa::path(put, path = "/me/password", operation_id = "change_password", tag = "me", security(("session" = [])),
    responses((status = 200, body = Me), Problems))]
pub async fn change_password(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<ChangePassword>,
) -> ApiResult<Json<Me>> {
    app.engine.set_password(caller, request.current.as_deref(), &request.new).await?;
    let (profile, account) = app.engine.me(caller).await?;
    Ok(Json(Me::of(&profile, &account)))
}
