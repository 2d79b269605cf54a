//! Which groups there are, and erasing them.

use async_trait::async_trait;

use crate::{GroupId, ProfileId, Result, Seq, Timestamp};

/// Which groups there are.
#[async_trait]
pub trait Groups: Send + Sync {
    /// The groups, not deleted, of which `profile` is a member.
    async fn groups_of(&self, profile: ProfileId) -> Result<Vec<GroupId>>;

    /// People who share a group with `profile`, without `profile`.
    async fn peers_of(&self, profile: ProfileId) -> Result<Vec<ProfileId>>;

    /// Whether the two share a group that is not deleted.
    async fn share_a_group(&self, one: ProfileId, other: ProfileId) -> Result<bool>;

    /// Up to where attention has followed the group; zero at first.
    async fn attention_cursor(&self, group: GroupId) -> Result<Seq>;

    /// Moves that cursor forwards; never backwards.
    async fn move_attention_cursor(&self, group: GroupId, to: Seq) -> Result<()>;

    /// Groups, not deleted, whose journal is ahead of that cursor.
    async fn groups_behind(&self) -> Result<Vec<GroupId>>;
}

/// What has to be done from time to time.
#[async_trait]
pub trait Housekeeping: Send + Sync {
    /// Groups that were deleted, or left by their last member, before `before`.
    async fn groups_to_erase(&self, before: Timestamp) -> Result<Vec<GroupId>>;

    /// Erases everything of a group: journal, bodies, projections, search entries, blobs' records.
    async fn erase_group(&self, group: GroupId) -> Result<()>;

    /// Forgets sessions that ended before `now`.
    async fn forget_ended_sessions(&self, now: Timestamp) -> Result<u64>;

    /// A number that another process's writes change, such as those of a command beside the server, and one's own do not.
    /// Cheap enough to be asked several times a second.
    async fn foreign_writes(&self) -> Result<u64>;

    /// Checks the store; a sentence for each thing that is wrong: broken file, gaps in journals, projections that differ.
    async fn check(&self) -> Result<Vec<String>>;
}
