//! Invites: the links of a group (GRP-3, GRP-4). Any member can share, make, change, reset and remove them.

use std::time::Duration;

use tertulia_core::group::check_newcomers;
use tertulia_core::invite::Invite;
use tertulia_core::settings::Newcomers;
use tertulia_core::{Command, Denial, Error, InviteId, Result, Timestamp};
use uuid::Uuid;

use crate::{Access, Engine, Secret};

/// How long a link that expires may last, in seconds: a minute to a year.
pub const INVITE_EXPIRY_SECONDS: std::ops::RangeInclusive<u32> = 60..=31_536_000;
/// How many may join with a link that counts.
pub const INVITE_USES: std::ops::RangeInclusive<u32> = 1..=1_000;
/// The most links of a group.
const INVITES_MAX: usize = 50;

/// What a link says. `None` stays, or is unlimited for a new link; `Some(None)` clears.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct InviteTerms {
    /// From now on.
    pub expires_in_seconds: Option<Option<u32>>,
    pub max_uses: Option<Option<u32>>,
    pub approval: Option<bool>,
    pub newcomers: Option<Newcomers>,
}

/// A link, as members see it.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteView {
    pub invite: Invite,
    /// The whole link, its secret after `#`.
    pub link: String,
    pub is_open: bool,
}

impl Engine {
    /// The links of the group, oldest first. Makes the plain first one if there is none and the caller may write.
    ///
    /// # Errors
    /// What the store says.
    pub async fn invites(&self, access: &Access) -> Result<Vec<InviteView>> {
        let _alone = self.changes.alone(access.group_id()).await;
        let mut invites = self.parts.store.invites_of(access.group_id()).await?;
        if invites.is_empty() && access.caller().may_write() {
            invites.push(self.make_invite(access, InviteTerms::default()).await?);
        }
        let mut views = Vec::with_capacity(invites.len());
        for invite in invites {
            views.push(self.invite_view(invite).await?);
        }
        Ok(views)
    }

    /// Makes a link.
    ///
    /// # Errors
    /// `Denied(OutOfRange)` for terms out of range, and where the group has 50 links.
    pub async fn create_invite(&self, access: &Access, terms: InviteTerms) -> Result<InviteView> {
        let _alone = self.changes.alone(access.group_id()).await;
        if self.parts.store.invites_of(access.group_id()).await?.len() >= INVITES_MAX {
            return Err(Denial::OutOfRange.into());
        }
        let invite = self.make_invite(access, terms).await?;
        self.invite_view(invite).await
    }

    /// Changes what a link says; the link stays the same.
    ///
    /// # Errors
    /// `NotFound`, `Denied(OutOfRange)`.
    pub async fn change_invite(&self, access: &Access, id: InviteId, terms: InviteTerms) -> Result<InviteView> {
        let _alone = self.changes.alone(access.group_id()).await;
        let mut invite = self.known_invite(access, id).await?;
        take_terms(&mut invite, terms, self.now())?;
        self.put_invite(&invite).await?;
        self.invite_view(invite).await
    }

    /// Gives a link another secret: the old one stops at once, and its uses are counted anew. Everybody in the group sees that
    /// it happened. Whoever resets a link stands for it from then on.
    ///
    /// # Errors
    /// `NotFound`, and as [`Engine::submit`].
    pub async fn reset_invite(&self, access: &Access, id: InviteId) -> Result<InviteView> {
        let _alone = self.changes.alone(access.group_id()).await;
        let mut invite = self.known_invite(access, id).await?;
        invite.generation += 1;
        invite.uses = 0;
        invite.created_by = access.profile();
        // First stopped, then told: if we fail in between, no link works that the group believes dead.
        self.put_invite(&invite).await?;
        self.submit(access, Command::ResetInvite { invite: id }).await?;
        self.invite_view(invite).await
    }

