//! What the gate decides, and why.

use serde::Serialize;
use uuid::Uuid;

/// The decision about one message or burst.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What to do.
    pub action: Action,
    /// The assistants that answer, in the order of the roster. Empty when the action is [`Action::Silent`].
    pub targets: Vec<Uuid>,
    /// The first message of the burst that called. `None` when nothing did.
    pub called_in: Option<Uuid>,
    /// Milliseconds to wait from now before answering, in which further messages of the caller join the call.
    pub hold_ms: u64,
    /// Whether structure alone settles the decision. `false` marks what a later stage may judge otherwise.
    pub sure: bool,
    /// Why, for the log and for the people who ask.
    pub reason: ReasonCode,
    /// Probability that an answer is wanted, 0 to 1. The gate knows no degrees: what it is not sure about is 0.
    pub p: f32,
}

/// What to do about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Answer after `hold_ms`.
    Respond,
    /// Called, but the author has not finished: wait `hold_ms`, then decide again with the time that has passed. The
    /// call is never forgotten; once the wait is over the action is [`Action::Respond`].
    Hold,
    /// Say nothing.
    Silent,
}

/// Why an assistant speaks or stays silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Mentioned by `@` and name.
    Mentioned,
    /// Mentioned by `@` and a name with a typing slip.
    MentionedWithSlip,
    /// The message replies to one of the assistant's.
    RepliedTo,
    /// The name was used in address.
    Named,
    /// The group has no assistant.
    NoAssistant,
    /// The author is an assistant.
    AuthorIsAssistant,
    /// Whoever was called, or everybody, is switched off here.
    ModeOff,
    /// The message mentions a person or replies to one.
    AddressedToPerson,
    /// Nobody was called, and the mode asks for a call.
    NotMentioned,
    /// Nobody was called; whether to speak all the same is not judged yet.
    NotCalled,
}

impl Decision {
    pub(super) fn silent(reason: ReasonCode, sure: bool) -> Decision {
        let p = if reason == ReasonCode::AddressedToPerson { 0.02 } else { 0.0 };
        Decision { action: Action::Silent, targets: Vec::new(), called_in: None, hold_ms: 0, sure, reason, p }
    }

    /// Whether an assistant was called explicitly and will answer, now or when the author has finished.
    pub fn is_call(&self) -> bool {
        match self.action {
            Action::Respond | Action::Hold => true,
            Action::Silent => false,
        }
    }
}
