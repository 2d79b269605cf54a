//! Runs that have not ended.

use std::sync::Arc;

use tertulia_core::Command;
use tertulia_core::ports::{OpenRun, Store};
use tertulia_core::run::{Fault, Origin, Outcome};

use super::tale::{Tale, person};

pub async fn a_run_is_open_from_beginning_to_end(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let mut other = Tale::begin(&store, 2).await;
    let call = tale.post(person(1), "Tulia?").await;
    let elsewhere = other.post(person(1), "Tulia?").await;
    let answer = tale.begin_answer(call, Origin::Call).await;
    let run = tale.group.running[0].clone();
    other.begin_answer(elsewhere, Origin::Call).await;
    other.lets(person(1), Command::DeleteGroup).await;
    let open = |text: &str| OpenRun { group: tale.id(), run: run.clone(), text: text.into() };
    let of_deleted = OpenRun { group: other.id(), run: other.group.running[0].clone(), text: String::new() };
    assert_eq!(store.open_runs().await.unwrap(), [open(""), of_deleted.clone()]);
    store.checkpoint(tale.id(), answer, "Once").await.unwrap();
    store.checkpoint(tale.id(), answer, "Once upon a time").await.unwrap();
    assert_eq!(store.open_runs().await.unwrap(), [open("Once upon a time"), of_deleted.clone()]);
    tale.end_answer(answer, "Once upon a time", Outcome::Interrupted { fault: Fault::Restarted }).await;
    assert_eq!(store.open_runs().await.unwrap(), [of_deleted]);
}

pub async fn a_checkpoint_after_the_end_changes_nothing(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let call = tale.post(person(1), "Tulia?").await;
    let answer = tale.begin_answer(call, Origin::Call).await;
    tale.end_answer(answer, "Yes.", Outcome::Finished).await;
    store.checkpoint(tale.id(), answer, "late").await.unwrap();
    store.checkpoint(tale.id(), call, "no answer at all").await.unwrap();
    assert_eq!(store.open_runs().await.unwrap(), []);
    assert_eq!(tale.message(answer).await.unwrap().body.unwrap().text, "Yes.");
}
