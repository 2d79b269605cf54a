//! The real engine with a real model, out of packages: `cargo xtask test --extended`.

use std::time::Duration;

use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::ports::{LocalEngine, LocalModels, LocalState};
use tertulia_local::list;

use crate::house::House;
use crate::packaged;

#[tokio::test]
async fn tiny_is_fetched_and_reads() {
    let house = House::with(list::listed(), |config| {
        config.llama_server = None;
        config.machine = tertulia_local::machine();
    });
    let ready = house.keeper.fetch("tiny").await.expect("fetched");
    assert!((2_048..=8_192).contains(&ready.context_window), "{}", ready.context_window);
    let overview = house.keeper.overview().await;
    assert_eq!(overview.engine, LocalEngine::Ready);
    assert!(overview.models.iter().any(|model| model.name == "tiny" && model.state == LocalState::Running));
    let seat = house.keeper.serve("tiny", Duration::from_secs(1)).await.expect("it runs already");
    assert!(seat.endpoint.base_url.starts_with("http://127.0.0.1:"));
    house.keeper.stop().await;
}

#[tokio::test]
async fn a_larger_model_by_path_reads_and_answers() {
    let house = House::with(Vec::new(), |config| {
        config.llama_server = None;
        config.machine = tertulia_local::machine();
    });
    let Some(file) = packaged::coder().await else {
        eprintln!("skipped: the packages with the larger model are gone");
        return;
    };
    let name = house.keeper.adopt(&file).await.expect("weights");
    let ready = house.keeper.fetch(&name).await.expect("it runs");
    assert_eq!((name.as_str(), ready.name.as_str()), ("coder-1.5b", "coder-1.5b"));
    assert!((1_024..=32_768).contains(&ready.context_window), "{}", ready.context_window);
    let seat = house.keeper.serve(&name, Duration::from_secs(1)).await.expect("it runs already");
    let body = json!({
        "model": name, "max_tokens": 8, "messages": [{ "role": "user", "content": "Say hello." }],
    });
    let key = seat.endpoint.key.as_ref().expect("a key").expose_secret().to_owned();
    let asked = reqwest::Client::new()
        .post(format!("{}/chat/completions", seat.endpoint.base_url))
        .bearer_auth(key)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .expect("an answer");
    let answer: Value = serde_json::from_slice(&asked.bytes().await.expect("whole")).expect("JSON");
    let words = answer["choices"][0]["message"]["content"].as_str().unwrap_or_default();
    assert!(!words.trim().is_empty(), "{answer}");
    drop(seat);
    house.keeper.stop().await;
    assert!(file.is_file(), "it stays where it is");
}
