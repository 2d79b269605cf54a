//! Ids that somebody got hold of: each is authorised, in a body as in a path.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{Client, House};

async fn post(client: &Client, group: &str, message: Value) -> crate::house::Answer {
    client.post(&format!("/api/v1/groups/{group}/messages"), message).await
}

async fn say(client: &Client, group: &str, text: &str) -> String {
    let id = Uuid::now_v7().to_string();
    let said = post(client, group, json!({ "id": id, "body": { "text": text } })).await;
    assert_eq!(said.status, StatusCode::OK, "{:?}", said.body);
    id
}

async fn id_of(client: &Client) -> String {
    client.get("/api/v1/me").await.json()["profile"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_message_of_another_group_is_neither_forwarded_nor_answered() {
    let house = House::open().await;
    let (ana, eve) = (house.person("ana").await, house.person("eve").await);
    let (theirs, mine) = (ana.group("Theirs").await, eve.group("Mine").await);
    let secret = say(&ana, &theirs, "the treasure").await;
    let forward =
        |group: &str, message: &str| json!({ "id": Uuid::now_v7(), "forward": { "group": group, "message": message } });
    for (group, message) in [(&theirs, &secret), (&mine, &secret), (&theirs, &Uuid::now_v7().to_string())] {
        assert_eq!(post(&eve, &mine, forward(group, message)).await.problem(), "not-found");
    }
    let reply = json!({ "id": Uuid::now_v7(), "reply_to": secret, "body": { "text": "re" } });
    assert_eq!(post(&eve, &mine, reply).await.problem(), "no-such-message");
    let page = eve.get(&format!("/api/v1/groups/{mine}/messages?around={secret}")).await;
    assert_eq!(page.problem(), "not-found");
    assert!(!eve.get(&format!("/api/v1/groups/{mine}/messages")).await.json().to_string().contains("treasure"));
    let found = eve.get(&format!("/api/v1/search?q=treasure&group={theirs}")).await;
    assert_eq!(found.problem(), "not-found");
}

#[tokio::test]
async fn what_newcomers_do_not_see_they_do_not_reach_by_its_id() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    let at = |rest: &str| format!("/api/v1/groups/{group}{rest}");
    let before = say(&ana, &group, "the treasure").await;
    assert_eq!(
        ana.json(Method::PUT, &at(&format!("/messages/{before}/pin")), Value::Null).await.status,
        StatusCode::OK
    );
    ana.json(Method::PATCH, &at(""), json!({ "newcomers": { "see": "from_joining" } })).await;
    ben.join(&ana, &group).await;
    let own = ben.group("Own").await;
    for (method, path) in [
        (Method::GET, format!("/messages/{before}")),
        (Method::GET, format!("/messages/{before}/versions")),
        (Method::GET, format!("/messages?around={before}")),
        (Method::POST, format!("/messages/{before}/stop")),
        (Method::POST, format!("/messages/{before}/redo")),
        (Method::POST, format!("/messages/{before}/retry")),
        (Method::POST, format!("/messages/{before}/continue")),
    ] {
        assert_eq!(ben.json(method.clone(), &at(&path), json!({})).await.problem(), "not-found", "{method} {path}");
    }
    for (method, path) in [
        (Method::DELETE, format!("/messages/{before}")),
        (Method::PUT, format!("/messages/{before}/pin")),
        (Method::DELETE, format!("/messages/{before}/pin")),
        (Method::PUT, format!("/messages/{before}/reactions/%F0%9F%91%8D")),
        (Method::DELETE, format!("/messages/{before}/reactions/%F0%9F%91%8D")),
    ] {
        assert_eq!(
            ben.json(method.clone(), &at(&path), json!({})).await.problem(),
            "no-such-message",
            "{method} {path}"
        );
    }
    let forward = json!({ "id": Uuid::now_v7(), "forward": { "group": group, "message": before } });
    assert_eq!(post(&ben, &own, forward).await.problem(), "not-found");
    for path in [at(""), at("/pins"), at("/messages"), "/api/v1/groups".into(), "/api/v1/search?q=treasure".into()] {
        let shown = ben.get(&path).await.json().to_string();
        assert!(!shown.contains("treasure") && !shown.contains(&before), "{path}: {shown}");
    }
}

#[tokio::test]
async fn a_mention_does_not_make_known_who_a_stranger_is() {
    let house = House::open().await;
    let (eve, victim) = (house.person("eve").await, house.person("victim").await);
    let mine = eve.group("Mine").await;
    let body = json!({ "text": "@you", "mentions": [{ "start": 0, "end": 4, "profile": id_of(&victim).await }] });
    let posted = post(&eve, &mine, json!({ "id": Uuid::now_v7(), "body": body })).await.json();
    assert_eq!(posted["message"]["body"], json!({ "text": "@you", "mentions": [] }));
    for path in [format!("/api/v1/groups/{mine}/messages"), "/api/v1/search?q=you".into()] {
        assert!(!eve.get(&path).await.json().to_string().contains("victim"), "{path}");
    }
}

#[tokio::test]
async fn what_is_anothers_own_is_not_there() {
    let house = House::open().await;
    let (ana, eve) = (house.person("ana").await, house.person("eve").await);
    let token = ana.post("/api/v1/tokens", json!({ "name": "ci", "scope": "read" })).await.json();
    let bearer = house.visitor().with("authorization", &format!("Bearer {}", token["secret"].as_str().unwrap()));
    let session = ana.get("/api/v1/sessions").await.json()[0]["id"].as_str().unwrap().to_owned();
    for path in
        [format!("/api/v1/tokens/{}", token["token"]["id"].as_str().unwrap()), format!("/api/v1/sessions/{session}")]
    {
        assert_eq!(eve.delete(&path).await.problem(), "not-found", "{path}");
    }
    assert_eq!(eve.delete("/api/v1/sessions").await.status, StatusCode::NO_CONTENT);
    assert_eq!(ana.get("/api/v1/me").await.status, StatusCode::OK);
    assert_eq!(bearer.get("/api/v1/me").await.status, StatusCode::OK);

    let (theirs, mine) = (ana.group("Theirs").await, eve.group("Mine").await);
    let invite =
        ana.get(&format!("/api/v1/groups/{theirs}/invites")).await.json()[0]["id"].as_str().unwrap().to_owned();
    let at = format!("/api/v1/groups/{mine}/invites/{invite}");
    for (method, path) in
        [(Method::PATCH, at.clone()), (Method::DELETE, at.clone()), (Method::POST, format!("{at}/reset"))]
    {
        assert_eq!(eve.json(method.clone(), &path, json!({})).await.problem(), "not-found", "{method}");
    }
    let person = id_of(&ana).await;
    for verb in ["approve", "decline"] {
        let asked = eve.post(&format!("/api/v1/groups/{mine}/requests/{person}/{verb}"), json!({})).await;
        assert_eq!(asked.problem(), "not-found", "nobody is brought in who did not ask");
    }
    let seat =
        eve.json(Method::PATCH, &format!("/api/v1/groups/{mine}/seats/{person}"), json!({ "mode": "off" })).await;
    assert_eq!(seat.problem(), "no-such-assistant");
    let taken = eve.post("/api/v1/groups", json!({ "id": theirs, "name": "Mine now" })).await;
    assert_eq!(taken.problem(), "conflict");
    assert_eq!(eve.post(&format!("/api/v1/additions/{theirs}/accept"), json!({})).await.problem(), "not-found");
}

#[tokio::test]
async fn an_id_that_is_used_elsewhere_is_free_here() {
    let house = House::open().await;
    let (ana, eve) = (house.person("ana").await, house.person("eve").await);
    let (theirs, mine) = (ana.group("Theirs").await, eve.group("Mine").await);
    let id = say(&ana, &theirs, "the treasure").await;
    let posted = post(&eve, &mine, json!({ "id": id, "body": { "text": "mine" } })).await;
    assert_eq!(
        posted.json()["message"]["body"]["text"],
        "mine",
        "it does not tell that the id is taken in another group"
    );
    let edited = json!({ "body": { "text": "changed" } });
    eve.json(Method::PATCH, &format!("/api/v1/groups/{mine}/messages/{id}"), edited).await;
    eve.delete(&format!("/api/v1/groups/{mine}/messages/{id}")).await;
    let kept = ana.get(&format!("/api/v1/groups/{theirs}/messages/{id}")).await.json();
    assert_eq!(kept["message"]["body"]["text"], "the treasure");
    assert_eq!(ana.get("/api/v1/search?q=treasure").await.json()["hits"].as_array().unwrap().len(), 1);
}
