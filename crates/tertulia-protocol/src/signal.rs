//! Signals: what is quick and may be lost.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Time;

/// The text so far of an answer being written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Partial {
    /// The message.
    pub message: Uuid,
    /// The run that writes it.
    pub run: Uuid,
    /// All of its text so far.
    pub text: String,
}

/// Whether a person is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Presence {
    /// Who.
    pub profile: Uuid,
    /// Whether they are there.
    pub state: PresenceState,
    /// When they were last there; null where it is not known or hidden.
    #[schema(required = true)]
    pub last_seen: Option<Time>,
}

/// Whether a person is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PresenceState {
    /// At least one window has the focus.
    Online,
    /// Connected, but no window has the focus.
    Away,
    /// Not connected, or hidden.
    Offline,
}

/// What an assistant is about to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssistantState {
    /// It was called, and waits for the author to stop typing.
    Waiting,
    /// It was called, and waits until other answers in the group have ended.
    Queued,
    /// Nothing.
    Idle,
}

/// How far somebody has read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReadPosition {
    /// Who.
    pub profile: Uuid,
    /// Up to which place.
    pub seq: u64,
}
