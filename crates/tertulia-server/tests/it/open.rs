//! Sockets that are open while something ends: a membership, a link between two people, a position that was once good.

use std::time::Duration;

use http::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::Instant;
use uuid::Uuid;

use crate::house::{Client, House};
use crate::sockets::Socket;

/// In which everything that ends has to act on everything that is open.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn say(client: &Client, group: &str, text: &str) {
    let message = json!({ "id": Uuid::now_v7(), "body": { "text": text } });
    let said = client.post(&format!("/api/v1/groups/{group}/messages"), message).await;
    assert_eq!(said.status, StatusCode::OK, "{:?}", said.body);
}

async fn id_of(client: &Client) -> String {
    client.get("/api/v1/me").await.json()["profile"]["id"].as_str().unwrap().to_owned()
}

/// Everything that a socket hears up to something that it asks for itself.
async fn everything(socket: &mut Socket, own: &str) -> Vec<Value> {
    let (reference, body) = (Uuid::now_v7().to_string(), json!({ "text": "until here" }));
    socket
        .say(json!({ "type": "post", "ref": reference, "group": own, "message": Uuid::now_v7(), "body": body }))
        .await;
    socket.until(|f| f["type"] == "ack" && f["ref"] == reference.as_str()).await
}

#[tokio::test]
async fn who_is_removed_hears_and_does_nothing_more_by_a_socket_that_was_open() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let (group, own) = (ana.group("Lisbon").await, ben.group("Own").await);
    ben.join(&ana, &group).await;
    let mut socket = Socket::resume(&ben).await;
    let before = Instant::now();
    let removed = ana.delete(&format!("/api/v1/groups/{group}/members/{}", id_of(&ben).await)).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    let gone = socket.until(|f| f["type"] == "gone").await.pop().unwrap();
    assert_eq!((&gone["group"], &gone["reason"]), (&json!(group), &json!("removed")));
    assert!(before.elapsed() < AT_ONCE, "{:?}", before.elapsed());

    let mut anas = Socket::resume(&ana).await;
    say(&ana, &group, "now we are alone").await;
    anas.say(json!({ "type": "typing", "group": group, "on": true })).await;
    anas.say(json!({ "type": "read", "group": group, "seq": 5 })).await;
    for frame in [
        json!({ "type": "catch_up", "group": group, "epoch": 1, "seq": 2 }),
        json!({ "type": "typing", "group": group, "on": true }),
        json!({ "type": "read", "group": group, "seq": 3 }),
        json!({ "type": "partial", "group": group, "message": Uuid::now_v7() }),
        json!({ "type": "post", "ref": "late", "group": group, "message": Uuid::now_v7(), "body": { "text": "let me in" } }),
    ] {
        socket.say(frame).await;
    }
    let refused = socket.until(|f| f["ref"] == "late").await;
    assert_eq!(refused.last().unwrap()["problem"]["type"], "/problems/not-found");
    let heard = [refused, everything(&mut socket, &own).await].concat();
    // That it is gone may be said again; nothing else is.
    for frame in heard.iter().filter(|f| f["ref"] != "late" && f["type"] != "gone") {
        assert!(!frame.to_string().contains(&group), "{frame}");
    }
    let heard = everything(&mut anas, &group).await;
    assert!(!heard.iter().any(|f| f.to_string().contains("let me in") || f["type"] == "typing"), "{heard:?}");
}

