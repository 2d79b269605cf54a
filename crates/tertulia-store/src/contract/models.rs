//! The catalogue of models and their providers.

use std::sync::Arc;

use tertulia_core::model::{Api, Features, Model, ModelClass, Prices, Provider};
use tertulia_core::ports::Store;
use tertulia_core::{Error, ModelId, ProviderId, Timestamp};
use uuid::Uuid;

fn provider(n: u128) -> Provider {
    Provider {
        id: ProviderId(Uuid::from_u128(n)),
        name: format!("Provider {n}"),
        api: Api::ALL[n as usize % Api::ALL.len()],
        base_url: "https://api.example.org/v1".into(),
        key_sealed: None,
        is_local: n.is_multiple_of(2),
        is_managed: n.is_multiple_of(3),
        region: Some("EU".into()),
        created_at: Timestamp(1),
    }
}

fn model(n: u128, provider: u128) -> Model {
    Model {
        id: ModelId(Uuid::from_u128(n)),
        provider: ProviderId(Uuid::from_u128(provider)),
        wire_name: format!("model-{n}"),
        name: format!("Model {n}"),
        class: ModelClass::Deep,
        context_window: 128_000,
        features: Features { usage: Some(true), tools: Some(false), images: None, json_schema: None },
        found: Features { usage: Some(false), tools: None, images: Some(true), json_schema: Some(false) },
        prices: Some(Prices { prompt: 1_250_000, answer: 10_000_000 }),
        place: 0,
        is_enabled: true,
        is_default: false,
        created_at: Timestamp(1),
    }
}

async fn defaults(store: &Arc<dyn Store>) -> Vec<u128> {
    store.models().await.unwrap().iter().filter(|m| m.is_default).map(|m| m.id.0.as_u128()).collect()
}

pub async fn providers_and_models_keep_their_order(store: Arc<dyn Store>) {
    for n in [2, 1] {
        store.put_provider(provider(n)).await.unwrap();
    }
    let renamed = Provider { name: "Renamed".into(), ..provider(2) };
    store.put_provider(renamed.clone()).await.unwrap();
    assert_eq!(store.providers().await.unwrap(), [renamed, provider(1)]);
    for n in [5, 4] {
        store.put_model(Model { is_enabled: false, ..model(n, 1) }).await.unwrap();
    }
    let changed = Model { is_enabled: false, class: ModelClass::Light, context_window: 9, ..model(5, 2) };
    store.put_model(changed.clone()).await.unwrap();
    assert_eq!(store.models().await.unwrap(), [changed, Model { is_enabled: false, ..model(4, 1) }]);
    let homeless = store.put_model(model(6, 404)).await;
    assert!(matches!(homeless, Err(Error::Internal(_))), "{homeless:?}");
}

pub async fn models_stand_where_they_are_put(store: Arc<dyn Store>) {
    store.put_provider(provider(1)).await.unwrap();
    for n in 1..=4 {
        store.put_model(Model { place: 9, prices: None, features: Features::default(), ..model(n, 1) }).await.unwrap();
    }
    let id = |n: u128| ModelId(Uuid::from_u128(n));
    store.order_models(vec![id(3), id(99), id(1), id(3)]).await.unwrap();
    let order: Vec<u128> = store.models().await.unwrap().iter().map(|m| m.id.0.as_u128()).collect();
    assert_eq!(order, [3, 1, 2, 4], "those that the list lacks come after it, in their order");
    store.put_model(Model { place: 0, ..model(4, 1) }).await.unwrap();
    let first = store.models().await.unwrap().remove(0);
    assert_eq!(first.id, id(4));
    assert_eq!(first.prices, model(4, 1).prices);
}

pub async fn one_enabled_model_is_the_default(store: Arc<dyn Store>) {
    store.put_provider(provider(1)).await.unwrap();
    store.put_model(Model { is_enabled: false, is_default: true, ..model(1, 1) }).await.unwrap();
    assert_eq!(defaults(&store).await, [0; 0], "none is enabled");
    store.put_model(model(2, 1)).await.unwrap();
    assert_eq!(defaults(&store).await, [2], "the only enabled one");
    store.put_model(model(3, 1)).await.unwrap();
    assert_eq!(defaults(&store).await, [2]);
    store.put_model(Model { is_default: true, ..model(3, 1) }).await.unwrap();
    assert_eq!(defaults(&store).await, [3], "a default takes that from the others");
    store.put_model(Model { is_enabled: false, is_default: true, ..model(1, 1) }).await.unwrap();
    assert_eq!(defaults(&store).await, [3], "unless it is not enabled");
    assert!(store.remove_model(model(3, 1).id).await.unwrap());
    assert!(!store.remove_model(model(3, 1).id).await.unwrap());
    assert_eq!(defaults(&store).await, [2]);
    store.put_model(Model { is_enabled: false, ..model(2, 1) }).await.unwrap();
    assert_eq!(defaults(&store).await, [0; 0]);
}

pub async fn removing_a_provider_removes_its_models(store: Arc<dyn Store>) {
    store.put_provider(provider(1)).await.unwrap();
    store.put_provider(provider(2)).await.unwrap();
    store.put_model(Model { is_default: true, ..model(1, 1) }).await.unwrap();
    store.put_model(model(2, 2)).await.unwrap();
    assert!(store.remove_provider(provider(1).id).await.unwrap());
    assert!(!store.remove_provider(provider(1).id).await.unwrap());
    assert_eq!(store.models().await.unwrap(), [Model { is_default: true, ..model(2, 2) }]);
}

pub async fn a_sealed_key_is_kept_as_it_is(store: Arc<dyn Store>) {
    let sealed = Provider { key_sealed: Some((0..=255).collect()), ..provider(1) };
    store.put_provider(sealed.clone()).await.unwrap();
    assert_eq!(store.providers().await.unwrap(), [sealed]);
}
