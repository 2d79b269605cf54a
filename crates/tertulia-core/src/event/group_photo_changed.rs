//! `group_photo_changed`: the group has another photo, or none.

use serde::{Deserialize, Serialize};

use crate::{BlobId, Group};

/// The group has another photo, or none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupPhotoChanged {
    pub photo: Option<BlobId>,
}

impl GroupPhotoChanged {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.photo = self.photo;
    }
}
