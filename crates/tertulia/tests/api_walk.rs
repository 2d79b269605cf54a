//! `docs/api.md` is walked as it is written: a reader who pastes its blocks gets to a streamed answer.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tertulia_testkit::model_server::{ModelServer, Script};

const ANSWER: &str = "Three days, if you like to walk.";

#[tokio::test]
async fn the_walk_of_the_documentation_leads_to_a_streamed_answer() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api.md");
    let script = blocks(&std::fs::read_to_string(page).expect("docs/api.md is there"));
    let directory = tempfile::tempdir().expect("a directory");
    let models = ModelServer::start().await;
    models.when("how many days", Script::answer(ANSWER));
    let program = Path::new(env!("CARGO_BIN_EXE_tertulia")).parent().expect("a directory");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("a PATH"));
    let walk = tokio::process::Command::new("bash")
        .args(["-euo", "pipefail", "-c", &format!("trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{script}")])
        .current_dir(directory.path())
        .env("PATH", path)
        .env("LISTEN", free_address())
        .env("MODEL_URL", models.url())
        .env("MODEL_KEY", models.api_key())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let walked = tokio::time::timeout(Duration::from_secs(120), walk).await.expect("in time").expect("bash runs");
    let said = String::from_utf8_lossy(&walked.stdout);
    let log = std::fs::read_to_string(directory.path().join("tertulia.log")).unwrap_or_default();
    let trouble = String::from_utf8_lossy(&walked.stderr);
    assert!(walked.status.success(), "{said}\n{trouble}\n{log}");
    assert!(said.contains(&format!("{ANSWER}\n(finished)")), "streamed: {said}");
    assert_eq!(said.matches(ANSWER).count(), 2, "streamed, and read again: {said}");
    assert!(said.contains("/problems/empty-text"), "{said}");
    assert!(!log.contains("a password of one's own") && !trouble.contains(ANSWER), "{log}{trouble}");
}

/// The shell blocks of a page, in their order.
fn blocks(page: &str) -> String {
    let mut script = String::new();
    let mut inside = false;
    for line in page.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => {
                script.push_str(line);
                script.push('\n');
            }
            _ => {}
        }
    }
    assert!(script.lines().count() > 40, "the page has lost its blocks");
    script
}

/// An address that nobody listens on.
fn free_address() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("it listens").to_string()
}
