//! `message_unpinned`: a message is no longer pinned.

use serde::{Deserialize, Serialize};
use tertulia_core::{MessageId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

/// A message is no longer pinned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessageUnpinned {
    /// Which.
    pub message: Uuid,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: u64,
}

impl From<&tertulia_core::event::MessageUnpinned> for MessageUnpinned {
    fn from(event: &tertulia_core::event::MessageUnpinned) -> Self {
        MessageUnpinned { message: event.message.0, message_seq: event.message_seq.0 }
    }
}

impl From<MessageUnpinned> for tertulia_core::event::MessageUnpinned {
    fn from(event: MessageUnpinned) -> Self {
        Self { message: MessageId(event.message), message_seq: Seq(event.message_seq) }
    }
}
