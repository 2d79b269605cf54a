//! Making groups, and changing what belongs to the group as a whole.

use tertulia_core::event::{GroupCreated, MemberJoined, Stamp};
use tertulia_core::member::Via;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Append, Appended};
use tertulia_core::settings::{Mode, Newcomers, Seat, SettingsRight};
use tertulia_core::{Command, Error, Event, EventKind, Group, GroupId, ModelId, ProfileId, Result, Seq};

use crate::{Access, Caller, Engine, GroupView};

impl Engine {
    /// Makes a group with its maker as the only member, and the instance's assistant at the table. Making it again with
    /// the same id gives the same group.
    ///
    /// # Errors
    /// `Conflict` where somebody else's group has this id.
    pub async fn create_group(&self, caller: Caller, id: GroupId, name: GroupName) -> Result<Access> {
        let assistants = self.parts.store.assistants().await?;
        let seat = |assistant| Seat { assistant, mode: Mode::Auto, model: None };
        let seats = assistants.first().map(|a| seat(a.id)).into_iter().collect();
        let at = self.now();
        let created = EventKind::GroupCreated(GroupCreated { name: name.clone(), photo: None, seats });
        let joined = EventKind::MemberJoined(MemberJoined { via: Via::Creating, sees_from: Seq::ZERO });
        let stamp = |seq| Stamp { seq: Seq(seq), at, author: caller.profile };
        let events = vec![Event { stamp: stamp(1), kind: created }, Event { stamp: stamp(2), kind: joined }];
        match self.parts.store.append(Append { group: id, expected: Seq::ZERO, events }).await? {
            Appended::Recorded => {
                let access = self.enter(caller, id).await?;
                self.hub.member_came(id, caller.profile);
                Ok(access)
            }
            Appended::Stale | Appended::Duplicate { .. } | Appended::InviteSpent => {
                let access = self.enter(caller, id).await.map_err(taken)?;
                if access.group().creator == caller.profile { Ok(access) } else { Err(taken(Error::NotFound)) }
            }
        }
    }

    /// All groups of the caller, as the caller sees them.
    ///
    /// # Errors
    /// What the store says.
    pub async fn my_groups(&self, caller: Caller) -> Result<Vec<GroupView>> {
        let mut views = Vec::new();
        for id in self.parts.store.groups_of(caller.profile).await? {
            match self.enter(caller, id).await {
                Ok(access) => views.push(self.group_view(&access).await?),
                // Left or removed between the two reads.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(views)
    }

    /// Gives the group another name.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn rename_group(&self, access: &Access, name: GroupName) -> Result<()> {
        self.submit(access, Command::Rename { name }).await.map(drop)
    }

    /// Changes whether only models on machines of this house answer (PRV-7).
    ///
    /// # Errors
    /// `Denied` with `NotAllowed` unless the caller may change settings.
    pub async fn change_local_models_only(&self, access: &Access, on: bool) -> Result<()> {
        self.submit(access, Command::ChangeLocalModelsOnly { on }).await.map(drop)
    }

    /// Changes what newcomers see.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn change_newcomers(&self, access: &Access, newcomers: Newcomers) -> Result<()> {
        self.submit(access, Command::ChangeNewcomers { newcomers }).await.map(drop)
    }

    /// Changes who may change settings.
    ///
    /// # Errors
    /// As [`Engine::submit`].
    pub async fn change_settings_right(&self, access: &Access, right: SettingsRight) -> Result<()> {
        self.submit(access, Command::ChangeSettingsRight { right }).await.map(drop)
    }

    /// Changes an assistant's mode and model in this group; `model`: `Some(None)` for the instance's default.
    ///
    /// # Errors
    /// As [`Engine::submit`]; `NotFound` for a model that is not in the catalogue or switched off.
    pub async fn change_seat(
        &self,
        access: &Access,
        assistant: ProfileId,
        mode: Option<Mode>,
        model: Option<Option<ModelId>>,
    ) -> Result<()> {
        let group: &Group = access.group();
        let seat = group.seat(assistant).ok_or(tertulia_core::Denial::NoSuchAssistant)?;
        if let Some(Some(id)) = model {
            let known = self.parts.store.models().await?.into_iter().any(|m| m.id == id && m.is_enabled);
            if !known {
                return Err(Error::NotFound);
            }
        }
        let (mode, model) = (mode.unwrap_or(seat.mode), model.unwrap_or(seat.model));
        self.submit(access, Command::ChangeSeat { assistant, mode, model }).await.map(drop)
    }

    /// Deletes the group for all: unreadable at once, erased after the grace period (GRP-12). `typed_name` is what the
    /// creator typed to confirm.
    ///
    /// # Errors
    /// `Denied(NameInvalid)` where the typed name is another, and as [`Engine::submit`].
    pub async fn delete_group(&self, access: &Access, typed_name: &str) -> Result<()> {
        if access.group().creator != access.profile() {
            return Err(tertulia_core::Denial::NotTheCreator.into());
        }
        let typed = GroupName::parse(typed_name)?;
        if typed != access.group().name {
            return Err(tertulia_core::Denial::NameInvalid.into());
        }
        self.submit(access, Command::DeleteGroup).await.map(drop)
    }
}

fn taken(error: Error) -> Error {
    match error {
        Error::NotFound => Error::Conflict("another group has this id"),
        other => other,
    }
}
