//! `local_models_only_changed`: whether only models of this house answer was changed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether only models on machines of this house answer was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LocalModelsOnlyChanged {
    /// Whether they do from now on.
    pub on: bool,
}

impl From<&tertulia_core::event::LocalModelsOnlyChanged> for LocalModelsOnlyChanged {
    fn from(event: &tertulia_core::event::LocalModelsOnlyChanged) -> Self {
        LocalModelsOnlyChanged { on: event.on }
    }
}

impl From<LocalModelsOnlyChanged> for tertulia_core::event::LocalModelsOnlyChanged {
    fn from(event: LocalModelsOnlyChanged) -> Self {
        Self { on: event.on }
    }
}
