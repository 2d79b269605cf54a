//! `member_removed`: the author removed a member.

use serde::{Deserialize, Serialize};
use tertulia_core::ProfileId;
use utoipa::ToSchema;
use uuid::Uuid;

/// The author removed a member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MemberRemoved {
    /// Whose.
    pub member: Uuid,
}

impl From<&tertulia_core::event::MemberRemoved> for MemberRemoved {
    fn from(event: &tertulia_core::event::MemberRemoved) -> Self {
        MemberRemoved { member: event.member.0 }
    }
}

impl From<MemberRemoved> for tertulia_core::event::MemberRemoved {
    fn from(event: MemberRemoved) -> Self {
        Self { member: ProfileId(event.member) }
    }
}
