//! `message_unpinned`: a message is no longer pinned.

use serde::{Deserialize, Serialize};

use crate::{Group, MessageId, Seq};

/// A message is no longer pinned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MessageUnpinned {
    pub message: MessageId,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: Seq,
}

impl MessageUnpinned {
    pub(crate) fn apply(&self, group: &mut Group) {
        group.pins.retain(|p| p.message != self.message);
    }
}
