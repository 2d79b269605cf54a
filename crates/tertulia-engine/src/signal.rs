//! Signals: quick news that may be lost, because what it leads to is durable (LIV-1).

use tertulia_core::account::Account;
use tertulia_core::ports::{InstanceSettings, Preferences, Unread};
use tertulia_core::profile::Profile;
use tertulia_core::{GroupId, MessageId, ProfileId, RunId, Seq};

use crate::{Partial, PresenceState};

/// A signal.
#[derive(Clone, Debug)]
pub enum Signal {
    Typing {
        group: GroupId,
        profile: ProfileId,
        on: bool,
    },
    Presence {
        presence: PresenceState,
    },
    Read {
        group: GroupId,
        profile: ProfileId,
        seq: Seq,
    },
    /// More of an answer: `text` begins at `offset` UTF-16 units.
    Delta {
        group: GroupId,
        message: MessageId,
        run: RunId,
        offset: u32,
        text: String,
    },
    Partial {
        group: GroupId,
        partial: Partial,
    },
    Assistant {
        group: GroupId,
        assistant: ProfileId,
        state: AssistantState,
        call: Option<MessageId>,
    },
    Profile {
        profile: Profile,
    },
    Preferences {
        group: GroupId,
        preferences: Preferences,
        unread: Unread,
    },
    /// Who wants the person in a group has changed.
    Additions,
    /// How many people wait for approval.
    Requests {
        group: GroupId,
        count: u32,
    },
    Gone {
        group: GroupId,
        reason: GoneReason,
    },
    /// The person's own account changed.
    Me {
        profile: Profile,
        account: Box<Account>,
    },
    /// The instance's settings, its assistant or its models changed: what everybody may know of it.
    Instance {
        settings: InstanceSettings,
        assistant: Profile,
        model_names: Vec<String>,
    },
}

/// What an assistant does where no message shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssistantState {
    /// Called, and waits until the caller has stopped typing.
    Waiting,
    /// Called, and waits until other answers in the group have ended.
    Queued,
    Idle,
}

/// Why a group is gone for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GoneReason {
    Left,
    Removed,
    Deleted,
}
