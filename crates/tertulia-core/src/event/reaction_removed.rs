//! `reaction_removed`: the author took a reaction back.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::thread::Thread;
use crate::{Emoji, MessageId, Seq};

/// The author took a reaction back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReactionRemoved {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
    pub emoji: Emoji,
}

impl ReactionRemoved {
    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        let Some(message) = thread.message_mut(self.message) else { return };
        if let Some(who) = message.reactions.get_mut(&self.emoji) {
            who.retain(|p| *p != stamp.author);
            if who.is_empty() {
                message.reactions.remove(&self.emoji);
            }
        }
    }
}
