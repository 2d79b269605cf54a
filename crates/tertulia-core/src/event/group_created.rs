//! `group_created`: somebody made the group.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::name::GroupName;
use crate::settings::Seat;
use crate::{BlobId, Group};

/// Somebody made the group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupCreated {
    pub name: GroupName,
    pub photo: Option<BlobId>,
    /// The assistants at the table.
    pub seats: Vec<Seat>,
}

impl GroupCreated {
    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        group.name = self.name.clone();
        group.photo = self.photo;
        group.seats = self.seats.clone();
        group.creator = stamp.author;
        group.created_at = stamp.at;
    }
}
