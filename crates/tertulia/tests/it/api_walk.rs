//! `docs/api.md` is a walk that works: its blocks are run as they stand.

use std::process::Stdio;

use tertulia_testkit::model_server::{ModelServer, Script};
use tokio::process::Command;

/// The blocks of a language, in their order.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line == format!("```{language}") {
            found.push(lines.by_ref().take_while(|l| *l != "```").collect::<Vec<_>>().join("\n"));
        }
    }
    found
}

#[tokio::test]
async fn the_walk_from_an_empty_directory_to_a_streamed_answer_works() {
    let text = include_str!("../../../../docs/api.md");
    let script = blocks(text, "sh").join("\n");
    assert!(script.contains("curl"), "the walk has steps");
    let model = ModelServer::start().await;
    model.otherwise(Script::answer("Take the early train."));
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("live.mjs"), blocks(text, "js").join("\n")).expect("written");
    let walk = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .current_dir(directory.path())
        .env("TERTULIA", env!("CARGO_BIN_EXE_tertulia"))
        .env("MODEL_URL", model.url())
        .env("MODEL_KEY", model.api_key())
        .env("NODE_PATH", concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/node_modules"))
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = tokio::time::timeout(tertulia_testkit::PATIENCE * 3, walk).await.expect("in time").expect("bash");
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{wrong}");
    assert!(said.contains("Take the early train."), "{said}\n{wrong}");
}
