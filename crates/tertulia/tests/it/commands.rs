//! The command line: errors name the key and the cure.

use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use tertulia_testkit::TestServer;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

async fn tertulia(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tertulia")).args(arguments).output().await.expect("it runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[tokio::test]
async fn a_busy_port_is_named_with_the_flag_that_chooses_another() {
    let server = crate::start().await;
    let directory = tempfile::tempdir().expect("a directory");
    let address = server.url.strip_prefix("http://").expect("http");
    let output = tertulia(&["--data-dir", &directory.path().display().to_string(), "--listen", address]).await;
    assert!(!output.status.success());
    assert!(said(&output).contains("--listen"), "{}", said(&output));
}

#[tokio::test]
async fn two_servers_do_not_share_a_directory() {
    let server = crate::start().await;
    let output = server.command().args(["--listen", "127.0.0.1:0"]).output().await.expect("it runs");
    assert!(!output.status.success());
    assert!(said(&output).contains("--data-dir"), "{}", said(&output));
}

#[tokio::test]
async fn plain_http_beyond_this_machine_has_to_be_asked_for() {
    let directory = tempfile::tempdir().expect("a directory");
    let output = tertulia(&["--data-dir", &directory.path().display().to_string(), "--listen", "0.0.0.0:0"]).await;
    assert!(!output.status.success());
    assert!(said(&output).contains("--insecure-http"), "{}", said(&output));
}

#[tokio::test]
async fn a_wrong_key_is_named() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("tertulia.toml");
    std::fs::write(&file, "posts_per_ten_seconds = \"many\"\n").expect("written");
    let output = tertulia(&["--config", &file.display().to_string(), "doctor"]).await;
    assert!(!output.status.success());
    assert!(said(&output).contains("posts_per_ten_seconds"), "{}", said(&output));
}

#[tokio::test]
async fn people_are_made_and_helped_from_the_terminal() {
    let mut server: TestServer = crate::start().await;
    server.set_up().await;
    let mut create = server
        .command()
        .args(["admin", "create-person", "cleo", "--name", "Cleo"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("it runs");
    create.stdin.take().expect("piped").write_all(b"correct horse battery\n").await.expect("typed");
    let created = create.wait_with_output().await.expect("ended");
    assert!(created.status.success(), "{}", said(&created));
    let cleo = server.sign_in("cleo").await;
    assert_eq!(cleo.get("/me").await.ok()["is_administrator"], false);

    let reset = server.command().args(["admin", "reset-password", "cleo"]).output().await.expect("it runs");
    assert!(reset.status.success(), "{}", said(&reset));
    assert_eq!(cleo.get("/me").await.problem(), "signed-out", "all sessions have ended");

    let link = server.command().args(["admin", "setup-link"]).output().await.expect("it runs");
    assert!(said(&link).contains("/setup#"), "{}", said(&link));
    let nobody = server.command().args(["admin", "reset-password", "nobody"]).output().await.expect("it runs");
    assert!(!nobody.status.success() && said(&nobody).contains("no person"), "{}", said(&nobody));
}

#[tokio::test]
async fn what_a_command_ends_beside_a_running_server_ends_its_open_sockets_within_a_second() {
    let mut server: TestServer = crate::start().await;
    let ana = server.set_up().await;
    let group = ana.create_group("Lisbon").await;
    let ben = ana.bring_guest(&group, "Ben").await;
    ben.set_password().await;
    let (mut of_ana, mut of_ben) = (ana.live().await, ben.live().await);
    let username = ben.get("/me").await.ok()["profile"]["username"].as_str().expect("a username").to_owned();
    let reset = server.command().args(["admin", "reset-password", &username]).output().await.expect("it runs");
    let ended = Instant::now();
    assert!(reset.status.success(), "{}", said(&reset));
    assert_eq!(of_ben.closed().await, 4001);
    assert!(ended.elapsed() < Duration::from_secs(1), "{:?}", ended.elapsed());
    ana.write(&group, "still here").await;
    let said = of_ana.event("message_posted").await;
    assert_eq!(said["body"]["text"], "still here", "nobody else's connection is touched");
}

#[tokio::test]
async fn the_doctor_finds_a_whole_instance_whole() {
    let server = crate::start().await;
    let output = server.command().arg("doctor").output().await.expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
}
