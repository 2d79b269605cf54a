//! The store on PostgreSQL: chosen by a key, moved to by a command.

use std::process::Output;

use http::Method;
use serde_json::json;
use tertulia_testkit::model_server::Script;
use tertulia_testkit::{FreshDatabase, Postgres, TestServer};
use uuid::Uuid;

use crate::Table;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn start_on(database: &str) -> TestServer {
    TestServer::start_with(env!("CARGO_BIN_EXE_tertulia"), &[("TERTULIA_DATABASE", database)]).await
}

#[tokio::test]
async fn a_table_stands_on_postgres_and_survives_a_power_cut() {
    let database = FreshDatabase::make().expect("a database");
    let table = Table::set_at(start_on(&database.url).await).await;
    table.model.queue(Script::answer("Take the tram."));
    let mut live = table.ben.live().await;
    table.ana.write(&table.group, "Tulia, how do we get up there?").await;
    assert_eq!(live.event("run_ended").await["body"]["text"], "Take the tram.");
    let hits = table.ben.get("/search?q=tram").await.ok();
    assert_eq!(hits["hits"].as_array().map(Vec::len), Some(1), "{hits}");
    assert!(!table.server.data_dir().join("tertulia.sqlite").exists(), "there is no second store");

    let Table { server, group, .. } = table;
    let server = server.kill().await.start().await;
    let ana = server.sign_in("ana").await;
    let texts: Vec<String> = ana.thread(&group).await.iter().map(|m| m["body"]["text"].to_string()).collect();
    assert_eq!(texts, ["\"Tulia, how do we get up there?\"", "\"Take the tram.\""]);
    let doctor = server.command().arg("doctor").output().await.expect("doctor");
    assert!(doctor.status.success(), "{}", said(&doctor));
    let link = server.command().args(["admin", "setup-link"]).output().await.expect("it runs");
    assert!(said(&link).contains("/setup#"), "{}", said(&link));
    assert_eq!(server.terminate().await.code, Some(0));
}

#[tokio::test]
async fn a_server_outlives_its_database() {
    let mut postgres = Postgres::start(&[]).expect("PostgreSQL starts");
    let table = Table::set_at(start_on(&postgres.url("postgres")).await).await;
    table.ana.write(&table.group, "before").await;
    assert_eq!((table.server.status("/healthz").await, table.server.status("/readyz").await), (200, 200));
    postgres.kill().expect("it ends");
    assert_eq!((table.server.status("/healthz").await, table.server.status("/readyz").await), (200, 503));
    let (id, path) = (Uuid::now_v7(), format!("/groups/{}/messages", table.group));
    let post = || table.ana.send(Method::POST, &path, Some(json!({ "id": id, "body": { "text": "after" } })));
    let refused = post().await;
    assert!(refused.status.is_server_error(), "{refused:?}");

    postgres.start_again().expect("PostgreSQL starts again");
    let again = async {
        while !post().await.status.is_success() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(tertulia_testkit::PATIENCE, again).await.expect("it goes on");
    assert_eq!(table.server.status("/readyz").await, 200);
    let texts: Vec<String> =
        table.ben.thread(&table.group).await.iter().map(|m| m["body"]["text"].to_string()).collect();
    assert_eq!(texts, ["\"before\"", "\"after\""], "each of them once");
}

#[tokio::test]
async fn what_a_command_ends_beside_a_server_on_postgres_ends_its_open_sockets() {
    let database = FreshDatabase::make().expect("a database");
    let Table { server, ana, ben, .. } = Table::set_at(start_on(&database.url).await).await;
    ben.set_password().await;
    let mut of_ben = ben.live().await;
    let username = ben.get("/me").await.ok()["profile"]["username"].as_str().expect("a username").to_owned();
    let reset = server.command().args(["admin", "reset-password", &username]).output().await.expect("it runs");
    assert!(reset.status.success(), "{}", said(&reset));
    assert_eq!(of_ben.closed().await, 4001);
    assert_eq!(ana.get("/me").await.ok()["is_administrator"], true);
}

#[tokio::test]
async fn two_servers_do_not_share_a_database_yet() {
    let database = FreshDatabase::make().expect("a database");
    let _server = start_on(&database.url).await;
    let directory = tempfile::tempdir().expect("a directory");
    let mut second = tokio::process::Command::new(env!("CARGO_BIN_EXE_tertulia"));
    second.arg("--data-dir").arg(directory.path()).args(["--listen", "127.0.0.1:0"]);
    let output = second.env("TERTULIA_DATABASE", &database.url).output().await.expect("it runs");
    assert!(!output.status.success());
    assert!(said(&output).contains("another Tertulia serves this database"), "{}", said(&output));
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_without_its_password() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut server = tokio::process::Command::new(env!("CARGO_BIN_EXE_tertulia"));
    server.arg("--data-dir").arg(directory.path()).args(["--listen", "127.0.0.1:0"]);
    let url = "postgres://ana:geheim@127.0.0.1:1/nowhere";
    let output = server.env("TERTULIA_DATABASE", url).output().await.expect("it runs");
    assert!(!output.status.success());
    let said = said(&output);
    assert!(said.contains("127.0.0.1:1/nowhere") && !said.contains("geheim"), "{said}");
}

#[tokio::test]
async fn an_instance_moves_to_postgres_by_a_command() {
    let file = TestServer::start_on_file(env!("CARGO_BIN_EXE_tertulia")).await;
    let Table { server, model: _model, ana, ben, group } = Table::set_at(file).await;
    ben.set_password().await;
    for text in ["one", "two", "three"] {
        ana.write(&group, text).await;
    }
    let database = FreshDatabase::make().expect("a database");
    let from = format!("sqlite:{}", server.data_dir().join("tertulia.sqlite").display());
    let copy = ["store", "copy", "--from", &from, "--to", &database.url];
    let early = server.command().args(copy).output().await.expect("it runs");
    assert!(!early.status.success() && said(&early).contains("stop it first"), "{}", said(&early));

    let stopped = server.terminate().await;
    let copied = stopped.command().args(copy).output().await.expect("it runs");
    assert!(copied.status.success(), "{}", said(&copied));
    assert!(said(&copied).contains("the journals of 1 groups"), "{}", said(&copied));
    let again = stopped.command().args(copy).output().await.expect("it runs");
    assert!(!again.status.success() && said(&again).contains("an instance already"), "{}", said(&again));

    let server = stopped.with("TERTULIA_DATABASE", &database.url).start().await;
    let ana = server.sign_in("ana").await;
    let texts: Vec<String> = ana.thread(&group).await.iter().map(|m| m["body"]["text"].to_string()).collect();
    assert_eq!(texts, ["\"one\"", "\"two\"", "\"three\""]);
    ana.write(&group, "four").await;
    let hits = ana.get("/search?q=three").await.ok();
    assert_eq!(hits["hits"].as_array().map(Vec::len), Some(1), "{hits}");
}
