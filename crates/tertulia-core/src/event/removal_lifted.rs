//! `removal_lifted`: somebody who was removed may join again.

use serde::{Deserialize, Serialize};

use crate::{Group, ProfileId};

/// Somebody who was removed may join again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RemovalLifted {
    pub member: ProfileId,
}

impl RemovalLifted {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.removed.retain(|r| r.member.profile != self.member);
    }
}
