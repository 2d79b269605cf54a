//! Headers that keep browsers from doing more than they are meant to.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

use crate::App;

/// What a page of the web app may load and do.
pub const PAGE_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; \
     img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; frame-src 'self'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
     trusted-types svelte-trusted-html tertulia";
/// What an answer that is no page may do: nothing, even where a browser is made to show it.
pub const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
/// Sensors and devices that no page of ours uses yet.
const NO_DEVICES: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
/// A year.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Adds what an answer does not say already.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), NO_DEVICES);
    set(header::X_FRAME_OPTIONS, "DENY");
    if is_api {
        set(header::CONTENT_SECURITY_POLICY, DATA_POLICY);
        // Answers are for the one who asked, now.
        set(header::CACHE_CONTROL, "no-store");
    } else {
        set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
    }
    if app.config.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    response
}
