//! `member_left`: the author left.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The author left.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MemberLeft {}

impl From<&tertulia_core::event::MemberLeft> for MemberLeft {
    fn from(_: &tertulia_core::event::MemberLeft) -> Self {
        MemberLeft {}
    }
}

impl From<MemberLeft> for tertulia_core::event::MemberLeft {
    fn from(_: MemberLeft) -> Self {
        Self {}
    }
}
