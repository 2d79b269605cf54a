//! Providers and models.

use secrecy::SecretString;
use tertulia_core::model::{Api, Features, ModelClass, Prices};
use tertulia_core::ports::{FoundModel, Models as _};
use tertulia_core::{Denial, Error, ModelId, ProviderId};
use tertulia_engine::{
    DeclaredModel, DeclaredProvider, ModelChange, NewModel, NewProvider, ProviderChange, ProviderTrial, ProviderView,
    Refusal,
};
use uuid::Uuid;

use crate::house::{House, hears};

const ADDRESS: &str = "https://models.example.org/v1";
const KEY: &str = "sk-a-key-that-nobody-may-see";

async fn provider(house: &House, models: &[&str]) -> ProviderView {
    let new = NewProvider {
        name: "Example".into(),
        api: Api::OpenAiChat,
        base_url: format!("{ADDRESS}/"),
        key: Some(SecretString::from(KEY)),
        is_local: None,
        region: None,
        models: models.iter().map(|&m| m.to_owned()).collect(),
    };
    house.engine.add_provider(house.admin, new).await.unwrap()
}

async fn names(house: &House) -> Vec<String> {
    house.engine.instance().await.unwrap().model_names
}

async fn defaults(house: &House) -> Vec<ModelId> {
    house.store.models().await.unwrap().into_iter().filter(|m| m.is_default).map(|m| m.id).collect()
}

fn trial(base_url: &str, provider: Option<ProviderId>) -> ProviderTrial {
    ProviderTrial { api: Api::OpenAiChat, base_url: base_url.into(), key: None, provider, model: None }
}

#[tokio::test]
async fn a_key_goes_in_and_never_comes_out() {
    let house = House::new().await;
    let added = provider(&house, &["small"]).await;
    assert!(added.has_key);
    assert!(!format!("{:?}", house.engine.providers(house.admin).await.unwrap()).contains(KEY));
    let stored = house.store.providers().await.unwrap().remove(0).key_sealed.unwrap();
    assert!(!stored.windows(KEY.len()).any(|w| w == KEY.as_bytes()));

    house.engine.test_provider(house.admin, trial(ADDRESS, Some(added.id))).await.unwrap();
    let asked = house.provider.asked.lock().unwrap().last().cloned();
    assert_eq!(asked, Some((ADDRESS.to_owned(), Some(KEY.to_owned()))));

    for elsewhere in ["https://evil.example.org/v1", "http://models.example.org/v1", "https://models.example.org"] {
        let refused = house.engine.test_provider(house.admin, trial(elsewhere, Some(added.id))).await;
        assert!(matches!(refused, Err(Refusal::Core(Error::NotFound))), "{elsewhere}: {refused:?}");
    }
    house.engine.test_provider(house.admin, trial("https://evil.example.org/v1", None)).await.unwrap();
    let asked = house.provider.asked.lock().unwrap().last().cloned();
    assert_eq!(asked, Some(("https://evil.example.org/v1".to_owned(), None)));
}

#[tokio::test]
async fn another_address_forgets_the_key_unless_one_is_given() {
    let house = House::new().await;
    let id = provider(&house, &[]).await.id;
    let change = |base_url: Option<&str>, key: Option<Option<&str>>| ProviderChange {
        base_url: base_url.map(str::to_owned),
        key: key.map(|k| k.map(SecretString::from)),
        ..ProviderChange::default()
    };
    for (change, has_key) in [
        (change(Some(ADDRESS), None), true),
        (change(Some("https://other.example.org"), None), false),
        (change(None, Some(Some("sk-new"))), true),
        (change(Some(ADDRESS), Some(Some("sk-newer"))), true),
        (change(None, Some(None)), false),
        (change(None, Some(Some(""))), false),
    ] {
        let changed = house.engine.change_provider(house.admin, id, change).await.unwrap();
        assert_eq!(changed.has_key, has_key);
    }
    let unfit = house.engine.change_provider(house.admin, id, change(Some("file:///etc/passwd"), None)).await;
    assert!(matches!(unfit, Err(Refusal::AddressInvalid)));
}

