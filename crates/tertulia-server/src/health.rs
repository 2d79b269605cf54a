//! Health, for whoever looks after processes and for proxies (OPS-4). Nothing of it is anybody's secret, and nothing is JSON.

use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use http::{StatusCode, header};
use tokio::time::timeout;
use tracing::warn;

use crate::App;

/// How long the store may take to answer before this server is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process answers. Whoever starts it again where it does not must not ask for more than that: a store that is away does not
/// come back by it.
pub async fn healthz() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}

/// People can be sent here: the store answers.
pub async fn readyz(State(app): State<App>) -> impl IntoResponse {
    let (status, words) = match timeout(PATIENCE, app.engine.ask_store()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            warn!(%error, "not ready, because the store fails");
            (StatusCode::SERVICE_UNAVAILABLE, "the store fails\n")
        }
        Err(_elapsed) => {
            warn!("not ready, because the store does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    };
    (status, [(header::CACHE_CONTROL, "no-store")], words)
}
