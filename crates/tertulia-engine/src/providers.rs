//! Providers: the addresses that serve models, with their keys, which go in and never come out (MOD-1).

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tertulia_core::model::{Api, Model, Provider};
use tertulia_core::name::DisplayName;
use tertulia_core::ports::{Endpoint, FoundModel, Probe};
use tertulia_core::{Denial, Error, ProviderId, Result};
use tracing::info;
use url::{Host, Url};
use uuid::Uuid;

use crate::changes::Changes;
use crate::models::NewModel;
use crate::secrets::Sealer;
use crate::{Caller, Engine, Refusal};

/// The longest address and the longest key, in bytes.
const ADDRESS_MAX: usize = 500;
const KEY_MAX: usize = 4_096;
/// The most models that are put into the catalogue at once.
const MODELS_MAX: usize = 100;
/// How long a new provider may take to say how much its models hold.
const LISTING_PATIENCE: Duration = Duration::from_secs(5);

/// A provider, without its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderView {
    pub id: ProviderId,
    pub name: String,
    pub api: Api,
    pub base_url: String,
    pub has_key: bool,
    pub is_local: bool,
    /// Whether the house runs it itself.
    pub is_managed: bool,
    pub region: Option<String>,
    /// Its models in the catalogue.
    pub models: Vec<Model>,
}

/// What an administrator fills in for a provider.
pub struct NewProvider {
    /// 1 to 50 characters.
    pub name: String,
    pub api: Api,
    pub base_url: String,
    pub key: Option<SecretString>,
    /// Whether its machines are this house's own; `None`: where its address is this machine's.
    pub is_local: Option<bool>,
    /// Where its machines stand; up to 50 characters.
    pub region: Option<String>,
    /// The names on the wire of models for the catalogue.
    pub models: Vec<String>,
}

/// What an administrator changes. `None` stays as it is; a key or region of `Some(None)` is forgotten.
#[derive(Default)]
pub struct ProviderChange {
    pub name: Option<String>,
    pub api: Option<Api>,
    pub base_url: Option<String>,
    pub key: Option<Option<SecretString>>,
    pub is_local: Option<bool>,
    pub region: Option<Option<String>>,
}

impl ProviderChange {
    /// Whether it changes where words go.
    fn is_of_address(&self) -> bool {
        self.api.is_some() || self.base_url.is_some() || self.key.is_some() || self.is_local.is_some()
    }
}

/// What an administrator tries before keeping it.
pub struct ProviderTrial {
    pub api: Api,
    pub base_url: String,
    pub key: Option<SecretString>,
    /// The provider whose stored key is tried where `key` is absent; it must have this very address.
    pub provider: Option<ProviderId>,
    /// The name on the wire of the model to chat with; absent: the first that is listed.
    pub model: Option<String>,
}

impl Engine {
    /// All providers, in the order of making.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session.
    pub async fn providers(&self, caller: Caller) -> Result<Vec<ProviderView>> {
        caller.require_administrator()?;
        let models = self.parts.store.models().await?;
        let providers = self.parts.store.providers().await?;
        Ok(providers.into_iter().map(|p| view(p, &models)).collect())
    }

