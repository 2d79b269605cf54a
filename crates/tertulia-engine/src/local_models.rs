//! Models that the house runs itself (MOD-1): fetched on request, and put into the catalogue once they have been tried.

use std::path::Path;

use tertulia_core::model::{Api, Model, Provider};
use tertulia_core::ports::{Fit, LocalFault, LocalModel, LocalOverview, LocalReady, LocalState};
use tertulia_core::{Denial, Error, ProviderId, Result};
use tracing::{error, info, warn};
use uuid::Uuid;

use crate::changes::Changes;
use crate::models::NewModel;
use crate::{Caller, Engine, Refusal};

/// The name of the provider that is the house itself, until an administrator calls it something else.
const HOUSE: &str = "This machine";

/// The house's own models, with those that groups can choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalModels {
    pub overview: LocalOverview,
    /// The names of those in the catalogue.
    pub in_catalogue: Vec<String>,
}

impl Engine {
    /// What the house could run, what is on its way, and what runs.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session.
    pub async fn local_models(&self, caller: Caller) -> Result<LocalModels> {
        caller.require_administrator()?;
        // In this order: what has just become ready is on its way until it is in the catalogue.
        let overview = self.parts.local.overview().await;
        let in_catalogue = self.own_models().await?.into_iter().map(|model| model.wire_name).collect();
        Ok(LocalModels { overview, in_catalogue })
    }

    /// Begins to fetch a model; once it is there and has answered, it is in the catalogue. One that is on its way is left to it.
    ///
    /// # Errors
    /// As [`Engine::local_models`]; `NotFound` for a name that nobody knows; `Denied` with `OutOfRange` where the machine has
    /// less memory than it takes.
    pub async fn fetch_local_model(&self, caller: Caller, name: String) -> Result<()> {
        caller.require_administrator()?;
        let known = self.local_model(&name).await?;
        if known.fit == Fit::TooLarge {
            return Err(Denial::OutOfRange.into());
        }
        if !matches!(known.state, LocalState::Fetching(_)) {
            self.spawn_fetch(name);
        }
        Ok(())
    }

    /// Ends a fetch; what was loaded is kept.
    ///
    /// # Errors
    /// As [`Engine::fetch_local_model`].
    pub async fn cancel_local_model(&self, caller: Caller, name: &str) -> Result<()> {
        caller.require_administrator()?;
        self.local_model(name).await?;
        self.parts.local.cancel(name);
        Ok(())
    }

    /// Takes in a file of weights that is on this machine, and begins to try it. Says its name.
    ///
    /// # Errors
    /// As [`Engine::local_models`]; `NotWeights`.
    pub async fn adopt_local_model(&self, caller: Caller, file: &Path) -> Result<String, Refusal> {
        caller.require_administrator()?;
        let name = self.parts.local.adopt(file).await.map_err(|fault| match fault {
            LocalFault::NotWeights => Refusal::NotWeights,
            other => Refusal::Core(Error::Internal(other.to_string())),
        })?;
        self.spawn_fetch(name.clone());
        Ok(name)
    }

    /// Removes a model from the catalogue and its weights from the disk; those that came by path stay where they are.
    ///
    /// # Errors
    /// As [`Engine::fetch_local_model`].
    pub async fn remove_local_model(&self, caller: Caller, name: &str) -> Result<()> {
        caller.require_administrator()?;
        self.local_model(name).await?;
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            for model in self.own_models().await?.into_iter().filter(|model| model.wire_name == name) {
                self.parts.store.remove_model(model.id).await?;
            }
            if self.own_models().await?.is_empty()
                && let Some(house) = self.house().await?
            {
                self.parts.store.remove_provider(house.id).await?;
            }
            self.settle_default().await?;
        }
        self.tell_instance().await?;
        self.parts.local.remove(name).await.map_err(|fault| Error::Internal(fault.to_string()))?;
        info!(model.name = name, "a model of the house was removed");
        Ok(())
    }

    /// Fetches a model that the operator asked for, by its name or by the path of a file, and puts it into the catalogue.
    ///
    /// # Errors
    /// What went wrong. What the store says is in the log.
    pub async fn bring_local_model(&self, name: &str) -> Result<(), LocalFault> {
        let local = &self.parts.local;
        let is_path = name.ends_with(".gguf") || name.contains(std::path::MAIN_SEPARATOR);
        let name = if is_path { local.adopt(Path::new(name)).await? } else { name.to_owned() };
        let ready = tokio::select! {
            ready = local.fetch(&name) => ready?,
            () = self.tasks.stopping().cancelled_owned() => return Err(LocalFault::Cancelled),
        };
        self.enter_into_catalogue(ready).await.map_err(|cause| {
            error!(%cause, model.name = name, "a model of the house is there and not in the catalogue");
            LocalFault::Files
        })
    }

    fn spawn_fetch(&self, name: String) {
        let engine = self.clone();
        self.tasks.spawn("fetch a model", async move {
            if let Err(fault) = engine.bring_local_model(&name).await {
                warn!(%fault, model.name = name, "a model of the house was not fetched");
            }
        });
    }

    async fn local_model(&self, name: &str) -> Result<LocalModel> {
        let models = self.parts.local.overview().await.models;
        models.into_iter().find(|model| model.name == name).ok_or(Error::NotFound)
    }

    /// The provider that is the house itself.
    async fn house(&self) -> Result<Option<Provider>> {
        Ok(self.parts.store.providers().await?.into_iter().find(|provider| provider.is_managed))
    }

    async fn own_models(&self) -> Result<Vec<Model>> {
        let Some(house) = self.house().await? else { return Ok(Vec::new()) };
        let models = self.parts.store.models().await?;
        Ok(models.into_iter().filter(|model| model.provider == house.id).collect())
    }

    /// A model that was there before keeps what an administrator said of it, but not how much it can be shown: that has just
    /// been measured.
    async fn enter_into_catalogue(&self, ready: LocalReady) -> Result<()> {
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            let house = match self.house().await? {
                Some(house) => house,
                None => self.put_house().await?,
            };
            let new = NewModel {
                provider: house.id,
                wire_name: ready.name,
                name: Some(ready.title),
                class: Some(ready.class),
                context_window: Some(ready.context_window),
                features: ready.features,
                prices: None,
            };
            let mut model = self.put_new_model(new).await?;
            if model.context_window != ready.context_window {
                model.context_window = ready.context_window;
                self.parts.store.put_model(model).await?;
            }
        }
        self.tell_instance().await
    }

    async fn put_house(&self) -> Result<Provider> {
        let house = Provider {
            id: ProviderId(Uuid::now_v7()),
            name: HOUSE.into(),
            api: Api::OpenAiChat,
            base_url: String::new(),
            key_sealed: None,
            is_local: true,
            is_managed: true,
            region: None,
            created_at: self.now(),
        };
        self.parts.store.put_provider(house.clone()).await?;
        Ok(house)
    }
}
