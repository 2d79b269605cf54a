//! Invites, requests to join, and people added by username.

use async_trait::async_trait;

use crate::invite::Invite;
use crate::ports::SecretHash;
use crate::{GroupId, InviteId, ProfileId, Result, Timestamp};

/// Somebody who came by a link with an approval step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JoinRequest {
    pub group: GroupId,
    pub profile: ProfileId,
    pub invite: InviteId,
    pub at: Timestamp,
}

/// Somebody of the same server whom a member wants in the group, and who has not answered yet (GRP-5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addition {
    pub group: GroupId,
    pub profile: ProfileId,
    pub added_by: ProfileId,
    pub at: Timestamp,
}

/// Where they are kept.
#[async_trait]
pub trait Invites: Send + Sync {
    /// Makes an invite or replaces it; with another hash, the old secret stops at once.
    async fn put_invite(&self, invite: Invite, hash: SecretHash) -> Result<()>;
    async fn invite(&self, group: GroupId, id: InviteId) -> Result<Option<Invite>>;
    async fn invite_by_hash(&self, hash: SecretHash) -> Result<Option<Invite>>;
    /// Oldest first.
    async fn invites_of(&self, group: GroupId) -> Result<Vec<Invite>>;
    /// `false` if there was none.
    async fn remove_invite(&self, group: GroupId, id: InviteId) -> Result<bool>;

    /// Asks to join; asking again changes nothing.
    async fn put_request(&self, request: JoinRequest) -> Result<()>;
    /// Oldest first.
    async fn requests_of(&self, group: GroupId) -> Result<Vec<JoinRequest>>;
    /// The requests of a person that nobody has answered yet.
    async fn requests_by(&self, profile: ProfileId) -> Result<Vec<JoinRequest>>;
    /// `false` if there was none.
    async fn remove_request(&self, group: GroupId, profile: ProfileId) -> Result<bool>;

    /// Adds somebody who has to accept; adding again changes nothing.
    async fn put_addition(&self, addition: Addition) -> Result<()>;
    /// Those that a person has not answered yet, oldest first.
    async fn additions_for(&self, profile: ProfileId) -> Result<Vec<Addition>>;
    /// Those of a group that have not been answered yet, oldest first.
    async fn additions_of(&self, group: GroupId) -> Result<Vec<Addition>>;
    /// `false` if there was none.
    async fn remove_addition(&self, group: GroupId, profile: ProfileId) -> Result<bool>;
}
