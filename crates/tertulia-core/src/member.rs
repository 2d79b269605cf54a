//! Members: the people in a group.

use serde::{Deserialize, Serialize};

use crate::{InviteId, ProfileId, Seq, Timestamp};

/// How long a removal can be undone by the one who removed (GRP-7), in seconds.
pub const REMOVAL_UNDO_SECONDS: u64 = 10;

/// A person in a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    pub profile: ProfileId,
    pub joined_at: Timestamp,
    /// The event of joining; who has the lowest stands longest.
    pub joined_seq: Seq,
    /// Messages before this place are not shown to this member.
    pub sees_from: Seq,
}

/// How somebody came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Via {
    /// By making the group.
    Creating,
    /// By a link.
    Invite { invite: InviteId },
    /// Added by a member, and said yes (GRP-5).
    Addition { added_by: ProfileId },
}

/// Somebody who was removed and may not come back until that is lifted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Removal {
    /// The membership as it was, for undoing.
    pub member: Member,
    pub by: ProfileId,
    pub at: Timestamp,
}
