//! Redeeming: what a link leads to, and saying yes to it (GRP-3, GRP-4).

use std::sync::Arc;

use tertulia_core::invite::Invite;
use tertulia_core::member::Via;
use tertulia_core::ports::JoinRequest;
use tertulia_core::settings::{Mode, Newcomers};
use tertulia_core::{Denial, Error, Group, GroupId, ProfileId, Result};

use crate::{Caller, Engine, PhotoBytes, Refusal, Secret};

/// How many members a preview shows.
const FACES_MAX: usize = 5;

/// What a link leads to, for whoever holds it and has not said yes.
#[derive(Clone, Debug)]
pub struct InvitePreview {
    /// Only for those who are members already.
    pub group: Option<GroupId>,
    pub name: String,
    pub photo: Option<PhotoBytes>,
    /// The longest-standing members, at most five.
    pub members: Vec<Face>,
    /// How many members there are.
    pub people: usize,
    /// The assistants at the table, with their modes and models; they read what is written.
    pub assistants: Vec<PreviewAssistant>,
    /// What those who join with this link see.
    pub newcomers: Newcomers,
    pub approval: bool,
    pub is_full: bool,
    pub created_by_name: String,
    /// Whether the caller has asked already and waits.
    pub is_requested: bool,
}

/// A member, as somebody sees them who is none yet.
#[derive(Clone, Debug)]
pub struct Face {
    pub name: String,
    pub photo: Option<PhotoBytes>,
}

/// An assistant, as somebody sees it who is no member yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviewAssistant {
    pub name: String,
    pub mode: Mode,
    /// The model it answers with; `None` where there is none.
    pub model_name: Option<String>,
}

/// What became of saying yes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Redeemed {
    /// A member, now or before.
    Joined(GroupId),
    /// A member has to approve.
    Requested,
}

/// A link that can be redeemed, and its group.
pub(crate) struct Offer {
    pub invite: Invite,
    pub group: Arc<Group>,
}

impl Offer {
    pub fn is_full(&self, member_limit: u32) -> bool {
        self.group.members.len() >= usize::try_from(member_limit).unwrap_or(usize::MAX)
    }

    /// Whoever was removed gets the same answer as the holder of a wrong link, until that is lifted.
    fn open_to(self, profile: ProfileId) -> Result<Offer, Refusal> {
        if self.group.is_removed(profile) { Err(Refusal::InviteInvalid) } else { Ok(self) }
    }
}

impl Engine {
    /// What a link leads to; `caller` where somebody is signed in.
    ///
    /// # Errors
    /// `InviteInvalid`.
    pub async fn preview_invite(&self, caller: Option<Caller>, secret: &str) -> Result<InvitePreview, Refusal> {
        let mut offer = self.open_offer(secret).await?;
        if let Some(caller) = caller {
            offer = offer.open_to(caller.profile)?;
        }
        let is_requested = match caller {
            Some(caller) => self.has_requested(offer.group.id, caller.profile).await?,
            None => false,
        };
        let member_limit = self.parts.store.instance_settings().await?.member_limit;
        let is_full = offer.is_full(member_limit);
        let Offer { invite, group } = offer;
        let created_by = self.parts.store.profiles(&[invite.created_by]).await?.pop();
        Ok(InvitePreview {
            group: caller.filter(|c| group.member(c.profile).is_some()).map(|_| group.id),
            name: group.name.as_str().to_owned(),
            photo: self.small_photo(group.photo).await?,
            members: self.faces(&group).await?,
            people: group.members.len(),
            assistants: self.preview_assistants(&group).await?,
            newcomers: group.newcomers.stricter(invite.newcomers),
            approval: invite.approval,
            is_full,
            created_by_name: created_by.map(|p| p.name.as_str().to_owned()).unwrap_or_default(),
            is_requested,
        })
    }