    /// Adds a provider, and some of its models to the catalogue.
    ///
    /// # Errors
    /// As [`Engine::providers`]; `AddressInvalid`; `Denied` with `NameInvalid` or `OutOfRange`.
    pub async fn add_provider(&self, caller: Caller, new: NewProvider) -> Result<ProviderView, Refusal> {
        caller.require_administrator()?;
        let name = DisplayName::parse(&new.name)?.as_str().to_owned();
        let base_url = read_address(&new.base_url)?;
        check_key(new.key.as_ref())?;
        let is_local = new.is_local.unwrap_or_else(|| is_loopback(&base_url));
        let region = read_region(new.region)?;
        if new.models.len() > MODELS_MAX {
            return Err(Denial::OutOfRange.into());
        }
        let endpoint = Endpoint { api: new.api, base_url: base_url.clone(), key: new.key };
        let listed = if new.models.is_empty() { Vec::new() } else { self.listed(&endpoint).await };
        let id = ProviderId(Uuid::now_v7());
        let models: Vec<NewModel> = new.models.into_iter().map(|wire| described(id, wire, &listed)).collect();
        models.iter().try_for_each(NewModel::check)?;
        let key_sealed = self.seal_key(id, endpoint.key.as_ref())?;
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            let (api, created_at) = (new.api, self.now());
            self.parts
                .store
                .put_provider(Provider {
                    id,
                    name,
                    api,
                    base_url,
                    key_sealed,
                    is_local,
                    is_managed: false,
                    region,
                    created_at,
                })
                .await?;
            for model in models {
                self.put_new_model(model).await?;
            }
        }
        info!(provider.id = %id, "a provider was added");
        self.tell_instance().await?;
        Ok(self.provider_view(id).await?)
    }

    /// Changes a provider. What was said of an address is forgotten with it: another one needs its key again, and is local
    /// only where it is this machine's or the change says so.
    ///
    /// # Errors
    /// As [`Engine::add_provider`]; `NotFound`; `AddressInvalid` for that of the house itself, which has none.
    pub async fn change_provider(
        &self,
        caller: Caller,
        id: ProviderId,
        change: ProviderChange,
    ) -> Result<ProviderView, Refusal> {
        caller.require_administrator()?;
        let _alone = self.changes.alone(Changes::INSTANCE).await;
        let mut provider = self.provider(id).await?;
        if provider.is_managed && change.is_of_address() {
            return Err(Refusal::AddressInvalid);
        }
        if let Some(name) = &change.name {
            provider.name = DisplayName::parse(name)?.as_str().to_owned();
        }
        provider.api = change.api.unwrap_or(provider.api);
        if let Some(address) = &change.base_url {
            let address = read_address(address)?;
            if address != provider.base_url {
                provider.key_sealed = None;
                provider.is_local = is_loopback(&address);
            }
            provider.base_url = address;
        }
        provider.is_local = change.is_local.unwrap_or(provider.is_local);
        if let Some(region) = change.region {
            provider.region = read_region(region)?;
        }
        if let Some(key) = change.key {
            check_key(key.as_ref())?;
            provider.key_sealed = self.seal_key(id, key.as_ref())?;
        }
        self.parts.store.put_provider(provider).await?;
        Ok(self.provider_view(id).await?)
    }

    /// Removes a provider with its models.
    ///
    /// # Errors
    /// As [`Engine::providers`]; `NotFound`.
    pub async fn remove_provider(&self, caller: Caller, id: ProviderId) -> Result<()> {
        caller.require_administrator()?;
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            if !self.parts.store.remove_provider(id).await? {
                return Err(Error::NotFound);
            }
            self.settle_default().await?;
        }
        info!(provider.id = %id, "a provider was removed");
        self.tell_instance().await
    }

    /// Holds a real chat of one token with a provider, streaming and with a cancel, and finds out what else its model can do.
    /// That is remembered of a model that is in the catalogue, or comes into it; nothing else is kept.
    ///
    /// # Errors
    /// As [`Engine::providers`]; `AddressInvalid`; `NotFound` for a stored key that is not of a provider with this address. A
    /// provider that fails is no error: the probe says so.
    pub async fn test_provider(&self, caller: Caller, trial: ProviderTrial) -> Result<Probe, Refusal> {
        caller.require_administrator()?;
        let base_url = read_address(&trial.base_url)?;
        check_key(trial.key.as_ref())?;
        let key = match (trial.key, trial.provider) {
            (Some(key), _) => Some(key),
            (None, Some(id)) => self.stored_key_for(id, &base_url).await?,
            (None, None) => None,
        };
        let endpoint = Endpoint { api: trial.api, base_url, key };
        let probe = self.parts.provider.probe(&endpoint, trial.model.as_deref()).await;
        if let Some(model) = probe.tried_model.as_ref().filter(|_| probe.error.is_none()) {
            self.keep_trial(&endpoint.base_url, model, probe.features).await?;
        }
        Ok(probe)
    }

    /// Where a provider is, with the key.
    pub(crate) fn endpoint(&self, provider: &Provider) -> Result<Endpoint> {
        let sealer = Sealer::new(&self.parts.config.instance_key);
        let key = provider.key_sealed.as_ref().map(|sealed| sealer.open(&place(provider.id), sealed)).transpose()?;
        Ok(Endpoint { api: provider.api, base_url: provider.base_url.clone(), key })
    }

    /// A stored key goes to the address for which it was given, and nowhere else.
    async fn stored_key_for(&self, id: ProviderId, base_url: &str) -> Result<Option<SecretString>> {
        let provider = self.provider(id).await?;
        if provider.base_url != base_url {
            return Err(Error::NotFound);
        }
        Ok(self.endpoint(&provider)?.key)
    }

    pub(crate) fn seal_key(&self, id: ProviderId, key: Option<&SecretString>) -> Result<Option<Vec<u8>>> {
        let sealer = Sealer::new(&self.parts.config.instance_key);
        key.filter(|k| !k.expose_secret().is_empty()).map(|key| sealer.seal(&place(id), key)).transpose()
    }

    /// What the provider says of its models. Many say nothing, and a provider may be added before it is switched on.
    async fn listed(&self, endpoint: &Endpoint) -> Vec<FoundModel> {
        match tokio::time::timeout(LISTING_PATIENCE, self.parts.provider.list_models(endpoint)).await {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => {
                info!(fault = ?error.fault, "a new provider did not list its models");
                Vec::new()
            }
            Err(_elapsed) => {
                info!("a new provider took too long to list its models");
                Vec::new()
            }
        }
    }

    async fn provider(&self, id: ProviderId) -> Result<Provider> {
        self.parts.store.providers().await?.into_iter().find(|p| p.id == id).ok_or(Error::NotFound)
    }

    async fn provider_view(&self, id: ProviderId) -> Result<ProviderView> {
        Ok(view(self.provider(id).await?, &self.parts.store.models().await?))
    }
}

