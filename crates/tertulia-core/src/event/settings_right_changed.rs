//! `settings_right_changed`: who may change settings was changed.

use serde::{Deserialize, Serialize};

use crate::Group;
use crate::settings::SettingsRight;

/// Who may change settings was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SettingsRightChanged {
    pub right: SettingsRight,
}

impl SettingsRightChanged {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.settings_right = self.right;
    }
}
