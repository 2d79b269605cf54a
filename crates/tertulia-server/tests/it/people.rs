//! Groups and their members, over REST.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{Client, House};

async fn post(client: &Client, group: &str, text: &str) -> String {
    let id = uuid::Uuid::now_v7().to_string();
    let body = json!({ "id": id, "body": { "text": text, "mentions": [] } });
    let answer = client.post(&format!("/api/v1/groups/{group}/messages"), body).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.json());
    id
}

#[tokio::test]
async fn a_stranger_learns_nothing_from_any_address_of_a_group() {
    let house = House::open().await;
    let (ana, stranger) = (house.person("ana").await, house.person("stranger").await);
    let group = ana.group("Secret").await;
    let message = post(&ana, &group, "hello").await;
    let made_up = uuid::Uuid::now_v7();
    let without_id = |mut problem: Value| {
        problem.as_object_mut().unwrap().remove("request_id");
        problem
    };
    let document = serde_json::to_value(tertulia_server::openapi()).unwrap();
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        if !path.contains("/groups/{group}") {
            continue;
        }
        for method in item.as_object().unwrap().keys().filter(|k| *k != "parameters") {
            let method: Method = method.to_uppercase().parse().unwrap();
            let at = |group: &str| {
                let path =
                    path.replace("{group}", group).replace("{message}", &message).replace("{emoji}", "%F0%9F%91%8D");
                path.replace("{profile}", &message).replace("{assistant}", &message).replace("{invite}", &message)
            };
            let real = stranger.json(method.clone(), &at(&group), json!({})).await;
            let fake = stranger.json(method.clone(), &at(&made_up.to_string()), json!({})).await;
            assert_eq!(real.problem(), "not-found", "{method} {path}");
            assert_eq!(without_id(real.json()), without_id(fake.json()), "{method} {path}");
            tried += 1;
        }
    }
    assert!(tried > 35, "{tried}");
}

#[tokio::test]
async fn a_thread_is_read_in_pages_with_what_happened_between() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    for n in 0..5 {
        post(&ana, &group, &format!("message {n}")).await;
        ana.json(Method::PATCH, &format!("/api/v1/groups/{group}"), json!({ "name": format!("Lisbon {n}") })).await;
    }
    ben.join(&ana, &group).await;
    let read = async |query: &str| ben.get(&format!("/api/v1/groups/{group}/messages?{query}")).await.json();

    let mut page = read("limit=2").await;
    let (mut places, mut texts) = (Vec::new(), Vec::new());
    loop {
        let seqs =
            |list: &Value| list.as_array().unwrap().iter().map(|m| m["seq"].as_u64().unwrap()).collect::<Vec<_>>();
        texts.splice(0..0, page["messages"].as_array().unwrap().iter().map(|m| m["body"]["text"].clone()));
        places.extend(seqs(&page["messages"]));
        places.extend(seqs(&page["events"]));
        if page["has_older"] == json!(false) {
            break;
        }
        let first = page["messages"][0]["id"].as_str().unwrap().to_owned();
        page = read(&format!("limit=2&before={first}")).await;
    }
    assert_eq!(texts, ["message 0", "message 1", "message 2", "message 3", "message 4"]);
    places.sort_unstable();
    let head = ben.get(&format!("/api/v1/groups/{group}")).await.json()["group"]["seq"].as_u64().unwrap();
    assert_eq!(places, (1..=head).collect::<Vec<_>>(), "nothing left out, nothing twice");

    for query in ["limit=0", "limit=201", "before=1&after=2", "around=here", "limit=two", "offset=3"] {
        let answer = ben.get(&format!("/api/v1/groups/{group}/messages?{query}")).await;
        assert_eq!(answer.problem(), "malformed", "{query}");
    }
}

