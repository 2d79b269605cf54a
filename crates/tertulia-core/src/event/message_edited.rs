//! `message_edited`: the author changed what a message says.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::thread::Thread;
use crate::{Body, MessageId, Seq};

/// The author changed what a message says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageEdited {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
    /// 1 for the first edit.
    pub version: u32,
    /// `None` once erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
}

impl MessageEdited {
    pub(crate) fn apply_to_thread(&self, stamp: &Stamp, thread: &mut Thread) {
        let Some(message) = thread.message_mut(self.message) else { return };
        if message.deleted.is_none() {
            message.body = self.body.clone();
            message.version = self.version;
            message.edited_at = Some(stamp.at);
        }
    }
}
