//! Who may do what: every verb of a group for every role, by the API. A verb that has no line here fails.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use tertulia_engine::core::GroupId;
use uuid::Uuid;

use crate::house::{Client, House, PASSWORD};
use crate::sockets::Socket;

/// What a role gets: `ok`, or the slug of the problem. Ana made the group, Ben wrote the message, Cleo is a member.
struct Line {
    operation: &'static str,
    body: Value,
    ana: &'static str,
    ben: &'static str,
    cleo: &'static str,
}

fn line(operation: &'static str, body: Value, [ana, ben, cleo]: [&'static str; 3]) -> Line {
    Line { operation, body, ana, ben, cleo }
}

const ALL: [&str; 3] = ["ok", "ok", "ok"];

/// Every operation on a group while it is as new.
fn lines() -> Vec<Line> {
    let terms = || json!({ "max_uses": 3 });
    let none = || Value::Null;
    let nobodys_answer = ["not-an-answer"; 3];
    vec![
        line("group", none(), ALL),
        line("messages", none(), ALL),
        line("message", none(), ALL),
        line("versions", none(), ALL),
        line("pins", none(), ALL),
        line("models", none(), ALL),
        line("invites", none(), ALL),
        line("requests", none(), ALL),
        line("additions", none(), ALL),
        line("post_message", json!({ "id": Uuid::nil(), "body": { "text": "hi" } }), ALL),
        line("edit_message", json!({ "body": { "text": "changed" } }), ["not-yours", "ok", "not-yours"]),
        line("delete_message", none(), ["ok", "ok", "not-yours"]),
        line("react", none(), ALL),
        line("unreact", none(), ALL),
        line("pin", none(), ALL),
        line("unpin", none(), ALL),
        line("stop_answer", none(), nobodys_answer),
        line("retry_answer", none(), nobodys_answer),
        line("redo_answer", json!({}), nobodys_answer),
        line("continue_answer", none(), nobodys_answer),
        line("change_preferences", json!({ "is_pinned": true }), ALL),
        line("create_invite", terms(), ALL),
        line("change_invite", terms(), ALL),
        line("reset_invite", none(), ALL),
        line("remove_invite", none(), ALL),
        line("add_person", json!({ "username": "hal" }), ALL),
        line("withdraw_addition", none(), ALL),
        line("approve_request", none(), ALL),
        line("decline_request", none(), ALL),
        line("change_group", json!({ "name": "Porto" }), ALL),
        line("change_seat", json!({ "mode": "off" }), ALL),
        line("set_group_photo", none(), ALL),
        line("remove_group_photo", none(), ALL),
        // The one to be removed is Cleo; the one who was removed, by Ana, is Dan.
        line("remove_member", none(), ["ok", "ok", "leave-instead"]),
        line("undo_removal", none(), ["ok", "not-yours", "not-yours"]),
        line("lift_removal", none(), ALL),
        line("leave_group", none(), ALL),
        line("delete_group", json!({ "name": "Lisbon" }), ["ok", "not-the-creator", "not-the-creator"]),
    ]
}

/// What changes where the settings are the creator's alone.
fn settings() -> Vec<Line> {
    let others = ["ok", "settings-are-the-creators", "settings-are-the-creators"];
    vec![
        line("change_group", json!({ "name": "Porto" }), others),
        line("change_group", json!({ "newcomers": { "see": "from_joining" } }), others),
        line("change_group", json!({ "settings_right": "any_member" }), ["ok", "not-the-creator", "not-the-creator"]),
        line("change_seat", json!({ "mode": "off" }), others),
        line("set_group_photo", Value::Null, others),
        line("remove_group_photo", Value::Null, others),
        // What is no setting stays everybody's.
        line("create_invite", json!({}), ALL),
        line("pin", Value::Null, ALL),
        line("post_message", json!({ "id": Uuid::nil(), "body": { "text": "hi" } }), ALL),
    ]
}

/// Everybody there is.
struct People {
    house: House,
    ana: Client,
    ben: Client,
    cleo: Client,
    dan: Client,
    eve: Client,
    fay: Client,
    root: Client,
    ids: BTreeMap<&'static str, String>,
    tulia: String,
}

/// A new group of Ana, Ben and Cleo. Dan was removed, Fay asks to come in, Gil has been added.
struct Group {
    id: String,
    message: String,
    invite: String,
}

