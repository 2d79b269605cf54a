//! Requests: people who came by a link with an approval step, and wait for a member's word (GRP-4).

use tertulia_core::member::Via;
use tertulia_core::profile::Profile;
use tertulia_core::{Denial, Error, GroupId, ProfileId, Result, Timestamp};

use crate::{Access, Engine, Signal};

/// Somebody who waits for approval.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestView {
    pub profile: Profile,
    pub at: Timestamp,
}

impl Engine {
    /// Who waits for approval, oldest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn requests(&self, access: &Access) -> Result<Vec<RequestView>> {
        let requests = self.parts.store.requests_of(access.group_id()).await?;
        let ids: Vec<ProfileId> = requests.iter().map(|r| r.profile).collect();
        let profiles = self.parts.store.profiles(&ids).await?;
        let view = |request: &tertulia_core::ports::JoinRequest| {
            let profile = profiles.iter().find(|p| p.id == request.profile)?.clone();
            Some(RequestView { profile, at: request.at })
        };
        Ok(requests.iter().filter_map(view).collect())
    }

    /// Lets somebody in who asked. They see what the link that they came by promised, and no more than the group's setting
    /// says now. Where the link has expired or been used up since they asked, the member who approves brings them in.
    ///
    /// # Errors
    /// `NotFound` where nobody of that id waits; `Denied` where the group is full or the person was removed from it.
    pub async fn approve_request(&self, access: &Access, profile: ProfileId) -> Result<()> {
        let group = access.group_id();
        let _alone = self.changes.alone(group).await;
        let requests = self.parts.store.requests_of(group).await?;
        let request = requests.into_iter().find(|r| r.profile == profile).ok_or(Error::NotFound)?;
        let invite = self.parts.store.invite(group, request.invite).await?.ok_or(Error::NotFound)?;
        let via = match invite.is_open(self.now()) {
            true => Via::Invite { invite: invite.id },
            false => Via::Addition { added_by: access.profile() },
        };
        match self.join(group, profile, via, invite.newcomers).await {
            Ok(_) => {}
            Err(Error::Denied(Denial::AlreadyAMember)) => {
                self.parts.store.remove_request(group, profile).await?;
            }
            Err(error) => return Err(error),
        }
        self.tell_requests(group).await
    }

    /// Turns down somebody who asked. They are not told, and may ask again.
    ///
    /// # Errors
    /// `NotFound` where nobody of that id waits.
    pub async fn decline_request(&self, access: &Access, profile: ProfileId) -> Result<()> {
        if !self.parts.store.remove_request(access.group_id(), profile).await? {
            return Err(Error::NotFound);
        }
        self.tell_requests(access.group_id()).await
    }

    /// Tells the members how many wait.
    pub(crate) async fn tell_requests(&self, group: GroupId) -> Result<()> {
        let count = u32::try_from(self.parts.store.requests_of(group).await?.len()).unwrap_or(u32::MAX);
        self.hub.signal_group(group, &Signal::Requests { group, count }, |_| true);
        Ok(())
    }
}
