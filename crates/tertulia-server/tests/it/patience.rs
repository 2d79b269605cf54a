//! The other side of a connection that takes its time: nobody holds a place by saying nothing, saying it slowly, or not
//! listening.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http::StatusCode;
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
