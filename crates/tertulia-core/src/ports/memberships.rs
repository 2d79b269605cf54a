//! What a member keeps about a group for themselves: how far they read, and how they want it shown.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{GroupId, ProfileId, Result, Seq, Timestamp};

/// How far a member has read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadPosition {
    pub profile: ProfileId,
    pub seq: Seq,
}

/// What a member has not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unread {
    /// Messages by others, not deleted.
    pub count: u32,
    /// Those of them that mention the member or reply to one of the member's messages.
    pub mentions: u32,
    /// The first of them.
    pub first: Option<Seq>,
}

/// A member's own settings for a group (GRP-10).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub mute: Option<Mute>,
    pub is_pinned: bool,
    pub is_archived: bool,
    /// Marked as unread from this message on; cleared by reading further.
    pub unread_from: Option<Seq>,
}

/// A group that does not notify.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mute {
    /// `None`: for ever.
    pub until: Option<Timestamp>,
    /// Mentions still notify.
    pub except_mentions: bool,
}

/// Where it is kept.
#[async_trait]
pub trait Memberships: Send + Sync {
    /// Moves read positions forwards, many at once; never backwards. Leaves out who is no member.
    async fn move_read_positions(&self, moves: &[(GroupId, ReadPosition)]) -> Result<()>;
    async fn read_positions(&self, group: GroupId) -> Result<Vec<ReadPosition>>;
    /// What `profile` has not read after `after`, from `sees_from` on and up to `up_to`. `count` stops at 1,000.
    async fn unread(
        &self,
        group: GroupId,
        profile: ProfileId,
        after: Seq,
        sees_from: Seq,
        up_to: Seq,
    ) -> Result<Unread>;
    async fn preferences(&self, group: GroupId, profile: ProfileId) -> Result<Preferences>;
    async fn set_preferences(&self, group: GroupId, profile: ProfileId, preferences: Preferences) -> Result<()>;
}
