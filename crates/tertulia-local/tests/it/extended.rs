//! The real engine with a real model, out of packages: `cargo xtask test --extended`.

use std::time::Duration;

use tertulia_core::ports::{LocalEngine, LocalModels, LocalState};
use tertulia_local::list;

use crate::house::House;

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
