//! Members, how they came in, and who was removed.

use serde::{Deserialize, Serialize};
use tertulia_core::{InviteId, ProfileId, Seq, member};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Time;

/// A person in a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Member {
    /// Who.
    pub profile: Uuid,
    /// Since when.
    pub joined_at: Time,
    /// The event of joining; who has the lowest stands longest.
    pub joined_seq: u64,
    /// Messages before this place are not shown to this member.
    pub sees_from: u64,
}

/// How somebody came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Via {
    /// By making the group.
    Creating,
    /// By a link.
    Invite {
        /// Which.
        invite: Uuid,
    },
    /// Added by a member, and said yes.
    Addition {
        /// By whom.
        added_by: Uuid,
    },
}

/// Somebody who was removed and may not come back until that is lifted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Removal {
    /// Who.
    pub profile: Uuid,
    /// The membership as it was, which undoing brings back: since when.
    pub joined_at: Time,
    /// Its event of joining.
    pub joined_seq: u64,
    /// Its first visible message.
    pub sees_from: u64,
    /// Who removed them. They can undo it for ten seconds.
    pub by: Uuid,
    /// When they were removed.
    pub at: Time,
}

impl From<&member::Member> for Member {
    fn from(member: &member::Member) -> Self {
        Member {
            profile: member.profile.0,
            joined_at: member.joined_at.into(),
            joined_seq: member.joined_seq.0,
            sees_from: member.sees_from.0,
        }
    }
}

impl From<Member> for member::Member {
    fn from(member: Member) -> Self {
        Self {
            profile: ProfileId(member.profile),
            joined_at: member.joined_at.into(),
            joined_seq: Seq(member.joined_seq),
            sees_from: Seq(member.sees_from),
        }
    }
}

impl From<member::Via> for Via {
    fn from(via: member::Via) -> Self {
        match via {
            member::Via::Creating => Via::Creating,
            member::Via::Invite { invite } => Via::Invite { invite: invite.0 },
            member::Via::Addition { added_by } => Via::Addition { added_by: added_by.0 },
        }
    }
}

impl From<Via> for member::Via {
    fn from(via: Via) -> Self {
        match via {
            Via::Creating => Self::Creating,
            Via::Invite { invite } => Self::Invite { invite: InviteId(invite) },
            Via::Addition { added_by } => Self::Addition { added_by: ProfileId(added_by) },
        }
    }
}

impl From<&member::Removal> for Removal {
    fn from(removal: &member::Removal) -> Self {
        let Member { profile, joined_at, joined_seq, sees_from } = (&removal.member).into();
        Removal { profile, joined_at, joined_seq, sees_from, by: removal.by.0, at: removal.at.into() }
    }
}

impl From<Removal> for member::Removal {
    fn from(removal: Removal) -> Self {
        let Removal { profile, joined_at, joined_seq, sees_from, by, at } = removal;
        let member = Member { profile, joined_at, joined_seq, sees_from };
        Self { member: member.into(), by: ProfileId(by), at: at.into() }
    }
}
