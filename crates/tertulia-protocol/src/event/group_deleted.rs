//! `group_deleted`: the creator deleted the group for all.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The creator deleted the group for all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupDeleted {}

impl From<&tertulia_core::event::GroupDeleted> for GroupDeleted {
    fn from(_: &tertulia_core::event::GroupDeleted) -> Self {
        GroupDeleted {}
    }
}

impl From<GroupDeleted> for tertulia_core::event::GroupDeleted {
    fn from(_: GroupDeleted) -> Self {
        Self {}
    }
}
