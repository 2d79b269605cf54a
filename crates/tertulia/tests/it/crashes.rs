//! Power cuts: what was acknowledged is there once, and no run stays open.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tertulia_testkit::model_server::Script;
use tertulia_testkit::{Person, Stopped};
use uuid::Uuid;

use crate::Table;

/// Posts until the server is gone; what was acknowledged, with its place.
async fn post_until_gone(person: Person, group: String) -> Vec<(String, u64)> {
    let mut acknowledged = Vec::new();
    loop {
        let id = Uuid::now_v7().to_string();
        let message = json!({ "id": id, "body": { "text": format!("message {id}"), "mentions": [] } });
        match person.try_send(Method::POST, &format!("/groups/{group}/messages"), Some(message)).await {
            Ok(answer) if answer.status.is_success() => {
                acknowledged.push((id, answer.body["seq"].as_u64().expect("a place")));
            }
            Ok(answer) => panic!("{answer:?}"),
            Err(_) => return acknowledged,
        }
    }
}

async fn kill_while_posting(after: Duration) {
    let Table { server, model: _model, ana, ben, group } = Table::set().await;
    ben.set_password().await;
    let posting = [ana, ben].map(|person| tokio::spawn(post_until_gone(person, group.clone())));
    tokio::time::sleep(after).await;
    let stopped: Stopped = server.kill().await;
    let mut acknowledged = Vec::new();
    for task in posting {
        acknowledged.extend(task.await.expect("posted"));
    }
    assert!(!acknowledged.is_empty(), "something was posted in {after:?}");
    let server = stopped.start().await;
    let ana = server.sign_in("ana").await;
    let kept = whole_thread(&ana, &group).await;
    for (id, seq) in &acknowledged {
        let found: Vec<&Value> = kept.iter().filter(|m| m["id"] == id.as_str()).collect();
        assert_eq!(found.len(), 1, "exactly once, killed after {after:?}");
        assert_eq!(found[0]["seq"], *seq, "at the place that was told");
    }
    let doctor = server.command().arg("doctor").output().await.expect("doctor");
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stderr));
}

async fn whole_thread(person: &Person, group: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    let mut query = String::new();
    loop {
        let page = person.get(&format!("/groups/{group}/messages?limit=200{query}")).await.ok();
        let part = page["messages"].as_array().expect("messages").clone();
        if let Some(first) = part.first() {
            query = format!("&before={}", first["id"].as_str().expect("an id"));
        }
        messages.splice(0..0, part);
        if page["has_older"] == json!(false) {
            return messages;
        }
    }
}

async fn kill_while_answering(after: Duration) {
    let Table { server, model, ana, ben: _ben, group } = Table::set().await;
    model.queue(Script::count(900).tokens_per_second(150.0));
    model.otherwise(Script::answer("after the cut"));
    let mut live = ana.live().await;
    ana.write(&group, "Tulia, count").await;
    let reading = tokio::spawn(async move {
        let mut shown = String::new();
        let began = tokio::time::Instant::now();
        // As long as the server lives, somebody reads along.
        while began.elapsed() < after {
            let frame = tokio::time::timeout(after - began.elapsed(), live.next()).await;
            if let Ok(frame) = frame
                && frame["type"] == "delta"
            {
                shown.push_str(frame["text"].as_str().expect("text"));
            }
        }
        (shown, live)
    });
    let (shown, _live) = reading.await.expect("read");
    let server = server.kill().await.start().await;
    let ana = server.sign_in("ana").await;
    let mut live = ana.live().await;
    let answers: Vec<Value> = ana.thread(&group).await.into_iter().filter(|m| !m["answer"].is_null()).collect();
    if answers.is_empty() || answers.iter().any(|a| a["answer"]["ended"].is_null()) {
        // Not begun before the cut, or tried again after it because nothing had been shown: it is answered now.
        live.event("run_ended").await;
    }
    let answers: Vec<Value> = ana.thread(&group).await.into_iter().filter(|m| !m["answer"].is_null()).collect();
    assert!(!answers.is_empty(), "the call is answered, killed after {after:?}");
    assert!(answers.iter().all(|a| !a["answer"]["ended"].is_null()), "no run is left open, killed after {after:?}");
    let first = &answers[0];
    let kept = first["body"]["text"].as_str().unwrap_or_default();
    let outcome = &first["answer"]["ended"]["outcome"]["outcome"];
    if shown.is_empty() && outcome == "finished" {
        // The call was acknowledged and not begun before the cut: it was answered after it.
        return;
    }
    assert!(shown.starts_with(kept) || kept.starts_with(&shown), "what is kept is what was shown");
    // 150 tokens a second for two seconds, and what was on its way.
    let lost = shown.len().saturating_sub(kept.len());
    assert!(lost < 6 * 150 * 3, "{lost} bytes lost of {}, killed after {after:?}", shown.len());
    assert_eq!(outcome, if kept.is_empty() { "failed" } else { "interrupted" });
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_power_cut() {
    for milliseconds in [40, 230, 700] {
        kill_while_posting(Duration::from_millis(milliseconds)).await;
    }
}

#[tokio::test]
async fn a_power_cut_in_an_answer_leaves_its_words_and_no_open_run() {
    for milliseconds in [350, 1_100, 3_300] {
        kill_while_answering(Duration::from_millis(milliseconds)).await;
    }
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_says_so_and_keeps_everything() {
    let Table { server, model, ana, ben: _ben, group } = Table::set().await;
    model.queue(Script::count(2_000).gated());
    let mut live = ana.live().await;
    ana.write(&group, "Tulia, zanzibar").await;
    live.event("run_began").await;
    model.gate().release(30);
    live.until(|f| f["type"] == "delta").await;
    let stopped = server.terminate().await;
    assert_eq!(live.closed().await, 4000, "come back soon");
    assert_eq!(stopped.code, Some(0), "{}", stopped.log);
    assert!(!stopped.log.contains("zanzibar"), "no words of people in the log");
    let server = stopped.start().await;
    let ana = server.sign_in("ana").await;
    let answer = ana.thread(&group).await.pop().expect("the answer");
    assert_eq!(answer["answer"]["ended"]["outcome"]["outcome"], "interrupted");
    assert!(!answer["body"]["text"].as_str().expect("its words").is_empty());
}

/// Run on request: it takes minutes.
mod extended {
    use super::*;

    #[tokio::test]
    async fn fifty_power_cuts_leave_no_open_run() {
        for step in 0..50 {
            kill_while_answering(Duration::from_millis(60 + step * 83)).await;
        }
    }
}
