//! `group_renamed`: the group has another name.

use serde::{Deserialize, Serialize};
use tertulia_core::name::GroupName;
use utoipa::ToSchema;

use crate::mirror::Unfit;

/// The group has another name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupRenamed {
    /// The name.
    pub name: String,
}

impl From<&tertulia_core::event::GroupRenamed> for GroupRenamed {
    fn from(event: &tertulia_core::event::GroupRenamed) -> Self {
        GroupRenamed { name: event.name.as_str().to_owned() }
    }
}

impl TryFrom<GroupRenamed> for tertulia_core::event::GroupRenamed {
    type Error = Unfit;

    fn try_from(event: GroupRenamed) -> Result<Self, Unfit> {
        Ok(Self { name: GroupName::parse(&event.name).map_err(|_| Unfit("group's name"))? })
    }
}