#[tokio::test]
async fn exactly_one_enabled_model_is_the_default() {
    let house = House::new().await;
    let listed = FoundModel { wire_name: "big".into(), context_window: Some(50_000), class: ModelClass::Light };
    house.provider.lists.lock().unwrap().push(listed);
    let added = provider(&house, &["big", "small", "tiny"]).await;
    let [big, small, tiny] = [0, 1, 2].map(|n| added.models[n].clone());
    assert_eq!((big.is_default, small.is_default, big.context_window), (true, false, 50_000));
    assert_eq!(names(&house).await, ["big", "small", "tiny"]);
    let change = |id: ModelId, change: ModelChange| {
        let house = &house;
        async move { house.engine.change_model(house.admin, id, change).await.unwrap() }
    };
    change(small.id, ModelChange { is_default: Some(true), ..ModelChange::default() }).await;
    assert_eq!(names(&house).await, ["small", "big", "tiny"]);
    change(small.id, ModelChange { is_enabled: Some(false), ..ModelChange::default() }).await;
    assert_eq!(names(&house).await, ["big", "tiny"]);
    assert_eq!(defaults(&house).await, [big.id], "the default moved on");
    house.engine.remove_model(house.admin, big.id).await.unwrap();
    assert_eq!(names(&house).await, ["tiny"]);
    change(tiny.id, ModelChange { is_default: Some(false), ..ModelChange::default() }).await;
    assert_eq!(defaults(&house).await, [tiny.id], "there is always one");
    let renamed = ModelChange { name: Some("Tiny".into()), class: Some(ModelClass::Light), ..ModelChange::default() };
    assert_eq!(change(tiny.id, renamed).await.class, ModelClass::Light);
    house.engine.remove_provider(house.admin, added.id).await.unwrap();
    assert!(names(&house).await.is_empty());
}

#[tokio::test]
async fn everybody_hears_that_the_assistant_can_answer() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let access = house.group(ana, "Table").await;
    let mut of_ana = house.connect(ana).await;
    assert!(house.engine.models_for_group(&access).await.unwrap().is_empty());
    provider(&house, &["small"]).await;
    assert!(hears(&mut of_ana, "signal Instance").await.contains("small"));
    assert_eq!(house.engine.models_for_group(&access).await.unwrap()[0].name, "small");
}

