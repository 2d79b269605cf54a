//! Stopping: everybody is told, and what was begun is finished.

use std::time::Duration;

use http::{StatusCode, header};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::house::{House, PASSWORD};
use crate::sockets::Socket;

#[tokio::test]
async fn sockets_are_told_to_come_back_and_the_server_ends() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let mut socket = Socket::resume(&ana).await;
    house.stopping.cancel();
    house.engine.stop(Duration::from_secs(5)).await;
    assert_eq!(socket.closed().await, 4000);
    let ended = tokio::time::timeout(Duration::from_secs(10), house.serving).await;
    ended.expect("it ends in time").expect("it does not panic").expect("it ends well");
    assert!(TcpStream::connect(house.address).await.is_err(), "nobody is let in any more");
}

#[tokio::test]
async fn a_full_house_answers_again_when_somebody_leaves() {
    let house = House::open_with(|config| config.max_connections = 1).await;
    let only = TcpStream::connect(house.address).await.expect("the door");
    let visitor = house.visitor();
    let waiting = tokio::spawn(async move { visitor.get("/api/v1/instance").await.status });
    let early = tokio::time::timeout(Duration::from_millis(300), async {
        while !waiting.is_finished() {
            tokio::task::yield_now().await
        }
    });
    assert!(early.await.is_err(), "there is one place, and it is taken");
    drop(only);
    assert_eq!(waiting.await.expect("no panic"), StatusCode::OK);
}

#[tokio::test]
async fn a_change_is_made_to_its_end_though_its_client_hung_up() {
    let house = House::open().await;
    let (ana, elsewhere) = (house.person("ana").await, house.sign_in("ana").await);
    let body = json!({ "current": PASSWORD, "new": "another seven hills" }).to_string();
    let cookie = ana.headers[header::COOKIE].to_str().expect("text");
    let request = format!(
        "PUT /api/v1/me/password HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        house.address,
        body.len()
    );
    let mut line = TcpStream::connect(house.address).await.expect("the door");
    line.write_all(request.as_bytes()).await.expect("sent");
    drop(line);
    let ended = tokio::time::timeout(Duration::from_secs(20), async {
        while elsewhere.get("/api/v1/me").await.status != StatusCode::UNAUTHORIZED {
            tokio::task::yield_now().await;
        }
    });
    ended.await.expect("whoever knew the old password is signed out");
    assert_eq!(ana.get("/api/v1/me").await.status, StatusCode::OK);
}
