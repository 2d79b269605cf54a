//! Members: coming by a way that the engine has checked, leaving, removing and taking that back.

use tertulia_core::member::Via;
use tertulia_core::settings::Newcomers;
use tertulia_core::{Command, Error, GroupId, ProfileId, Result, Seq};

use crate::actor::Committed;
use crate::{Access, Engine};

impl Engine {
    /// Makes a member of `profile`. Callers have checked the invite, the approval or the addition; the rules check the rest.
    ///
    /// # Errors
    /// `NotFound` for a group or invite that is gone, `Denied` where the rules say no.
    pub(crate) async fn join(
        &self,
        group: GroupId,
        profile: ProfileId,
        via: Via,
        newcomers: Newcomers,
    ) -> Result<Committed> {
        let live = self.live_group(group).await?.ok_or(Error::NotFound)?;
        let state = live.state();
        if state.deleted_at.is_some() {
            return Err(Error::NotFound);
        }
        let sees_from = match state.newcomers.stricter(newcomers) {
            Newcomers::Everything => Some(Seq::ZERO),
            Newcomers::Last { count } => Some(self.parts.store.place_of_nth_newest(group, count).await?),
            Newcomers::FromJoining => None,
        };
        let member_limit = self.parts.store.instance_settings().await?.member_limit;
        self.submit_to(&live, profile, Command::Join { via, sees_from, member_limit }).await
    }

    /// Leaves the group.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn leave(&self, access: &Access) -> Result<()> {
        self.submit(access, Command::Leave).await?;
        self.forget_preferences(access.group_id(), access.profile()).await
    }

    /// Removes a member (GRP-7).
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn remove_member(&self, access: &Access, member: ProfileId) -> Result<()> {
        self.submit(access, Command::Remove { member }).await.map(drop)
    }

    /// Takes a removal back, within ten seconds and by the one who removed.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn undo_removal(&self, access: &Access, member: ProfileId) -> Result<()> {
        let member_limit = self.parts.store.instance_settings().await?.member_limit;
        self.submit(access, Command::UndoRemoval { member, member_limit }).await.map(drop)
    }

    /// Lets somebody who was removed join again by a link.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn lift_removal(&self, access: &Access, member: ProfileId) -> Result<()> {
        self.submit(access, Command::LiftRemoval { member }).await.map(drop)
    }
}
