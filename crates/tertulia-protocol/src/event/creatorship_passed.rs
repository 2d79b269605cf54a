//! `creatorship_passed`: the creator left, and the longest-standing member became the creator.

use serde::{Deserialize, Serialize};
use tertulia_core::ProfileId;
use utoipa::ToSchema;
use uuid::Uuid;

/// The creator left, and the longest-standing member became the creator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreatorshipPassed {
    /// To whom.
    pub to: Uuid,
}

impl From<&tertulia_core::event::CreatorshipPassed> for CreatorshipPassed {
    fn from(event: &tertulia_core::event::CreatorshipPassed) -> Self {
        CreatorshipPassed { to: event.to.0 }
    }
}

impl From<CreatorshipPassed> for tertulia_core::event::CreatorshipPassed {
    fn from(event: CreatorshipPassed) -> Self {
        Self { to: ProfileId(event.to) }
    }
}
