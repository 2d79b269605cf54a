//! What a client says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Body;
use crate::thread::Forward;

/// What a client says over the socket. The first frame is `resume`, within 10 s.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// Begins: the answer is `welcome`, then for each group what was missed or the group anew, then `caught_up`.
    Resume {
        /// Where the client stands in the groups that it knows.
        positions: Vec<Position>,
        /// Whether the window has the focus.
        active: bool,
    },
    /// Says something; the answer is `ack` or `problem` with the same `ref`.
    Post {
        /// Chosen by the client, up to 64 characters, given back in the answer.
        #[serde(rename = "ref")]
        reference: String,
        /// Where.
        group: Uuid,
        /// The message's id, chosen by the client (UUIDv7).
        message: Uuid,
        /// What it says; absent where it forwards.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<Body>,
        /// The message it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<Uuid>,
        /// The message whose text is copied.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        forward: Option<Forward>,
    },
    /// The person types, or stopped. Repeated every few seconds while it lasts.
    Typing {
        /// Where.
        group: Uuid,
        /// Whether they type.
        on: bool,
    },
    /// The person has read.
    Read {
        /// Where.
        group: Uuid,
        /// Up to which place.
        seq: u64,
    },
    /// The window got or lost the focus.
    Active {
        /// Whether it has the focus.
        on: bool,
    },
    /// The client saw a gap; the answer is that of `resume`, for one group.
    CatchUp {
        /// Where.
        group: Uuid,
        /// The epoch that the client knows.
        epoch: u32,
        /// The last event that the client has.
        seq: u64,
    },
    /// The client missed some of an answer being written; the answer is `partial`, if it is still being written.
    Partial {
        /// Where.
        group: Uuid,
        /// The answer.
        message: Uuid,
    },
}

/// Where a client stands in a group's journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The group.
    pub group: Uuid,
    /// Its epoch, as the client knows it.
    pub epoch: u32,
    /// The last event that the client has.
    pub seq: u64,
}
