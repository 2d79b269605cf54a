//! A model of the house's own: it answers, its crash is not the chat's, and it goes when the server goes.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tertulia_testkit::{PATIENCE, Person, TestServer};
use tokio::time::timeout;

const ENGINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tertulia-local/tests/it/scripted-llama-server.mjs");

/// A house with one model of its own and a group.
struct House {
    server: TestServer,
    ana: Person,
    group: String,
}

impl House {
    async fn set() -> House {
        let mut server =
            TestServer::start_with(env!("CARGO_BIN_EXE_tertulia"), &[("TERTULIA_LLAMA_SERVER", ENGINE)]).await;
        let ana = server.set_up().await;
        let weights = server.data_dir().join("Small Model.gguf");
        std::fs::write(&weights, b"GGUF").expect("weights");
        let adopted = ana.post("/admin/local-models", json!({ "path": weights.display().to_string() })).await.ok();
        assert_eq!(adopted["name"], "small-model");
        let group = ana.create_group("Lisbon").await;
        let house = House { server, ana, group };
        timeout(PATIENCE, house.is_in_catalogue()).await.expect("in time");
        house
    }

    async fn own(&self) -> Value {
        let shown = self.ana.get("/admin/local-models").await.ok();
        let models = shown["models"].as_array().expect("models");
        models.iter().find(|model| model["name"] == "small-model").cloned().expect("it is there")
    }

    async fn is_in_catalogue(&self) {
        while self.own().await["in_catalogue"] != true {
            tokio::task::yield_now().await;
        }
    }

    async fn answer_to(&self, text: &str) -> Value {
        let mut live = self.ana.live().await;
        self.ana.write(&self.group, text).await;
        live.event("run_ended").await
    }

    /// The process of the engine.
    fn engine(&self) -> u32 {
        engine(&self.server.data_dir()).expect("the engine runs")
    }
}

fn engine(data_dir: &Path) -> Option<u32> {
    let said = std::fs::read_to_string(data_dir.join("models/weights/small-model.gguf.pid")).ok()?;
    said.parse().ok()
}

/// Whether a process runs; one that nobody has buried yet does not.
fn runs(pid: u32) -> bool {
    let stat = std::fs::read_to_string(PathBuf::from(format!("/proc/{pid}/stat"))).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}

async fn is_gone(pid: u32) {
    let gone = async {
        while runs(pid) {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, gone).await.expect("it is gone in time");
}

fn kill(pid: u32) {
    let killed = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
    assert!(killed.expect("kill").success());
}

#[tokio::test]
async fn it_answers_and_is_said_to_be_of_this_machine() {
    let house = House::set().await;
    let ended = house.answer_to("Tulia, hello?").await;
    assert_eq!(ended["outcome"], json!({ "outcome": "finished" }), "{ended}");
    assert_eq!(ended["body"]["text"], "I run on this machine.");
    let providers = house.ana.get("/admin/providers").await.ok();
    assert_eq!((&providers[0]["is_managed"], &providers[0]["is_local"]), (&json!(true), &json!(true)));
    assert_eq!(house.own().await["state"], json!({ "is": "running" }));
}

#[tokio::test]
async fn its_crash_is_not_the_chats() {
    let house = House::set().await;
    for round in 0..3 {
        kill(house.engine());
        let ended = house.answer_to(&format!("Tulia, are you there? {round}")).await;
        assert_eq!(ended["outcome"], json!({ "outcome": "finished" }), "{ended}");
    }
}

#[tokio::test]
async fn it_goes_with_the_server_even_if_that_is_killed_and_comes_again() {
    let house = House::set().await;
    let pid = house.engine();
    assert!(runs(pid));
    let stopped = house.server.kill().await;
    is_gone(pid).await;
    let server = stopped.start().await;
    let ana = server.sign_in("ana").await;
    let house = House { server, ana, group: house.group };
    let ended = house.answer_to("Tulia, hello again?").await;
    assert_eq!(ended["outcome"], json!({ "outcome": "finished" }), "{ended}");
    let pid = house.engine();
    house.server.terminate().await;
    is_gone(pid).await;
}

#[tokio::test]
async fn removed_it_is_gone_and_the_file_it_came_from_is_not() {
    let house = House::set().await;
    let pid = house.engine();
    house.ana.delete("/admin/local-models/small-model").await.ok();
    is_gone(pid).await;
    assert!(house.server.data_dir().join("Small Model.gguf").is_file());
    let ended = house.answer_to("Tulia, hello?").await;
    assert_eq!(ended["outcome"], json!({ "outcome": "failed", "fault": "no_model" }));
    let refused = house.ana.post("/admin/local-models", json!({ "path": "/etc/hostname" })).await;
    assert_eq!(refused.problem(), "not-weights");
}

#[tokio::test]
async fn the_terminal_shows_what_there_is() {
    let house = House::set().await;
    let listed = house.server.command().args(["model", "list"]).output().await.expect("it runs");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    for words in ["tiny", "for trying out only", "gemma-4-e2b", "unverified", "small-model"] {
        assert!(listed.contains(words), "{words}: {listed}");
    }
    let unknown = house.server.command().args(["model", "pull", "none"]).output().await.expect("it runs");
    assert!(!unknown.status.success());
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(said.contains("another Tertulia"), "beside a running server nothing is fetched into its files: {said}");
    let stopped = house.server.terminate().await;
    let unknown = stopped.command().args(["model", "pull", "none"]).output().await.expect("it runs");
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("tertulia model list"));
}
