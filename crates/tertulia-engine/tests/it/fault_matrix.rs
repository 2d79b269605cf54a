//! Each fault on each wire, before the first word and after it: the call ends in an answer or in a notice, once.
//!
//! The times of a call are a twentieth of the real ones, so that silence is not waited for.

use std::time::{Duration, Instant};

use tertulia_core::Error;
use tertulia_core::model::Api;
use tertulia_core::ports::Models as _;
use tertulia_core::run::{Fault, Outcome};
use tertulia_engine::Patience;
use tertulia_testkit::model_server::{Fault as Scripted, ModelServer, Script};

use crate::kitchen::{Kitchen, outcome, text};

const COUNTED: usize = 40;

/// What goes wrong before anybody has seen a word.
fn before() -> [(&'static str, Script, Fault); 14] {
    let count = || Script::count(COUNTED);
    let page = Scripted::new(200).body("<html>Welcome</html>");
    [
        ("a wrong key", Script::error(401), Fault::Unauthorized),
        ("no such model", Script::error(404), Fault::NoSuchModel),
        ("a refusal", Script::error(400), Fault::Refused),
        ("too often, and a long wait", Script::fault(Scripted::new(429).retry_after("9")), Fault::RateLimited),
        ("a fault of its own", Script::error(500), Fault::Overloaded),
        ("overload", Script::error(503), Fault::Overloaded),
        ("elsewhere", Script::fault(Scripted::new(302).location("http://127.0.0.1:1/")), Fault::Unreachable),
        ("a page", Script::fault(page), Fault::Malformed),
        ("an end without a word", count().cut_after(0), Fault::CutStream),
        ("nonsense", count().malformed_after(0), Fault::Malformed),
        ("an error in the stream", count().error_after(0), Fault::Overloaded),
        ("nothing to say", Script::answer(""), Fault::Empty),
        ("a filter", Script::answer("").finish_reason("content_filter"), Fault::Refused),
        ("silence", count().stall_after(0), Fault::TimedOut),
    ]
}

/// What goes wrong once words are there.
fn after() -> [(&'static str, Script, Fault); 4] {
    let count = || Script::count(COUNTED);
    [
        ("an end in the middle", count().cut_after(12), Fault::CutStream),
        ("nonsense in the middle", count().malformed_after(12), Fault::Malformed),
        ("an error in the middle", count().error_after(12), Fault::Overloaded),
        ("silence in the middle", count().stall_after(12), Fault::TimedOut),
    ]
}

/// Nobody else is there: a notice, and Retry works.
async fn alone(api: Api, name: &str, script: &Script, fault: Fault) {
    let mut kitchen = Kitchen::with(api, 1).await;
    kitchen.servers[0].otherwise(script.clone());
    let answers = kitchen.call().await;
    assert_eq!(answers.len(), 1, "{api:?}, {name}: one answer");
    assert_eq!(outcome(&answers[0]), Outcome::Failed { fault }, "{api:?}, {name}");
    assert!(kitchen.servers[0].requests().len() <= 3 * 4, "{api:?}, {name}: asked without end");
    let asked = kitchen.servers[0].requests().len();
    kitchen.servers[0].otherwise(Script::answer("Hello again."));
    kitchen.engine.retry_answer(&kitchen.access, answers[0].id).await.unwrap();
    let answers = kitchen.ended().await;
    if fault == Fault::RateLimited {
        assert_eq!(outcome(&answers[1]), Outcome::Failed { fault }, "{api:?}, {name}");
        assert_eq!(
            kitchen.servers[0].requests().len(),
            asked,
            "{api:?}, {name}: not before the time that it asked for"
        );
        return kitchen.close().await;
    }
    assert_eq!(answers.iter().map(text).collect::<Vec<_>>(), ["", "Hello again."], "{api:?}, {name}");
    kitchen.close().await;
}

/// Somebody else is there and answers, and everybody is told for whom.
async fn with_another(api: Api, name: &str, script: &Script, fault: Fault) {
    let mut kitchen = Kitchen::with(api, 2).await;
    kitchen.servers[0].otherwise(script.clone());
    kitchen.servers[1].otherwise(Script::answer("Here I am."));
    let answers = kitchen.call().await;
    assert_eq!(answers.iter().map(text).collect::<Vec<_>>(), ["Here I am."], "{api:?}, {name}");
    assert_eq!(outcome(&answers[0]), Outcome::Finished, "{api:?}, {name}");
    let ended = answers[0].answer.as_ref().and_then(|answer| answer.ended.clone()).unwrap();
    let fell_back = ended.served.expect("another one served").fell_back_from;
    assert_eq!(fell_back.iter().map(|from| from.fault).collect::<Vec<_>>(), [fault], "{api:?}, {name}");
    assert_eq!(kitchen.servers[1].requests().len(), 1, "{api:?}, {name}: nothing is asked twice");
    kitchen.close().await;
}

/// Words have been seen: they stay, nobody else is asked, and nothing is doubled.
async fn in_the_middle(api: Api, name: &str, script: &Script, fault: Fault) {
    let mut kitchen = Kitchen::with(api, 2).await;
    kitchen.servers[0].otherwise(script.clone());
    let answers = kitchen.call().await;
    assert_eq!(answers.len(), 1, "{api:?}, {name}: one answer");
    assert_eq!(outcome(&answers[0]), Outcome::Interrupted { fault }, "{api:?}, {name}");
    let counted: Vec<String> = (1..=COUNTED).map(|number| number.to_string()).collect();
    let said: Vec<&str> = text(&answers[0]).split_whitespace().collect();
    assert!(!said.is_empty() && said.len() < COUNTED, "{api:?}, {name}: {said:?}");
    assert!(said.iter().zip(&counted).all(|(one, other)| one == other), "{api:?}, {name}: {said:?}");
    assert_eq!(kitchen.servers[1].requests().len(), 0, "{api:?}, {name}: nobody else is asked");
    kitchen.close().await;
}

async fn matrix(api: Api) {
    for (name, script, fault) in before() {
        tokio::join!(alone(api, name, &script, fault), with_another(api, name, &script, fault));
    }
    for (name, script, fault) in after() {
        in_the_middle(api, name, &script, fault).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_open_ai_chat() {
    matrix(Api::OpenAiChat).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_open_ai_responses() {
    matrix(Api::OpenAiResponses).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_anthropic() {
    matrix(Api::Anthropic).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_gemini() {
    matrix(Api::Gemini).await;
}

#[tokio::test]
async fn a_short_wait_that_is_asked_for_is_waited_and_no_sooner_asked_again() {
    let server = ModelServer::start().await;
    server.queue(Script::fault(Scripted::new(429).retry_after("1")));
    server.queue(Script::answer("There you are."));
    let mut kitchen = Kitchen::at(Api::OpenAiChat, &[server.url()], server.api_key(), Patience::default()).await;
    kitchen.ask().await;
    server.request(0).await;
    let refused = Instant::now();
    server.request(1).await;
    // What is measured is the server's answer too, so a little less than a second may have passed since.
    assert!(refused.elapsed() >= Duration::from_millis(900), "{:?}", refused.elapsed());
    assert_eq!(text(&kitchen.ended().await[0]), "There you are.");
    kitchen.close().await;

    let mut kitchen = Kitchen::with(Api::OpenAiChat, 1).await;
    kitchen.servers[0].otherwise(Script::fault(Scripted::new(429).retry_after("3600")));
    let answers = kitchen.call().await;
    assert_eq!(outcome(&answers[0]), Outcome::Failed { fault: Fault::RateLimited });
    assert_eq!(kitchen.servers[0].requests().len(), 1, "who asks for an hour is not asked again");
    kitchen.close().await;
}

#[tokio::test]
async fn a_group_that_turns_to_local_models_meanwhile_sends_nothing_elsewhere() {
    let mut kitchen = Kitchen::with(Api::OpenAiChat, 2).await;
    kitchen.servers[0].otherwise(Script::count(COUNTED).stall_after(0));
    kitchen.ask().await;
    kitchen.servers[0].request(0).await;
    kitchen.engine.change_local_models_only(&kitchen.access, true).await.unwrap();
    let answers = kitchen.ended().await;
    assert!(matches!(outcome(&answers[0]), Outcome::Failed { .. }));
    assert_eq!(kitchen.servers[1].requests().len(), 0);
    let model = kitchen.store.models().await.unwrap().remove(1);
    let redone = kitchen.engine.redo_answer(&kitchen.access, answers[0].id, Some(model.id)).await;
    assert!(matches!(redone, Err(Error::NotFound)), "nor by hand");
    kitchen.close().await;
}
