//! `member_left`: the author left.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::Group;

/// The author left.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MemberLeft {}

impl MemberLeft {
    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        group.members.retain(|m| m.profile != stamp.author);
    }
}
