//! `removal_undone`: the author took a removal back within ten seconds; the membership goes on as it was.

use serde::{Deserialize, Serialize};

use crate::{Group, ProfileId};

/// The author took a removal back within ten seconds; the membership goes on as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RemovalUndone {
    pub member: ProfileId,
}

impl RemovalUndone {
    pub(crate) fn apply(&self, group: &mut Group) {
        if let Some(place) = group.removed.iter().position(|r| r.member.profile == self.member) {
            let removal = group.removed.remove(place);
            group.members.push(removal.member);
            group.members.sort_by_key(|m| m.joined_seq);
        }
    }
}