#[tokio::test]
async fn a_position_from_before_the_removal_opens_nothing() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let script = ben.post("/api/v1/tokens", json!({ "name": "ci", "scope": "read" })).await.json();
    let script = house.visitor().with("authorization", &format!("Bearer {}", script["secret"].as_str().unwrap()));
    let mut before = Socket::resume(&ben).await;
    say(&ana, &group, "one").await;
    let seq = before.until(|f| f["type"] == "event").await.pop().unwrap()["event"]["seq"].clone();
    ana.delete(&format!("/api/v1/groups/{group}/members/{}", id_of(&ben).await)).await;
    say(&ana, &group, "two").await;
    for client in [&ben, &script] {
        for seq in [&seq, &json!(0), &json!(u64::MAX >> 1)] {
            let mut again = Socket::open(client).await.unwrap();
            let position = json!({ "group": group, "epoch": 1, "seq": seq });
            again.say(json!({ "type": "resume", "positions": [position], "active": true })).await;
            let heard = again.until(|f| f["type"] == "caught_up" && f.get("group").is_none()).await;
            let about: Vec<_> = heard.iter().filter(|f| f.to_string().contains(&group)).collect();
            assert_eq!(about, [&json!({ "type": "gone", "group": group, "reason": "removed" })]);
        }
    }
}

#[tokio::test]
async fn a_group_that_is_deleted_is_gone_for_all_at_once() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let mut sockets = [Socket::resume(&ana).await, Socket::resume(&ben).await];
    let deleted = ana.json(Method::DELETE, &format!("/api/v1/groups/{group}"), json!({ "name": "Lisbon" })).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    for socket in &mut sockets {
        let gone = socket.until(|f| f["type"] == "gone").await.pop().unwrap();
        assert_eq!((&gone["group"], &gone["reason"]), (&json!(group), &json!("deleted")));
    }
    for client in [&ana, &ben] {
        assert_eq!(client.get(&format!("/api/v1/groups/{group}/messages")).await.problem(), "not-found");
        assert_eq!(client.get("/api/v1/groups").await.json(), json!([]));
    }
}

#[tokio::test]
async fn whatever_ends_a_credential_ends_its_sockets_and_no_others() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let (kept, other) = (house.sign_in("ana").await, house.sign_in("ana").await);
    let token = ana.post("/api/v1/tokens", json!({ "name": "ci", "scope": "write" })).await.json();
    let script = house.visitor().with("authorization", &format!("Bearer {}", token["secret"].as_str().unwrap()));
    let mut stays = Socket::resume(&kept).await;
    // From the answer on: what comes before it, such as hashing a password, takes its time.
    let ended = async |socket: &mut Socket, answer: crate::house::Answer| {
        let answered = Instant::now();
        assert!(answer.status.is_success(), "{:?}", answer.body);
        assert_eq!(socket.closed().await, 4001);
        assert!(answered.elapsed() < AT_ONCE, "{:?}", answered.elapsed());
    };

    let mut of_script = Socket::resume(&script).await;
    let token = token["token"]["id"].as_str().unwrap();
    ended(&mut of_script, ana.delete(&format!("/api/v1/tokens/{token}")).await).await;

    let mut of_other = Socket::resume(&other).await;
    let sessions = other.get("/api/v1/sessions").await.json();
    let current = sessions.as_array().unwrap().iter().find(|s| s["current"] == true).unwrap()["id"].clone();
    ended(&mut of_other, ana.delete(&format!("/api/v1/sessions/{}", current.as_str().unwrap())).await).await;

    let mut of_ana = Socket::resume(&ana).await;
    let changed = json!({ "current": crate::house::PASSWORD, "new": "another horse battery" });
    ended(&mut of_ana, kept.json(Method::PUT, "/api/v1/me/password", changed).await).await;

    let mut last = house.visitor();
    let again = last.post("/api/v1/sessions", json!({ "username": "ana", "password": "another horse battery" })).await;
    last.keep_cookie(&again);
    let mut of_last = Socket::resume(&last).await;
    ended(&mut of_last, kept.delete("/api/v1/sessions").await).await;

    let own = kept.group("Own").await;
    everything(&mut stays, &own).await;
}

