//! `message_pinned`: a message was pinned.

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::group::Pin;
use crate::{Group, MessageId, Seq};

/// A message was pinned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessagePinned {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
}

impl MessagePinned {
    pub(crate) fn apply(&self, stamp: &Stamp, group: &mut Group) {
        if !group.is_pinned(self.message) {
            group.pins.push(Pin {
                message: self.message,
                message_seq: self.message_seq,
                by: stamp.author,
                at: stamp.at,
            });
        }
    }
}
