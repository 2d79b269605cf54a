//! `group_created`: somebody made the group.

use serde::{Deserialize, Serialize};
use tertulia_core::BlobId;
use tertulia_core::name::GroupName;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::Unfit;
use crate::settings::Seat;

/// Somebody made the group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupCreated {
    /// The name.
    pub name: String,
    /// The blob of the photo.
    #[schema(required = true)]
    pub photo: Option<Uuid>,
    /// The assistants at the table.
    pub seats: Vec<Seat>,
}

impl From<&tertulia_core::event::GroupCreated> for GroupCreated {
    fn from(event: &tertulia_core::event::GroupCreated) -> Self {
        GroupCreated {
            name: event.name.as_str().to_owned(),
            photo: event.photo.map(|id| id.0),
            seats: event.seats.iter().map(Seat::from).collect(),
        }
    }
}

impl TryFrom<GroupCreated> for tertulia_core::event::GroupCreated {
    type Error = Unfit;

    fn try_from(event: GroupCreated) -> Result<Self, Unfit> {
        Ok(Self {
            name: GroupName::parse(&event.name).map_err(|_| Unfit("group's name"))?,
            photo: event.photo.map(BlobId),
            seats: event.seats.into_iter().map(Into::into).collect(),
        })
    }
}
