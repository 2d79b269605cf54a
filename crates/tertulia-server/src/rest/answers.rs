//! Answers of assistants: stopping them, and asking for others.

use axum::extract::State;
use http::StatusCode;
use tertulia_core::{MessageId, ModelId};
use tertulia_engine::Access;
use tertulia_protocol::Message;
use tertulia_protocol::thread::{Begun, Redo};

use crate::App;
use crate::error::ApiResult;
use crate::extract::places::AtMessage;
use crate::extract::{Json, JsonOrDefault, Path, Within};
use crate::openapi::Problems;

/// Stops an answer that is being written; what was shown stays.
#[utoipa::path(post, path = "/groups/{group}/messages/{message}/stop", operation_id = "stop_answer", tag = "answers",
    params(AtMessage), responses((status = 204, description = "It stops."), Problems))]
pub async fn stop(State(app): State<App>, Within(access): Within, Path(at): Path<AtMessage>) -> ApiResult<StatusCode> {
    app.engine.stop_answer(&access, MessageId(at.message)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tries an answer again that failed or was interrupted, at the instance's cost.
#[utoipa::path(post, path = "/groups/{group}/messages/{message}/retry", operation_id = "retry_answer", tag = "answers",
    params(AtMessage), responses((status = 200, body = Begun), Problems))]
pub async fn retry(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<Begun>> {
    let begun = app.engine.retry_answer(&access, MessageId(at.message)).await?;
    show(&app, &access, begun).await
}

/// Another answer to the same call, for whoever asks.
#[utoipa::path(post, path = "/groups/{group}/messages/{message}/redo", operation_id = "redo_answer", tag = "answers",
    params(AtMessage), request_body = Redo, responses((status = 200, body = Begun), Problems))]
pub async fn redo(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
    JsonOrDefault(request): JsonOrDefault<Redo>,
) -> ApiResult<Json<Begun>> {
    let begun = app.engine.redo_answer(&access, MessageId(at.message), request.model.map(ModelId)).await?;
    show(&app, &access, begun).await
}

/// More of an answer that was stopped, interrupted or cut, for whoever asks.
#[utoipa::path(post, path = "/groups/{group}/messages/{message}/continue", operation_id = "continue_answer",
    tag = "answers", params(AtMessage), responses((status = 200, body = Begun), Problems))]
pub async fn go_on(
    State(app): State<App>,
    Within(access): Within,
    Path(at): Path<AtMessage>,
) -> ApiResult<Json<Begun>> {
    let begun = app.engine.continue_answer(&access, MessageId(at.message)).await?;
    show(&app, &access, begun).await
}

async fn show(app: &App, access: &Access, begun: MessageId) -> ApiResult<Json<Begun>> {
    let message = app.engine.message(access, begun).await?;
    Ok(Json(Begun { message: Message::of(access.group_id(), message.seq, &message) }))
}
