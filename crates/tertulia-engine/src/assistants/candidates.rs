//! Who is asked for an answer, and in which order: the one place that picks a model.

use tertulia_core::model::{Model, ModelClass, Provider};
use tertulia_core::ports::Endpoint;
use tertulia_core::run::Fault;
use tertulia_core::{Error, Group, ModelId, Result};
use tracing::error;

use crate::Engine;

/// Most models that are asked for one answer.
const CANDIDATES_MAX: usize = 3;

/// A model with the way to it.
pub(super) struct Candidate {
    pub model: Model,
    pub endpoint: Endpoint,
    /// The house runs it itself: where it serves is asked each time.
    pub is_managed: bool,
    /// Its words do not leave the house.
    pub is_local: bool,
}

impl Candidate {
    /// Whether the group may use it now; it may have changed its mind since the candidates were found (PRV-7).
    pub fn is_allowed(&self, group: &Group) -> bool {
        self.is_local || !group.local_models_only
    }

    /// Deep and local models are given a minute (AST-2).
    pub fn is_slow(&self) -> bool {
        self.is_local || self.model.class == ModelClass::Deep
    }
}

impl Engine {
    /// The model that was asked for, else the instance's default, and those that may stand in for it; never none. Else the
    /// notice that people get instead.
    pub(super) async fn candidates(&self, group: &Group, wanted: Option<ModelId>) -> Result<Vec<Candidate>, Fault> {
        let found = self.find_candidates(group, wanted).await.map_err(|cause| {
            error!(%cause, "no model can be used");
            Fault::Internal
        })?;
        if found.is_empty() { Err(Fault::NoModel) } else { Ok(found) }
    }

    async fn find_candidates(&self, group: &Group, wanted: Option<ModelId>) -> Result<Vec<Candidate>> {
        let providers = self.parts.store.providers().await?;
        let provider = |model: &Model| providers.iter().find(|p| p.id == model.provider);
        let mut models = self.models_allowed(group, &providers).await?;
        put_in_order(&mut models, wanted);
        let way = |model: Model| {
            let provider = provider(&model).ok_or_else(|| Error::Internal("a model has no provider".into()))?;
            let (is_managed, is_local) = (provider.is_managed, provider.is_local);
            Ok(Candidate { endpoint: self.endpoint(provider)?, is_managed, is_local, model })
        };
        models.into_iter().take(CANDIDATES_MAX).map(way).collect()
    }

    /// The model that is asked first where this one was chosen: itself, or the default where it is gone, switched off or not
    /// allowed, or none was chosen. `None` where nobody can answer.
    pub(crate) async fn first_model(&self, group: &Group, chosen: Option<ModelId>) -> Result<Option<Model>> {
        let mut models = self.models_allowed(group, &self.parts.store.providers().await?).await?;
        put_in_order(&mut models, chosen);
        Ok(models.into_iter().next())
    }

    /// The enabled models that a group may use, the default one first (PRV-7).
    pub(crate) async fn models_allowed(&self, group: &Group, providers: &[Provider]) -> Result<Vec<Model>> {
        let mut models = self.enabled_models().await?;
        if group.local_models_only {
            let is_local = |model: &Model| providers.iter().any(|p| p.id == model.provider && p.is_local);
            models.retain(is_local);
        }
        Ok(models)
    }
}

/// The one that was wanted, else the first; then those of its class in the catalogue's order, then lighter ones, then heavier.
fn put_in_order(models: &mut [Model], wanted: Option<ModelId>) {
    let Some(first) = models.iter().find(|m| Some(m.id) == wanted).or(models.first()) else { return };
    let (first, class) = (first.id, first.class);
    models.sort_by_key(|m| (m.id != first, distance(class, m.class)));
}

/// How unlike a class is to the one that was wanted; a lighter one costs nobody more than they agreed to.
fn distance(wanted: ModelClass, class: ModelClass) -> i8 {
    let steps = class as i8 - wanted as i8;
    if steps > 0 { 10 + steps } else { -steps }
}

#[cfg(test)]
mod tests {
    use tertulia_core::model::Features;
    use tertulia_core::{ProviderId, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn model(n: u128, class: ModelClass) -> Model {
        Model {
            id: ModelId(Uuid::from_u128(n)),
            provider: ProviderId(Uuid::from_u128(n)),
            wire_name: "m".into(),
            name: "m".into(),
            class,
            context_window: 8_192,
            features: Features::default(),
            found: Features::default(),
            prices: None,
            place: 0,
            is_enabled: true,
            is_default: n == 1,
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn stand_ins_are_of_the_same_class_then_lighter_then_heavier() {
        use ModelClass::{Deep, Light, Standard};
        let catalogue =
            [(1, Standard), (2, Deep), (3, Light), (4, Standard), (5, Deep)].map(|(n, class)| model(n, class));
        let order = |wanted: Option<u128>| {
            let mut models = catalogue.to_vec();
            put_in_order(&mut models, wanted.map(|n| ModelId(Uuid::from_u128(n))));
            models.iter().map(|m| m.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(order(None), [1, 4, 3, 2, 5]);
        assert_eq!(order(Some(4)), [4, 1, 3, 2, 5]);
        assert_eq!(order(Some(5)), [5, 2, 1, 4, 3]);
        assert_eq!(order(Some(3)), [3, 1, 4, 2, 5]);
        assert_eq!(order(Some(99)), [1, 4, 3, 2, 5], "one that is gone is the default");
    }
}
