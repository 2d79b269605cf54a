//! Layers: what holds for every request, whatever it asks.

mod headers;

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use tertulia_protocol::Reason;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tracing::debug;
use uuid::Uuid;

use crate::App;
use crate::error::Failure;

/// How long an answer may take, reading the body included.
const PATIENCE: Duration = Duration::from_secs(30);
/// The same for what depends on a slow line or a slow model: uploads, and the try of a provider.
const LONG_PATIENCE: Duration = Duration::from_secs(180);

/// Where a provider is tried.
const PROVIDER_TEST: &str = "/admin/providers/test";

/// Puts every layer around `router`. The last one written is the outermost.
pub fn around(router: Router<App>, app: &App) -> Router<App> {
    router
        .layer(middleware::from_fn_with_state(app.clone(), to_the_end))
        .layer(same_site(app))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn_with_state(app.clone(), one_of_many))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(middleware::from_fn(outermost))
}

/// Compresses answers that are worth it. Those that carry a secret are smaller, so that their length tells nothing.
pub fn compressed(router: Router<App>) -> Router<App> {
    let worth = SizeAbove::new(1_024).and(NotForContentType::const_new("image/"));
    router.layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth))
}

/// Names the request, and writes the answer of whatever failed inside.
async fn outermost(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    let method = request.method().clone();
    // The pattern and not the address: ids are nobody's business but the caller's.
    let route = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned()).unwrap_or_default();
    let begun = std::time::Instant::now();
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        let headers = std::mem::take(response.headers_mut());
        response = failure.answer(&id);
        for (name, value) in headers {
            if let Some(name) = name.filter(|name| !response.headers().contains_key(name) && name != "content-length") {
                response.headers_mut().append(name, value);
            }
        }
    }
    let status = response.status().as_u16();
    let elapsed_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    debug!(request.id = %id, %method, route, status, elapsed_ms, "answered a request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Refuses what another site's page makes a browser send (Sec-Fetch-Site and Origin); scripts send neither and pass.
fn same_site(app: &App) -> CsrfLayer<impl FnMut(ProtectionError) -> Response + Clone + Send + Sync + 'static> {
    let layer = CsrfLayer::new();
    // A proxy that changes Host would make our own pages foreign, so the public address counts as ours.
    let layer = match layer.clone().add_trusted_origin(&app.config.public_url) {
        Ok(trusting) => trusting,
        Err(error) => {
            tracing::warn!(%error, "the public address is no origin, so only requests to the same host are trusted");
            layer
        }
    };
    layer.with_rejection_response(|_| Failure::from(Reason::CrossSite).into_response())
}

/// What changes something is done to its end, also when its client hangs up between two steps: a password would be changed
/// and the sessions of whoever knew the old one go on. The try of a provider is given up that way, so it is left out.
async fn to_the_end(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || request.uri().path().ends_with(PROVIDER_TEST) {
        return next.run(request).await;
    }
    match app.engine.to_the_end("request", next.run(request)).await {
        Ok(response) => response,
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_cancelled) => Failure::from(Reason::Busy).into_response(),
        },
    }
}

async fn in_time(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_long = path.ends_with("/photo") || path.ends_with(PROVIDER_TEST);
    let patience = if is_long { LONG_PATIENCE } else { PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_elapsed) => Failure::from(Reason::TimedOut).into_response(),
    }
}

/// A full house is an answer, not a queue that grows.
async fn one_of_many(State(app): State<App>, request: Request, next: Next) -> Response {
    match app.requests.try_acquire() {
        Ok(_permit) => next.run(request).await,
        Err(_full) => Failure::from(Reason::Busy).into_response(),
    }
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Failure::internal(format!("a handler panicked: {}", said.unwrap_or("without a word"))).into_response()
}

/// What an address answers that exists for other methods only.
pub async fn method_not_allowed() -> Response {
    let mut response = Failure::from(Reason::MethodNotAllowed).into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::{get, put};
    use http::Method;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    fn layered() -> Router {
        Router::new()
            .route("/panics", get(async || -> StatusCode { panic!("the chestnut is brown") }))
            .route("/hangs", get(async || std::future::pending::<StatusCode>().await))
            .route("/me/photo", put(async || std::future::pending::<StatusCode>().await))
            .route("/refuses", get(async || Failure::too_many(Duration::from_secs(7))))
            .layer(middleware::from_fn(in_time))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn(outermost))
    }

    async fn problem(method: Method, path: &str) -> (Response<()>, serde_json::Value) {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
        let (head, body) = layered().oneshot(request).await.expect("an answer").into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        (Response::from_parts(head, ()), serde_json::from_slice(&body).expect("a problem"))
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_says_nothing_of_its_cause() {
        let (head, body) = problem(Method::GET, "/panics").await;
        assert_eq!(head.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(body["type"], "/problems/internal");
        assert!(!body.to_string().contains("chestnut"), "{body}");
        assert_eq!(body["request_id"], head.headers()["x-request-id"].to_str().expect("text"));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_ever_and_uploads_may_take_longer() {
        let begun = tokio::time::Instant::now();
        let (head, body) = problem(Method::GET, "/hangs").await;
        assert_eq!((head.status(), &body["type"]), (StatusCode::SERVICE_UNAVAILABLE, &"/problems/timed-out".into()));
        assert_eq!(begun.elapsed().as_secs(), PATIENCE.as_secs());
        let begun = tokio::time::Instant::now();
        problem(Method::PUT, "/me/photo").await;
        assert_eq!(begun.elapsed().as_secs(), LONG_PATIENCE.as_secs());
    }

    #[tokio::test]
    async fn what_a_failure_says_beside_its_problem_is_kept() {
        let (head, body) = problem(Method::GET, "/refuses").await;
        assert_eq!((head.status(), &body["retry_after_seconds"]), (StatusCode::TOO_MANY_REQUESTS, &7.into()));
        assert_eq!(head.headers()["retry-after"], "7");
        assert_eq!(head.headers()["content-type"], "application/problem+json");
    }
}
