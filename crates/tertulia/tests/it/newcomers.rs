//! Newcomers see from a place on, and no assistant tells them what was before it.

use http::Method;
use serde_json::{Value, json};
use tertulia_testkit::Person;
use tertulia_testkit::model_server::Script;

use crate::Table;

impl Table {
    /// Cleo comes in and sees from her joining on.
    async fn bring_cleo(&self) -> Person {
        let settings = json!({ "newcomers": { "see": "from_joining" } });
        self.ana.patch(&format!("/groups/{}", self.group), settings).await.ok();
        self.ana.bring_guest(&self.group, "Cleo").await
    }

    /// Somebody asks, and what the model was shown for it.
    async fn shown_for(&self, asker: &Person, question: &str) -> String {
        let asked_before = self.model.requests().len();
        let mut live = self.ana.live().await;
        asker.write(&self.group, question).await;
        live.event("run_ended").await;
        self.model.request(asked_before).await.said()
    }
}

#[tokio::test]
async fn an_assistant_is_shown_what_everybody_sees_who_reads_its_answer() {
    let table = Table::set().await;
    let buried = table.ana.write(&table.group, "the treasure lies under the oak").await;
    let cleo = table.bring_cleo().await;
    let shown = table.shown_for(&cleo, "Tulia, where is the treasure?").await;
    assert!(shown.contains("where is the treasure") && !shown.contains("oak"), "{shown}");
    let shown = table.shown_for(&table.ana, "Tulia, can you say where?").await;
    assert!(!shown.contains("oak"), "Cleo would read the answer too: {shown}");
    // Nor does the chain of replies lead there.
    let before = table.model.requests().len();
    let mut live = table.ana.live().await;
    let body = json!({ "text": "Tulia, what about this?", "mentions": [] });
    table.ana.say(&table.group, body, Some(&buried)).await;
    live.event("run_ended").await;
    let shown = table.model.request(before).await.said();
    assert!(shown.contains("what about this") && !shown.contains("oak"), "{shown}");

    cleo.post(&format!("/groups/{}/leave", table.group), json!({})).await.ok();
    let shown = table.shown_for(&table.ana, "Tulia, and now?").await;
    assert!(shown.contains("oak"), "those who are left have seen it: {shown}");
}

#[tokio::test]
async fn who_comes_while_an_answer_is_written_that_they_do_not_see_hears_nothing_of_it() {
    let table = Table::set().await;
    table.model.queue(Script::count(400).gated());
    let mut ana = table.ana.live().await;
    table.ana.write(&table.group, "Tulia, count").await;
    let began = ana.event("run_began").await;
    table.model.gate().release(10);
    ana.until(|f| f["type"] == "delta").await;
    let cleo = table.bring_cleo().await;
    let mut cleos = cleo.live().await;
    let view = cleos.arrival.iter().find(|f| f["type"] == "group").expect("the group");
    assert_eq!(view["view"]["partials"], json!([]));
    ana.event("member_joined").await;
    table.model.gate().release(10);
    ana.until(|f| f["type"] == "delta").await;
    let message = began["run"]["message"].as_str().expect("a message");
    cleos.send(json!({ "type": "partial", "group": table.group, "message": message })).await;
    table.ana.post(&table.at(message, "stop"), json!({})).await.ok();
    ana.event("run_ended").await;
    table.ana.write(&table.group, "until here").await;
    let heard: Vec<Value> = {
        let mut heard = Vec::new();
        while !heard.last().is_some_and(|f: &Value| f["event"]["body"]["text"] == "until here") {
            heard.push(cleos.next().await);
        }
        heard
    };
    let told = |f: &&Value| f["type"] == "delta" || f["type"] == "partial" || f["event"]["kind"] == "run_ended";
    assert_eq!(heard.iter().find(told), None);
    let stop = cleo.send(Method::POST, &table.at(message, "stop"), Some(json!({}))).await;
    assert_eq!(stop.problem(), "not-found");
}
