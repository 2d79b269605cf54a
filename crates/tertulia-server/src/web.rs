//! The web app, from the static table that was built into the program.

mod negotiate;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use tertulia_protocol::Reason;
use tertulia_web::Asset;

use crate::App;
use crate::error::Failure;

/// Everything that is no route: files of the web app, its start page for its own addresses, and problems below `/api`.
pub async fn fallback(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return Failure::from(Reason::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return crate::layers::method_not_allowed().await;
    }
    match asset_for(path, app.config.gallery) {
        Some(asset) => show(asset, request.headers()),
        None => Failure::from(Reason::NotFound).into_response(),
    }
}

/// The version of the web app: its start page names every other file by content.
pub fn version() -> String {
    let page = tertulia_web::find("index.html");
    page.map(|page| page.etag.trim_start_matches("W/").trim_matches('"').to_owned()).unwrap_or_default()
}

/// The file at a path, or the start page, which knows the app's own addresses. A file that is gone is not the start page: a
/// browser would take it for a script.
fn asset_for(path: &str, gallery: bool) -> Option<&'static Asset> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.starts_with("gallery") && !gallery {
        return tertulia_web::find("index.html");
    }
    if path == "gallery" {
        return tertulia_web::find("gallery.html");
    }
    let found = tertulia_web::find(path);
    if found.is_some() || path.starts_with("assets/") || path.starts_with(".well-known/") {
        return found;
    }
    tertulia_web::find("index.html")
}

fn show(asset: &'static Asset, request: &HeaderMap) -> Response {
    let cache = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if negotiate::is_known(request, asset.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    let body = match asset.brotli.filter(|_| negotiate::takes_brotli(request)) {
        Some(compressed) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            compressed
        }
        None => asset.body,
    };
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn addresses_of_the_app_show_its_start_page() {
        for path in ["/", "/g/01900000", "/join", "/settings/profile", "/../etc/passwd", "/%00"] {
            assert_eq!(asset_for(path, false).map(|a| a.path), Some("index.html"), "{path}");
        }
    }

    #[test]
    fn a_file_that_is_gone_is_not_the_start_page() {
        assert!(asset_for("/assets/app-00000000.js", false).is_none());
        assert!(asset_for("/.well-known/security.txt", false).is_none());
    }

    #[test]
    fn the_gallery_is_for_tests_alone() {
        assert_eq!(asset_for("/gallery", false).map(|a| a.path), Some("index.html"));
        assert_eq!(asset_for("/gallery.html", false).map(|a| a.path), Some("index.html"));
    }

    #[test]
    fn the_start_page_is_asked_for_again_and_answered_briefly() {
        let page = asset_for("/", false).expect("there is a start page");
        let first = show(page, &HeaderMap::new());
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
        let again = show(page, &headers(&[(header::IF_NONE_MATCH, page.etag)]));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers()[header::ETAG], page.etag);
    }

    #[test]
    fn hashed_files_are_kept_and_sent_as_the_browser_takes_them() {
        let asset = Asset {
            path: "assets/app-0123abcd.js",
            mime: "text/javascript; charset=utf-8",
            body: b"plain",
            brotli: Some(b"br"),
            etag: "W/\"1\"",
            immutable: true,
        };
        let asset: &'static Asset = Box::leak(Box::new(asset));
        let plain = show(asset, &HeaderMap::new());
        assert!(plain.headers().get(header::CONTENT_ENCODING).is_none());
        assert!(plain.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let brotli = show(asset, &headers(&[(header::ACCEPT_ENCODING, "gzip, deflate, br")]));
        assert_eq!(brotli.headers()[header::CONTENT_ENCODING], "br");
        assert_eq!(brotli.headers()[header::VARY], "accept-encoding");
    }
}