    /// Removes a link, and the requests of those who came by it and have not been answered.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove_invite(&self, access: &Access, id: InviteId) -> Result<()> {
        let group = access.group_id();
        let _alone = self.changes.alone(group).await;
        if !self.parts.store.remove_invite(group, id).await? {
            return Err(Error::NotFound);
        }
        let requests = self.parts.store.requests_of(group).await?;
        let came_by_it: Vec<_> = requests.into_iter().filter(|r| r.invite == id).collect();
        for request in &came_by_it {
            self.parts.store.remove_request(group, request.profile).await?;
        }
        if came_by_it.is_empty() { Ok(()) } else { self.tell_requests(group).await }
    }

    /// Whether an invite can be redeemed: open by its own terms, and its maker not suspended (ACC-10).
    pub(crate) async fn is_open(&self, invite: &Invite) -> Result<bool> {
        Ok(invite.is_open(self.now()) && self.standing_account(invite.created_by).await?.is_some())
    }

    async fn make_invite(&self, access: &Access, terms: InviteTerms) -> Result<Invite> {
        let now = self.now();
        let mut invite = Invite {
            id: InviteId(Uuid::now_v7()),
            group: access.group_id(),
            created_by: access.profile(),
            created_at: now,
            generation: 0,
            expires_at: None,
            max_uses: None,
            uses: 0,
            approval: false,
            newcomers: Newcomers::Everything,
        };
        take_terms(&mut invite, terms, now)?;
        self.put_invite(&invite).await?;
        Ok(invite)
    }

    async fn known_invite(&self, access: &Access, id: InviteId) -> Result<Invite> {
        self.parts.store.invite(access.group_id(), id).await?.ok_or(Error::NotFound)
    }

    async fn put_invite(&self, invite: &Invite) -> Result<()> {
        self.parts.store.put_invite(invite.clone(), self.secret_of(invite).hash()).await
    }

    fn secret_of(&self, invite: &Invite) -> Secret {
        Secret::of_invite(&self.parts.config.instance_key, invite.id, invite.generation)
    }

    async fn invite_view(&self, invite: Invite) -> Result<InviteView> {
        let link = format!("{}/join#{}", self.parts.config.public_url, self.secret_of(&invite).text());
        let is_open = self.is_open(&invite).await?;
        Ok(InviteView { invite, link, is_open })
    }
}

/// The one validator: making a link and changing one run through it alike.
fn take_terms(invite: &mut Invite, terms: InviteTerms, now: Timestamp) -> Result<(), Denial> {
    if let Some(expiry) = terms.expires_in_seconds {
        let fits = expiry.is_none_or(|seconds| INVITE_EXPIRY_SECONDS.contains(&seconds));
        if !fits {
            return Err(Denial::OutOfRange);
        }
        invite.expires_at = expiry.map(|seconds| now.after(Duration::from_secs(seconds.into())));
    }
    if let Some(max_uses) = terms.max_uses {
        if !max_uses.is_none_or(|uses| INVITE_USES.contains(&uses)) {
            return Err(Denial::OutOfRange);
        }
        invite.max_uses = max_uses;
    }
    if let Some(newcomers) = terms.newcomers {
        check_newcomers(newcomers)?;
        invite.newcomers = newcomers;
    }
    invite.approval = terms.approval.unwrap_or(invite.approval);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tertulia_core::{GroupId, ProfileId};

    fn invite() -> Invite {
        let id = Uuid::from_u128(1);
        Invite {
            id: InviteId(id),
            group: GroupId(id),
            created_by: ProfileId(id),
            created_at: Timestamp(0),
            generation: 0,
            expires_at: Some(Timestamp(5)),
            max_uses: Some(3),
            uses: 0,
            approval: true,
            newcomers: Newcomers::FromJoining,
        }
    }

    #[test]
    fn what_is_absent_stays_and_null_clears() {
        let mut changed = invite();
        assert_eq!(take_terms(&mut changed, InviteTerms::default(), Timestamp(0)), Ok(()));
        assert_eq!(changed, invite());
        let clear = InviteTerms {
            expires_in_seconds: Some(None),
            max_uses: Some(None),
            approval: Some(false),
            newcomers: Some(Newcomers::Everything),
        };
        assert_eq!(take_terms(&mut changed, clear, Timestamp(0)), Ok(()));
        assert_eq!((changed.expires_at, changed.max_uses, changed.approval), (None, None, false));
        assert_eq!(changed.newcomers, Newcomers::Everything);
    }

    #[test]
    fn an_expiry_is_counted_from_now() {
        let mut changed = invite();
        let terms = InviteTerms { expires_in_seconds: Some(Some(60)), ..InviteTerms::default() };
        assert_eq!(take_terms(&mut changed, terms, Timestamp(1_000)), Ok(()));
        assert_eq!(changed.expires_at, Some(Timestamp(61_000)));
    }

    #[test]
    fn terms_out_of_range_are_refused() {
        for terms in [
            InviteTerms { expires_in_seconds: Some(Some(59)), ..InviteTerms::default() },
            InviteTerms { expires_in_seconds: Some(Some(31_536_001)), ..InviteTerms::default() },
            InviteTerms { max_uses: Some(Some(0)), ..InviteTerms::default() },
            InviteTerms { max_uses: Some(Some(1_001)), ..InviteTerms::default() },
            InviteTerms { newcomers: Some(Newcomers::Last { count: 0 }), ..InviteTerms::default() },
            InviteTerms { newcomers: Some(Newcomers::Last { count: 10_001 }), ..InviteTerms::default() },
        ] {
            assert_eq!(take_terms(&mut invite(), terms, Timestamp(0)), Err(Denial::OutOfRange), "{terms:?}");
        }
    }
}
