//! Accounts: how people come to have one.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use tertulia_core::name::Username;
use tertulia_engine::{NewAccount, NewGuest};
use tertulia_protocol::Reason;
use tertulia_protocol::account::{CreateAccount, CreateGuest, Me, UsernameAnswer};

use super::sessions;
use crate::App;
use crate::auth::Visitor;
use crate::error::ApiResult;
use crate::extract::places::WithUsername;
use crate::extract::{Client, Json, Path};
use crate::openapi::Problems;

/// Creates an account, and signs in.
#[utoipa::path(post, path = "/accounts", operation_id = "create_account", tag = "accounts", security(()),
    responses((status = 200, body = Me), Problems))]
pub async fn create(
    State(app): State<App>,
    Client(address): Client,
    headers: HeaderMap,
    Json(request): Json<CreateAccount>,
) -> ApiResult<Response> {
    app.limits.sign_up.count(address)?;
    let form = NewAccount {
        username: request.username,
        name: request.name,
        password: request.password,
        invite_secret: request.invite_secret,
    };
    let signed_in = app.engine.sign_up(form, &sessions::device(&headers)).await?;
    sessions::hand_out(&app, &headers, signed_in).await
}

/// Comes in with a profile alone, and signs in.
#[utoipa::path(post, path = "/guests", operation_id = "create_guest", tag = "accounts", security(()),
    responses((status = 200, body = Me), Problems))]
pub async fn create_guest(
    State(app): State<App>,
    Client(address): Client,
    headers: HeaderMap,
    Json(request): Json<CreateGuest>,
) -> ApiResult<Response> {
    app.limits.sign_up.count(address)?;
    let form = NewGuest { username: request.username, name: request.name, invite_secret: request.invite_secret };
    let signed_in = app.engine.join_as_guest(form, &sessions::device(&headers)).await?;
    sessions::hand_out(&app, &headers, signed_in).await
}

/// Whether a username can be had; one's own can.
#[utoipa::path(get, path = "/usernames/{username}", operation_id = "check_username", tag = "accounts",
    security((), ("session" = [])), responses((status = 200, body = UsernameAnswer), Problems))]
pub async fn check_username(
    State(app): State<App>,
    Client(address): Client,
    Visitor(caller): Visitor,
    Path(at): Path<WithUsername>,
) -> ApiResult<Json<UsernameAnswer>> {
    app.limits.usernames.count(address)?;
    let is_mine = match caller {
        Some(caller) => {
            let (profile, _) = app.engine.me(caller).await?;
            Username::parse(&at.username).is_ok_and(|wanted| wanted == profile.username)
        }
        None => false,
    };
    let problem = if is_mine { None } else { app.engine.username_problem(&at.username).await? };
    let problem = problem.map(|denial| Reason::Denied(denial).slug().to_owned());
    Ok(Json(UsernameAnswer { available: problem.is_none(), problem }))
}
