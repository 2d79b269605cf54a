//! Control over HTTP, for tests in other languages: `/control/...` beside the wire, without a key.

use super::script::{Fault, ListedModel, Script};
use super::{State, lock};
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::Ordering;

pub(super) fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/control/script", post(script))
        .route("/control/release", post(release))
        .route("/control/resume", post(resume))
        .route("/control/models", post(models))
        .route("/control/key", post(key))
        .route("/control/reset", post(reset))
        .route("/control/requests", get(requests))
        .route("/control/hang-ups", get(hang_ups))
        .with_state(state)
}

/// A script and when it is used: for the next request, for those that contain a text, or for all that remain.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scripted {
    script: Script,
    /// For every request that contains this text.
    #[serde(default)]
    when: Option<String>,
    /// For every request for which nothing else is scripted.
    #[serde(default)]
    always: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    /// How many tokens go out; all from now on when absent.
    #[serde(default)]
    tokens: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Models {
    #[serde(default)]
    models: Vec<ListedModel>,
    #[serde(default)]
    fault: Option<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    key: Option<String>,
}

async fn script(Shared(state): Shared<Arc<State>>, Json(scripted): Json<Scripted>) -> StatusCode {
    match scripted {
        Scripted { script, when: Some(text), .. } => lock(&state.matched).insert(0, (text, script)),
        Scripted { script, always: true, .. } => *lock(&state.otherwise) = script,
        Scripted { script, .. } => lock(&state.queue).push_back(script),
    }
    StatusCode::NO_CONTENT
}

async fn release(Shared(state): Shared<Arc<State>>, Json(release): Json<Release>) -> StatusCode {
    match release.tokens {
        Some(tokens) => state.tokens.add_permits(tokens),
        None => {
            state.gate_is_open.store(true, Ordering::SeqCst);
            state.tokens.add_permits(1_000_000);
        }
    }
    StatusCode::NO_CONTENT
}

async fn resume(Shared(state): Shared<Arc<State>>) -> StatusCode {
    state.resumes.add_permits(1);
    StatusCode::NO_CONTENT
}

async fn models(Shared(state): Shared<Arc<State>>, Json(models): Json<Models>) -> StatusCode {
    *lock(&state.models) = models.fault.map_or(Ok(models.models), Err);
    StatusCode::NO_CONTENT
}

async fn key(Shared(state): Shared<Arc<State>>, Json(key): Json<Key>) -> StatusCode {
    *lock(&state.key) = key.key;
    StatusCode::NO_CONTENT
}

async fn reset(Shared(state): Shared<Arc<State>>) -> StatusCode {
    state.reset();
    StatusCode::NO_CONTENT
}

async fn requests(Shared(state): Shared<Arc<State>>) -> Json<Value> {
    Json(json!(state.records.requests()))
}

async fn hang_ups(Shared(state): Shared<Arc<State>>) -> Json<Value> {
    Json(json!(state.records.hang_ups()))
}
