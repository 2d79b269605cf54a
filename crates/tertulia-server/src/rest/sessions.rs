//! Sessions: signing in and out, and the list of one's own.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use tertulia_core::{Error, SessionId};
use tertulia_engine::SignedIn;
use tertulia_protocol::account::{Me, Session, SignIn};

use crate::App;
use crate::auth::{InPerson, SessionCookie};
use crate::error::{ApiResult, Failure};
use crate::extract::places::WithId;
use crate::extract::{Client, Json, Path};
use crate::openapi::Problems;

/// Signs in, and sets the session cookie.
#[utoipa::path(post, path = "/sessions", operation_id = "sign_in", tag = "sessions", security(()),
    responses((status = 200, body = Me), Problems))]
pub async fn sign_in(
    State(app): State<App>,
    Client(address): Client,
    headers: HeaderMap,
    Json(request): Json<SignIn>,
) -> ApiResult<Response> {
    app.limits.sign_in.count(address)?;
    let signed_in = app.engine.sign_in(&request.username, &request.password, &device(&headers)).await?;
    hand_out(&app, &headers, signed_in).await
}

/// One's own sessions, newest use first.
#[utoipa::path(get, path = "/sessions", operation_id = "sessions", tag = "sessions", security(("session" = [])),
    responses((status = 200, body = [Session]), Problems))]
pub async fn list(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Json<Vec<Session>>> {
    let sessions = app.engine.sessions(caller).await?;
    Ok(Json(sessions.iter().map(|s| Session::of(s, caller.session())).collect()))
}

/// Ends all sessions but the one that asks.
#[utoipa::path(delete, path = "/sessions", operation_id = "end_other_sessions", tag = "sessions", security(("session" = [])),
    responses((status = 204, description = "They have ended, and so have their connections."), Problems))]
pub async fn end_others(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<StatusCode> {
    app.engine.end_other_sessions(caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out: ends the session that asks, and takes the cookie back.
#[utoipa::path(delete, path = "/sessions/current", operation_id = "sign_out", tag = "sessions", security(("session" = [])),
    responses((status = 204, description = "It has ended, and so have its connections."), Problems))]
pub async fn sign_out(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Response> {
    match app.engine.sign_out(caller).await {
        // Ended in the same moment, from another device.
        Ok(()) | Err(Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    let cookie = SessionCookie::of(&app.config).clear();
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Ends one of one's own sessions.
#[utoipa::path(delete, path = "/sessions/{id}", operation_id = "end_session", tag = "sessions", security(("session" = [])),
    responses((status = 204, description = "It has ended, and so have its connections."), Problems))]
pub async fn end(State(app): State<App>, InPerson(caller): InPerson, Path(at): Path<WithId>) -> ApiResult<StatusCode> {
    app.engine.end_session(caller, SessionId(at.id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The browser that asks, in a few words.
pub fn device(headers: &HeaderMap) -> String {
    crate::device::describe(headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()))
}

/// Hands a new session to the browser. The one that it had before ends: nobody keeps two by one cookie.
pub async fn hand_out(app: &App, headers: &HeaderMap, signed_in: SignedIn) -> ApiResult<Response> {
    let had = match app.caller(headers).await {
        Ok(had) => had,
        // Whatever was sent along, it is not what counts here.
        Err(failure) if failure.reason() == tertulia_protocol::Reason::SignedOut => None,
        Err(failure) => return Err(failure),
    };
    if let Some(caller) = had.filter(|c| c.session().is_some()) {
        match app.engine.sign_out(caller).await {
            Ok(()) | Err(Error::NotFound) => {}
            Err(error) => return Err(Failure::from(error)),
        }
    }
    let (profile, account) = app.engine.me(signed_in.caller).await?;
    let cookie = SessionCookie::of(&app.config).set(&signed_in.secret);
    Ok(([(header::SET_COOKIE, cookie)], Json(Me::of(&profile, &account))).into_response())
}
