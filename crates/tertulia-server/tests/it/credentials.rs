//! Who may do what with which credential.

use http::{Method, StatusCode, header};
use serde_json::json;

use crate::house::{Client, House, PASSWORD};

async fn token(person: &Client, scope: &str) -> String {
    let made = person.post("/api/v1/tokens", json!({ "name": "ci", "scope": scope })).await;
    assert_eq!(made.status, StatusCode::CREATED);
    made.json()["secret"].as_str().unwrap().to_owned()
}

fn bearing(house: &House, token: &str) -> Client {
    house.visitor().with("authorization", &format!("Bearer {token}"))
}

#[tokio::test]
async fn a_session_begins_lasts_and_ends() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let me = ana.get("/api/v1/me").await;
    assert_eq!(me.json()["profile"]["username"], "ana");
    assert!(me.headers.contains_key(header::SET_COOKIE), "the cookie is kept for longer");
    let sessions = ana.get("/api/v1/sessions").await.json();
    assert_eq!((sessions.as_array().unwrap().len(), &sessions[0]["current"]), (1, &json!(true)));
    let out = ana.delete("/api/v1/sessions/current").await;
    assert!(out.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(ana.get("/api/v1/me").await.problem(), "signed-out");
    assert_eq!(ana.delete("/api/v1/sessions/current").await.problem(), "signed-out");
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_the_browser_had() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let mut again = ana.clone();
    let body = json!({ "username": "ana", "password": PASSWORD });
    let answer = again.post("/api/v1/sessions", body).await;
    again.keep_cookie(&answer);
    assert_eq!(ana.get("/api/v1/me").await.problem(), "signed-out");
    assert_eq!(again.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn wrong_credentials_look_alike() {
    let house = House::open().await;
    house.person("ana").await;
    let visitor = house.visitor();
    for body in [
        json!({ "username": "ana", "password": "wrong horse battery" }),
        json!({ "username": "nobody", "password": PASSWORD }),
        json!({ "username": "", "password": "" }),
        json!({ "username": "tulia", "password": PASSWORD }),
    ] {
        let answer = visitor.post("/api/v1/sessions", body).await;
        assert_eq!((answer.status, answer.problem()), (StatusCode::UNAUTHORIZED, "wrong-credentials".into()));
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn a_token_reads_or_writes_and_never_administers() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    let (reads, writes) = (bearing(&house, &token(&ana, "read").await), bearing(&house, &token(&ana, "write").await));
    let messages = format!("/api/v1/groups/{group}/messages");
    let post = || json!({ "id": uuid::Uuid::now_v7(), "body": { "text": "hi" } });
    assert_eq!(reads.get(&messages).await.status, StatusCode::OK);
    assert_eq!(reads.post(&messages, post()).await.problem(), "scope-too-small");
    assert_eq!(writes.post(&messages, post()).await.status, StatusCode::OK);
    for client in [&reads, &writes] {
        for path in ["/api/v1/sessions", "/api/v1/tokens", "/api/v1/admin/instance", "/api/v1/admin/providers"] {
            assert_eq!(client.get(path).await.problem(), "scope-too-small", "{path}");
        }
        let change = json!({ "current": PASSWORD, "new": "another horse battery" });
        assert_eq!(client.json(Method::PUT, "/api/v1/me/password", change).await.problem(), "scope-too-small");
    }
}

#[tokio::test]
async fn a_bad_token_does_not_fall_back_to_the_cookie_beside_it() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    assert_eq!(ana.get("/api/v1/me").await.status, StatusCode::OK);
    for value in ["Bearer tt_1_2", "Bearer ", "Basic YW5hOmFuYQ==", "Bearer null"] {
        assert_eq!(ana.clone().with("authorization", value).get("/api/v1/me").await.problem(), "signed-out", "{value}");
    }
}

#[tokio::test]
async fn a_revoked_token_works_no_more() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let script = bearing(&house, &token(&ana, "read").await);
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::OK);
    let id = ana.get("/api/v1/tokens").await.json()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(ana.delete(&format!("/api/v1/tokens/{id}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(script.get("/api/v1/me").await.problem(), "signed-out");
}

#[tokio::test]
async fn pages_of_other_sites_do_nothing_in_ones_name() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let body = || json!({ "id": uuid::Uuid::now_v7(), "name": "Planted" });
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let answer = ana.clone().with(name, value).post("/api/v1/groups", body()).await;
        assert_eq!((answer.status, answer.problem()), (StatusCode::FORBIDDEN, "cross-site".into()), "{name}: {value}");
    }
    let ours = format!("http://{}", house.address);
    let own = ana.clone().with("origin", &ours).with("sec-fetch-site", "same-origin");
    assert_eq!(own.post("/api/v1/groups", body()).await.status, StatusCode::CREATED);
    assert_eq!(ana.get("/api/v1/groups").await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn guessing_is_slowed_for_one_address() {
    let rate = |config: &mut tertulia_server::ServerConfig| {
        let mut rates = tertulia_server::Rates::default();
        rates.sign_in.burst = 3;
        rates.invites.burst = 2;
        config.rates = rates;
    };
    let house = House::open_with(rate).await;
    let visitor = house.visitor();
    let guess = || visitor.post("/api/v1/sessions", json!({ "username": "ana", "password": "x" }));
    for _ in 0..3 {
        assert_eq!(guess().await.problem(), "wrong-credentials");
    }
    let slowed = guess().await;
    assert_eq!((slowed.status, slowed.problem()), (StatusCode::TOO_MANY_REQUESTS, "too-many".into()));
    assert!(slowed.headers.contains_key(header::RETRY_AFTER));
    let preview = || visitor.post("/api/v1/invites/preview", json!({ "secret": "A".repeat(43) }));
    assert_eq!(preview().await.problem(), "invite-invalid");
    assert_eq!(preview().await.problem(), "invite-invalid");
    assert_eq!(preview().await.problem(), "too-many");
    let forged = visitor.clone().with("x-forwarded-for", "198.51.100.7");
    assert_eq!(
        forged.post("/api/v1/sessions", json!({ "username": "ana", "password": "x" })).await.problem(),
        "too-many"
    );
}

#[tokio::test]
async fn whatever_can_be_guessed_at_is_slowed_for_one_address_and_for_no_other() {
    let house = House::open_with(|config| {
        config.trusted_proxies = tertulia_server::TrustedProxies::parse(&["127.0.0.1".into()]).expect("an address");
        let mut rates = tertulia_server::Rates::default();
        for rate in [&mut rates.sign_in, &mut rates.sign_up, &mut rates.invites, &mut rates.setup, &mut rates.usernames]
        {
            (rate.burst, rate.again) = (3, std::time::Duration::from_secs(600));
        }
        config.rates = rates;
    })
    .await;
    let ana = house.person("ana").await;
    let secret = "A".repeat(43);
    let guess = |form: serde_json::Value| {
        let mut form = form;
        form["secret"] = json!(secret);
        form
    };
    let account = json!({ "username": "new", "name": "New", "password": PASSWORD, "invite_secret": secret });
    let setup = json!({ "instance_name": "Home", "name": "New", "username": "new", "password": PASSWORD });
    let cases = [
        (Method::POST, "/api/v1/sessions", json!({ "username": "nobody", "password": "x" }), "wrong-credentials"),
        (Method::POST, "/api/v1/invites/preview", guess(json!({})), "invite-invalid"),
        (Method::POST, "/api/v1/invites/redeem", guess(json!({})), "invite-invalid"),
        (Method::POST, "/api/v1/guests", json!({ "name": "New", "invite_secret": secret }), "invite-invalid"),
        (Method::POST, "/api/v1/accounts", account, "invite-invalid"),
        (Method::POST, "/api/v1/setup/check", guess(json!({})), "setup-done"),
        (Method::POST, "/api/v1/setup", guess(setup), "setup-done"),
    ];
    for (n, (method, path, body, wrong)) in cases.iter().enumerate() {
        let from = |host: usize| ana.clone().with("x-forwarded-for", &format!("198.51.{n}.{host}"));
        let (guesser, other) = (from(1), from(2));
        for _ in 0..3 {
            assert_eq!(guesser.json(method.clone(), path, body.clone()).await.problem(), *wrong, "{path}");
        }
        let slowed = guesser.json(method.clone(), path, body.clone()).await;
        assert_eq!(
            (slowed.problem(), slowed.headers.contains_key(header::RETRY_AFTER)),
            ("too-many".into(), true),
            "{path}"
        );
        assert_eq!(other.json(method.clone(), path, body.clone()).await.problem(), *wrong, "{path}");
    }
    let asks = ana.clone().with("x-forwarded-for", "203.0.113.1");
    for _ in 0..3 {
        assert_eq!(asks.get("/api/v1/usernames/somebody").await.status, StatusCode::OK);
    }
    assert_eq!(asks.get("/api/v1/usernames/somebody").await.problem(), "too-many");
}
