//! `group_photo_changed`: the group has another photo, or none.

use serde::{Deserialize, Serialize};
use tertulia_core::BlobId;
use utoipa::ToSchema;
use uuid::Uuid;

/// The group has another photo, or none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupPhotoChanged {
    /// The blob of the photo.
    #[schema(required = true)]
    pub photo: Option<Uuid>,
}

impl From<&tertulia_core::event::GroupPhotoChanged> for GroupPhotoChanged {
    fn from(event: &tertulia_core::event::GroupPhotoChanged) -> Self {
        GroupPhotoChanged { photo: event.photo.map(|id| id.0) }
    }
}

impl From<GroupPhotoChanged> for tertulia_core::event::GroupPhotoChanged {
    fn from(event: GroupPhotoChanged) -> Self {
        Self { photo: event.photo.map(BlobId) }
    }
}
