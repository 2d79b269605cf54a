//! `run_ended`: an answer ended, with the text that everybody saw.

use serde::{Deserialize, Serialize};
use tertulia_core::{MessageId, Seq};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Body;
use crate::run::{Outcome, Served, Usage};

/// An answer ended, with the text that everybody saw.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct RunEnded {
    /// Which.
    pub message: Uuid,
    /// The place of the message, so that a reader who may not see it is not told what happened to it.
    pub message_seq: u64,
    /// The whole text; null once erased, and where there was none.
    #[schema(required = true)]
    pub body: Option<Body>,
    /// How it ended.
    pub outcome: Outcome,
    /// What it took.
    pub usage: Usage,
    /// The model that was asked last; absent where it is the one with which the run began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
}

impl From<&tertulia_core::event::RunEnded> for RunEnded {
    fn from(event: &tertulia_core::event::RunEnded) -> Self {
        RunEnded {
            message: event.message.0,
            message_seq: event.message_seq.0,
            body: event.body.as_ref().map(Body::from),
            outcome: event.outcome.into(),
            usage: event.usage.into(),
            served: event.served.as_ref().map(Served::from),
        }
    }
}

impl From<RunEnded> for tertulia_core::event::RunEnded {
    fn from(event: RunEnded) -> Self {
        Self {
            message: MessageId(event.message),
            message_seq: Seq(event.message_seq),
            body: event.body.map(Into::into),
            outcome: event.outcome.into(),
            usage: event.usage.into(),
            served: event.served.map(Into::into),
        }
    }
}
