//! Profiles: the public side of a participant.

use serde::{Deserialize, Serialize};

use crate::name::{DisplayName, Username};
use crate::{BlobId, ProfileId};

/// What everybody who shares a group with a participant sees of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    pub id: ProfileId,
    pub kind: ProfileKind,
    pub username: Username,
    pub name: DisplayName,
    pub photo: Option<BlobId>,
}

/// Who stands behind a profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    /// A person with an account.
    Person,
    /// A person who came in by a link and has no password yet (ACC-5).
    Guest,
    /// An AI participant.
    Assistant,
}
