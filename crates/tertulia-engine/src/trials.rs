//! Trials: what tests of providers found out about models, remembered until the models are added.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tertulia_core::model::{Features, Model, Provider};
use tertulia_core::{Error, ProviderId, Result};

use crate::Engine;
use crate::changes::Changes;
use crate::models::NewModel;

/// How many are remembered.
const TRIALS_MAX: usize = 200;

/// What the last tests found.
#[derive(Default)]
pub(crate) struct Trials(Mutex<VecDeque<Trial>>);

struct Trial {
    base_url: String,
    wire_name: String,
    features: Features,
}

impl Trials {
    pub fn note(&self, base_url: &str, wire_name: &str, features: Features) {
        let mut trials = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trials.retain(|trial| trial.base_url != base_url || trial.wire_name != wire_name);
        trials.push_back(Trial { base_url: base_url.to_owned(), wire_name: wire_name.to_owned(), features });
        if trials.len() > TRIALS_MAX {
            trials.pop_front();
        }
    }

    /// What is known of a model at an address; nothing where nobody tried it.
    pub fn of(&self, base_url: &str, wire_name: &str) -> Features {
        let trials = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = trials.iter().find(|trial| trial.base_url == base_url && trial.wire_name == wire_name);
        found.map_or_else(Features::default, |trial| trial.features)
    }
}

impl Engine {
    /// Keeps what a test found out about a model of the catalogue. What an administrator says of it stays.
    pub(crate) async fn keep_trial(&self, base_url: &str, wire_name: &str, found: Features) -> Result<()> {
        self.trials.note(base_url, wire_name, found);
        {
            let _alone = self.changes.alone(Changes::INSTANCE).await;
            let providers = self.parts.store.providers().await?;
            for model in self.parts.store.models().await? {
                let corrected = corrected(&model, found);
                if is_at(&model, &providers, base_url, wire_name) && corrected != model {
                    self.parts.store.put_model(corrected).await?;
                }
            }
        }
        self.tell_instance().await
    }

    /// What tests found out about a model before it was added.
    pub(crate) async fn tried(&self, new: &NewModel) -> Result<Features> {
        let providers = self.parts.store.providers().await?;
        let provider = providers.iter().find(|provider| provider.id == new.provider).ok_or(Error::NotFound)?;
        Ok(self.trials.of(&provider.base_url, &new.wire_name))
    }
}

fn is_at(model: &Model, providers: &[Provider], base_url: &str, wire_name: &str) -> bool {
    let serves = |id: ProviderId| providers.iter().any(|provider| provider.id == id && provider.base_url == base_url);
    model.wire_name == wire_name && serves(model.provider)
}

/// A model after another test: what an earlier one found is corrected, and what an administrator said otherwise stays. What this
/// test could not find out is as it was.
fn corrected(model: &Model, found: Features) -> Model {
    let (known, before) = (model.features, model.found);
    let said = |known: Option<bool>, before: Option<bool>| known.filter(|_| known != before);
    let said = Features {
        usage: said(known.usage, before.usage),
        tools: said(known.tools, before.tools),
        images: said(known.images, before.images),
        json_schema: said(known.json_schema, before.json_schema),
    };
    let found = found.or(before);
    Model { features: said.or(found), found, ..model.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_test_counts_and_old_ones_are_forgotten() {
        let trials = Trials::default();
        let tools = |tools| Features { tools: Some(tools), ..Features::default() };
        trials.note("a", "m", tools(false));
        trials.note("a", "m", tools(true));
        assert_eq!(trials.of("a", "m"), tools(true));
        assert_eq!(trials.of("b", "m"), Features::default(), "another address is another model");
        for n in 0..TRIALS_MAX {
            trials.note("c", &n.to_string(), tools(true));
        }
        assert_eq!(trials.of("a", "m"), Features::default());
    }
}
