//! `settings_right_changed`: who may change settings was changed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::settings::SettingsRight;

/// Who may change settings was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct SettingsRightChanged {
    /// Who may change them.
    pub right: SettingsRight,
}

impl From<&tertulia_core::event::SettingsRightChanged> for SettingsRightChanged {
    fn from(event: &tertulia_core::event::SettingsRightChanged) -> Self {
        SettingsRightChanged { right: event.right.into() }
    }
}

impl From<SettingsRightChanged> for tertulia_core::event::SettingsRightChanged {
    fn from(event: SettingsRightChanged) -> Self {
        Self { right: event.right.into() }
    }
}
