//! `reaction_removed`: the author took a reaction back.

use serde::{Deserialize, Serialize};
use tertulia_core::{Emoji, MessageId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::Unfit;

/// The author took a reaction back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReactionRemoved {
    /// Which.
    pub message: Uuid,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: u64,
    /// Exactly one emoji.
    pub emoji: String,
}

impl From<&tertulia_core::event::ReactionRemoved> for ReactionRemoved {
    fn from(event: &tertulia_core::event::ReactionRemoved) -> Self {
        ReactionRemoved {
            message: event.message.0,
            message_seq: event.message_seq.0,
            emoji: event.emoji.as_str().to_owned(),
        }
    }
}

impl TryFrom<ReactionRemoved> for tertulia_core::event::ReactionRemoved {
    type Error = Unfit;

    fn try_from(event: ReactionRemoved) -> Result<Self, Unfit> {
        Ok(Self {
            message: MessageId(event.message),
            message_seq: Seq(event.message_seq),
            emoji: Emoji::parse(&event.emoji).map_err(|_| Unfit("emoji"))?,
        })
    }
}
