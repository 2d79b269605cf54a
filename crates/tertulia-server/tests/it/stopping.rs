//! Stopping: everybody is told, and what was begun is finished.

use std::time::Duration;

use http::StatusCode;
use tokio::net::TcpStream;

use crate::house::House;
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
