//! `group_deleted`: the creator deleted the group for all.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::Group;

/// The creator deleted the group for all.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupDeleted {}

impl GroupDeleted {
    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        group.deleted_at = Some(stamp.at);
    }
}
