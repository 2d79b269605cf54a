//! Models: the catalogue that groups choose from (MOD-1). Exactly one enabled model is the default, if there is any.

use tertulia_core::model::{Features, Model, ModelClass, Prices};
use tertulia_core::model_names;
use tertulia_core::name::DisplayName;
use tertulia_core::{Denial, Error, ModelId, ProviderId, Result};
use uuid::Uuid;

use crate::changes::Changes;
use crate::{Access, Caller, Engine};

/// What a model holds where nobody says otherwise, in tokens: a number that hardly any model falls short of.
const CONTEXT_WINDOW_CAUTIOUS: u32 = 8_192;
/// What a context window may be, in tokens.
const CONTEXT_WINDOWS: std::ops::RangeInclusive<u32> = 1_024..=10_000_000;
/// The longest name on the wire, in bytes.
const WIRE_NAME_MAX: usize = 200;
/// The most models of the catalogue.
const MODELS_MAX: usize = 500;
/// The highest price that is believed: a million dollars for a million tokens.
const PRICE_MAX: u64 = 1_000_000_000_000;

/// What an administrator fills in for a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewModel {
    pub provider: ProviderId,
    pub wire_name: String,
    /// The name that people see; absent: the name on the wire.
    pub name: Option<String>,
    /// Absent: as its name says it.
    pub class: Option<ModelClass>,
    /// In tokens; absent: what is known of it, or a cautious number.
    pub context_window: Option<u32>,
    pub features: Features,
    pub prices: Option<Prices>,
}

/// What an administrator changes. `None` stays as it is; prices of `Some(None)` are forgotten.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ModelChange {
    pub name: Option<String>,
    pub class: Option<ModelClass>,
    pub context_window: Option<u32>,
    pub features: Option<Features>,
    pub prices: Option<Option<Prices>>,
    pub is_enabled: Option<bool>,
    /// `true` makes it the default, and enables it. `false` changes nothing: another becomes the default by saying so of it.
    pub is_default: Option<bool>,
}

impl NewModel {
    /// A model of which only the name is known.
    pub fn named(provider: ProviderId, wire_name: String) -> NewModel {
        NewModel {
            provider,
            wire_name,
            name: None,
            class: None,
            context_window: None,
            features: Features::default(),
            prices: None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), Denial> {
        let plain = |c: char| !c.is_control() && !c.is_whitespace();
        let wire = &self.wire_name;
        if wire.is_empty() || wire.len() > WIRE_NAME_MAX || !wire.chars().all(plain) {
            return Err(Denial::NameInvalid);
        }
        self.read_name()?;
        check_prices(self.prices)?;
        check_context_window(self.context_window)
    }

    /// A name on the wire can be longer than a name that people read.
    fn read_name(&self) -> Result<String, Denial> {
        match &self.name {
            Some(name) => DisplayName::parse(name).map(|n| n.as_str().to_owned()),
            None => {
                let last = self.wire_name.rsplit('/').next().unwrap_or(&self.wire_name);
                let short: String = last.chars().take(tertulia_core::name::DISPLAY_NAME_MAX_CHARS).collect();
                DisplayName::parse(&short).map(|n| n.as_str().to_owned())
            }
        }
    }
}

impl Engine {
    /// Puts a model into the catalogue. The first becomes the default. The same model of the same provider stays the same.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session, and for an unknown provider; `Denied` with
    /// `NameInvalid` or `OutOfRange`.
    pub async fn add_model(&self, caller: Caller, new: NewModel) -> Result<Model> {
        caller.require_administrator()?;
        new.check()?;
        let model = {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            if !self.parts.store.providers().await?.iter().any(|p| p.id == new.provider) {
                return Err(Error::NotFound);
            }
            self.put_new_model(new).await?
        };
        self.tell_instance().await?;
        Ok(model)
    }

    /// Changes an entry of the catalogue.
    ///
    /// # Errors
    /// As [`Engine::add_model`].
    pub async fn change_model(&self, caller: Caller, id: ModelId, change: ModelChange) -> Result<Model> {
        caller.require_administrator()?;
        check_context_window(change.context_window)?;
        check_prices(change.prices.flatten())?;
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            let models = self.parts.store.models().await?;
            let mut model = models.into_iter().find(|m| m.id == id).ok_or(Error::NotFound)?;
            if let Some(name) = &change.name {
                model.name = DisplayName::parse(name)?.as_str().to_owned();
            }
            model.class = change.class.unwrap_or(model.class);
            model.context_window = change.context_window.unwrap_or(model.context_window);
            model.features = change.features.unwrap_or(model.features);
            model.prices = change.prices.unwrap_or(model.prices);
            model.is_enabled = change.is_enabled.unwrap_or(model.is_enabled);
            if change.is_default == Some(true) {
                model.is_default = true;
                model.is_enabled = true;
            }
            model.is_default &= model.is_enabled;
            self.parts.store.put_model(model).await?;
            self.settle_default().await?;
        }
        self.tell_instance().await?;
        self.model(id).await
    }

