//! The live socket, over real connections.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::house::{Client, House};

/// A socket of a client.
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// The handshake.
    pub async fn open(client: &Client) -> Result<Socket, Error> {
        let mut request = format!("ws://{}/api/v1/live", client.address).into_client_request()?;
        request.headers_mut().extend(client.headers.clone());
        let stream = TcpStream::connect(client.address).await?;
        client_async(request, stream).await.map(|(socket, _)| Socket(socket))
    }

    /// A socket that has caught up with everything.
    pub async fn resume(client: &Client) -> Socket {
        let mut socket = Socket::open(client).await.expect("a handshake");
        socket.say(json!({ "type": "resume", "positions": [], "active": true })).await;
        socket.until(|f| f["type"] == "caught_up" && f.get("group").is_none()).await;
        socket
    }

    pub async fn say(&mut self, frame: Value) {
        self.send(Message::text(frame.to_string())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.0.send(message).await.expect("the line is open");
    }

    /// The next frame.
    pub async fn hear(&mut self) -> Value {
        loop {
            match self.message().await {
                Message::Text(text) => return serde_json::from_str(&text).expect("frames are JSON"),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("no frame: {other:?}"),
            }
        }
    }

    /// Frames up to the first for which `wanted` holds.
    pub async fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut heard = Vec::new();
        loop {
            heard.push(self.hear().await);
            if heard.last().is_some_and(&wanted) {
                return heard;
            }
        }
    }

    /// The code with which the server closes, whatever comes before.
    pub async fn closed(&mut self) -> u16 {
        self.ended().await.expect("a reason")
    }

    /// The same; `None` where the line is cut without a word.
    pub async fn ended(&mut self) -> Option<u16> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await;
            match next.expect("something comes in time") {
                Some(Ok(Message::Close(frame))) => return frame.map(|f| f.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// The socket beneath.
    pub fn into_inner(self) -> WebSocketStream<TcpStream> {
        self.0
    }

    /// The bare line, on which nobody answers pings any more.
    pub fn into_line(self) -> TcpStream {
        self.0.into_inner()
    }

    async fn message(&mut self) -> Message {
        let next = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await;
        next.expect("something comes in time").expect("the line is open").expect("whole frames")
    }
}

#[tokio::test]
async fn what_one_says_all_hear_in_order() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let mut bens = Socket::open(&ben).await.unwrap();
    bens.say(json!({ "type": "resume", "positions": [], "active": true })).await;
    let begun = bens.until(|f| f["type"] == "caught_up" && f.get("group").is_none()).await;
    let kinds: Vec<_> = begun.iter().map(|f| f["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["welcome", "group", "caught_up", "caught_up"]);
    assert_eq!(begun[0]["me"]["profile"]["username"], "ben");
    let head = begun[1]["view"]["group"]["seq"].as_u64().unwrap();

    let mut anas = Socket::resume(&ana).await;
    for n in 0..3 {
        let message = uuid::Uuid::now_v7();
        let body = json!({ "text": format!("message {n}"), "mentions": [] });
        anas.say(json!({ "type": "post", "ref": n.to_string(), "group": group, "message": message, "body": body }))
            .await;
        let ack = anas.until(|f| f["type"] == "ack").await.pop().unwrap();
        assert_eq!((&ack["ref"], ack["seq"].as_u64()), (&json!(n.to_string()), Some(head + n + 1)));
    }
    for n in 0..3 {
        let event = bens.until(|f| f["type"] == "event").await.pop().unwrap()["event"].clone();
        assert_eq!((&event["kind"], event["seq"].as_u64()), (&json!("message_posted"), Some(head + n + 1)));
        assert_eq!(event["body"]["text"], format!("message {n}"));
    }

    let mut again = Socket::open(&ben).await.unwrap();
    let position = json!({ "group": group, "epoch": 1, "seq": head + 1 });
    again.say(json!({ "type": "resume", "positions": [position], "active": false })).await;
    let missed = again.until(|f| f["type"] == "caught_up" && f.get("group").is_none()).await;
    let missed: Vec<_> = missed.iter().filter(|f| f["type"] == "event").map(|f| f["event"]["seq"].as_u64()).collect();
    assert_eq!(missed, [Some(head + 2), Some(head + 3)]);
}

#[tokio::test]
async fn what_is_refused_is_said_and_the_talk_goes_on() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let secret = ana.group("Secret").await;
    let group = ben.group("Own").await;
    let mut socket = Socket::resume(&ben).await;
    let post = |reference: &str, group: &str, body: Value| json!({ "type": "post", "ref": reference, "group": group, "message": uuid::Uuid::now_v7(), "body": body });
    for (frame, slug) in [
        (post("1", &secret, json!({ "text": "hi" })), "not-found"),
        (post("2", &group, json!({ "text": "  " })), "empty-text"),
        (post("3", &group, json!({ "text": "語".repeat(32_001) })), "text-too-long"),
        (json!({ "type": "post", "ref": "4", "group": group, "message": uuid::Uuid::now_v7() }), "malformed"),
    ] {
        let reference = frame["ref"].clone();
        socket.say(frame).await;
        let problem = socket.until(|f| f["type"] == "problem").await.pop().unwrap();
        assert_eq!(problem["ref"], reference);
        assert_eq!(problem["problem"]["type"], format!("/problems/{slug}"));
    }
    for kind in ["typing", "read", "partial", "catch_up"] {
        let frame = match kind {
            "typing" => json!({ "type": kind, "group": secret, "on": true }),
            "read" => json!({ "type": kind, "group": secret, "seq": 1 }),
            "partial" => json!({ "type": kind, "group": secret, "message": uuid::Uuid::now_v7() }),
            _ => json!({ "type": kind, "group": secret, "epoch": 1, "seq": 0 }),
        };
        socket.say(frame).await;
    }
    socket.say(post("5", &group, json!({ "text": "still here" }))).await;
    let heard = socket.until(|f| f["type"] == "ack").await;
    assert!(heard.iter().all(|f| !f.to_string().contains(&secret)), "a stranger hears nothing of the group");
}

#[tokio::test]
async fn nonsense_ends_the_talk_and_nothing_else() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let deep = format!(r#"{{"type":"post","body":{}"#, "[".repeat(100_000));
    for message in [
        Message::text("hello"),
        Message::text("{}"),
        Message::text(r#"{"type":"post"}"#),
        Message::text(deep),
        Message::binary(vec![0u8; 100]),
        Message::text("x".repeat(300_000)),
        Message::text(r#"{"type":"resume","positions":[],"active":true}"#),
        Message::text(format!(r#"{{"type":"active","on":true,"x":"{}"}}"#, "y".repeat(1_000))),
    ] {
        let mut socket = Socket::resume(&ana).await;
        socket.send(message.clone()).await;
        assert_eq!(socket.closed().await, 4009, "{}", message.to_string().chars().take(60).collect::<String>());
    }
    let mut early = Socket::open(&ana).await.unwrap();
    early.say(json!({ "type": "active", "on": true })).await;
    assert_eq!(early.closed().await, 4009, "resume comes first");
    assert_eq!(ana.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_our_own_page_opens_a_socket_with_our_cookie() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    for origin in ["https://evil.example", "null", "http://127.0.0.1"] {
        match Socket::open(&ana.clone().with("origin", origin)).await {
            Err(Error::Http(response)) => assert_eq!(response.status(), StatusCode::FORBIDDEN, "{origin}"),
            other => panic!("{origin}: {:?}", other.map(|_| "opened")),
        }
    }
    let own = ana.clone().with("origin", &format!("http://{}", house.address));
    Socket::resume(&own).await;
}

#[tokio::test]
async fn whoever_is_nobody_is_told_to_sign_in() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    assert_eq!(Socket::open(&house.visitor()).await.unwrap().closed().await, 4001);
    let token = ana.post("/api/v1/tokens", json!({ "name": "ci", "scope": "read" })).await.json();
    let token = token["secret"].as_str().unwrap().to_owned();
    let smuggled = house.visitor().with("sec-websocket-protocol", &token);
    match Socket::open(&smuggled).await {
        Ok(mut socket) => assert_eq!(socket.closed().await, 4001),
        // The client misses the sub-protocol in our answer: it was not taken for anything.
        Err(error) => assert!(matches!(error, Error::Protocol(_)), "{error}"),
    }
    let script = house.visitor().with("authorization", &format!("Bearer {token}"));
    let group = ana.group("Lisbon").await;
    let mut socket = Socket::resume(&script).await;
    let body = json!({ "text": "hi" });
    socket
        .say(json!({ "type": "post", "ref": "1", "group": group, "message": uuid::Uuid::now_v7(), "body": body }))
        .await;
    let problem = socket.until(|f| f["type"] == "problem").await.pop().unwrap();
    assert_eq!(problem["problem"]["type"], "/problems/scope-too-small");
}

#[tokio::test]
async fn signing_out_and_suspension_close_the_sockets_they_opened() {
    let house = House::open().await;
    house.engine.admin_create_person("root", "Root", crate::house::PASSWORD, true).await.unwrap();
    let ana = house.person("ana").await;
    let other = house.sign_in("ana").await;
    let (mut one, mut two) = (Socket::resume(&ana).await, Socket::resume(&other).await);
    ana.delete("/api/v1/sessions/current").await;
    assert_eq!(one.closed().await, 4001);
    let group = other.group("Lisbon").await;
    two.until(|f| f["type"] == "group" && f["view"]["group"]["id"] == group.as_str()).await;
    house.engine.suspend("ana").await.unwrap();
    assert_eq!(two.closed().await, 4013);
    assert_eq!(other.get("/api/v1/me").await.problem(), "signed-out");
    assert_eq!(Socket::open(&other).await.unwrap().closed().await, 4001);
}

#[tokio::test]
async fn one_person_has_a_bounded_number_of_sockets() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let mut open = Vec::new();
    for _ in 0..5 {
        open.push(Socket::resume(&ana).await);
    }
    let mut sixth = Socket::open(&ana).await.unwrap();
    sixth.say(json!({ "type": "resume", "positions": [], "active": true })).await;
    assert_eq!(sixth.closed().await, 4029);
}
