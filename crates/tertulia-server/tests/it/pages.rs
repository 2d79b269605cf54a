//! What every answer carries, and what is at which address.

use http::{Method, StatusCode, header};

use crate::house::House;

#[tokio::test]
async fn every_answer_keeps_browsers_on_a_short_leash() {
    let house = House::open().await;
    let visitor = house.visitor();
    for path in ["/", "/g/somewhere", "/api/v1/instance", "/api/v1/nowhere", "/api/v1/me", "/assets/gone.js"] {
        let answer = visitor.get(path).await;
        let headers = &answer.headers;
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none(), "{path}");
        assert!(headers.get(header::STRICT_TRANSPORT_SECURITY).is_none(), "plain HTTP promises no HTTPS");
        if path.starts_with("/api/") {
            assert_eq!(headers[header::CACHE_CONTROL], "no-store", "{path}");
            assert!(policy.starts_with("default-src 'none'"), "{path}");
        } else {
            assert!(policy.contains("require-trusted-types-for 'script'"), "{path}");
        }
    }
}

#[tokio::test]
async fn https_is_promised_where_people_use_it() {
    let house = House::open_with(|config| config.public_url = "https://chat.example.org".into()).await;
    let answer = house.visitor().get("/").await;
    assert!(answer.headers[header::STRICT_TRANSPORT_SECURITY].to_str().unwrap().starts_with("max-age="));
}

#[tokio::test]
async fn unknown_addresses_are_the_apps_or_problems() {
    let house = House::open().await;
    let visitor = house.visitor();
    let page = visitor.get("/g/01900000/settings").await;
    assert_eq!(
        (page.status, &page.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"text/html; charset=utf-8".parse().unwrap())
    );
    for path in ["/api", "/api/", "/api/v1", "/api/v1/nowhere", "/api/v2/groups", "/assets/gone-00000000.js"] {
        assert_eq!(visitor.get(path).await.problem(), "not-found", "{path}");
    }
    assert_eq!(visitor.delete("/api/v1/instance").await.problem(), "method-not-allowed");
    assert_eq!(visitor.delete("/g/somewhere").await.problem(), "method-not-allowed");
}

#[tokio::test]
async fn the_description_that_is_served_is_the_one_that_is_written() {
    let house = House::open().await;
    let served = house.visitor().get("/api/openapi.json").await.json();
    assert_eq!(served, serde_json::to_value(tertulia_server::openapi()).unwrap());
}

#[tokio::test]
async fn a_long_answer_is_compressed_for_those_who_take_it() {
    let house = House::open().await;
    let plain = house.visitor().get("/api/openapi.json").await;
    let compressed = house.visitor().with("accept-encoding", "br").get("/api/openapi.json").await;
    assert_eq!(compressed.headers[header::CONTENT_ENCODING], "br");
    assert!(compressed.body.len() * 4 < plain.body.len());
    let head = house.visitor().send(Method::HEAD, "/", None, "").await;
    assert!(head.body.is_empty() && head.status == StatusCode::OK);
}
