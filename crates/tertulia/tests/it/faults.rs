//! A provider's bad day: each fault ends in one calm notice with Retry, and no text that was shown disappears.

use serde_json::{Value, json};
use tertulia_testkit::model_server::{Fault, Script};

use crate::Table;

/// How often a model that is alone is asked: what may pass twice again, the rest once.
const ALONE: usize = 3;
const ONCE: usize = 1;

/// What becomes of a call that meets this script each of the times that the model is asked.
async fn outcome_of(script: Script, times: usize) -> Value {
    let table = Table::set().await;
    for _ in 0..times {
        table.model.queue(script.clone());
    }
    let mut live = table.ben.live().await;
    table.ana.write(&table.group, "Tulia, hello?").await;
    let ended = live.event("run_ended").await;
    let failed = ended["message"].as_str().expect("a message").to_owned();
    // Whatever happened, Retry works.
    table.model.queue(Script::answer("Hello again."));
    table.ben.post(&table.at(&failed, "retry"), json!({})).await.ok();
    let again = live.event("run_ended").await;
    assert_eq!(again["body"]["text"], "Hello again.");
    let answers = table.answers().await;
    assert_eq!(answers[0]["body"], ended["body"], "what was shown stays");
    assert_eq!(answers[1]["answer"]["answers"], table.ana.id.as_str(), "a retry is for the one who called");
    let twice = table.ben.post(&table.at(&failed, "retry"), json!({})).await;
    assert_eq!(twice.problem(), "already-answering");
    ended
}

fn failed(fault: &str) -> Value {
    json!({ "outcome": "failed", "fault": fault })
}

#[tokio::test]
async fn refusals_of_the_provider_are_told_apart() {
    let cases = [
        (Script::error(401), "unauthorized", ONCE),
        (Script::error(404), "no_such_model", ONCE),
        (Script::fault(Fault::new(429).retry_after("1")), "rate_limited", ALONE),
        (Script::error(500), "overloaded", ALONE),
        (Script::error(503), "overloaded", ALONE),
    ];
    for (script, fault, times) in cases {
        let ended = outcome_of(script, times).await;
        assert_eq!(ended["outcome"], failed(fault));
        assert!(ended["body"].is_null());
    }
}

#[tokio::test]
async fn a_stream_that_breaks_before_the_first_word_fails() {
    assert_eq!(outcome_of(Script::count(50).cut_after(0), ALONE).await["outcome"], failed("cut_stream"));
    assert_eq!(outcome_of(Script::answer(""), ALONE).await["outcome"], failed("empty"));
}

#[tokio::test]
async fn a_stream_that_breaks_later_keeps_its_words() {
    let broken =
        [(Script::count(50).cut_after(12), "cut_stream"), (Script::count(50).malformed_after(12), "malformed")];
    for (script, fault) in broken {
        let ended = outcome_of(script, ONCE).await;
        assert_eq!(ended["outcome"], json!({ "outcome": "interrupted", "fault": fault }));
        assert!(!ended["body"]["text"].as_str().expect("the words").is_empty());
    }
}
