//! `creatorship_passed`: the creator left, and the longest-standing member became the creator.

use serde::{Deserialize, Serialize};

use crate::{Group, ProfileId};

/// The creator left, and the longest-standing member became the creator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreatorshipPassed {
    pub to: ProfileId,
}

impl CreatorshipPassed {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.creator = self.to;
    }
}
