//! `newcomers_changed`: what newcomers see was changed.

use serde::{Deserialize, Serialize};

use crate::Group;
use crate::settings::Newcomers;

/// What newcomers see was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewcomersChanged {
    pub newcomers: Newcomers,
}

impl NewcomersChanged {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.newcomers = self.newcomers;
    }
}
