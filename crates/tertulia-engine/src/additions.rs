//! Additions: people of the same server whom a member wants in a group, and who say yes or no (GRP-5).

use tertulia_core::member::Via;
use tertulia_core::ports::Addition;
use tertulia_core::profile::Profile;
use tertulia_core::settings::Newcomers;
use tertulia_core::{Denial, Error, Group, GroupId, ProfileId, Result, Timestamp};

use crate::{Access, Caller, Engine, PhotoBytes, Signal};

/// The most people of one group who have not answered.
const ADDITIONS_MAX: usize = 100;

/// Somebody who was added and has not answered, as the group's members see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdditionView {
    pub profile: Profile,
    pub added_by: ProfileId,
    pub at: Timestamp,
}

/// A group that somebody wants the caller in.
#[derive(Clone, Debug)]
pub struct MyAddition {
    pub group: GroupId,
    pub group_name: String,
    pub group_photo: Option<PhotoBytes>,
    pub added_by: Profile,
    /// How many members it has.
    pub people: usize,
    pub at: Timestamp,
}

impl Engine {
    /// Who was added to the group and has not answered, oldest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn additions(&self, access: &Access) -> Result<Vec<AdditionView>> {
        let mut views = Vec::new();
        for addition in self.parts.store.additions_of(access.group_id()).await? {
            let profile = self.profile_of(addition.profile).await?;
            views.push(AdditionView { profile, added_by: addition.added_by, at: addition.at });
        }
        Ok(views)
    }

    /// Adds a person by username, who accepts or declines. Adding somebody again changes nothing. That an unknown username is
    /// said to be unknown tells no secret: the form for new accounts tells the same of every username.
    ///
    /// # Errors
    /// `NotFound` for a username that no person has, or whose account is suspended; `Denied` with `AlreadyAMember`,
    /// `RemovedFromGroup`, `GroupFull`, or `OutOfRange` where 100 have not answered.
    pub async fn add_person(&self, access: &Access, username: &str) -> Result<AdditionView> {
        let profile = self.person_by_username(username).await?;
        self.standing_account(profile.id).await?.ok_or(Error::NotFound)?;
        let _alone = self.changes.alone(access.group_id()).await;
        let (group, person) = (access.group_id(), profile.id);
        self.check_place(&access.live.state(), person).await?;
        let known = self.parts.store.additions_of(group).await?;
        if known.len() >= ADDITIONS_MAX {
            return Err(Denial::OutOfRange.into());
        }
        let addition = match known.into_iter().find(|a| a.profile == person) {
            Some(addition) => addition,
            None => {
                let addition = Addition { group, profile: person, added_by: access.profile(), at: self.now() };
                self.parts.store.put_addition(addition.clone()).await?;
                self.tell_additions(person);
                addition
            }
        };
        Ok(AdditionView { profile, added_by: addition.added_by, at: addition.at })
    }

    /// Takes an addition back before it is answered.
    ///
    /// # Errors
    /// `NotFound` where nobody of that id was added.
    pub async fn withdraw_addition(&self, access: &Access, profile: ProfileId) -> Result<()> {
        self.forget_addition(access.group_id(), profile).await
    }

    /// The groups that somebody wants the caller in, oldest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn my_additions(&self, caller: Caller) -> Result<Vec<MyAddition>> {
        let mut mine = Vec::new();
        for addition in self.parts.store.additions_for(caller.profile).await? {
            let Some(group) = self.group_that_adds(&addition).await? else { continue };
            mine.push(MyAddition {
                group: group.id,
                group_name: group.name.as_str().to_owned(),
                group_photo: self.small_photo(group.photo).await?,
                added_by: self.profile_of(addition.added_by).await?,
                people: group.members.len(),
                at: addition.at,
            });
        }
        Ok(mine)
    }

    /// Says yes, and is a member.
    ///
    /// # Errors
    /// `NotFound` where nobody wants the caller in this group, `Denied(GroupFull)`.
    pub async fn accept_addition(&self, caller: Caller, group: GroupId) -> Result<Access> {
        let _alone = self.changes.alone(group).await;
        let addition = self.addition(caller.profile, group).await?;
        if self.group_that_adds(&addition).await?.is_none() {
            return Err(Error::NotFound);
        }
        let via = Via::Addition { added_by: addition.added_by };
        match self.join(group, caller.profile, via, Newcomers::Everything).await {
            Ok(_) => {}
            Err(Error::Denied(Denial::AlreadyAMember)) => {
                self.parts.store.remove_addition(group, caller.profile).await?;
            }
            Err(error) => return Err(error),
        }
        self.tell_additions(caller.profile);
        self.enter(caller, group).await
    }

    /// Says no. The group is not told.
    ///
    /// # Errors
    /// `NotFound` where nobody wants the caller in this group.
    pub async fn decline_addition(&self, caller: Caller, group: GroupId) -> Result<()> {
        self.forget_addition(group, caller.profile).await
    }

    async fn addition(&self, profile: ProfileId, group: GroupId) -> Result<Addition> {
        let mine = self.parts.store.additions_for(profile).await?;
        mine.into_iter().find(|a| a.group == group).ok_or(Error::NotFound)
    }

    /// The group, if the addition still counts: the group stands, and neither the person nor whoever added them was removed.
    async fn group_that_adds(&self, addition: &Addition) -> Result<Option<std::sync::Arc<Group>>> {
        let Some(live) = self.live_group(addition.group).await? else { return Ok(None) };
        let group = live.state();
        let was_removed = group.is_removed(addition.profile) || group.is_removed(addition.added_by);
        Ok(if group.deleted_at.is_some() || was_removed { None } else { Some(group) })
    }

    async fn check_place(&self, group: &Group, person: ProfileId) -> Result<()> {
        if group.member(person).is_some() {
            return Err(Denial::AlreadyAMember.into());
        }
        if group.is_removed(person) {
            return Err(Denial::RemovedFromGroup.into());
        }
        let limit = self.parts.store.instance_settings().await?.member_limit;
        if group.members.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(Denial::GroupFull.into());
        }
        Ok(())
    }

    async fn forget_addition(&self, group: GroupId, profile: ProfileId) -> Result<()> {
        if !self.parts.store.remove_addition(group, profile).await? {
            return Err(Error::NotFound);
        }
        self.tell_additions(profile);
        Ok(())
    }

    fn tell_additions(&self, profile: ProfileId) {
        self.hub.signal_people(&[profile], &Signal::Additions, |_| true);
    }
}
