//! The scripted model server, driven over its control endpoints as a test in another language does it.

use serde_json::{Value, json};
use tertulia_testkit::model_server::{API_KEY, ModelServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends a request and reads the answer to its end: the status and the body as it came over the wire.
async fn http(server: &ModelServer, method: &str, path: &str, key: Option<&str>, body: &Value) -> (u16, String) {
    let address = server.control_url().trim_start_matches("http://").to_owned();
    let mut socket = TcpStream::connect(&address).await.expect("the server listens");
    let body = if method == "GET" { String::new() } else { body.to_string() };
    let key = key.map(|key| format!("Authorization: Bearer {key}\r\n")).unwrap_or_default();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n{key}Content-Length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all((head + &body).as_bytes()).await.expect("a request goes out");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.expect("an answer comes back");
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
}

fn ask(text: &str) -> Value {
    json!({"model": "scripted", "stream": true, "messages": [{"role": "user", "content": text}]})
}

async fn chat(server: &ModelServer, text: &str) -> (u16, String) {
    http(server, "POST", "/v1/chat/completions", Some(API_KEY), &ask(text)).await
}

async fn control(server: &ModelServer, path: &str, body: Value) -> u16 {
    http(server, "POST", path, None, &body).await.0
}

#[tokio::test]
async fn it_echoes_until_it_is_scripted() {
    let server = ModelServer::start().await;
    let (status, body) = chat(&server, "{\"n\":1,\"text\":\"hello there\"}\n{\"now\":\"x\"}").await;
    assert_eq!(status, 200);
    assert!(body.contains(r#""content":"hello ""#) && body.contains(r#""content":"there""#), "{body}");
    assert!(body.contains("data: [DONE]"), "{body}");
}

#[tokio::test]
async fn scripts_come_over_the_wire_in_their_order() {
    let server = ModelServer::start().await;
    for (script, expected) in [
        (json!({"script": {"reply": {"text": "always"}}, "always": true}), 204),
        (json!({"script": {"reply": {"text": "about lakes"}}, "when": "lake"}), 204),
        (json!({"script": {"reply": {"text": "once"}}}), 204),
        (json!({"script": {"reply": {"fault": {"status": 429, "retry_after": "9"}}}}), 204),
        (json!({"script": {"reply": "nonsense"}}), 422),
    ] {
        assert_eq!(control(&server, "/control/script", script).await, expected);
    }
    assert!(chat(&server, "the lake?").await.1.contains("lakes"));
    assert!(chat(&server, "hm").await.1.contains("once"));
    assert_eq!(chat(&server, "hm").await.0, 429);
    assert!(chat(&server, "hm").await.1.contains("always"));
    let (_, requests) = http(&server, "GET", "/control/requests", None, &Value::Null).await;
    assert!(requests.contains("the lake?") && !requests.contains(API_KEY), "{requests}");
    assert_eq!(control(&server, "/control/reset", json!({})).await, 204);
    assert!(server.requests().is_empty());
    assert!(chat(&server, "hm").await.1.contains("hm"));
}

#[tokio::test]
async fn gates_stalls_keys_and_models_are_driven_from_outside() {
    let server = ModelServer::start().await;
    assert_eq!(http(&server, "POST", "/v1/chat/completions", Some("wrong"), &ask("hm")).await.0, 401);
    let script = json!({"script": {"reply": {"text": "one two three"}, "is_gated": true, "stall_after": 2}});
    assert_eq!(control(&server, "/control/script", script).await, 204);
    let driver = async {
        assert_eq!(control(&server, "/control/release", json!({"tokens": 2})).await, 204);
        server.tokens_sent(2).await;
        assert_eq!(control(&server, "/control/resume", json!({})).await, 204);
        assert_eq!(control(&server, "/control/release", json!({})).await, 204);
    };
    let ((_, body), ()) = tokio::join!(chat(&server, "hm"), driver);
    assert!(body.contains("three") && body.contains("[DONE]"), "{body}");
    assert_eq!(
        control(&server, "/control/models", json!({"models": [{"id": "tiny", "max_model_len": 512}]})).await,
        204
    );
    assert_eq!(control(&server, "/control/key", json!({"key": null})).await, 204);
    let (_, models) = http(&server, "GET", "/v1/models", None, &Value::Null).await;
    assert!(models.contains("tiny") && models.contains("512"), "{models}");
}

#[tokio::test]
async fn a_hang_up_is_seen_from_outside() {
    let server = ModelServer::start().await;
    let script = json!({"script": {"reply": {"text": "one two three"}, "stall_after": 1}});
    assert_eq!(control(&server, "/control/script", script).await, 204);
    tokio::select! {
        answer = chat(&server, "hm") => panic!("the answer stalls, and yet came {answer:?}"),
        () = server.tokens_sent(1) => {}
    }
    assert_eq!(server.hang_up(0).await.tokens, 1);
    let (_, hang_ups) = http(&server, "GET", "/control/hang-ups", None, &Value::Null).await;
    assert!(hang_ups.contains(r#""tokens":1"#), "{hang_ups}");
}