    /// Says yes to a link. A member already stays one, and no use is counted.
    ///
    /// # Errors
    /// `InviteInvalid`, `Denied(GroupFull)`.
    pub async fn redeem_invite(&self, caller: Caller, secret: &str) -> Result<Redeemed, Refusal> {
        let group = self.open_offer(secret).await?.group.id;
        let _alone = self.changes.alone(group).await;
        // Asked again now that nobody else resets or changes it.
        let offer = self.open_offer(secret).await?.open_to(caller.profile)?;
        if offer.group.member(caller.profile).is_some() {
            return Ok(Redeemed::Joined(group));
        }
        if offer.invite.approval {
            return self.request_to_join(caller, offer).await;
        }
        let via = Via::Invite { invite: offer.invite.id };
        match self.join(group, caller.profile, via, offer.invite.newcomers).await {
            Ok(_) => self.tell_requests(group).await?,
            Err(Error::Denied(Denial::AlreadyAMember)) => {}
            Err(Error::NotFound | Error::Denied(Denial::RemovedFromGroup)) => return Err(Refusal::InviteInvalid),
            Err(error) => return Err(error.into()),
        }
        Ok(Redeemed::Joined(group))
    }

    /// The link with this secret, if it can be redeemed by anybody.
    ///
    /// # Errors
    /// `InviteInvalid` for a secret that is wrong, reset, expired or used up, of a group that is gone, or of a suspended maker.
    pub(crate) async fn open_offer(&self, secret: &str) -> Result<Offer, Refusal> {
        let secret = Secret::read(secret).ok_or(Refusal::InviteInvalid)?;
        let found = self.parts.store.invite_by_hash(secret.hash()).await?;
        let invite = found.ok_or(Refusal::InviteInvalid)?;
        if !self.is_open(&invite).await? {
            return Err(Refusal::InviteInvalid);
        }
        let live = self.live_group(invite.group).await?.ok_or(Refusal::InviteInvalid)?;
        let group = live.state();
        if group.deleted_at.is_some() { Err(Refusal::InviteInvalid) } else { Ok(Offer { invite, group }) }
    }

    async fn request_to_join(&self, caller: Caller, offer: Offer) -> Result<Redeemed, Refusal> {
        let settings = self.parts.store.instance_settings().await?;
        if offer.is_full(settings.member_limit) {
            return Err(Denial::GroupFull.into());
        }
        let (group, invite) = (offer.group.id, offer.invite.id);
        let request = JoinRequest { group, profile: caller.profile, invite, at: self.now() };
        self.parts.store.put_request(request).await?;
        self.tell_requests(group).await?;
        Ok(Redeemed::Requested)
    }

    async fn has_requested(&self, group: GroupId, profile: ProfileId) -> Result<bool> {
        Ok(self.parts.store.requests_by(profile).await?.iter().any(|r| r.group == group))
    }

    async fn faces(&self, group: &Group) -> Result<Vec<Face>> {
        let shown: Vec<ProfileId> = group.members.iter().take(FACES_MAX).map(|m| m.profile).collect();
        let profiles = self.parts.store.profiles(&shown).await?;
        let mut faces = Vec::with_capacity(shown.len());
        for profile in shown.iter().filter_map(|id| profiles.iter().find(|p| p.id == *id)) {
            let photo = self.small_photo(profile.photo).await?;
            faces.push(Face { name: profile.name.as_str().to_owned(), photo });
        }
        Ok(faces)
    }

    async fn preview_assistants(&self, group: &Group) -> Result<Vec<PreviewAssistant>> {
        let ids: Vec<ProfileId> = group.seats.iter().map(|s| s.assistant).collect();
        let profiles = self.parts.store.profiles(&ids).await?;
        let mut assistants = Vec::with_capacity(group.seats.len());
        for seat in &group.seats {
            let Some(profile) = profiles.iter().find(|p| p.id == seat.assistant) else { continue };
            let model_name = self.first_model(group, seat.model).await?.map(|m| m.name);
            let name = profile.name.as_str().to_owned();
            assistants.push(PreviewAssistant { name, mode: seat.mode, model_name });
        }
        Ok(assistants)
    }
}
