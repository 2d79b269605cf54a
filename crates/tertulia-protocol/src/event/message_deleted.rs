//! `message_deleted`: a message was deleted: its tombstone stays, its content is erased.

use serde::{Deserialize, Serialize};
use tertulia_core::{MessageId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

/// A message was deleted: its tombstone stays, its content is erased.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessageDeleted {
    /// Which.
    pub message: Uuid,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: u64,
}

impl From<&tertulia_core::event::MessageDeleted> for MessageDeleted {
    fn from(event: &tertulia_core::event::MessageDeleted) -> Self {
        MessageDeleted { message: event.message.0, message_seq: event.message_seq.0 }
    }
}

impl From<MessageDeleted> for tertulia_core::event::MessageDeleted {
    fn from(event: MessageDeleted) -> Self {
        Self { message: MessageId(event.message), message_seq: Seq(event.message_seq) }
    }
}
