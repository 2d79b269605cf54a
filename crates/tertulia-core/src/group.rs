//! Groups: what follows from a command ([`Group::decide`]) and from an event ([`Group::apply`]).

mod decide;
mod decide_membership;
mod decide_run;
#[cfg(test)]
mod tests;

pub use decide::check_newcomers;

use crate::member::{Member, Removal};
use crate::name::GroupName;
use crate::run::Run;
use crate::settings::{Newcomers, Seat, SettingsRight};
use crate::{BlobId, Event, GroupId, MessageId, ProfileId, Seq, Timestamp};

/// The most pinned messages of a group.
pub const PINS_MAX: usize = 50;

/// A group in its present state, without its messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    pub id: GroupId,
    /// Changes when the instance is restored from a backup, so that nobody resumes into another history.
    pub epoch: u32,
    /// The last event.
    pub head: Seq,
    pub created_at: Timestamp,
    pub creator: ProfileId,
    pub name: GroupName,
    pub photo: Option<BlobId>,
    /// In the order of joining.
    pub members: Vec<Member>,
    pub removed: Vec<Removal>,
    pub seats: Vec<Seat>,
    pub newcomers: Newcomers,
    pub settings_right: SettingsRight,
    /// Whether only models on machines of this house answer (PRV-7).
    pub local_models_only: bool,
    /// In the order of pinning.
    pub pins: Vec<Pin>,
    /// Answers being written.
    pub running: Vec<Run>,
    pub deleted_at: Option<Timestamp>,
}

/// A pinned message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pin {
    pub message: MessageId,
    pub message_seq: Seq,
    pub by: ProfileId,
    pub at: Timestamp,
}

impl Group {
    /// A group whose journal is still empty. Its first event is `group_created`.
    pub fn unborn(id: GroupId, creator: ProfileId, name: GroupName) -> Group {
        Group {
            id,
            epoch: 1,
            head: Seq::ZERO,
            created_at: Timestamp::default(),
            creator,
            name,
            photo: None,
            members: Vec::new(),
            removed: Vec::new(),
            seats: Vec::new(),
            newcomers: Newcomers::default(),
            settings_right: SettingsRight::default(),
            local_models_only: false,
            pins: Vec::new(),
            running: Vec::new(),
            deleted_at: None,
        }
    }

    /// Takes one more event into account. Never fails: the journal is the truth. Events already taken are ignored.
    pub fn apply(&mut self, event: &Event) {
        if event.stamp.seq <= self.head {
            return;
        }
        self.head = event.stamp.seq;
        event.kind.apply(&event.stamp, self);
    }

    /// The membership of `profile`, if there is one and the group has not been deleted.
    pub fn member(&self, profile: ProfileId) -> Option<&Member> {
        if self.deleted_at.is_some() {
            return None;
        }
        self.members.iter().find(|m| m.profile == profile)
    }

    /// The seat of an assistant.
    pub fn seat(&self, assistant: ProfileId) -> Option<&Seat> {
        self.seats.iter().find(|s| s.assistant == assistant)
    }

    /// Whether a message is pinned.
    pub fn is_pinned(&self, message: MessageId) -> bool {
        self.pins.iter().any(|p| p.message == message)
    }

    /// Whether somebody was removed and may not come back yet.
    pub fn is_removed(&self, profile: ProfileId) -> bool {
        self.removed.iter().any(|r| r.member.profile == profile)
    }
}