impl People {
    async fn come() -> People {
        let house = House::open().await;
        house.engine.admin_create_person("root", "Root", PASSWORD, true).await.unwrap();
        let mut ids = BTreeMap::new();
        let mut people = Vec::new();
        for name in ["ana", "ben", "cleo", "dan", "eve", "fay", "gil", "hal"] {
            let person = house.person(name).await;
            let id = person.get("/api/v1/me").await.json()["profile"]["id"].as_str().unwrap().to_owned();
            ids.insert(name, id);
            people.push(person);
        }
        let root = house.sign_in("root").await;
        let tulia =
            house.visitor().get("/api/v1/instance").await.json()["assistant"]["id"].as_str().unwrap().to_owned();
        let people: [Client; 8] = people.try_into().ok().expect("eight people");
        let [ana, ben, cleo, dan, eve, fay, ..] = people;
        People { house, ana, ben, cleo, dan, eve, fay, root, ids, tulia }
    }

    async fn group(&self, creators_alone: bool) -> Group {
        let id = self.ana.group("Lisbon").await;
        let at = |rest: &str| format!("/api/v1/groups/{id}{rest}");
        for member in [&self.ben, &self.cleo, &self.dan] {
            member.join(&self.ana, &id).await;
        }
        let message = Uuid::now_v7().to_string();
        ok(&self.ben, "POST", &at("/messages"), json!({ "id": message, "body": { "text": "Lunch?" } })).await;
        let asking = ok(&self.ana, "POST", &at("/invites"), json!({ "approval": true })).await;
        let secret = asking["link"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
        ok(&self.fay, "POST", "/api/v1/invites/redeem", json!({ "secret": secret })).await;
        ok(&self.ana, "POST", &at("/additions"), json!({ "username": "gil" })).await;
        ok(&self.ana, "DELETE", &at(&format!("/members/{}", self.ids["dan"])), Value::Null).await;
        if creators_alone {
            ok(&self.ana, "PATCH", &at(""), json!({ "settings_right": "creator_only" })).await;
        }
        Group { id, message, invite: asking["id"].as_str().unwrap().to_owned() }
    }

    /// The path of an operation on a group.
    fn path(&self, template: &str, operation: &str, group: &Group) -> String {
        let whom = match operation {
            "remove_member" => "cleo",
            "undo_removal" | "lift_removal" => "dan",
            "withdraw_addition" => "gil",
            _ => "fay",
        };
        template
            .replace("{group}", &group.id)
            .replace("{message}", &group.message)
            .replace("{emoji}", "%F0%9F%91%8D")
            .replace("{invite}", &group.invite)
            .replace("{assistant}", &self.tulia)
            .replace("{profile}", &self.ids[whom])
    }
}

async fn ok(client: &Client, method: &str, path: &str, body: Value) -> Value {
    let answer = client.json(method.parse().unwrap(), path, body).await;
    assert!(answer.status.is_success(), "{method} {path}: {:?}", answer.body);
    if answer.body.is_empty() { Value::Null } else { answer.json() }
}

/// Method and path of every operation on a group, by its id.
fn operations() -> BTreeMap<String, (Method, String)> {
    let document = serde_json::to_value(tertulia_server::openapi()).unwrap();
    let mut found = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(m, _)| *m != "parameters") {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            found.insert(id, (method.to_uppercase().parse().unwrap(), path.clone()));
        }
    }
    found
}

/// What somebody gets: `ok` or a slug.
async fn outcome(client: &Client, method: &Method, path: &str, body: &Value) -> String {
    let answer = if path.ends_with("/photo") {
        client.send(method.clone(), path, Some("image/png"), "a picture").await
    } else {
        let mut body = body.clone();
        if body["id"] == json!(Uuid::nil()) {
            body["id"] = json!(Uuid::now_v7());
        }
        client.json(method.clone(), path, body).await
    };
    if answer.status.is_success() { "ok".into() } else { answer.problem() }
}

