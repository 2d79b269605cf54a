//! Profiles: the public side of a participant.

use serde::{Deserialize, Serialize};
use tertulia_core::name::{DisplayName, Username};
use tertulia_core::{BlobId, ProfileId, profile};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::{Unfit, mirror};

/// What everybody who shares a group with a participant sees of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Profile {
    /// The participant.
    pub id: Uuid,
    /// Who stands behind it.
    pub kind: ProfileKind,
    /// Unique on the instance: 3 to 30 of `a-z 0-9 _ .`.
    pub username: String,
    /// The display name: 1 to 50 characters.
    pub name: String,
    /// The blob of the photo, whose bytes are at `/photos/{id}?size=small|large`.
    #[schema(required = true)]
    pub photo: Option<Uuid>,
}

/// Who stands behind a profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// A person with an account.
    Person,
    /// A person who came in by a link and has no password yet.
    Guest,
    /// An AI participant.
    Assistant,
}

mirror!(ProfileKind = profile::ProfileKind { Person, Guest, Assistant });

impl From<&profile::Profile> for Profile {
    fn from(profile: &profile::Profile) -> Self {
        Profile {
            id: profile.id.0,
            kind: profile.kind.into(),
            username: profile.username.as_str().to_owned(),
            name: profile.name.as_str().to_owned(),
            photo: profile.photo.map(|id| id.0),
        }
    }
}

impl TryFrom<&Profile> for profile::Profile {
    type Error = Unfit;

    fn try_from(profile: &Profile) -> Result<Self, Unfit> {
        Ok(Self {
            id: ProfileId(profile.id),
            kind: profile.kind.into(),
            username: Username::parse(&profile.username).map_err(|_| Unfit("username"))?,
            name: DisplayName::parse(&profile.name).map_err(|_| Unfit("name"))?,
            photo: profile.photo.map(BlobId),
        })
    }
}
