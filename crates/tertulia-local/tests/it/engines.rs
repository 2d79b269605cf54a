//! Engines: started when somebody asks, started again when they end, stopped to make room.

use std::path::Path;
use std::time::Duration;

use secrecy::ExposeSecret;
use serde_json::Value;
use tertulia_core::ports::{Endpoint, LocalFault, LocalModels, LocalState, Machine};
use tertulia_core::run::Fault;

use crate::house::{House, listed};

const PATIENCE: Duration = Duration::from_secs(30);

/// A house that has these models' weights.
fn house(names: &[&str]) -> House {
    let list = names.iter().map(|name| listed(name, b"GGUF", Vec::new())).collect();
    let house = House::new(list);
    std::fs::create_dir_all(house.dir.path().join("weights")).expect("a directory");
    for name in names {
        std::fs::write(house.weights(name), b"GGUF").expect("weights");
    }
    house
}

async fn pid(endpoint: &Endpoint) -> Option<i32> {
    let key = endpoint.key.as_ref()?.expose_secret();
    let asked = reqwest::Client::new().get(format!("{}/models", endpoint.base_url)).bearer_auth(key).send().await;
    let value: Value = asked.ok()?.json().await.ok()?;
    i32::try_from(value["data"][0]["pid"].as_i64()?).ok()
}

fn kill(pid: i32) {
    let pid = rustix::process::Pid::from_raw(pid).expect("a process");
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("killed");
}

#[tokio::test]
async fn an_engine_that_is_killed_fifty_times_serves() {
    let house = house(&["a"]);
    let mut last = 0;
    for round in 0..50 {
        let seat = house.keeper.serve("a", PATIENCE).await.expect("served");
        // One that has just been killed may still be named; the engine's callers ask again, and so do we.
        let mut now = pid(&seat.endpoint).await;
        while now.is_none_or(|pid| pid == last) {
            let seat = house.keeper.serve("a", PATIENCE).await.expect("served");
            now = pid(&seat.endpoint).await;
            tokio::task::yield_now().await;
        }
        last = now.expect("somebody answers");
        assert!(last > 0, "round {round}");
        kill(last);
    }
    let seat = house.keeper.serve("a", PATIENCE).await;
    assert!(seat.is_ok(), "and still serves");
    house.keeper.stop().await;
}

#[tokio::test]
async fn an_engine_that_does_not_start_is_said_and_does_not_hang() {
    let house = house(&["broken"]);
    assert_eq!(house.keeper.fetch("broken").await, Err(LocalFault::CannotStart));
    let served = house.keeper.serve("broken", PATIENCE).await.err().map(|error| error.fault);
    assert_eq!(served, Some(Fault::Unreachable));
}

#[tokio::test]
async fn a_stopped_engine_is_gone() {
    let house = house(&["a"]);
    let seat = house.keeper.serve("a", PATIENCE).await.expect("served");
    assert_eq!(house.keeper.overview().await.models[0].state, LocalState::Running);
    assert!(pid(&seat.endpoint).await.is_some());
    house.keeper.stop().await;
    assert_eq!(pid(&seat.endpoint).await, None);
    assert_eq!(house.keeper.overview().await.models[0].state, LocalState::Idle);
}

#[tokio::test]
async fn whoever_is_unused_makes_room_and_whoever_serves_does_not() {
    let house = house(&["a", "b", "c"]);
    // A thousand bytes of memory, of which models of 400 may have 800.
    let a = house.keeper.serve("a", PATIENCE).await.expect("served");
    let b = house.keeper.serve("b", PATIENCE).await.expect("served");
    let full = house.keeper.serve("c", Duration::from_millis(50)).await.err().map(|error| error.fault);
    assert_eq!(full, Some(Fault::Overloaded));
    drop(a.hold);
    house.keeper.serve("c", PATIENCE).await.expect("served");
    let states: Vec<LocalState> = house.keeper.overview().await.models.into_iter().map(|model| model.state).collect();
    assert_eq!(states, [LocalState::Idle, LocalState::Running, LocalState::Running]);
    drop(b.hold);
    house.keeper.stop().await;
}