#[tokio::test]
async fn the_same_model_twice_is_one_model() {
    let house = House::new().await;
    let added = provider(&house, &["small", "small"]).await;
    assert_eq!(added.models.len(), 1);
    let again = NewModel::named(added.id, "small".into());
    assert_eq!(house.engine.add_model(house.admin, again.clone()).await.unwrap().id, added.models[0].id);
    let nowhere = NewModel { provider: ProviderId(Uuid::now_v7()), ..again };
    assert!(matches!(house.engine.add_model(house.admin, nowhere).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_provider_on_this_machine_is_local_until_somebody_says_otherwise() {
    let house = House::new().await;
    let added = provider(&house, &[]).await;
    assert!(!added.is_local, "an address elsewhere");
    let to = |address: &str, is_local: Option<bool>| {
        let change = ProviderChange { base_url: Some(address.into()), is_local, ..ProviderChange::default() };
        house.engine.change_provider(house.admin, added.id, change)
    };
    assert!(to("http://127.0.0.1:11434/v1", None).await.unwrap().is_local);
    assert!(!to("http://10.0.0.7:11434/v1", None).await.unwrap().is_local, "what was said of an address goes with it");
    assert!(to("http://10.0.0.7:11434/v1", Some(true)).await.unwrap().is_local, "a machine of the house");
    assert!(!to("http://127.0.0.1:9/v1", Some(false)).await.unwrap().is_local, "a tunnel to elsewhere");
    let region = ProviderChange { region: Some(Some(" EU ".into())), ..ProviderChange::default() };
    assert_eq!(
        house.engine.change_provider(house.admin, added.id, region).await.unwrap().region.as_deref(),
        Some("EU")
    );
}

#[tokio::test]
async fn the_catalogue_is_edited_and_put_in_order() {
    let house = House::new().await;
    let added = provider(&house, &["a", "b", "c"]).await;
    let id = |n: usize| added.models[n].id;
    let features = Features { tools: Some(false), ..Features::default() };
    let prices = Some(Prices { prompt: 150_000, answer: 600_000 });
    let change = ModelChange { features: Some(features), prices: Some(prices), ..ModelChange::default() };
    let changed = house.engine.change_model(house.admin, id(1), change).await.unwrap();
    assert_eq!((changed.features, changed.prices), (features, prices));
    let too_dear = Some(Some(Prices { prompt: u64::MAX, answer: 0 }));
    let refused =
        house.engine.change_model(house.admin, id(1), ModelChange { prices: too_dear, ..ModelChange::default() });
    assert!(matches!(refused.await, Err(Error::Denied(Denial::OutOfRange))));
    let forgotten = ModelChange { prices: Some(None), ..ModelChange::default() };
    assert_eq!(house.engine.change_model(house.admin, id(1), forgotten).await.unwrap().prices, None);

    house.engine.order_models(house.admin, vec![id(2), id(0)]).await.unwrap();
    let order: Vec<ModelId> = house.store.models().await.unwrap().iter().map(|m| m.id).collect();
    assert_eq!(order, [id(2), id(0), id(1)]);
    let ana = house.person("ana").await;
    assert!(matches!(house.engine.order_models(ana, vec![]).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn for_everybody_but_administrators_there_is_nothing_here() {
    let house = House::new().await;
    let ana = house.person("ana").await;
    let added = provider(&house, &["small"]).await;
    let (engine, model) = (&house.engine, added.models[0].id);
    let new = NewProvider {
        name: "x".into(),
        api: Api::OpenAiChat,
        base_url: ADDRESS.into(),
        key: None,
        is_local: None,
        region: None,
        models: vec![],
    };
    assert!(matches!(engine.providers(ana).await, Err(Error::NotFound)));
    assert!(matches!(engine.add_provider(ana, new).await, Err(Refusal::Core(Error::NotFound))));
    let changed = engine.change_provider(ana, added.id, ProviderChange::default()).await;
    assert!(matches!(changed, Err(Refusal::Core(Error::NotFound))));
    assert!(matches!(engine.remove_provider(ana, added.id).await, Err(Error::NotFound)));
    let tried = engine.test_provider(ana, trial(ADDRESS, Some(added.id))).await;
    assert!(matches!(tried, Err(Refusal::Core(Error::NotFound))));
    assert!(matches!(engine.change_model(ana, model, ModelChange::default()).await, Err(Error::NotFound)));
    assert!(matches!(engine.remove_model(ana, model).await, Err(Error::NotFound)));
    assert!(matches!(engine.instance_settings(ana).await, Err(Error::NotFound)));
    let changed = engine.change_instance(ana, Default::default()).await;
    assert!(matches!(changed, Err(Error::NotFound)));
    assert_eq!(house.engine.providers(house.admin).await.unwrap(), [added]);
}

#[tokio::test]
async fn what_a_test_finds_out_is_kept_of_the_model() {
    let house = House::new().await;
    let able = Features { tools: Some(true), images: Some(false), ..Features::default() };
    *house.provider.features.lock().unwrap() = able;
    let tried = |model: &str| ProviderTrial { model: Some(model.into()), ..trial(ADDRESS, None) };
    house.engine.test_provider(house.admin, tried("small")).await.unwrap();
    let added = provider(&house, &["small", "other"]).await;
    assert_eq!(added.models[0].features, able, "found out before it was added");
    assert_eq!(added.models[1].features, Features::default(), "nobody tried it");

    let said = ModelChange {
        features: Some(Features { tools: Some(false), ..Features::default() }),
        ..ModelChange::default()
    };
    house.engine.change_model(house.admin, added.models[1].id, said).await.unwrap();
    house.engine.test_provider(house.admin, tried("other")).await.unwrap();
    let models = house.store.models().await.unwrap();
    let kept = Features { tools: Some(false), images: Some(false), ..Features::default() };
    assert_eq!(models[1].features, kept, "what somebody said stays, what nobody knew is added");

    // The endpoint has learned, and cannot say everything this time.
    *house.provider.features.lock().unwrap() =
        Features { tools: Some(true), images: Some(true), ..Features::default() };
    house.engine.test_provider(house.admin, tried("other")).await.unwrap();
    *house.provider.features.lock().unwrap() = Features { usage: Some(true), ..Features::default() };
    house.engine.test_provider(house.admin, tried("other")).await.unwrap();
    let learned = house.store.models().await.unwrap()[1].features;
    let expected = Features { tools: Some(false), images: Some(true), usage: Some(true), json_schema: None };
    assert_eq!(learned, expected, "what a test found is corrected, what somebody said is not");

    let later = NewModel::named(added.id, "small".into());
    house.engine.remove_model(house.admin, models[0].id).await.unwrap();
    assert_eq!(house.engine.add_model(house.admin, later).await.unwrap().features, able, "added by itself");
}

#[tokio::test]
async fn servers_nearby_are_those_that_list_models_and_not_this_one() {
    let house = House::new().await;
    assert!(house.engine.nearby(house.admin).await.unwrap().is_empty(), "nobody lists a model");
    let listed = FoundModel { wire_name: "near".into(), context_window: None, class: ModelClass::Standard };
    *house.provider.lists.lock().unwrap() = vec![listed];
    let near = house.engine.nearby(house.admin).await.unwrap();
    let ports: Vec<&str> = near.iter().map(|near| near.base_url.as_str()).collect();
    assert_eq!(
        ports,
        ["http://127.0.0.1:11434/v1", "http://127.0.0.1:1234/v1", "http://127.0.0.1:8080/v1"],
        "on this machine alone, and not at 8000, where this server listens"
    );
    let asked = house.provider.asked.lock().unwrap().clone();
    assert!(asked.iter().all(|(address, key)| address.starts_with("http://127.0.0.1:") && key.is_none()), "{asked:?}");
    assert!(!near[0].is_connected);
    let ana = house.person("ana").await;
    assert!(matches!(house.engine.nearby(ana).await, Err(Error::NotFound)));
}

fn declared(base_url: &str, key: Option<&str>, models: &[&str]) -> DeclaredProvider {
    let provider = NewProvider {
        name: "By file".into(),
        api: Api::Anthropic,
        base_url: base_url.into(),
        key: key.map(SecretString::from),
        is_local: None,
        region: Some("EU".into()),
        models: Vec::new(),
    };
    let model = |name: &&str| DeclaredModel {
        model: NewModel {
            class: Some(ModelClass::Deep),
            ..NewModel::named(ProviderId(Uuid::nil()), (*name).to_owned())
        },
        is_enabled: true,
        is_default: *name == "chosen",
    };
    DeclaredProvider { provider, models: models.iter().map(model).collect() }
}

#[tokio::test]
async fn what_the_file_declares_is_in_the_catalogue_first_and_once() {
    let house = House::new().await;
    provider(&house, &["by-hand"]).await;
    for _ in 0..2 {
        house.engine.declare(vec![declared(ADDRESS, Some(KEY), &["first", "chosen"])]).await.unwrap();
    }
    let models = house.store.models().await.unwrap();
    let names: Vec<&str> = models.iter().map(|m| m.wire_name.as_str()).collect();
    assert_eq!(names, ["first", "chosen", "by-hand"]);
    assert_eq!(models[1].class, ModelClass::Deep);
    assert!(models[1].is_default && !models[0].is_default && !models[2].is_default);
    let providers = house.engine.providers(house.admin).await.unwrap();
    assert_eq!((providers.len(), providers[1].has_key, providers[1].region.as_deref()), (2, true, Some("EU")));

    // What an administrator says of a provider, and the file does not, stays: a tunnel to elsewhere is not local again.
    let by_file = providers[1].id;
    let gateway = |key: Option<&str>| {
        let mut gateway = declared("http://127.0.0.1:4000/v1", key, &["first"]);
        gateway.provider.region = None;
        gateway
    };
    house.engine.declare(vec![gateway(Some(KEY))]).await.unwrap();
    let said = ProviderChange { is_local: Some(false), region: Some(Some("US".into())), ..ProviderChange::default() };
    house.engine.change_provider(house.admin, by_file, said).await.unwrap();
    house.engine.declare(vec![gateway(None)]).await.unwrap();
    let again = house.engine.providers(house.admin).await.unwrap().remove(1);
    assert_eq!((again.is_local, again.region.as_deref()), (false, Some("US")));
    house.engine.declare(vec![declared(ADDRESS, Some(KEY), &["first", "chosen"])]).await.unwrap();

    // Without a key in the file the stored one stays with its address, and with no other.
    house.engine.declare(vec![declared(ADDRESS, None, &["first"])]).await.unwrap();
    assert!(house.engine.providers(house.admin).await.unwrap()[1].has_key);
    house.engine.declare(vec![declared("https://other.example.org/v1", None, &["first"])]).await.unwrap();
    assert!(!house.engine.providers(house.admin).await.unwrap()[1].has_key);
    let refused = house.engine.declare(vec![declared("no address", None, &[])]).await;
    assert!(matches!(refused, Err(Refusal::AddressInvalid)));
}
