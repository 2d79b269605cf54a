//! What is sent: too much, too little, something else, and exactly enough.

use bytes::Bytes;
use http::{Method, StatusCode, header};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::House;

#[tokio::test]
async fn what_is_not_understood_is_refused_with_the_name_of_the_field() {
    let house = House::open().await;
    let visitor = house.visitor();
    let cases = [
        (
            json!({ "username": "ana", "password": "x", "is_administrator": true }),
            "There is no field is_administrator.",
        ),
        (json!({ "username": "ana" }), "The field password is missing."),
        (json!({ "username": ["ana"], "password": "x" }), "The field username is not what it should be: a string."),
    ];
    for (body, detail) in cases {
        let answer = visitor.post("/api/v1/sessions", body).await;
        assert_eq!((answer.problem(), answer.json()["detail"].clone()), ("malformed".into(), json!(detail)));
    }
    let form = visitor.send(Method::POST, "/api/v1/sessions", Some("text/plain"), r#"{"username":"a","password":"b"}"#);
    assert_eq!(form.await.problem(), "malformed", "what a form of another site could send");
    let no_utf8 =
        visitor.send(Method::POST, "/api/v1/sessions", Some("application/json"), &b"{\"username\":\"\xff\"}"[..]);
    assert_eq!(no_utf8.await.problem(), "malformed");
    let deep = "[".repeat(60_000);
    let deep = visitor.send(Method::POST, "/api/v1/sessions", Some("application/json"), deep);
    assert_eq!(deep.await.problem(), "malformed");
}

#[tokio::test]
async fn a_body_larger_than_its_address_takes_is_refused() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    let long = json!({ "id": uuid::Uuid::now_v7(), "name": "x".repeat(70_000) });
    assert_eq!(ana.post("/api/v1/groups", long).await.problem(), "too-large");
    let photo = Bytes::from(vec![0u8; 10 * 1024 * 1024 + 1]);
    let photo = ana.send(Method::PUT, &format!("/api/v1/groups/{group}/photo"), Some("image/png"), photo).await;
    assert_eq!((photo.status, photo.problem()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large".into()));
}

#[tokio::test]
async fn the_longest_message_of_every_script_fits() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    let path = format!("/api/v1/groups/{group}/messages");
    for letter in ["x", "語", "🐟", "\u{1}"] {
        let body = json!({ "id": uuid::Uuid::now_v7(), "body": { "text": format!("x{}", letter.repeat(31_999)) } });
        assert_eq!(ana.post(&path, body).await.status, StatusCode::OK, "{letter:?}");
    }
    let longer = json!({ "id": uuid::Uuid::now_v7(), "body": { "text": "語".repeat(32_001) } });
    assert_eq!(ana.post(&path, longer).await.problem(), "text-too-long");
}

#[tokio::test]
async fn a_length_that_lies_harms_nobody() {
    let house = House::open().await;
    for head in [
        "content-length: 1000000000000\r\n",
        "content-length: 500\r\n",
        "transfer-encoding: chunked\r\n",
        "content-length: -1\r\n",
        "content-length: 5\r\ncontent-length: 6\r\n",
    ] {
        let mut line = TcpStream::connect(house.address).await.unwrap();
        let request = format!(
            "POST /api/v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{head}\r\nfffffffffffff{{}}"
        );
        line.write_all(request.as_bytes()).await.unwrap();
        line.shutdown().await.unwrap();
        let mut answer = Vec::new();
        // A line that is simply cut is an answer too.
        let _cut = line.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{head}");
    }
    assert_eq!(house.visitor().get("/api/v1/instance").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_photo_is_for_those_who_may_see_it_and_is_kept_by_their_browsers_alone() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let me = ana.send(Method::PUT, "/api/v1/me/photo", Some("image/png"), "a picture").await.json();
    let photo = format!("/api/v1/photos/{}?size=large", me["profile"]["photo"].as_str().unwrap());
    assert_eq!(ben.get(&photo).await.problem(), "not-found");
    assert_eq!(house.visitor().get(&photo).await.problem(), "signed-out");
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let shown = ben.get(&photo).await;
    assert_eq!((shown.status, &shown.body[..]), (StatusCode::OK, &b"a picture"[..]));
    assert_eq!(shown.headers[header::CONTENT_TYPE], "image/png");
    assert!(shown.headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("private"));
    assert!(shown.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
    let tag = shown.headers[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(ben.clone().with("if-none-match", &tag).get(&photo).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(ben.get(&photo.replace("large", "huge")).await.problem(), "malformed");
}
