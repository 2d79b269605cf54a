//! `message_deleted`: a message was deleted: its tombstone stays, its content is erased.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::message::Deletion;
use crate::thread::Thread;
use crate::{Group, MessageId, Seq};

/// A message was deleted: its tombstone stays, its content is erased.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageDeleted {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
}

impl MessageDeleted {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.pins.retain(|p| p.message != self.message);
    }

    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        let Some(message) = thread.message_mut(self.message) else { return };
        message.body = None;
        message.reactions.clear();
        message.deleted = Some(Deletion { by: stamp.author, at: stamp.at });
    }
}
