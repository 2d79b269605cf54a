//! Events: what happened in a group, each kind in a file of its own.
//!
//! An event goes out once per group, in one buffer that every member's connection shares; see [`encode_event`].

use serde::{Deserialize, Serialize};
use tertulia_core::event::Stamp;
use tertulia_core::{GroupId, ProfileId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::Unfit;
use crate::{Profile, Time};

mod creatorship_passed;
mod group_created;
mod group_deleted;
mod group_photo_changed;
mod group_renamed;
mod hidden;
mod invite_reset;
mod local_models_only_changed;
mod member_joined;
mod member_left;
mod member_removed;
mod message_deleted;
mod message_edited;
mod message_pinned;
mod message_posted;
mod message_unpinned;
mod newcomers_changed;
mod reaction_added;
mod reaction_removed;
mod removal_lifted;
mod removal_undone;
mod run_began;
mod run_ended;
mod seat_changed;
mod settings_right_changed;

pub use creatorship_passed::CreatorshipPassed;
pub use group_created::GroupCreated;
pub use group_deleted::GroupDeleted;
pub use group_photo_changed::GroupPhotoChanged;
pub use group_renamed::GroupRenamed;
pub use hidden::Hidden;
pub use invite_reset::InviteReset;
pub use local_models_only_changed::LocalModelsOnlyChanged;
pub use member_joined::MemberJoined;
pub use member_left::MemberLeft;
pub use member_removed::MemberRemoved;
pub use message_deleted::MessageDeleted;
pub use message_edited::MessageEdited;
pub use message_pinned::MessagePinned;
pub use message_posted::MessagePosted;
pub use message_unpinned::MessageUnpinned;
pub use newcomers_changed::NewcomersChanged;
pub use reaction_added::ReactionAdded;
pub use reaction_removed::ReactionRemoved;
pub use removal_lifted::RemovalLifted;
pub use removal_undone::RemovalUndone;
pub use run_began::RunBegan;
pub use run_ended::RunEnded;
pub use seat_changed::SeatChanged;
pub use settings_right_changed::SettingsRightChanged;

/// One entry of a group's journal, as one reader sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// In which group.
    pub group: Uuid,
    /// Its place in the group's journal: 1 for the first, without gaps.
    pub seq: u64,
    /// When.
    pub at: Time,
    /// By whom.
    pub author: Uuid,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant bears the name of its type, which says what happened")]
pub enum EventKind {
    GroupCreated(GroupCreated),
    GroupRenamed(GroupRenamed),
    GroupPhotoChanged(GroupPhotoChanged),
    LocalModelsOnlyChanged(LocalModelsOnlyChanged),
    NewcomersChanged(NewcomersChanged),
    SettingsRightChanged(SettingsRightChanged),
    SeatChanged(SeatChanged),
    MemberJoined(MemberJoined),
    MemberLeft(MemberLeft),
    CreatorshipPassed(CreatorshipPassed),
    MemberRemoved(MemberRemoved),
    RemovalUndone(RemovalUndone),
    RemovalLifted(RemovalLifted),
    InviteReset(InviteReset),
    MessagePinned(MessagePinned),
    MessageUnpinned(MessageUnpinned),
    GroupDeleted(GroupDeleted),
    MessagePosted(MessagePosted),
    MessageEdited(MessageEdited),
    MessageDeleted(MessageDeleted),
    ReactionAdded(ReactionAdded),
    ReactionRemoved(ReactionRemoved),
    RunBegan(RunBegan),
    RunEnded(RunEnded),
    Hidden(Hidden),
}

impl Event {
    /// The wire form of a core event; `joiner` is the profile of whoever joined.
    pub fn of(group: GroupId, event: &tertulia_core::Event, joiner: Option<&tertulia_core::profile::Profile>) -> Event {
        Event::stamped(group, &event.stamp, EventKind::of(&event.kind, joiner.map(Profile::from)))
    }

    /// What a reader is told of an event that touches a message they may not see.
    pub fn hidden(group: GroupId, stamp: &Stamp) -> Event {
        Event::stamped(group, stamp, EventKind::Hidden(Hidden {}))
    }

    /// The core form of an event; `None` for a hidden one, which says nothing.
    ///
    /// # Errors
    /// [`Unfit`] where a name or an emoji is none that the rules allow.
    pub fn into_core(self) -> Result<Option<tertulia_core::Event>, Unfit> {
        let stamp = Stamp { seq: Seq(self.seq), at: self.at.into(), author: ProfileId(self.author) };
        Ok(self.kind.into_core()?.map(|kind| tertulia_core::Event { stamp, kind }))
    }

    fn stamped(group: GroupId, stamp: &Stamp, kind: EventKind) -> Event {
        Event { group: group.0, seq: stamp.seq.0, at: stamp.at.into(), author: stamp.author.0, kind }
    }
}

impl EventKind {
    fn of(kind: &tertulia_core::EventKind, joiner: Option<Profile>) -> EventKind {
        use tertulia_core::EventKind as Core;
        match kind {
            Core::GroupCreated(e) => EventKind::GroupCreated(e.into()),
            Core::GroupRenamed(e) => EventKind::GroupRenamed(e.into()),
            Core::GroupPhotoChanged(e) => EventKind::GroupPhotoChanged(e.into()),
            Core::LocalModelsOnlyChanged(e) => EventKind::LocalModelsOnlyChanged(e.into()),
            Core::NewcomersChanged(e) => EventKind::NewcomersChanged(e.into()),
            Core::SettingsRightChanged(e) => EventKind::SettingsRightChanged(e.into()),
            Core::SeatChanged(e) => EventKind::SeatChanged(e.into()),
            Core::MemberJoined(e) => EventKind::MemberJoined(MemberJoined::of(e, joiner)),
            Core::MemberLeft(e) => EventKind::MemberLeft(e.into()),
            Core::CreatorshipPassed(e) => EventKind::CreatorshipPassed(e.into()),
            Core::MemberRemoved(e) => EventKind::MemberRemoved(e.into()),
            Core::RemovalUndone(e) => EventKind::RemovalUndone(e.into()),
            Core::RemovalLifted(e) => EventKind::RemovalLifted(e.into()),
            Core::InviteReset(e) => EventKind::InviteReset(e.into()),
            Core::MessagePinned(e) => EventKind::MessagePinned(e.into()),
            Core::MessageUnpinned(e) => EventKind::MessageUnpinned(e.into()),
            Core::GroupDeleted(e) => EventKind::GroupDeleted(e.into()),
            Core::MessagePosted(e) => EventKind::MessagePosted(e.into()),
            Core::MessageEdited(e) => EventKind::MessageEdited(e.into()),
            Core::MessageDeleted(e) => EventKind::MessageDeleted(e.into()),
            Core::ReactionAdded(e) => EventKind::ReactionAdded(e.into()),
            Core::ReactionRemoved(e) => EventKind::ReactionRemoved(e.into()),
            Core::RunBegan(e) => EventKind::RunBegan(e.into()),
            Core::RunEnded(e) => EventKind::RunEnded(e.into()),
        }
    }

    fn into_core(self) -> Result<Option<tertulia_core::EventKind>, Unfit> {
        use tertulia_core::EventKind as Core;
        Ok(Some(match self {
            EventKind::GroupCreated(e) => Core::GroupCreated(e.try_into()?),
            EventKind::GroupRenamed(e) => Core::GroupRenamed(e.try_into()?),
            EventKind::GroupPhotoChanged(e) => Core::GroupPhotoChanged(e.into()),
            EventKind::LocalModelsOnlyChanged(e) => Core::LocalModelsOnlyChanged(e.into()),
            EventKind::NewcomersChanged(e) => Core::NewcomersChanged(e.into()),
            EventKind::SettingsRightChanged(e) => Core::SettingsRightChanged(e.into()),
            EventKind::SeatChanged(e) => Core::SeatChanged(e.into()),
            EventKind::MemberJoined(e) => Core::MemberJoined(e.into()),
            EventKind::MemberLeft(e) => Core::MemberLeft(e.into()),
            EventKind::CreatorshipPassed(e) => Core::CreatorshipPassed(e.into()),
            EventKind::MemberRemoved(e) => Core::MemberRemoved(e.into()),
            EventKind::RemovalUndone(e) => Core::RemovalUndone(e.into()),
            EventKind::RemovalLifted(e) => Core::RemovalLifted(e.into()),
            EventKind::InviteReset(e) => Core::InviteReset(e.into()),
            EventKind::MessagePinned(e) => Core::MessagePinned(e.into()),
            EventKind::MessageUnpinned(e) => Core::MessageUnpinned(e.into()),
            EventKind::GroupDeleted(e) => Core::GroupDeleted(e.into()),
            EventKind::MessagePosted(e) => Core::MessagePosted(e.into()),
            EventKind::MessageEdited(e) => Core::MessageEdited(e.into()),
            EventKind::MessageDeleted(e) => Core::MessageDeleted(e.into()),
            EventKind::ReactionAdded(e) => Core::ReactionAdded(e.try_into()?),
            EventKind::ReactionRemoved(e) => Core::ReactionRemoved(e.try_into()?),
            EventKind::RunBegan(e) => Core::RunBegan(e.into()),
            EventKind::RunEnded(e) => Core::RunEnded(e.into()),
            EventKind::Hidden(_) => return Ok(None),
        }))
    }
}

/// The complete socket frame of an event. Called once per event; the same bytes go to every connection.
pub fn encode_event(
    group: GroupId,
    event: &tertulia_core::Event,
    joiner: Option<&tertulia_core::profile::Profile>,
) -> String {
    frame(&Event::of(group, event, joiner))
}

/// The complete socket frame for readers who may not see the message that an event touches.
pub fn encode_hidden(group: GroupId, event: &tertulia_core::Event) -> String {
    frame(&Event::hidden(group, &event.stamp))
}

/// What `ServerFrame::Event` writes, without taking the event.
fn frame(event: &Event) -> String {
    #[derive(Serialize)]
    struct Frame<'e> {
        r#type: &'static str,
        event: &'e Event,
    }
    serde_json::to_string(&Frame { r#type: "event", event }).expect("events have string keys and no failing parts")
}