#[tokio::test]
async fn whoever_waits_for_room_gets_it_when_it_is_free() {
    let list = ["a", "b"].map(|name| listed(name, b"GGUF", Vec::new())).to_vec();
    let house = House::with(list, |config| config.machine = Machine { cores: 2, memory: None });
    std::fs::create_dir_all(house.dir.path().join("weights")).expect("a directory");
    for name in ["a", "b"] {
        std::fs::write(house.weights(name), b"GGUF").expect("weights");
    }
    let a = house.keeper.serve("a", PATIENCE).await.expect("served");
    let (b, ()) = tokio::join!(house.keeper.serve("b", PATIENCE), async { drop(a.hold) });
    assert!(b.is_ok());
    house.keeper.stop().await;
}

#[tokio::test]
async fn a_file_by_path_serves_and_is_forgotten() {
    let house = House::new(Vec::new());
    let elsewhere = house.dir.path().join("Some Model.gguf");
    std::fs::write(&elsewhere, b"GGUF").expect("weights");
    let name = house.keeper.adopt(&elsewhere).await.expect("taken in");
    assert_eq!(name, "some-model");
    assert_eq!(house.keeper.fetch(&name).await.expect("tried").title, "some-model");
    assert_eq!(house.keeper.overview().await.models.len(), 1);
    assert_eq!(house.keeper.remove(&name).await, Ok(true));
    assert!(house.keeper.overview().await.models.is_empty() && elsewhere.is_file());
    assert_eq!(house.keeper.adopt(Path::new("/etc/hostname")).await, Err(LocalFault::NotWeights));
}

#[tokio::test]
async fn a_file_that_was_copied_here_is_ours_to_delete_and_said_to_be() {
    let house = house(&["a"]);
    std::fs::write(house.weights("copied"), b"GGUF").expect("weights");
    let copied = house.keeper.overview().await.models.into_iter().find(|model| model.name == "copied");
    assert!(copied.is_some_and(|model| !model.is_own), "removing it deletes it");
    assert_eq!(house.keeper.remove("copied").await, Ok(true));
    assert!(!house.weights("copied").exists());
}

#[tokio::test]
async fn what_does_not_start_is_left_alone_and_can_be_removed() {
    let house = house(&["broken"]);
    assert_eq!(house.keeper.fetch("broken").await, Err(LocalFault::CannotStart));
    let state = house.keeper.overview().await.models[0].state;
    assert_eq!(state, LocalState::Failed { fault: LocalFault::CannotStart, kept: 4 }, "its weights are there");
    assert_eq!(house.keeper.remove("broken").await, Ok(true));
    assert_eq!(house.keeper.overview().await.models[0].state, LocalState::Absent { kept: 0 });
}

#[tokio::test]
async fn a_model_is_removed_while_another_is_on_its_way() {
    let source = crate::source::Source::start(b"GGUF and more", &[crate::source::Does::StallAfter(4)]).await;
    let far = listed("far", b"GGUF and more", vec![crate::house::url(&source.expect("a source"))]);
    let house = House::new(vec![listed("a", b"GGUF", Vec::new()), far]);
    std::fs::create_dir_all(house.dir.path().join("weights")).expect("a directory");
    std::fs::write(house.weights("a"), b"GGUF").expect("weights");
    let removing = async {
        while !matches!(house.keeper.overview().await.models[1].state, LocalState::Fetching(of) if of.done == 4) {
            tokio::task::yield_now().await;
        }
        let removed = tokio::time::timeout(PATIENCE, house.keeper.remove("a")).await;
        house.keeper.cancel("far");
        removed
    };
    let (fetched, removed) = tokio::join!(house.keeper.fetch("far"), removing);
    assert_eq!((fetched, removed), (Err(LocalFault::Cancelled), Ok(Ok(true))));
}

#[tokio::test]
async fn weights_that_are_not_there_are_not_served() {
    let house = house(&["a"]);
    for name in ["b", "..", "../weights/a"] {
        let served = house.keeper.serve(name, PATIENCE).await.err().map(|error| error.fault);
        assert_eq!(served, Some(Fault::NoSuchModel), "{name}");
    }
}
