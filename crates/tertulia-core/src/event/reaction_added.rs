//! `reaction_added`: the author reacted to a message.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::thread::Thread;
use crate::{Emoji, MessageId, Seq};

/// The author reacted to a message.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReactionAdded {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
    pub emoji: Emoji,
}

impl ReactionAdded {
    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        let Some(message) = thread.message_mut(self.message) else { return };
        if message.deleted.is_none() && !message.has_reaction(stamp.author, &self.emoji) {
            message.reactions.entry(self.emoji.clone()).or_default().push(stamp.author);
        }
    }
}
