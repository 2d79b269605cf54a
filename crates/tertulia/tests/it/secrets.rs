//! Secrets and words: they reach no log, however much is logged, and no address.

use serde_json::json;
use tertulia_testkit::model_server::Script;
use tertulia_testkit::{Person, TestServer};

#[tokio::test]
async fn no_secret_and_no_word_of_people_reaches_the_log() {
    let mut server = TestServer::start_logging(env!("CARGO_BIN_EXE_tertulia"), "trace").await;
    let ana = server.set_up().await;
    let model = server.connect_model(&ana).await;
    model.otherwise(Script::answer("The quagga sleeps in the pagoda."));
    let group = ana.create_group("Zeppelin").await;
    let link = ana.invite_secret(&group).await;
    let ben = ana.bring_guest(&group, "Barnaby").await;
    let token = ana.post("/tokens", json!({ "name": "Kumquat", "scope": "write" })).await.ok();
    let token = token["secret"].as_str().expect("a secret").to_owned();
    let mut live = ana.live().await;
    let tulia = ana.get("/instance").await.ok()["assistant"]["id"].clone();
    let mention = json!({ "start": 0, "end": 6, "profile": tulia });
    let call = json!({ "text": "@Tulia where is the ocelot?", "mentions": [mention] });
    live.send(json!({
        "type": "post", "ref": "1", "group": group, "message": uuid::Uuid::now_v7(), "body": call
    }))
    .await;
    live.event("run_ended").await;
    ben.write(&group, "the wolverine is in the attic").await;
    assert_eq!(ana.get("/search?q=wolverine").await.ok()["hits"].as_array().map(Vec::len), Some(1));
    // What goes wrong is where words slip into logs.
    let mut nobody = Person::nobody(&server.url);
    nobody.bear("tt_chinchilla");
    nobody.get("/me?q=axolotl").await;
    ana.post("/sessions", json!({ "username": "ana", "password": "a marmoset password" })).await;
    ana.post("/sessions", json!({ "username": "ana", "pangolin": "x" })).await;
    ana.post(&format!("/groups/{group}/messages"), json!({ "id": "capybara", "body": "narwhal" })).await;
    ana.post("/invites/preview", json!({ "secret": "tapir".repeat(9) })).await;
    ana.post("/admin/providers/test", json!({ "base_url": "http://127.0.0.1:9/v1", "key": "sk-dromedary" })).await;
    model.otherwise(Script::error(500));
    ana.write(&group, "Tulia, and the gibbon?").await;
    live.event("run_ended").await;
    let (cookie, key) = (ana.cookie().to_owned(), model.api_key());

    let stopped = server.terminate().await;
    assert_eq!(stopped.code, Some(0), "{}", stopped.log);
    assert!(stopped.log.contains("DEBUG") && stopped.log.contains("answered a request"), "it was logged at length");
    let secrets = [link.as_str(), token.as_str(), cookie.as_str(), key, "correct horse battery"];
    let wrong = ["chinchilla", "axolotl", "marmoset", "pangolin", "capybara", "narwhal", "tapir", "dromedary"];
    let words = ["quagga", "ocelot", "wolverine", "gibbon", "Zeppelin", "Barnaby", "Kumquat"];
    for word in secrets.iter().chain(&wrong).chain(&words) {
        let line = stopped.log.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "{word}: {}", line.unwrap_or_default());
    }
}

#[tokio::test]
async fn secrets_stand_where_browsers_do_not_send_them() {
    let mut server = crate::start().await;
    let ana = server.set_up().await;
    let group = ana.create_group("Lisbon").await;
    let invites = ana.get(&format!("/groups/{group}/invites")).await.ok();
    let link = invites[0]["link"].as_str().expect("a link");
    let setup = server.command().args(["admin", "setup-link"]).output().await.expect("it runs");
    let setup = String::from_utf8_lossy(&setup.stdout).into_owned();
    for link in [link, setup.trim()] {
        let (address, secret) = link.split_once('#').expect("the secret is a fragment");
        assert!(secret.len() == 43 && !address.contains('?'), "{address}");
    }
    let token = ana.post("/tokens", json!({ "name": "ci", "scope": "read" })).await.ok();
    let token = token["secret"].as_str().expect("text");
    for carrier in ["?token=", "?access_token=", "?secret=", "?key="] {
        let asked = Person::nobody(&server.url).get(&format!("/me{carrier}{token}")).await;
        assert_eq!(asked.problem(), "signed-out", "{carrier}");
    }
}