#[tokio::test]
async fn a_stranger_does_not_even_learn_when_others_talk() {
    let house = House::open().await;
    let (ana, ben, eve) = (house.person("ana").await, house.person("ben").await, house.person("eve").await);
    let own = eve.group("Own").await;
    let mut stranger = Socket::resume(&eve).await;
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let mut bens = Socket::resume(&ben).await;
    let mut anas = Socket::resume(&ana).await;
    anas.say(json!({ "type": "typing", "group": group, "on": true })).await;
    bens.until(|f| f["type"] == "typing").await;
    say(&ana, &group, "hello").await;
    let seq = bens.until(|f| f["type"] == "event").await.pop().unwrap()["event"]["seq"].clone();
    bens.say(json!({ "type": "read", "group": group, "seq": seq })).await;
    anas.until(|f| f["type"] == "read").await;
    bens.say(json!({ "type": "active", "on": false })).await;
    ana.json(Method::PATCH, "/api/v1/me", json!({ "name": "Anna" })).await;
    bens.until(|f| f["type"] == "profile").await;
    ana.send(Method::PUT, &format!("/api/v1/groups/{group}/photo"), Some("image/png"), "a picture").await;
    ana.post(&format!("/api/v1/groups/{group}/invites"), json!({ "approval": true })).await;
    let heard = everything(&mut stranger, &own).await;
    let foreign: Vec<_> = heard.iter().filter(|f| f["type"] != "ping" && !f.to_string().contains(&own)).collect();
    let acks = foreign.iter().filter(|f| f["type"] == "ack").count();
    assert_eq!((foreign.len(), acks), (1, 1), "{foreign:?}");
}

#[tokio::test]
async fn a_reader_who_fell_behind_is_told_to_resume_and_misses_nothing() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let position = async |client: &Client| {
        let view = client.get(&format!("/api/v1/groups/{group}")).await.json();
        (view["group"]["epoch"].clone(), view["group"]["seq"].as_u64().unwrap())
    };
    let mut slow = Socket::resume(&ben).await;
    let (epoch, behind) = position(&ben).await;
    let text = "x".repeat(32_000);
    for _ in 0..700 {
        say(&ana, &group, &text).await;
    }
    let ended = slow.ended().await;
    assert!(matches!(ended, Some(4008) | None), "{ended:?}");
    // A few hundred were missed: they come as they were. Many more: the group comes anew.
    let (_, head) = position(&ben).await;
    for (seq, events, views) in [(head - 300, 300, 0), (behind, 0, 1)] {
        let mut again = Socket::open(&ben).await.unwrap();
        let position = json!({ "group": group, "epoch": epoch, "seq": seq });
        again.say(json!({ "type": "resume", "positions": [position], "active": true })).await;
        let heard = again.until(|f| f["type"] == "caught_up" && f.get("group").is_none()).await;
        let seqs: Vec<_> =
            heard.iter().filter(|f| f["type"] == "event").filter_map(|f| f["event"]["seq"].as_u64()).collect();
        assert_eq!(seqs, (seq + 1..=seq + events).collect::<Vec<_>>());
        let anew: Vec<_> = heard.iter().filter(|f| f["type"] == "group").collect();
        assert_eq!(anew.len(), views);
        assert!(anew.iter().all(|f| f["view"]["group"]["seq"] == head));
    }
}

#[tokio::test]
async fn who_asks_for_what_was_missed_is_heard_no_further_until_it_is_written() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    for n in 0..300 {
        say(&ana, &group, &format!("message {n}")).await;
    }
    let mut socket = Socket::resume(&ana).await;
    for asked in 0..5 {
        socket.say(json!({ "type": "catch_up", "group": group, "epoch": 1, "seq": 2 })).await;
        let heard = everything(&mut socket, &group).await;
        let caught_up = heard.iter().filter(|f| f["type"] == "caught_up").count();
        let events = heard.iter().filter(|f| f["type"] == "event").count();
        assert_eq!(caught_up, 1, "the post is not taken before the rest is written");
        assert!(events > 300 + asked, "{events}");
    }
}
