//! Calls: who is called answers, and who is not stays silent.

use serde_json::json;
use tertulia_testkit::model_server::Script;

use crate::Table;

#[tokio::test]
async fn a_mention_a_reply_and_a_name_in_address_are_calls() {
    let table = Table::set().await;
    let mut live = table.ben.live().await;
    let tulia = table.ben.get("/instance").await.ok()["assistant"]["id"].clone();
    let mention = json!({ "text": "🎉 @Tulia one", "mentions": [{ "start": 3, "end": 9, "profile": tulia }] });
    table.ben.say(&table.group, mention, None).await;
    let first = live.event("run_ended").await;
    let answer = first["message"].as_str().expect("a message");
    table.ana.say(&table.group, json!({ "text": "and two?", "mentions": [] }), Some(answer)).await;
    live.event("run_ended").await;
    table.ana.write(&table.group, "그럼, 튤리아, three?").await;
    live.event("run_ended").await;
    assert_eq!(table.answers().await.len(), 3);
}

#[tokio::test]
async fn talk_that_calls_nobody_gets_no_answer() {
    let table = Table::set().await;
    let mut live = table.ben.live().await;
    for text in ["Shall we take the early train?", "I asked Tulia yesterday", "> Tulia, quoted", "`Tulia, code`"] {
        table.ana.write(&table.group, text).await;
    }
    // What follows is answered, so everything before it has been decided.
    let call = table.ana.write(&table.group, "Tulia, now you").await;
    let began = live.event("run_began").await;
    assert_eq!(began["run"]["call"], call.as_str());
    live.event("run_ended").await;
    assert_eq!(table.answers().await.len(), 1);
}

#[tokio::test]
async fn a_call_waits_until_its_author_has_finished() {
    let table = Table::set().await;
    let (mut ana, mut ben) = (table.ana.live().await, table.ben.live().await);
    let call = table.ana.write(&table.group, "Tulia, which train").await;
    ana.send(json!({ "type": "typing", "group": table.group, "on": true })).await;
    ben.until(|f| f["type"] == "assistant" && f["state"] == "waiting").await;
    let rest = table.ana.write(&table.group, "is the cheapest on Sunday?").await;
    let began = ben.event("run_began").await;
    assert_eq!(began["run"]["call"], call.as_str());
    ben.event("run_ended").await;
    assert_eq!(table.answers().await.len(), 1, "a burst gets one answer");
    let prompt = table.model.request(0).await.said();
    assert!(prompt.contains("cheapest on Sunday"), "the answer knows all of {rest}");
}

#[tokio::test]
async fn a_call_that_waits_for_its_turn_says_so_until_it_is_answered_or_taken_back() {
    let table = Table::set().await;
    let mut live = table.ben.live().await;
    table.model.otherwise(Script::answer("Soon.").gated());
    for (person, text) in [(&table.ana, "Tulia, one?"), (&table.ben, "Tulia, two?"), (&table.ana, "Tulia, three?")] {
        person.write(&table.group, text).await;
        live.event("run_began").await;
    }
    let taken_back = table.ana.write(&table.group, "Tulia, four?").await;
    let queued = live.until(|f| f["type"] == "assistant" && f["state"] == "queued").await;
    assert_eq!(queued["call"], taken_back.as_str());
    let path = format!("/groups/{}/messages/{taken_back}", table.group);
    table.ana.delete(&path).await.ok();
    live.until(|f| f["type"] == "assistant" && f["state"] == "idle").await;
    let call = table.ben.write(&table.group, "Tulia, five?").await;
    let queued = live.until(|f| f["type"] == "assistant" && f["state"] == "queued").await;
    assert_eq!(queued["call"], call.as_str());
    table.model.gate().open();
    let began = live.event("run_began").await;
    assert_eq!(began["run"]["call"], call.as_str());
}

#[tokio::test]
async fn off_is_off_and_when_mentioned_still_answers_calls() {
    let table = Table::set().await;
    let tulia = table.ana.get("/instance").await.ok()["assistant"]["id"].as_str().expect("an id").to_owned();
    let seat = format!("/groups/{}/seats/{tulia}", table.group);
    table.ana.patch(&seat, json!({ "mode": "off" })).await.ok();
    table.ana.write(&table.group, "Tulia, are you there?").await;
    table.ana.patch(&seat, json!({ "mode": "when_mentioned" })).await.ok();
    let mut live = table.ben.live().await;
    table.ben.write(&table.group, "Hello Tulia, and now?").await;
    let began = live.event("run_began").await;
    assert_eq!(began["run"]["answers"], table.ben.id.as_str());
    live.event("run_ended").await;
    assert_eq!(table.answers().await.len(), 1);
}

#[tokio::test]
async fn without_a_model_a_call_gets_a_notice_and_people_talk_on() {
    let mut server = crate::start().await;
    let ana = server.set_up().await;
    let group = ana.create_group("Lisbon").await;
    let mut live = ana.live().await;
    ana.write(&group, "Tulia, hello?").await;
    let ended = live.event("run_ended").await;
    assert_eq!(ended["outcome"], json!({ "outcome": "failed", "fault": "no_model" }));
    let failed = ended["message"].as_str().expect("a message").to_owned();
    let model = server.connect_model(&ana).await;
    model.queue(Script::answer("Here I am."));
    ana.post(&format!("/groups/{group}/messages/{failed}/retry"), json!({})).await.ok();
    assert_eq!(live.event("run_ended").await["body"]["text"], "Here I am.");
}
