//! Power cuts: what was acknowledged is there once, and no run stays open.

use std::time::Duration;

use http::Method;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tertulia_testkit::model_server::Script;
use tertulia_testkit::{Live, Person, Stopped};
use uuid::Uuid;

use crate::Table;

/// Fifty cuts: so many at each of so many tables, which stand side by side.
const CUTS: u32 = 10;
const TABLES: u64 = 5;
/// Later than the first checkpoint of an answer, which comes after two seconds.
const LATEST_CUT_MS: u64 = 2_600;

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

/// Cuts the power in one answer after another, each time at a random instant, and looks at what is left.
async fn cut_the_power_in_answers(seed: u64) {
    let mut chance = StdRng::seed_from_u64(seed);
    let Table { mut server, model, mut ana, ben: _ben, group } = Table::set().await;
    for cut in 1..=CUTS {
        let after = Duration::from_millis(chance.random_range(0..LATEST_CUT_MS));
        model.otherwise(Script::count(900).tokens_per_second(150.0));
        let live = ana.live().await;
        let call = ana.write(&group, "Tulia, count").await;
        let (shown, _still_open) = read_along(live, after).await;
        let stopped = server.kill().await;
        model.otherwise(Script::answer("after the cut"));
        server = stopped.start().await;
        ana.move_to(&server.url);
        look_at_what_is_left(&ana, &group, &call, &shown, &format!("cut {cut} after {after:?} of seed {seed}")).await;
    }
    let doctor = server.command().arg("doctor").output().await.expect("doctor");
    assert!(doctor.status.success(), "seed {seed}: {}", String::from_utf8_lossy(&doctor.stderr));
}

/// Somebody reads along until the power is cut; what they saw.
async fn read_along(mut live: Live, cut: Duration) -> (String, Live) {
    let mut shown = String::new();
    let until = tokio::time::Instant::now() + cut;
    while let Ok(frame) = tokio::time::timeout_at(until, live.next()).await {
        if frame["type"] == "delta" {
            shown.push_str(frame["text"].as_str().expect("text"));
        }
    }
    (shown, live)
}

async fn look_at_what_is_left(ana: &Person, group: &str, call: &str, shown: &str, about: &str) {
    let mut live = ana.live().await;
    let answers = loop {
        let thread = ana.thread(group).await;
        let answers: Vec<Value> = thread.into_iter().filter(|m| m["answer"]["call"] == call).collect();
        if !answers.is_empty() && answers.iter().all(|a| !a["answer"]["ended"].is_null()) {
            break answers;
        }
        // Not begun before the cut, or tried again after it because nothing had been shown: it is answered now.
        let ended = tokio::time::timeout(tertulia_testkit::PATIENCE, live.event("run_ended"));
        ended.await.unwrap_or_else(|_| panic!("a run stays open, {about}: {answers:?}"));
    };
    let kept = answers[0]["body"]["text"].as_str().unwrap_or_default();
    let outcome = answers[0]["answer"]["ended"]["outcome"]["outcome"].as_str().expect("an outcome");
    if shown.is_empty() && outcome == "finished" {
        // The call was acknowledged and not begun before the cut: it was answered after it.
        assert_eq!(kept, "after the cut", "{about}");
        return;
    }
    assert!(shown.starts_with(kept) || kept.starts_with(shown), "what is kept is what was shown, {about}");
    // 150 tokens a second for two seconds, and what was on its way.
    let lost = shown.len().saturating_sub(kept.len());
    assert!(lost < 6 * 150 * 3, "{lost} bytes lost of {}, {about}", shown.len());
    assert_eq!(outcome, if kept.is_empty() { "failed" } else { "interrupted" }, "{about}");
    if kept.is_empty() {
        let again = answers.last().map(|a| &a["body"]["text"]);
        assert_eq!(again, Some(&json!("after the cut")), "a young call is tried again, {about}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_power_cut() {
    for milliseconds in [40, 230, 700] {
        kill_while_posting(Duration::from_millis(milliseconds)).await;
    }
}

/// `TERTULIA_SEED` takes the instants of an earlier run, which printed its seed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_power_cuts_in_answers_leave_their_words_and_no_open_run() {
    let seed = match std::env::var("TERTULIA_SEED") {
        Ok(seed) => seed.parse().expect("TERTULIA_SEED is a number"),
        Err(_) => u64::from(rand::random::<u32>()),
    };
    println!("TERTULIA_SEED={seed}");
    let tables: Vec<_> = (0..TABLES).map(|table| tokio::spawn(cut_the_power_in_answers(seed + table))).collect();
    for table in tables {
        table.await.expect("nothing was lost");
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
