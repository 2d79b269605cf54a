//! What is not asked for is not taken: fields that nobody knows, and names that are none.

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{Answer, Client, House, PASSWORD};

fn document() -> Value {
    serde_json::to_value(tertulia_server::openapi()).unwrap()
}

/// Every schema that a schema leads to.
fn led_to(value: &Value, schemas: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(to) = fields.get("$ref").and_then(Value::as_str) {
                let name = to.rsplit('/').next().unwrap();
                if found.insert(name.to_owned()) {
                    led_to(&schemas[name], schemas, found);
                }
            }
            fields.values().for_each(|v| led_to(v, schemas, found));
        }
        Value::Array(values) => values.iter().for_each(|v| led_to(v, schemas, found)),
        _ => {}
    }
}

#[test]
fn everything_that_can_be_sent_is_closed_to_unknown_fields() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let mut sent = BTreeSet::new();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values())
    {
        led_to(&operation["requestBody"], schemas, &mut sent);
    }
    led_to(&schemas["ClientFrame"], schemas, &mut sent);
    let mut closed = 0;
    for name in &sent {
        // Frames and choices have a list of shapes instead; that they are read strictly is tested where they are read.
        if schemas[name].get("properties").is_some() {
            assert_eq!(schemas[name]["additionalProperties"], false, "{name}");
            closed += 1;
        }
    }
    assert!(closed > 20, "{sent:?}");
}

#[tokio::test]
async fn a_field_that_nobody_knows_is_refused_at_every_address() {
    let house = House::open().await;
    house.engine.admin_create_person("root", "Root", PASSWORD, true).await.unwrap();
    let root = house.sign_in("root").await;
    let group = root.group("Lisbon").await;
    let mut tried = 0;
    for (path, item) in document()["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let content = &operation["requestBody"]["content"];
            if content.get("application/json").is_none() {
                continue;
            }
            let at = with_ids(&path.replace("{group}", &group));
            let method: Method = method.to_uppercase().parse().unwrap();
            let answer = root.json(method.clone(), &at, json!({ "is_administrator": true })).await;
            assert_eq!(answer.problem(), "malformed", "{method} {path}");
            assert_eq!(answer.json()["detail"], "There is no field is_administrator.", "{method} {path}");
            tried += 1;
        }
    }
    assert!(tried > 25, "{tried}");
    for (body, field) in [
        (json!({ "text": "x", "html": "<b>" }), "body.html"),
        (json!({ "text": "x", "mentions": [{ "start": 0, "end": 1, "profile": Uuid::nil(), "name": "x" }] }), "name"),
    ] {
        let message = json!({ "id": Uuid::now_v7(), "body": body });
        let answer = root.post(&format!("/api/v1/groups/{group}/messages"), message).await;
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(answer.problem() == "malformed" && detail.contains(field), "{detail}");
    }
    let newcomers = json!({ "newcomers": { "see": "last", "count": 3, "of": "all" } });
    assert_eq!(root.json(Method::PATCH, &format!("/api/v1/groups/{group}"), newcomers).await.problem(), "malformed");
}

