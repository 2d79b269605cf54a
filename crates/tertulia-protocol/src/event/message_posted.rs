//! `message_posted`: a person said something.

use serde::{Deserialize, Serialize};
use tertulia_core::MessageId;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Body;

/// A person said something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct MessagePosted {
    /// Its id, made by the author.
    pub message: Uuid,
    /// The message it answers.
    #[schema(required = true)]
    pub reply_to: Option<Uuid>,
    /// Copied here from another message.
    pub forwarded: bool,
    /// Null once erased.
    #[schema(required = true)]
    pub body: Option<Body>,
}

impl From<&tertulia_core::event::MessagePosted> for MessagePosted {
    fn from(event: &tertulia_core::event::MessagePosted) -> Self {
        MessagePosted {
            message: event.message.0,
            reply_to: event.reply_to.map(|id| id.0),
            forwarded: event.forwarded,
            body: event.body.as_ref().map(Body::from),
        }
    }
}

impl From<MessagePosted> for tertulia_core::event::MessagePosted {
    fn from(event: MessagePosted) -> Self {
        Self {
            message: MessageId(event.message),
            reply_to: event.reply_to.map(MessageId),
            forwarded: event.forwarded,
            body: event.body.map(Into::into),
        }
    }
}
