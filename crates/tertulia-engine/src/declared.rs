//! Providers and models that the operator's configuration declares: put into the catalogue at each start, in the file's order.
//! What else is in the catalogue stays, behind them.

use tertulia_core::model::{Model, Provider};
use tertulia_core::name::DisplayName;
use tertulia_core::{ProviderId, Result};
use tracing::info;
use uuid::Uuid;

use crate::changes::Changes;
use crate::models::NewModel;
use crate::providers::{NewProvider, check_key, is_loopback, read_address, read_region};
use crate::{Engine, Refusal};

/// A provider of the configuration. Its name says which one it is.
pub struct DeclaredProvider {
    /// Its list of models is empty; [`DeclaredProvider::models`] says more of each.
    pub provider: NewProvider,
    pub models: Vec<DeclaredModel>,
}

/// A model of the configuration. Its name on the wire says which one of its provider it is.
pub struct DeclaredModel {
    /// Whose provider is not known yet.
    pub model: NewModel,
    pub is_enabled: bool,
    pub is_default: bool,
}

impl Engine {
    /// Puts what the configuration declares into the catalogue.
    ///
    /// # Errors
    /// As [`Engine::add_provider`], but for the rights: the operator has them.
    pub async fn declare(&self, declared: Vec<DeclaredProvider>) -> Result<(), Refusal> {
        if declared.is_empty() {
            return Ok(());
        }
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            let mut order = Vec::new();
            for DeclaredProvider { provider, models } in declared {
                let id = self.declare_provider(provider).await?;
                for DeclaredModel { model, is_enabled, is_default } in models {
                    let model = self.declare_model(NewModel { provider: id, ..model }).await?;
                    order.push(model.id);
                    let is_default = (is_default || model.is_default) && is_enabled;
                    self.parts.store.put_model(Model { is_enabled, is_default, ..model }).await?;
                }
            }
            self.parts.store.order_models(order).await?;
            self.settle_default().await?;
        }
        info!("the catalogue has what the configuration declares");
        Ok(self.tell_instance().await?)
    }

    async fn declare_provider(&self, new: NewProvider) -> Result<ProviderId, Refusal> {
        let name = DisplayName::parse(&new.name)?.as_str().to_owned();
        let base_url = read_address(&new.base_url)?;
        check_key(new.key.as_ref())?;
        let providers = self.parts.store.providers().await?;
        let known = providers.into_iter().find(|provider| provider.name == name && !provider.is_managed);
        let id = known.as_ref().map_or_else(|| ProviderId(Uuid::now_v7()), |provider| provider.id);
        // A key that was entered by hand stays with its address.
        let stays = known.as_ref().filter(|provider| provider.base_url == base_url);
        let key_sealed = match &new.key {
            Some(key) => self.seal_key(id, Some(key))?,
            None => stays.and_then(|provider| provider.key_sealed.clone()),
        };
        // So does what an administrator said of it where the file says nothing: words must not leave a house because it started.
        let is_local = new.is_local.or(stays.map(|provider| provider.is_local));
        let region = read_region(new.region)?.or_else(|| stays.and_then(|provider| provider.region.clone()));
        let provider = Provider {
            id,
            name,
            api: new.api,
            is_local: is_local.unwrap_or_else(|| is_loopback(&base_url)),
            base_url,
            key_sealed,
            is_managed: false,
            region,
            created_at: known.map_or_else(|| self.now(), |provider| provider.created_at),
        };
        self.parts.store.put_provider(provider).await?;
        Ok(id)
    }

    /// What the configuration says counts; what it does not say stays as it is.
    async fn declare_model(&self, new: NewModel) -> Result<Model, Refusal> {
        let said = new.clone();
        let model = self.put_new_model(new).await?;
        let name = match &said.name {
            Some(name) => DisplayName::parse(name)?.as_str().to_owned(),
            None => model.name.clone(),
        };
        let features = said.features.or(model.features);
        Ok(Model {
            name,
            class: said.class.unwrap_or(model.class),
            context_window: said.context_window.unwrap_or(model.context_window),
            features,
            prices: said.prices.or(model.prices),
            ..model
        })
    }
}
