//! Events: what happened in a group. Each kind has a file of its own, with its effect on the group and on the thread.

use serde::{Deserialize, Serialize};

use crate::thread::Thread;
use crate::{Body, Group, MessageId, ProfileId, Seq, Timestamp};

mod creatorship_passed;
mod group_created;
mod group_deleted;
mod group_photo_changed;
mod group_renamed;
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

/// One entry of a journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    #[serde(flatten)]
    pub stamp: Stamp,
    #[serde(flatten)]
    pub kind: EventKind,
}

/// Where, when and by whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamp {
    pub seq: Seq,
    pub at: Timestamp,
    pub author: ProfileId,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
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
}

impl EventKind {
    /// The name of the kind, as stored and on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            EventKind::GroupCreated(_) => "group_created",
            EventKind::GroupRenamed(_) => "group_renamed",
            EventKind::GroupPhotoChanged(_) => "group_photo_changed",
            EventKind::LocalModelsOnlyChanged(_) => "local_models_only_changed",
            EventKind::NewcomersChanged(_) => "newcomers_changed",
            EventKind::SettingsRightChanged(_) => "settings_right_changed",
            EventKind::SeatChanged(_) => "seat_changed",
            EventKind::MemberJoined(_) => "member_joined",
            EventKind::MemberLeft(_) => "member_left",
            EventKind::CreatorshipPassed(_) => "creatorship_passed",
            EventKind::MemberRemoved(_) => "member_removed",
            EventKind::RemovalUndone(_) => "removal_undone",
            EventKind::RemovalLifted(_) => "removal_lifted",
            EventKind::InviteReset(_) => "invite_reset",
            EventKind::MessagePinned(_) => "message_pinned",
            EventKind::MessageUnpinned(_) => "message_unpinned",
            EventKind::GroupDeleted(_) => "group_deleted",
            EventKind::MessagePosted(_) => "message_posted",
            EventKind::MessageEdited(_) => "message_edited",
            EventKind::MessageDeleted(_) => "message_deleted",
            EventKind::ReactionAdded(_) => "reaction_added",
            EventKind::ReactionRemoved(_) => "reaction_removed",
            EventKind::RunBegan(_) => "run_began",
            EventKind::RunEnded(_) => "run_ended",
        }
    }

    /// The message that the event makes or touches.
    pub fn message(&self) -> Option<MessageId> {
        match self {
            EventKind::MessagePinned(e) => Some(e.message),
            EventKind::MessageUnpinned(e) => Some(e.message),
            EventKind::MessagePosted(e) => Some(e.message),
            EventKind::MessageEdited(e) => Some(e.message),
            EventKind::MessageDeleted(e) => Some(e.message),
            EventKind::ReactionAdded(e) => Some(e.message),
            EventKind::ReactionRemoved(e) => Some(e.message),
            EventKind::RunBegan(e) => Some(e.run.message),
            EventKind::RunEnded(e) => Some(e.message),
            EventKind::GroupCreated(_)
            | EventKind::GroupRenamed(_)
            | EventKind::GroupPhotoChanged(_)
            | EventKind::LocalModelsOnlyChanged(_)
            | EventKind::NewcomersChanged(_)
            | EventKind::SettingsRightChanged(_)
            | EventKind::SeatChanged(_)
            | EventKind::MemberJoined(_)
            | EventKind::MemberLeft(_)
            | EventKind::CreatorshipPassed(_)
            | EventKind::MemberRemoved(_)
            | EventKind::RemovalUndone(_)
            | EventKind::RemovalLifted(_)
            | EventKind::InviteReset(_)
            | EventKind::GroupDeleted(_) => None,
        }
    }

    /// The place of the earlier message that the event touches; `None` where it touches none.
    pub fn touches(&self) -> Option<Seq> {
        match self {
            EventKind::MessagePinned(e) => Some(e.message_seq),
            EventKind::MessageUnpinned(e) => Some(e.message_seq),
            EventKind::MessageEdited(e) => Some(e.message_seq),
            EventKind::MessageDeleted(e) => Some(e.message_seq),
            EventKind::ReactionAdded(e) => Some(e.message_seq),
            EventKind::ReactionRemoved(e) => Some(e.message_seq),
            EventKind::RunEnded(e) => Some(e.message_seq),
            EventKind::GroupCreated(_)
            | EventKind::GroupRenamed(_)
            | EventKind::GroupPhotoChanged(_)
            | EventKind::LocalModelsOnlyChanged(_)
            | EventKind::NewcomersChanged(_)
            | EventKind::SettingsRightChanged(_)
            | EventKind::SeatChanged(_)
            | EventKind::MemberJoined(_)
            | EventKind::MemberLeft(_)
            | EventKind::CreatorshipPassed(_)
            | EventKind::MemberRemoved(_)
            | EventKind::RemovalUndone(_)
            | EventKind::RemovalLifted(_)
            | EventKind::InviteReset(_)
            | EventKind::GroupDeleted(_)
            | EventKind::MessagePosted(_)
            | EventKind::RunBegan(_) => None,
        }
    }

    /// Whether the event changes the group itself, rather than only a message in it. A group is rebuilt from these.
    pub fn is_about_group(&self) -> bool {
        match self {
            EventKind::GroupCreated(_)
            | EventKind::GroupRenamed(_)
            | EventKind::GroupPhotoChanged(_)
            | EventKind::LocalModelsOnlyChanged(_)
            | EventKind::NewcomersChanged(_)
            | EventKind::SettingsRightChanged(_)
            | EventKind::SeatChanged(_)
            | EventKind::MemberJoined(_)
            | EventKind::MemberLeft(_)
            | EventKind::CreatorshipPassed(_)
            | EventKind::MemberRemoved(_)
            | EventKind::RemovalUndone(_)
            | EventKind::RemovalLifted(_)
            | EventKind::InviteReset(_)
            | EventKind::MessagePinned(_)
            | EventKind::MessageUnpinned(_)
            | EventKind::GroupDeleted(_) => true,
            EventKind::MessagePosted(_)
            | EventKind::MessageEdited(_)
            | EventKind::MessageDeleted(_)
            | EventKind::ReactionAdded(_)
            | EventKind::ReactionRemoved(_)
            | EventKind::RunBegan(_)
            | EventKind::RunEnded(_) => false,
        }
    }

    /// The version and the body that the event carries. Bodies are stored apart, so that erasing one rewrites no event.
    pub fn body(&self) -> Option<(u32, Option<&Body>)> {
        match self {
            EventKind::MessagePosted(e) => Some((0, e.body.as_ref())),
            EventKind::MessageEdited(e) => Some((e.version, e.body.as_ref())),
            EventKind::RunEnded(e) => Some((0, e.body.as_ref())),
            EventKind::GroupCreated(_)
            | EventKind::GroupRenamed(_)
            | EventKind::GroupPhotoChanged(_)
            | EventKind::LocalModelsOnlyChanged(_)
            | EventKind::NewcomersChanged(_)
            | EventKind::SettingsRightChanged(_)
            | EventKind::SeatChanged(_)
            | EventKind::MemberJoined(_)
            | EventKind::MemberLeft(_)
            | EventKind::CreatorshipPassed(_)
            | EventKind::MemberRemoved(_)
            | EventKind::RemovalUndone(_)
            | EventKind::RemovalLifted(_)
            | EventKind::InviteReset(_)
            | EventKind::MessagePinned(_)
            | EventKind::MessageUnpinned(_)
            | EventKind::GroupDeleted(_)
            | EventKind::MessageDeleted(_)
            | EventKind::ReactionAdded(_)
            | EventKind::ReactionRemoved(_)
            | EventKind::RunBegan(_) => None,
        }
    }

    /// Takes the body out, or puts one in; does nothing for kinds without a body.
    pub fn set_body(&mut self, body: Option<Body>) {
        match self {
            EventKind::MessagePosted(e) => e.body = body,
            EventKind::MessageEdited(e) => e.body = body,
            EventKind::RunEnded(e) => e.body = body,
            EventKind::GroupCreated(_)
            | EventKind::GroupRenamed(_)
            | EventKind::GroupPhotoChanged(_)
            | EventKind::LocalModelsOnlyChanged(_)
            | EventKind::NewcomersChanged(_)
            | EventKind::SettingsRightChanged(_)
            | EventKind::SeatChanged(_)
            | EventKind::MemberJoined(_)
            | EventKind::MemberLeft(_)
            | EventKind::CreatorshipPassed(_)
            | EventKind::MemberRemoved(_)
            | EventKind::RemovalUndone(_)
            | EventKind::RemovalLifted(_)
            | EventKind::InviteReset(_)
            | EventKind::MessagePinned(_)
            | EventKind::MessageUnpinned(_)
            | EventKind::GroupDeleted(_)
            | EventKind::MessageDeleted(_)
            | EventKind::ReactionAdded(_)
            | EventKind::ReactionRemoved(_)
            | EventKind::RunBegan(_) => {}
        }
    }

    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        match self {
            EventKind::GroupCreated(e) => e.apply(stamp, group),
            EventKind::GroupRenamed(e) => e.apply(group),
            EventKind::GroupPhotoChanged(e) => e.apply(group),
            EventKind::LocalModelsOnlyChanged(e) => e.apply(group),
            EventKind::NewcomersChanged(e) => e.apply(group),
            EventKind::SettingsRightChanged(e) => e.apply(group),
            EventKind::SeatChanged(e) => e.apply(group),
            EventKind::MemberJoined(e) => e.apply(stamp, group),
            EventKind::MemberLeft(e) => e.apply(stamp, group),
            EventKind::CreatorshipPassed(e) => e.apply(group),
            EventKind::MemberRemoved(e) => e.apply(stamp, group),
            EventKind::RemovalUndone(e) => e.apply(group),
            EventKind::RemovalLifted(e) => e.apply(group),
            EventKind::MessagePinned(e) => e.apply(stamp, group),
            EventKind::MessageUnpinned(e) => e.apply(group),
            EventKind::GroupDeleted(e) => e.apply(stamp, group),
            EventKind::MessageDeleted(e) => e.apply(group),
            EventKind::RunBegan(e) => e.apply(group),
            EventKind::RunEnded(e) => e.apply(group),
            EventKind::InviteReset(_)
            | EventKind::MessagePosted(_)
            | EventKind::MessageEdited(_)
            | EventKind::ReactionAdded(_)
            | EventKind::ReactionRemoved(_) => {}
        }
    }

    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        match self {
            EventKind::MessagePosted(e) => e.apply_to_thread(stamp, thread),
            EventKind::MessageEdited(e) => e.apply_to_thread(stamp, thread),
            EventKind::MessageDeleted(e) => e.apply_to_thread(stamp, thread),
            EventKind::ReactionAdded(e) => e.apply_to_thread(stamp, thread),
            EventKind::ReactionRemoved(e) => e.apply_to_thread(stamp, thread),
            EventKind::RunBegan(e) => e.apply_to_thread(stamp, thread),
            EventKind::RunEnded(e) => e.apply_to_thread(stamp, thread),
            EventKind::GroupCreated(_)
            | EventKind::GroupRenamed(_)
            | EventKind::GroupPhotoChanged(_)
            | EventKind::LocalModelsOnlyChanged(_)
            | EventKind::NewcomersChanged(_)
            | EventKind::SettingsRightChanged(_)
            | EventKind::SeatChanged(_)
            | EventKind::MemberJoined(_)
            | EventKind::MemberLeft(_)
            | EventKind::CreatorshipPassed(_)
            | EventKind::MemberRemoved(_)
            | EventKind::RemovalUndone(_)
            | EventKind::RemovalLifted(_)
            | EventKind::InviteReset(_)
            | EventKind::MessagePinned(_)
            | EventKind::MessageUnpinned(_)
            | EventKind::GroupDeleted(_) => {}
        }
    }
}