    /// Puts the models in the order in which they stand in for one another (MOD-5). Those that the list lacks come after it, in
    /// the order they had; one that is gone is passed over.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session; `Denied` with `OutOfRange` for a list that is too long.
    pub async fn order_models(&self, caller: Caller, order: Vec<ModelId>) -> Result<()> {
        caller.require_administrator()?;
        if order.len() > MODELS_MAX {
            return Err(Denial::OutOfRange.into());
        }
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            self.parts.store.order_models(order).await?;
        }
        self.tell_instance().await
    }

    /// Takes a model out of the catalogue. Groups that chose it use the default from then on.
    ///
    /// # Errors
    /// As [`Engine::add_model`].
    pub async fn remove_model(&self, caller: Caller, id: ModelId) -> Result<()> {
        caller.require_administrator()?;
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            if !self.parts.store.remove_model(id).await? {
                return Err(Error::NotFound);
            }
            self.settle_default().await?;
        }
        self.tell_instance().await
    }

    /// The models that a group can choose from, the default one first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn models_for_group(&self, access: &Access) -> Result<Vec<Model>> {
        let providers = self.parts.store.providers().await?;
        self.models_allowed(&access.live.state(), &providers).await
    }

    /// The enabled models, the default one first.
    pub(crate) async fn enabled_models(&self) -> Result<Vec<Model>> {
        let mut models = self.parts.store.models().await?;
        models.retain(|m| m.is_enabled);
        models.sort_by_key(|m| !m.is_default);
        Ok(models)
    }

    /// Puts a new model into the catalogue. The caller holds the lane of the instance.
    pub(crate) async fn put_new_model(&self, new: NewModel) -> Result<Model> {
        new.check()?;
        let models = self.parts.store.models().await?;
        let is_same = |m: &&Model| m.provider == new.provider && m.wire_name == new.wire_name;
        if let Some(known) = models.iter().find(is_same) {
            return Ok(known.clone());
        }
        if models.len() >= MODELS_MAX {
            return Err(Denial::OutOfRange.into());
        }
        let found = self.tried(&new).await?;
        let model = Model {
            id: ModelId(Uuid::now_v7()),
            provider: new.provider,
            name: new.read_name()?,
            class: new.class.unwrap_or_else(|| model_names::class(&new.wire_name)),
            context_window: new
                .context_window
                .or_else(|| model_names::window(&new.wire_name))
                .unwrap_or(CONTEXT_WINDOW_CAUTIOUS),
            wire_name: new.wire_name,
            features: new.features.or(found),
            found,
            prices: new.prices,
            place: models.iter().map(|m| m.place).max().unwrap_or(0).saturating_add(1),
            is_enabled: true,
            is_default: !models.iter().any(|m| m.is_default && m.is_enabled),
            created_at: self.now(),
        };
        self.parts.store.put_model(model.clone()).await?;
        Ok(model)
    }

    /// Makes the first enabled model the default where none is. The caller holds the lane of the instance.
    pub(crate) async fn settle_default(&self) -> Result<()> {
        let models = self.enabled_models().await?;
        match models.first() {
            Some(first) if !first.is_default => {
                self.parts.store.put_model(Model { is_default: true, ..first.clone() }).await
            }
            Some(_) | None => Ok(()),
        }
    }

    async fn model(&self, id: ModelId) -> Result<Model> {
        self.parts.store.models().await?.into_iter().find(|m| m.id == id).ok_or(Error::NotFound)
    }
}

fn check_context_window(tokens: Option<u32>) -> Result<(), Denial> {
    if tokens.is_none_or(|t| CONTEXT_WINDOWS.contains(&t)) { Ok(()) } else { Err(Denial::OutOfRange) }
}

fn check_prices(prices: Option<Prices>) -> Result<(), Denial> {
    if prices.is_none_or(|p| p.prompt.max(p.answer) <= PRICE_MAX) { Ok(()) } else { Err(Denial::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(wire_name: &str) -> NewModel {
        NewModel::named(ProviderId(Uuid::from_u128(1)), wire_name.into())
    }

    #[test]
    fn names_on_the_wire_are_one_word_and_make_a_name_to_read() {
        assert_eq!(new("openai/gpt-4o-mini").check(), Ok(()));
        assert_eq!(new("openai/gpt-4o-mini").read_name().unwrap(), "gpt-4o-mini");
        assert_eq!(new(&"x".repeat(120)).read_name().unwrap().len(), 50);
        for bad in ["", "two words", "a\nb", &"x".repeat(201)] {
            assert_eq!(new(bad).check(), Err(Denial::NameInvalid), "{bad}");
        }
    }

    #[test]
    fn a_context_window_is_neither_tiny_nor_endless() {
        assert_eq!(NewModel { context_window: Some(10), ..new("a") }.check(), Err(Denial::OutOfRange));
        assert_eq!(NewModel { context_window: Some(4_096), ..new("a") }.check(), Ok(()));
    }
}
