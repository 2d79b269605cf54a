//! `member_joined`: the author became a member.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::member::{Member, Via};
use crate::{Group, Seq};

/// The author became a member.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MemberJoined {
    pub via: Via,
    /// The first message that the newcomer sees.
    pub sees_from: Seq,
}

impl MemberJoined {
    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        group.members.retain(|m| m.profile != stamp.author);
        group.members.push(Member {
            profile: stamp.author,
            joined_at: stamp.at,
            joined_seq: stamp.seq,
            sees_from: self.sees_from,
        });
    }
}
