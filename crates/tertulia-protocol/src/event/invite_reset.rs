//! `invite_reset`: a link was reset; the old one has stopped working.

use serde::{Deserialize, Serialize};
use tertulia_core::InviteId;
use utoipa::ToSchema;
use uuid::Uuid;

/// A link was reset; the old one has stopped working.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct InviteReset {
    /// Which.
    pub invite: Uuid,
}

impl From<&tertulia_core::event::InviteReset> for InviteReset {
    fn from(event: &tertulia_core::event::InviteReset) -> Self {
        InviteReset { invite: event.invite.0 }
    }
}

impl From<InviteReset> for tertulia_core::event::InviteReset {
    fn from(event: InviteReset) -> Self {
        Self { invite: InviteId(event.invite) }
    }
}
