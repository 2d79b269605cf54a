//! `message_pinned`: a message was pinned.

use serde::{Deserialize, Serialize};
use tertulia_core::{MessageId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

/// A message was pinned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessagePinned {
    /// Which.
    pub message: Uuid,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: u64,
}

impl From<&tertulia_core::event::MessagePinned> for MessagePinned {
    fn from(event: &tertulia_core::event::MessagePinned) -> Self {
        MessagePinned { message: event.message.0, message_seq: event.message_seq.0 }
    }
}

impl From<MessagePinned> for tertulia_core::event::MessagePinned {
    fn from(event: MessagePinned) -> Self {
        Self { message: MessageId(event.message), message_seq: Seq(event.message_seq) }
    }
}