#[tokio::test]
async fn what_a_member_does_to_a_message_is_seen_by_all() {
    let house = House::open().await;
    let (ana, ben) = (house.person("ana").await, house.person("ben").await);
    let group = ana.group("Lisbon").await;
    ben.join(&ana, &group).await;
    let message = post(&ana, &group, "Lunch?").await;
    let at = format!("/api/v1/groups/{group}/messages/{message}");
    let ok = async |client: &Client, method: Method, path: String, body: Value| {
        let answer = client.json(method, &path, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {:?}", answer.json());
    };
    ok(&ben, Method::PUT, format!("{at}/reactions/%F0%9F%91%8D"), json!({})).await;
    ok(&ben, Method::PUT, format!("{at}/pin"), json!({})).await;
    ok(&ana, Method::PATCH, at.clone(), json!({ "body": { "text": "Lunch at two?" } })).await;
    assert_eq!(ben.json(Method::PATCH, &at, json!({ "body": { "text": "no" } })).await.problem(), "not-yours");
    assert_eq!(ben.json(Method::PUT, &format!("{at}/reactions/ok"), json!({})).await.problem(), "not-an-emoji");

    let shown = ben.get(&at).await.json()["message"].clone();
    assert_eq!((&shown["body"]["text"], &shown["version"]), (&json!("Lunch at two?"), &json!(1)));
    assert_eq!(shown["reactions"][0]["emoji"], "👍");
    let versions = ben.get(&format!("{at}/versions")).await.json();
    assert_eq!(versions[0]["body"]["text"], "Lunch?");
    let pins = ben.get(&format!("/api/v1/groups/{group}/pins")).await.json();
    assert_eq!(pins["messages"][0]["id"], message);
    let found = ben.get("/api/v1/search?q=two").await.json();
    assert_eq!(found["hits"][0]["message"]["id"], message);

    ok(&ana, Method::DELETE, at.clone(), json!({})).await;
    assert_eq!(ben.get(&at).await.json()["message"]["body"], Value::Null);
    assert_eq!(ben.get("/api/v1/search?q=two").await.json()["hits"], json!([]));
}

#[tokio::test]
async fn a_guest_comes_by_a_link_and_stays_with_a_password() {
    let house = House::open().await;
    let ana = house.person("ana").await;
    let group = ana.group("Lisbon").await;
    let link = ana.get(&format!("/api/v1/groups/{group}/invites")).await.json()[0]["link"].as_str().unwrap().to_owned();
    let secret = link.split_once("/join#").expect("the secret stands where browsers do not send it").1.to_owned();
    let mut guest = house.visitor();
    let preview = guest.post("/api/v1/invites/preview", json!({ "secret": secret })).await.json();
    assert_eq!((&preview["name"], &preview["group"], &preview["people"]), (&json!("Lisbon"), &Value::Null, &json!(1)));
    let came = guest.post("/api/v1/guests", json!({ "name": "Cleo", "invite_secret": secret })).await;
    assert_eq!(came.json()["is_guest"], true);
    guest.keep_cookie(&came);
    assert_eq!(guest.get(&format!("/api/v1/groups/{group}")).await.problem(), "not-found", "joining needs a yes");
    guest.join(&ana, &group).await;
    let kept = guest.json(Method::PUT, "/api/v1/me/password", json!({ "new": "a long password" })).await.json();
    assert_eq!((&kept["is_guest"], &kept["profile"]["kind"]), (&json!(false), &json!("person")));
    assert_eq!(guest.get("/api/v1/groups").await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    let house = House::open().await;
    assert_eq!(house.visitor().get("/api/v1/instance").await.json()["needs_setup"], true);
    let secret = house.engine.make_setup_link(false).await.unwrap().expect("nobody administers yet").text();
    let form = |username: &str| json!({ "secret": secret, "instance_name": "Home", "name": "Ana", "username": username, "password": "a long password" });
    let (one, two) = (house.visitor(), house.visitor());
    let (one, two) = tokio::join!(one.post("/api/v1/setup", form("ana")), two.post("/api/v1/setup", form("ben")));
    let (made, refused) = if one.status == StatusCode::OK { (one, two) } else { (two, one) };
    assert_eq!(made.json()["is_administrator"], true);
    assert_eq!(refused.problem(), "setup-done");
    let check = house.visitor().post("/api/v1/setup/check", json!({ "secret": secret })).await;
    assert_eq!(check.problem(), "setup-done");
    let instance = house.visitor().get("/api/v1/instance").await.json();
    assert_eq!((&instance["name"], &instance["needs_setup"]), (&json!("Home"), &json!(false)));
}
