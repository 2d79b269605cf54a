//! What needs a package of somebody else's: `cargo xtask test --extended`.

use std::path::Path;
use std::process::Stdio;

use tertulia_core::model::Api;
use tertulia_core::run::{Fault, Outcome};
use tertulia_engine::Patience;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::kitchen::{Kitchen, outcome};

const PACKAGE: &str = "llmock==0.2.2";
/// How often a model is called on each wire.
const CALLS: usize = 8;
/// How often people press Retry before they give up.
const PRESSES: usize = 6;

async fn run(command: &mut Command) {
    let done = command.stdin(Stdio::null()).output().await.expect("it starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A server that reproduces the wires of providers with their bad days, and judges its clients.
async fn judge(directory: &Path, port: &str) -> Child {
    let bin = directory.join("bin");
    run(Command::new("python3").args(["-m", "venv"]).arg(directory)).await;
    run(Command::new(bin.join("pip")).args(["install", "--quiet", PACKAGE])).await;
    let mut child = Command::new(bin.join("llmock"))
        .args(["serve", "--port", port, "--tool-mode", "off"])
        .args(["--error-rate", "429=0.15", "--error-rate", "503=0.15", "--error-rate", "400=0.05"])
        .args(["--stream-fault", "truncate=0.1", "--stream-fault", "disconnect=0.1"])
        .args(["--stream-fault", "malformed=0.05"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the server starts");
    let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
    while let Some(line) = lines.next_line().await.expect("readable") {
        if line.contains("running on") {
            break;
        }
    }
    // It must not wait for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    child
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_judge_of_clients_finds_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let _server = judge(directory.path(), &port.to_string()).await;
    let places = [
        (Api::OpenAiChat, "/v1"),
        (Api::OpenAiResponses, "/v1"),
        (Api::Anthropic, "/anthropic/v1"),
        (Api::Gemini, "/gemini/v1beta"),
    ];
    for (api, path) in places {
        let url = format!("http://127.0.0.1:{port}{path}");
        let mut kitchen = Kitchen::at(api, &[url], "sk-test", Patience::default()).await;
        let mut expected = 0;
        for _ in 0..CALLS {
            let mut answers = kitchen.call().await;
            expected += 1;
            // What broke after its first word is asked again by people, as the notice offers.
            for _ in 0..PRESSES {
                let last = answers.last().expect("an answer");
                println!("{api:?} {expected}: {:?}", outcome(last));
                // What the provider refuses it refuses again.
                if matches!(outcome(last), Outcome::Finished | Outcome::Failed { fault: Fault::Refused }) {
                    break;
                }
                kitchen.engine.retry_answer(&kitchen.access, last.id).await.expect("Retry works");
                expected += 1;
                answers = kitchen.ended().await;
            }
            assert_eq!(answers.len(), expected, "{api:?}: each call has one answer");
        }
        kitchen.close().await;
    }
    let report = Command::new(directory.path().join("bin/llmock"))
        .args(["report", "--url", &format!("http://127.0.0.1:{port}")])
        .output()
        .await
        .expect("it reports");
    let said = String::from_utf8_lossy(&report.stdout).into_owned();
    println!("{said}");
    assert!(report.status.success(), "{said}");
}
