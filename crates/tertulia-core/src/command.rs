//! Commands: what a participant asks a group to do.

use crate::member::Via;
use crate::message::Message;
use crate::name::GroupName;
use crate::run::{End, Run};
use crate::settings::{Mode, Newcomers, SettingsRight};
use crate::{BlobId, Body, Emoji, InviteId, MessageId, ModelId, ProfileId, Seq};

/// What a participant asks a group to do. [`crate::Group::decide`] says what follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    Post {
        message: MessageId,
        reply_to: Option<MessageId>,
        forwarded: bool,
        body: Body,
    },
    Edit {
        message: MessageId,
        body: Body,
    },
    Delete {
        message: MessageId,
    },
    React {
        message: MessageId,
        emoji: Emoji,
    },
    Unreact {
        message: MessageId,
        emoji: Emoji,
    },
    Pin {
        message: MessageId,
    },
    Unpin {
        message: MessageId,
    },
    /// `sees_from`: the first message that the newcomer sees by settings and link; `None`: what comes after joining, which only
    /// the order of the journal can say.
    Join {
        via: Via,
        sees_from: Option<Seq>,
        member_limit: u32,
    },
    Leave,
    Remove {
        member: ProfileId,
    },
    UndoRemoval {
        member: ProfileId,
        member_limit: u32,
    },
    LiftRemoval {
        member: ProfileId,
    },
    Rename {
        name: GroupName,
    },
    ChangePhoto {
        photo: Option<BlobId>,
    },
    ChangeLocalModelsOnly {
        on: bool,
    },
    ChangeNewcomers {
        newcomers: Newcomers,
    },
    ChangeSettingsRight {
        right: SettingsRight,
    },
    ChangeSeat {
        assistant: ProfileId,
        mode: Mode,
        model: Option<ModelId>,
    },
    ResetInvite {
        invite: InviteId,
    },
    DeleteGroup,
    /// By an assistant: begins to answer.
    BeginRun {
        run: Run,
    },
    /// By an assistant: ends an answer with all the text that was shown.
    EndRun {
        message: MessageId,
        body: Body,
        end: End,
    },
}

/// What the rules need to know beside the group to decide: read by the caller before deciding, true at the group's head.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The message that the command is about (for a post: the one it replies to), if it exists.
    pub message: Option<Message>,
    /// Another answer to the same call is being written, or already follows the answer that a run is about.
    pub is_followed: bool,
}

impl Command {
    /// The message whose state has to be known to decide.
    pub fn subject(&self) -> Option<MessageId> {
        match self {
            Command::Post { reply_to, .. } => *reply_to,
            Command::Edit { message, .. }
            | Command::Delete { message }
            | Command::React { message, .. }
            | Command::Unreact { message, .. }
            | Command::Pin { message }
            | Command::Unpin { message }
            | Command::EndRun { message, .. } => Some(*message),
            Command::BeginRun { run } => Some(run.origin.of().unwrap_or(run.call)),
            Command::Join { .. }
            | Command::Leave
            | Command::Remove { .. }
            | Command::UndoRemoval { .. }
            | Command::LiftRemoval { .. }
            | Command::Rename { .. }
            | Command::ChangePhoto { .. }
            | Command::ChangeLocalModelsOnly { .. }
            | Command::ChangeNewcomers { .. }
            | Command::ChangeSettingsRight { .. }
            | Command::ChangeSeat { .. }
            | Command::ResetInvite { .. }
            | Command::DeleteGroup => None,
        }
    }
}
