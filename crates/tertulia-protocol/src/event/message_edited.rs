//! `message_edited`: the author changed what a message says.

use serde::{Deserialize, Serialize};
use tertulia_core::{MessageId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Body;

/// The author changed what a message says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessageEdited {
    /// Which.
    pub message: Uuid,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: u64,
    /// 1 for the first edit.
    pub version: u32,
    /// Null once erased.
    #[schema(required = true)]
    pub body: Option<Body>,
}

impl From<&tertulia_core::event::MessageEdited> for MessageEdited {
    fn from(event: &tertulia_core::event::MessageEdited) -> Self {
        MessageEdited {
            message: event.message.0,
            message_seq: event.message_seq.0,
            version: event.version,
            body: event.body.as_ref().map(Body::from),
        }
    }
}

impl From<MessageEdited> for tertulia_core::event::MessageEdited {
    fn from(event: MessageEdited) -> Self {
        Self {
            message: MessageId(event.message),
            message_seq: Seq(event.message_seq),
            version: event.version,
            body: event.body.map(Into::into),
        }
    }
}
