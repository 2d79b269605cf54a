//! `member_removed`: the author removed a member.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::member::Removal;
use crate::{Group, ProfileId};

/// The author removed a member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MemberRemoved {
    pub member: ProfileId,
}

impl MemberRemoved {
    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        if let Some(place) = group.members.iter().position(|m| m.profile == self.member) {
            let member = group.members.remove(place);
            group.removed.push(Removal { member, by: stamp.author, at: stamp.at });
        }
    }
}
