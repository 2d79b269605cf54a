//! `local_models_only_changed`: whether only models of this house answer was changed (PRV-7).

use serde::{Deserialize, Serialize};

use crate::Group;

/// Whether only models on machines of this house answer was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LocalModelsOnlyChanged {
    pub on: bool,
}

impl LocalModelsOnlyChanged {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.local_models_only = self.on;
    }
}
