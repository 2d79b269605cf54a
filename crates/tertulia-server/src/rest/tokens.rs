//! Tokens: credentials for scripts.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::TokenId;
use tertulia_protocol::account::{CreateToken, NewToken, Token};

use crate::App;
use crate::auth::InPerson;
use crate::error::ApiResult;
use crate::extract::places::WithId;
use crate::extract::{Json, Path};
use crate::openapi::Problems;

/// One's own tokens, without their secrets.
#[utoipa::path(get, path = "/tokens", operation_id = "tokens", tag = "tokens", security(("session" = [])),
    responses((status = 200, body = [Token]), Problems))]
pub async fn list(State(app): State<App>, InPerson(caller): InPerson) -> ApiResult<Json<Vec<Token>>> {
    Ok(Json(app.engine.tokens(caller).await?.iter().map(Token::from).collect()))
}

/// Makes a token. Its secret is shown this once.
#[utoipa::path(post, path = "/tokens", operation_id = "create_token", tag = "tokens", security(("session" = [])),
    responses((status = 201, body = NewToken), Problems))]
pub async fn create(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Json(request): Json<CreateToken>,
) -> ApiResult<(StatusCode, Json<NewToken>)> {
    let new = app.engine.create_token(caller, &request.name, request.scope.into()).await?;
    Ok((StatusCode::CREATED, Json(NewToken { token: (&new.token).into(), secret: new.text() })))
}

/// Ends a token, with its connections.
#[utoipa::path(delete, path = "/tokens/{id}", operation_id = "revoke_token", tag = "tokens", security(("session" = [])),
    params(WithId), responses((status = 204, description = "It works no more."), Problems))]
pub async fn revoke(
    State(app): State<App>,
    InPerson(caller): InPerson,
    Path(at): Path<WithId>,
) -> ApiResult<StatusCode> {
    app.engine.revoke_token(caller, TokenId(at.id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
