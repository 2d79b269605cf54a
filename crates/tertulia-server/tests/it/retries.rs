//! What is sent twice, and what is deleted before it was read.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{Client, House};
use crate::sockets::Socket;

async fn thread(client: &Client, group: &str) -> Vec<Value> {
    let page = client.get(&format!("/api/v1/groups/{group}/messages")).await.json();
    page["messages"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_message_that_is_sent_again_on_any_way_is_there_once_at_its_first_place() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let path = format!("/api/v1/groups/{group}/messages");
    let (mut one, mut two) = (Socket::resume(&ana).await, Socket::resume(&ana).await);
    let mut bens = Socket::resume(&ben).await;
    let id = Uuid::now_v7();
    let body = json!({ "text": "hello" });
    let rest = json!({ "id": id, "body": body });
    let frame = |n: u32| json!({ "type": "post", "ref": n.to_string(), "group": group, "message": id, "body": body });
    // All at once, as a client does that lost its connection and does not know what arrived.
    let by_socket = async |socket: &mut Socket, n: u32| {
        socket.say(frame(n)).await;
        let reference = n.to_string();
        let ack = socket.until(|f| f["ref"] == reference.as_str()).await.pop().unwrap();
        assert_eq!(ack["type"], "ack", "{ack}");
        ack["seq"].clone()
    };
    let by_rest = async || ana.post(&path, rest.clone()).await.json()["seq"].clone();
    let (a, b, c, d) = tokio::join!(by_socket(&mut one, 1), by_socket(&mut two, 2), by_rest(), by_rest());
    let later = [by_socket(&mut one, 3).await, by_rest().await];
    assert!([&b, &c, &d, &later[0], &later[1]].iter().all(|seq| **seq == a), "{a} {b} {c} {d} {later:?}");
    assert_eq!(thread(&ben, &group).await.iter().filter(|m| m["id"] == json!(id)).count(), 1);
    assert_eq!(ben.post(&path, rest).await.problem(), "conflict", "somebody else's message has this id");

    let fence = json!({ "id": Uuid::now_v7(), "body": { "text": "until here" } });
    ana.post(&path, fence).await;
    let heard = bens.until(|f| f["event"]["body"]["text"] == "until here").await;
    assert_eq!(heard.iter().filter(|f| f["type"] == "event").count(), 2, "told once: {heard:?}");
}

#[tokio::test]
async fn everything_else_that_is_sent_again_changes_nothing_either() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    let again = ana.post("/api/v1/groups", json!({ "id": group, "name": "Lisbon" })).await;
    assert_eq!((again.status, &again.json()["group"]["id"]), (StatusCode::CREATED, &json!(group)));
    let id = Uuid::now_v7();
    ana.post(&format!("/api/v1/groups/{group}/messages"), json!({ "id": id, "body": { "text": "hello" } })).await;
    let at = |rest: &str| format!("/api/v1/groups/{group}/messages/{id}{rest}");
    for (method, rest, body) in [
        (Method::PUT, "/reactions/%F0%9F%91%8D", Value::Null),
        (Method::PUT, "/pin", Value::Null),
        (Method::PATCH, "", json!({ "body": { "text": "changed" } })),
        (Method::DELETE, "/reactions/%F0%9F%91%8D", Value::Null),
        (Method::DELETE, "/pin", Value::Null),
        (Method::DELETE, "", Value::Null),
    ] {
        let first = ana.json(method.clone(), &at(rest), body.clone()).await.json()["seq"].as_u64().unwrap();
        let second = ana.json(method.clone(), &at(rest), body).await;
        assert_eq!(second.json()["seq"].as_u64(), Some(first), "{method} {rest}: {:?}", second.body);
    }
}

#[tokio::test]
async fn a_group_whose_newest_message_is_deleted_can_be_read_to_its_end() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let mut socket = Socket::resume(&ben).await;
    let path = format!("/api/v1/groups/{group}/messages");
    let mut posted = Vec::new();
    for text in ["one", "two"] {
        let id = Uuid::now_v7();
        posted.push((id, ana.post(&path, json!({ "id": id, "body": { "text": text } })).await.json()["seq"].clone()));
    }
    let unread = async || ben.get(&format!("/api/v1/groups/{group}")).await.json()["unread"]["count"].clone();
    assert_eq!(unread().await, 2);
    socket.say(json!({ "type": "read", "group": group, "seq": posted[0].1 })).await;
    ana.delete(&format!("{path}/{}", posted[1].0)).await;
    let deleted = socket.until(|f| f["event"]["kind"] == "message_deleted").await.pop().unwrap();
    assert_eq!(unread().await, 0, "what is deleted is not unread");
    socket.say(json!({ "type": "read", "group": group, "seq": deleted["event"]["seq"] })).await;
    socket.until(|f| f["type"] == "read" && f["seq"] == deleted["event"]["seq"]).await;
    let view = ben.get(&format!("/api/v1/groups/{group}")).await.json();
    assert_eq!((&view["read_seq"], &view["unread"]["count"]), (&deleted["event"]["seq"], &json!(0)));
    assert_eq!(view["last"]["body"]["text"], "one");
    ana.post(&path, json!({ "id": Uuid::now_v7(), "body": { "text": "three" } })).await;
    assert_eq!(unread().await, 1);
}
