//! A group as one member sees it, and what a member keeps about it.

use serde::{Deserialize, Serialize};
use tertulia_core::ports;
use utoipa::ToSchema;

use crate::signal::{Partial, Presence, ReadPosition};
use crate::{Group, Message, Profile, Time};

/// A group as one member sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupView {
    /// What all members see.
    pub group: Group,
    /// Of members, seats, removed, and whoever `last` names.
    pub profiles: Vec<Profile>,
    /// The first message that the member sees.
    pub sees_from: u64,
    /// How far the member has read.
    pub read_seq: u64,
    /// How far the others have read; empty where hidden.
    pub reads: Vec<ReadPosition>,
    /// What the member has not read.
    pub unread: Unread,
    /// The member's own settings.
    pub preferences: Preferences,
    /// The newest message that has not been deleted.
    #[schema(required = true)]
    pub last: Option<Message>,
    /// Answers being written.
    pub partials: Vec<Partial>,
    /// Who is there; those who are not listed are offline or hidden.
    pub online: Vec<Presence>,
    /// How many people wait for approval.
    pub requests: u32,
}

/// What a member has not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Unread {
    /// Messages by others, not deleted; counted up to 1,000.
    pub count: u32,
    /// Those of them that mention the member or reply to one of the member's messages.
    pub mentions: u32,
    /// The first of them.
    #[schema(required = true)]
    pub first: Option<u64>,
}

/// A member's own settings for a group.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Preferences {
    /// Set where the group does not notify.
    #[schema(required = true)]
    pub mute: Option<Mute>,
    /// Kept at the top of the list.
    pub is_pinned: bool,
    /// Kept out of the list.
    pub is_archived: bool,
    /// Marked as unread from this place on; cleared by reading further.
    #[schema(required = true)]
    pub unread_from: Option<u64>,
}

/// A group that does not notify.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mute {
    /// Null: for ever.
    #[schema(required = true)]
    pub until: Option<Time>,
    /// Mentions still notify.
    pub except_mentions: bool,
}

/// Changes a member's own settings for a group. What is absent stays; null clears.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePreferences {
    /// Set where the group shall not notify.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Mute>)]
    pub mute: Option<Option<Mute>>,
    /// Kept at the top of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_pinned: Option<bool>,
    /// Kept out of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_archived: Option<bool>,
    /// Marked as unread from this place on.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<u64>)]
    pub unread_from: Option<Option<u64>>,
}

/// A member's own settings for a group, and what follows from them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct PreferencesView {
    /// The settings.
    pub preferences: Preferences,
    /// What the member has not read.
    pub unread: Unread,
}

impl From<ports::Unread> for Unread {
    fn from(unread: ports::Unread) -> Self {
        Unread { count: unread.count, mentions: unread.mentions, first: unread.first.map(|seq| seq.0) }
    }
}

impl From<&ports::Preferences> for Preferences {
    fn from(preferences: &ports::Preferences) -> Self {
        Preferences {
            mute: preferences.mute.map(Mute::from),
            is_pinned: preferences.is_pinned,
            is_archived: preferences.is_archived,
            unread_from: preferences.unread_from.map(|seq| seq.0),
        }
    }
}

impl From<ports::Mute> for Mute {
    fn from(mute: ports::Mute) -> Self {
        Mute { until: mute.until.map(Time), except_mentions: mute.except_mentions }
    }
}

impl From<Mute> for ports::Mute {
    fn from(mute: Mute) -> Self {
        Self { until: mute.until.map(Into::into), except_mentions: mute.except_mentions }
    }
}

impl From<ports::ReadPosition> for ReadPosition {
    fn from(position: ports::ReadPosition) -> Self {
        ReadPosition { profile: position.profile.0, seq: position.seq.0 }
    }
}