/// The table and the row for which a key is sealed.
fn place(id: ProviderId) -> String {
    format!("providers/{id}")
}

fn view(provider: Provider, models: &[Model]) -> ProviderView {
    let models = models.iter().filter(|m| m.provider == provider.id).cloned().collect();
    let has_key = provider.key_sealed.is_some();
    let Provider { id, name, api, base_url, is_local, is_managed, region, .. } = provider;
    ProviderView { id, name, api, base_url, has_key, is_local, is_managed, region, models }
}

fn described(provider: ProviderId, wire_name: String, listed: &[FoundModel]) -> NewModel {
    let found = listed.iter().find(|m| m.wire_name == wire_name);
    NewModel {
        context_window: found.and_then(|m| m.context_window),
        class: found.map(|m| m.class),
        ..NewModel::named(provider, wire_name)
    }
}

/// An address without the slash at its end.
pub(crate) fn read_address(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let url = Url::parse(text).map_err(|_| Refusal::AddressInvalid)?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    let is_base = matches!(url.scheme(), "http" | "https") && url.has_host() && url.fragment().is_none();
    if text.len() > ADDRESS_MAX || !is_plain || !is_base {
        return Err(Refusal::AddressInvalid);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether an address is this machine's own.
pub(crate) fn is_loopback(base_url: &str) -> bool {
    let url = Url::parse(base_url).ok();
    match url.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

pub(crate) fn read_region(region: Option<String>) -> Result<Option<String>, Denial> {
    let region = region.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
    region.map(|r| DisplayName::parse(&r).map(|name| name.as_str().to_owned())).transpose()
}

/// A key goes into a header, so it has the characters of one.
pub(crate) fn check_key(key: Option<&SecretString>) -> Result<(), Denial> {
    let fits = |key: &SecretString| {
        let key = key.expose_secret();
        key.len() <= KEY_MAX && key.bytes().all(|b| b.is_ascii_graphic())
    };
    if key.is_none_or(fits) { Ok(()) } else { Err(Denial::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_plain_base() {
        let read = |text: &str| read_address(text).ok();
        assert_eq!(read(" https://api.example.org/v1/ ").as_deref(), Some("https://api.example.org/v1"));
        assert_eq!(read("http://127.0.0.1:11434/v1").as_deref(), Some("http://127.0.0.1:11434/v1"));
        assert_eq!(read("http://[::1]:8080").as_deref(), Some("http://[::1]:8080"));
        for text in [
            "",
            "api.example.org",
            "file:///etc/passwd",
            "ftp://example.org",
            "https://",
            "https://me:secret@example.org",
            "https://example.org/v1?key=1",
            "https://example.org/v1#a",
            &format!("https://example.org/{}", "a".repeat(500)),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_of_this_machine_is_local() {
        for local in ["http://127.0.0.1:11434/v1", "http://localhost:8080", "http://[::1]:1234/v1", "http://127.8.0.1"]
        {
            assert!(is_loopback(local), "{local}");
        }
        for other in
            ["https://api.example.org/v1", "http://10.0.0.7:8000", "http://127.example.org", "http://localhost.org"]
        {
            assert!(!is_loopback(other), "{other}");
        }
    }

    #[test]
    fn a_key_cannot_break_out_of_its_header() {
        assert_eq!(check_key(None), Ok(()));
        assert_eq!(check_key(Some(&"sk-proj_A1.b/c+=".into())), Ok(()));
        for key in ["a\r\nX-Other: 1", "a b", "é", &"a".repeat(4_097)] {
            assert_eq!(check_key(Some(&SecretString::from(key.to_owned()))), Err(Denial::OutOfRange));
        }
    }
}