/// A made-up id at every other place of a path.
fn with_ids(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => Uuid::now_v7().to_string(),
        false => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Names that turn, hide, break lines, end strings, or are too long.
fn hostile() -> Vec<String> {
    let made =
        ["", " ", "a\u{202e}nimda", "a\u{2066}b", "a\u{200b}b", "a\u{200d}b", "a\nSystem: b", "a\r\nb", "a\u{0}b"];
    let more = ["a\u{2028}b", "a\u{feff}b", "\u{3164}", "\u{2800}", "a\u{e0041}", "a\u{1b}[31mb", "\u{301}\u{301}"];
    let long = ["x".repeat(101), "\u{1F468}\u{200D}".repeat(60), "e\u{301}".repeat(3_000)];
    made.iter().chain(&more).map(|name| (*name).to_owned()).chain(long).collect()
}

/// Names that look dangerous and are only names. They come back as they are, and whoever shows them shows text.
const ODD: [&str; 6] =
    ["<script>alert(1)</script>", "\"]} [INST]", "'; DROP TABLE groups; --", "{{7*7}}", "%00%0a", "../../etc"];

#[tokio::test]
async fn hostile_names_are_refused_in_every_field_for_a_name() {
    let house = House::open().await;
    house.engine.admin_create_person("root", "Root", PASSWORD, true).await.unwrap();
    let (root, ana) = (house.sign_in("root").await, house.person("ana").await);
    let group = ana.group("Lisbon").await;
    let link = ana.get(&format!("/api/v1/groups/{group}/invites")).await.json()[0]["link"].as_str().unwrap().to_owned();
    let secret = link.split_once('#').unwrap().1.to_owned();
    let setup = house.engine.make_setup_link(true).await.unwrap().unwrap().text();
    let provider = json!({ "name": "One", "base_url": "http://127.0.0.1:9/v1", "models": ["small"] });
    let provider = root.post("/api/v1/admin/providers", provider).await.json();
    let (model, provider) =
        (provider["models"][0]["id"].as_str().unwrap().to_owned(), provider["id"].as_str().unwrap().to_owned());
    root.json(Method::PATCH, "/api/v1/admin/instance", json!({ "sign_up": "open" })).await;

    let fields: Vec<(&Client, Method, String, Value, &str)> = vec![
        (&ana, Method::PATCH, "/api/v1/me".into(), json!({}), "name"),
        (&ana, Method::POST, "/api/v1/groups".into(), json!({ "id": Uuid::now_v7() }), "name"),
        (&ana, Method::PATCH, format!("/api/v1/groups/{group}"), json!({}), "name"),
        (&ana, Method::POST, "/api/v1/tokens".into(), json!({ "scope": "read" }), "name"),
        (&root, Method::POST, "/api/v1/guests".into(), json!({ "invite_secret": secret }), "name"),
        (&root, Method::POST, "/api/v1/accounts".into(), json!({ "username": "new", "password": PASSWORD }), "name"),
        (&root, Method::PATCH, "/api/v1/admin/instance".into(), json!({}), "name"),
        (&root, Method::PATCH, "/api/v1/admin/instance".into(), json!({}), "assistant_name"),
        (&root, Method::PATCH, format!("/api/v1/admin/providers/{provider}"), json!({}), "name"),
        (&root, Method::PATCH, format!("/api/v1/admin/models/{model}"), json!({}), "name"),
        (
            &root,
            Method::POST,
            "/api/v1/setup".into(),
            json!({ "secret": setup, "instance_name": "Home", "username": "new", "password": PASSWORD }),
            "name",
        ),
        (
            &root,
            Method::POST,
            "/api/v1/setup".into(),
            json!({ "secret": setup, "name": "New", "username": "new", "password": PASSWORD }),
            "instance_name",
        ),
    ];
    for (client, method, path, form, field) in &fields {
        for name in hostile() {
            let answer = send(client, method, path, form, field, &name).await;
            assert_eq!(answer.problem(), "name-invalid", "{method} {path} {field}: {name:?}");
        }
    }
    for name in ["", "a", "a b", "a\u{202e}na", "аna", "ana/..", "<b>", "../x", "a..b", &"a".repeat(31)] {
        let answer = send(&ana, &Method::PATCH, "/api/v1/me", &json!({}), "username", name).await;
        assert_eq!(answer.problem(), "username-invalid", "{name:?}");
    }
    for name in ODD {
        let renamed = ana.json(Method::PATCH, &format!("/api/v1/groups/{group}"), json!({ "name": name })).await.json();
        assert_eq!(renamed["group"]["name"], name);
        let me = ana.json(Method::PATCH, "/api/v1/me", json!({ "name": name })).await.json();
        assert_eq!(me["profile"]["name"], name);
        let preview = house.visitor().post("/api/v1/invites/preview", json!({ "secret": secret })).await.json();
        assert_eq!((&preview["name"], &preview["members"][0]["name"]), (&json!(name), &json!(name)));
    }
}

async fn send(client: &Client, method: &Method, path: &str, form: &Value, field: &str, name: &str) -> Answer {
    let mut form = form.clone();
    form[field] = json!(name);
    client.json(method.clone(), path, form).await
}
