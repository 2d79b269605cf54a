//! `removal_undone`: the author took a removal back; the membership goes on as it was.

use serde::{Deserialize, Serialize};
use tertulia_core::ProfileId;
use utoipa::ToSchema;
use uuid::Uuid;

/// The author took a removal back; the membership goes on as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct RemovalUndone {
    /// Whose.
    pub member: Uuid,
}

impl From<&tertulia_core::event::RemovalUndone> for RemovalUndone {
    fn from(event: &tertulia_core::event::RemovalUndone) -> Self {
        RemovalUndone { member: event.member.0 }
    }
}

impl From<RemovalUndone> for tertulia_core::event::RemovalUndone {
    fn from(event: RemovalUndone) -> Self {
        Self { member: ProfileId(event.member) }
    }
}
