//! Models that the house runs itself.

use std::path::PathBuf;

use tertulia_core::model::ModelClass;
use tertulia_core::ports::{LocalFault, LocalState, Models as _};
use tertulia_core::{Error, Result};
use tertulia_engine::{LocalModels, ProviderChange, Refusal};

use crate::house::House;

/// A file of weights somewhere on the machine.
fn weights(house: &House, name: &str) -> PathBuf {
    let file = house.directory.path().join(format!("{name}.gguf"));
    std::fs::write(&file, b"GGUF").unwrap();
    file
}

async fn shown(house: &House) -> LocalModels {
    house.engine.local_models(house.admin).await.unwrap()
}

fn state(models: &LocalModels, name: &str) -> Option<LocalState> {
    models.overview.models.iter().find(|model| model.name == name).map(|model| model.state)
}

#[tokio::test]
async fn a_model_that_answers_is_in_the_catalogue_and_its_provider_is_the_house() {
    let house = House::new().await;
    let file = weights(&house, "small");
    house.engine.bring_local_model(&file.display().to_string()).await.unwrap();
    let provider = house.engine.providers(house.admin).await.unwrap().remove(0);
    assert!(provider.is_managed && provider.is_local && !provider.has_key && provider.base_url.is_empty());
    let model = &provider.models[0];
    assert_eq!((model.wire_name.as_str(), model.class, model.is_default), ("small", ModelClass::Light, true));
    assert_eq!(model.context_window, 3_584, "what it reads in time at 100 tokens a second");
    assert_eq!(shown(&house).await.in_catalogue, ["small"]);
    assert_eq!(state(&shown(&house).await, "small"), Some(LocalState::Running));

    // Once more changes nothing: neither a second entry nor a second provider.
    house.engine.bring_local_model("small").await.unwrap();
    assert_eq!(house.store.models().await.unwrap().len(), 1);
    assert_eq!(house.store.providers().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_does_not_answer_is_not_in_the_catalogue() {
    let house = House::new().await;
    let file = weights(&house, "broken");
    let brought = house.engine.bring_local_model(&file.display().to_string()).await;
    assert_eq!(brought, Err(LocalFault::CannotStart));
    assert!(house.store.models().await.unwrap().is_empty());
    assert!(matches!(state(&shown(&house).await, "broken"), Some(LocalState::Failed { .. })));
    assert_eq!(house.engine.bring_local_model("none").await, Err(LocalFault::Unknown));
    assert_eq!(house.engine.bring_local_model("/none.gguf").await, Err(LocalFault::NotWeights));
}

#[tokio::test]
async fn a_removed_model_takes_its_entry_along_and_the_last_one_the_house() {
    let house = House::new().await;
    for name in ["one", "two"] {
        let file = weights(&house, name);
        house.engine.bring_local_model(&file.display().to_string()).await.unwrap();
    }
    house.engine.remove_local_model(house.admin, "one").await.unwrap();
    let provider = house.engine.providers(house.admin).await.unwrap().remove(0);
    assert_eq!(provider.models.len(), 1);
    assert!(provider.models[0].is_default, "somebody is the default");
    house.engine.remove_local_model(house.admin, "two").await.unwrap();
    assert!(house.engine.providers(house.admin).await.unwrap().is_empty());
    assert!(house.directory.path().join("two.gguf").is_file(), "what came by path stays where it is");
    let again = house.engine.remove_local_model(house.admin, "two").await;
    assert!(matches!(again, Err(Error::NotFound)));
}

#[tokio::test]
async fn the_address_of_the_house_is_nobodys_to_change() {
    let house = House::new().await;
    let file = weights(&house, "small");
    house.engine.bring_local_model(&file.display().to_string()).await.unwrap();
    let provider = house.engine.providers(house.admin).await.unwrap().remove(0).id;
    let change = |change| house.engine.change_provider(house.admin, provider, change);
    let elsewhere = || Some("https://models.example.org/v1".to_owned());
    for refused in [
        ProviderChange { base_url: elsewhere(), ..ProviderChange::default() },
        ProviderChange { key: Some(Some("key".into())), ..ProviderChange::default() },
        ProviderChange { is_local: Some(false), ..ProviderChange::default() },
    ] {
        assert!(matches!(change(refused).await, Err(Refusal::AddressInvalid)));
    }
    let named = change(ProviderChange { name: Some("The cellar".into()), ..ProviderChange::default() }).await.unwrap();
    assert_eq!(named.name, "The cellar");
}

#[tokio::test]
async fn only_administrators_see_and_change_what_the_house_runs() {
    let house = House::new().await;
    let file = weights(&house, "small");
    let ana = house.person("ana").await;
    let refused = |result: Result<()>| assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
    refused(house.engine.local_models(ana).await.map(|_| ()));
    refused(house.engine.fetch_local_model(ana, "tiny".into()).await);
    refused(house.engine.cancel_local_model(ana, "tiny").await);
    refused(house.engine.remove_local_model(ana, "tiny").await);
    let adopted = house.engine.adopt_local_model(ana, &file).await;
    assert!(matches!(adopted, Err(Refusal::Core(Error::NotFound))));
    refused(house.engine.fetch_local_model(house.admin, "none".into()).await);
}
