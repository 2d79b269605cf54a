//! Access: proof that this caller may be in this group. The one authoriser.

use std::sync::Arc;

use tertulia_core::member::Member;
use tertulia_core::{Error, Group, GroupId, ProfileId, Result, Seq};

use crate::registry::LiveGroup;
use crate::{Caller, Engine};

/// Proof that a caller is a member of a group. Only [`Engine::enter`] makes one; every use case on a group asks for it.
#[derive(Clone)]
pub struct Access {
    pub(crate) live: Arc<LiveGroup>,
    pub(crate) group: Arc<Group>,
    pub(crate) member: Member,
    pub(crate) caller: Caller,
}

impl Engine {
    /// Lets a member in. A stranger and a made-up id get the same answer: existence is private.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn enter(&self, caller: Caller, group: GroupId) -> Result<Access> {
        let live = self.live_group(group).await?.ok_or(Error::NotFound)?;
        let group = live.state();
        let member = *group.member(caller.profile).ok_or(Error::NotFound)?;
        Ok(Access { live, group, member, caller })
    }
}

impl Access {
    /// The group's id.
    pub fn group_id(&self) -> GroupId {
        self.group.id
    }

    /// The member who entered.
    pub fn profile(&self) -> ProfileId {
        self.member.profile
    }

    /// The group as it was on entering.
    pub fn group(&self) -> &Group {
        &self.group
    }

    /// The first message that this member sees.
    pub fn sees_from(&self) -> Seq {
        self.member.sees_from
    }

    /// The caller who entered.
    pub fn caller(&self) -> Caller {
        self.caller
    }
}
