//! `removal_lifted`: somebody who was removed may join again.

use serde::{Deserialize, Serialize};
use tertulia_core::ProfileId;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody who was removed may join again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct RemovalLifted {
    /// Whose.
    pub member: Uuid,
}

impl From<&tertulia_core::event::RemovalLifted> for RemovalLifted {
    fn from(event: &tertulia_core::event::RemovalLifted) -> Self {
        RemovalLifted { member: event.member.0 }
    }
}

impl From<RemovalLifted> for tertulia_core::event::RemovalLifted {
    fn from(event: RemovalLifted) -> Self {
        Self { member: ProfileId(event.member) }
    }
}
