//! Additions: people of the same server whom a member wants in a group, and who say yes or no.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Profile, Time};

/// Somebody who was added to a group and has not answered yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Addition {
    /// Who.
    pub profile: Profile,
    /// By whom.
    pub added_by: Uuid,
    /// When.
    pub at: Time,
}

/// Adds a person of this server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    /// Their username.
    pub username: String,
}

/// A group that somebody wants me in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MyAddition {
    /// Which.
    pub group: Uuid,
    /// Its name.
    pub group_name: String,
    /// Its small photo as a `data:` address, because photos of groups are for members.
    #[schema(required = true)]
    pub group_photo_data: Option<String>,
    /// By whom.
    pub added_by: Profile,
    /// How many members it has.
    pub people: u32,
    /// When.
    pub at: Time,
}

/// Somebody who waits for a member's approval.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct JoinRequest {
    /// Who.
    pub profile: Profile,
    /// Since when.
    pub at: Time,
}
