//! The other side of a connection that takes its time: nobody holds a place by saying nothing, saying it slowly, or not
//! listening.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http::StatusCode;
use serde_json::json;
use tertulia_server::Patience;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::house::{Client, House};
use crate::sockets::Socket;

/// What a test waits before it calls it hanging; far above every patience that it sets.
const HANGS: Duration = Duration::from_secs(15);

async fn house(change: impl FnOnce(&mut Patience)) -> House {
    House::open_with(|config| change(&mut config.patience)).await
}

/// The line of a socket that has caught up. Nobody answers pings on it.
async fn mute(client: &Client) -> TcpStream {
    Socket::resume(client).await.into_line()
}

/// Reads until the line is closed, and says nothing meanwhile.
async fn until_cut(line: &mut TcpStream) -> Duration {
    let begun = Instant::now();
    let mut heard = [0; 4_096];
    let cut = async { while line.read(&mut heard).await.is_ok_and(|bytes| bytes > 0) {} };
    timeout(HANGS, cut).await.expect("the line is cut");
    begun.elapsed()
}

#[test]
fn operators_get_what_the_documents_say() {
    let seconds = |patience: Patience| {
        [patience.head, patience.first_frame, patience.ping_every, patience.silence, patience.write]
            .map(|d| d.as_secs())
    };
    assert_eq!(seconds(Patience::default()), [15, 10, 25, 70, 20]);
}

#[tokio::test]
async fn the_head_of_a_request_comes_in_time_or_not_at_all() {
    let house = house(|patience| patience.head = Duration::from_millis(400)).await;
    let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let line = "GET /api/v1/instance HTTP/1.1\r\n";
    for begun in ["", "G", line, "GET /api/v1/instance HTTP/1.1\r\nhost: x\r\nx-a: ", &preface[..10], preface] {
        let mut line = TcpStream::connect(house.address).await.expect("the door");
        line.write_all(begun.as_bytes()).await.expect("the line is open");
        let took = until_cut(&mut line).await;
        assert!(took >= Duration::from_millis(300), "{begun:?} was cut after {took:?}");
    }
    assert_eq!(house.visitor().get("/api/v1/instance").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_first_frame_comes_in_time_or_the_talk_ends() {
    let house = house(|patience| patience.first_frame = Duration::from_millis(300)).await;
    let ana = house.person("ana").await;
    let mut silent = Socket::open(&ana).await.expect("a handshake");
    assert_eq!(silent.closed().await, 4009);
    let mut half = Socket::open(&ana).await.expect("a handshake").into_line();
    // The beginning of a frame of 100 bytes, and then nothing.
    half.write_all(&[0x81, 0x80 | 100, 1, 2, 3, 4, b'{']).await.expect("the line is open");
    until_cut(&mut half).await;
    // Somebody who begins in time stays for longer than that.
    let mut prompt = Socket::resume(&ana).await;
    let mut another = Socket::open(&ana).await.expect("a handshake");
    assert_eq!(another.closed().await, 4009);
    let group = ana.group("Lisbon").await;
    prompt.until(|f| f["type"] == "group" && f["view"]["group"]["id"] == group.as_str()).await;
}

#[tokio::test]
async fn who_gives_no_sign_of_life_is_gone_and_who_answers_pings_stays() {
    let house = house(|patience| {
        patience.ping_every = Duration::from_millis(100);
        patience.silence = Duration::from_millis(500);
    })
    .await;
    let ana = house.person("ana").await;
    let mut alive = Socket::resume(&ana).await;
    let mut dead = mute(&ana).await;
    let (took, pings) = tokio::join!(until_cut(&mut dead), async {
        // Reading answers the pings of the protocol.
        let mut pings = 0;
        while pings < 12 {
            pings += usize::from(alive.hear().await["type"] == "ping");
        }
        pings
    });
    assert!(took >= Duration::from_millis(400), "cut after {took:?}");
    assert_eq!(pings, 12, "more than twice the time of silence");
    let group = ana.group("Lisbon").await;
    alive.until(|f| f["type"] == "group" && f["view"]["group"]["id"] == group.as_str()).await;
}

#[tokio::test]
async fn a_frame_that_does_not_end_is_silence() {
    let house = house(|patience| {
        patience.ping_every = Duration::from_millis(100);
        patience.silence = Duration::from_millis(500);
    })
    .await;
    let ana = house.person("ana").await;
    let (mut reads, mut writes) = mute(&ana).await.into_split();
    // A frame of 60,000 bytes, of which one comes with each ping.
    writes.write_all(&[0x81, 0x80 | 126, 0xea, 0x60, 0, 0, 0, 0]).await.expect("the line is open");
    let mut heard = [0; 4_096];
    let dribble = async {
        while reads.read(&mut heard).await.is_ok_and(|bytes| bytes > 0) && writes.write_all(b" ").await.is_ok() {}
    };
    timeout(HANGS, dribble).await.expect("the line is cut");
    assert_eq!(ana.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_reader_who_does_not_read_gives_the_place_back() {
    let house = House::open_with(|config| {
        config.max_connections = 2;
        config.patience.head = HANGS * 4;
        config.patience.write = Duration::from_millis(300);
    })
    .await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    let slow = mute(&ana).await;
    let path = format!("/api/v1/groups/{group}/messages");
    let text = "x".repeat(32_000);
    // More than the buffers of both systems hold.
    for _ in 0..400 {
        let body = json!({ "id": uuid::Uuid::now_v7(), "body": { "text": text } });
        assert_eq!(ana.post(&path, body).await.status, StatusCode::OK);
    }
    // One place is free. Somebody takes it, so the next one gets in only when the slow reader is out.
    let _other = TcpStream::connect(house.address).await.expect("the door");
    let next = timeout(HANGS, ana.get("/api/v1/me")).await.expect("the slow reader's place is free again");
    assert_eq!(next.status, StatusCode::OK);
    drop(slow);
}

#[tokio::test]
async fn a_frame_that_lies_about_its_length_is_refused_before_anything_is_kept_for_it() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    for length in [u64::MAX, u64::MAX >> 1, 1 << 40, 300_000] {
        let mut line = mute(&ana).await;
        let mut head = vec![0x81, 0x80 | 127];
        head.extend(length.to_be_bytes());
        head.extend([0; 4]);
        line.write_all(&head).await.expect("the line is open");
        until_cut(&mut line).await;
    }
    let mut fragments = Socket::resume(&ana).await.into_inner();
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
    use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
    // Fragments that are small enough each, and too long together.
    let piece = Utf8Bytes::from("x".repeat(10_000));
    let mut code = OpCode::Data(Data::Text);
    let flood = async {
        while fragments.send(Message::Frame(Frame::message(piece.clone(), code, false))).await.is_ok() {
            code = OpCode::Data(Data::Continue);
        }
    };
    timeout(HANGS, flood).await.expect("it is refused");
    let mut end = None;
    while let Some(Ok(message)) = fragments.next().await {
        if let Message::Close(frame) = message {
            end = frame.map(|f| u16::from(f.code));
        }
    }
    assert!(matches!(end, Some(4009) | None), "{end:?}");
    assert_eq!(ana.get("/api/v1/me").await.status, StatusCode::OK, "the next request works");
}
