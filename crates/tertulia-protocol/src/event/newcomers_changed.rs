//! `newcomers_changed`: what newcomers see was changed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::settings::Newcomers;

/// What newcomers see was changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewcomersChanged {
    /// What newcomers see.
    pub newcomers: Newcomers,
}

impl From<&tertulia_core::event::NewcomersChanged> for NewcomersChanged {
    fn from(event: &tertulia_core::event::NewcomersChanged) -> Self {
        NewcomersChanged { newcomers: event.newcomers.into() }
    }
}

impl From<NewcomersChanged> for tertulia_core::event::NewcomersChanged {
    fn from(event: NewcomersChanged) -> Self {
        Self { newcomers: event.newcomers.into() }
    }
}
