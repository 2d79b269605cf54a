//! `group_renamed`: the group has another name.

use serde::{Deserialize, Serialize};

use crate::Group;
use crate::name::GroupName;

/// The group has another name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupRenamed {
    pub name: GroupName,
}

impl GroupRenamed {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.name = self.name.clone();
    }
}
