//! Invites: offers that make a member of whoever redeems them (GRP-3, GRP-4).

use crate::settings::Newcomers;
use crate::{GroupId, InviteId, ProfileId, Timestamp};

/// A standing offer to join a group. Its secret is known to the link alone; the store keeps a hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invite {
    pub id: InviteId,
    pub group: GroupId,
    pub created_by: ProfileId,
    pub created_at: Timestamp,
    /// Counts resets; the secret is made from the id and this number, so that a reset stops the old link at once.
    pub generation: u32,
    pub expires_at: Option<Timestamp>,
    /// How many may join with it; `None` for as many as the group holds.
    pub max_uses: Option<u32>,
    pub uses: u32,
    /// Whether a member has to approve who wants to join with it.
    pub approval: bool,
    /// What those who join with it see; the stricter of this and the group's setting holds.
    pub newcomers: Newcomers,
}

impl Invite {
    /// Whether the invite can still be redeemed at `now`.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end) && self.max_uses.is_none_or(|max| self.uses < max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_invite_closes_with_its_last_use_and_at_its_expiry() {
        let id = Uuid::from_u128(1);
        let mut invite = Invite {
            id: InviteId(id),
            group: GroupId(id),
            created_by: ProfileId(id),
            created_at: Timestamp(0),
            generation: 0,
            expires_at: Some(Timestamp(10)),
            max_uses: Some(2),
            uses: 1,
            approval: false,
            newcomers: Newcomers::Everything,
        };
        assert!(invite.is_open(Timestamp(9)));
        assert!(!invite.is_open(Timestamp(10)));
        invite.uses = 2;
        assert!(!invite.is_open(Timestamp(9)));
    }
}