#[tokio::test]
async fn every_verb_of_a_group_is_for_whom_the_rules_say() {
    let people = People::come().await;
    let operations = operations();
    let lines = lines();
    for (operation, (_, path)) in operations.iter().filter(|(_, (_, path))| path.contains("/groups/{group}")) {
        assert!(lines.iter().any(|line| line.operation == operation), "{operation}, {path}, has no line here");
    }
    for (creators_alone, lines) in [(false, lines), (true, settings())] {
        for Line { operation, body, ana, ben, cleo } in lines {
            let (method, template) = &operations[operation];
            let mut group = people.group(creators_alone).await;
            let reads = *method == Method::GET;
            for (who, client, expected) in [
                ("nobody", &people.house.visitor(), "signed-out"),
                ("somebody who was removed", &people.dan, "not-found"),
                ("a stranger", &people.eve, "not-found"),
                ("somebody who asks to come in", &people.fay, "not-found"),
                ("an administrator", &people.root, "not-found"),
                ("the creator", &people.ana, ana),
                ("the author", &people.ben, ben),
                ("a member", &people.cleo, cleo),
            ] {
                let path = people.path(template, operation, &group);
                let got = outcome(client, method, &path, &body).await;
                assert_eq!(got, expected, "{operation} by {who}, creator's settings: {creators_alone}");
                if got == "ok" && !reads {
                    group = people.group(creators_alone).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn the_socket_asks_the_same_authoriser() {
    let people = People::come().await;
    let group = people.group(false).await;
    for (client, expected) in [
        (&people.ana, "ack"),
        (&people.cleo, "ack"),
        (&people.dan, "not-found"),
        (&people.eve, "not-found"),
        (&people.fay, "not-found"),
        (&people.root, "not-found"),
    ] {
        let mut socket = Socket::resume(client).await;
        let (id, body) = (Uuid::now_v7(), json!({ "text": "hi" }));
        socket.say(json!({ "type": "post", "ref": "1", "group": group.id, "message": id, "body": body })).await;
        let answer = socket.until(|f| f["ref"] == "1").await.pop().unwrap();
        let got = match answer["problem"]["type"].as_str() {
            Some(problem) => problem.trim_start_matches("/problems/").to_owned(),
            None => answer["type"].as_str().unwrap().to_owned(),
        };
        assert_eq!(got, expected);
    }
}

#[tokio::test]
async fn a_token_does_what_its_scope_says_at_every_address() {
    let people = People::come().await;
    let group = people.group(false).await;
    let bearing = async |scope: &str| {
        let made = ok(&people.ana, "POST", "/api/v1/tokens", json!({ "name": "ci", "scope": scope })).await;
        let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
        Client { address: people.house.address, headers: HeaderMap::new() }.with("authorization", &bearer)
    };
    let (reads, writes) = (bearing("read").await, bearing("write").await);
    let document = serde_json::to_value(tertulia_server::openapi()).unwrap();
    let (mut refused, mut in_person) = (0, 0);
    for (operation, (method, template)) in operations() {
        let described = &document["paths"][&template][method.as_str().to_lowercase()];
        let security = described.get("security").cloned().unwrap_or(Value::Null);
        let is_public = security.as_array().is_some_and(|ways| ways.contains(&json!({})));
        let path = people.path(&template, &operation, &group).replace("{id}", &Uuid::now_v7().to_string());
        if is_public || operation == "live" {
            continue;
        }
        if security == json!([{ "session": [] }]) {
            for token in [&reads, &writes] {
                assert_eq!(outcome(token, &method, &path, &json!({})).await, "scope-too-small", "{operation}");
            }
            in_person += 1;
        } else if method != Method::GET {
            assert_eq!(outcome(&reads, &method, &path, &json!({})).await, "scope-too-small", "{operation}");
            refused += 1;
        } else {
            let got = outcome(&reads, &method, &path, &Value::Null).await;
            assert_ne!(got, "scope-too-small", "{operation}");
        }
    }
    assert!(refused > 30 && in_person > 15, "{refused} {in_person}");
    let group: GroupId = group.id.parse().map(GroupId).unwrap();
    let caller = people.house.engine.token_caller(&writes.headers["authorization"].to_str().unwrap()[7..]).await;
    assert!(people.house.engine.enter(caller.unwrap().unwrap(), group).await.is_ok(), "nothing of it was done");
}

#[tokio::test]
async fn administration_is_for_administrators_and_there_is_nothing_for_others() {
    let people = People::come().await;
    let mut tried = 0;
    for (operation, (method, template)) in operations() {
        if !template.contains("/admin/") {
            continue;
        }
        let path = template.replace("{id}", &Uuid::now_v7().to_string()).replace("{name}", "tiny");
        let body = match operation.as_str() {
            "create_model" => json!({ "provider": Uuid::now_v7(), "wire_name": "small" }),
            "create_provider" => json!({ "name": "One", "base_url": "https://example.org/v1", "models": [] }),
            "test_provider" => json!({ "base_url": "https://example.org/v1" }),
            "adopt_local_model" => json!({ "path": "/srv/model.gguf" }),
            "order_models" => json!({ "models": [] }),
            _ => json!({}),
        };
        assert_eq!(outcome(&people.ana, &method, &path, &body).await, "not-found", "{operation}");
        assert_eq!(outcome(&people.house.visitor(), &method, &path, &body).await, "signed-out", "{operation}");
        tried += 1;
    }
    assert!(tried >= 10, "{tried}");
    assert_eq!(people.root.get("/api/v1/admin/instance").await.status, StatusCode::OK);
}
