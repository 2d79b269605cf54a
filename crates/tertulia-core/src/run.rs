//! Runs: an assistant's attempts to answer.

use serde::{Deserialize, Serialize};

use crate::{MessageId, ModelId, ProfileId, RunId, Timestamp};

/// Why an assistant answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "snake_case")]
pub enum Origin {
    /// Somebody called it.
    Call,
    /// After a fault, at the instance's cost: `of` is the answer that failed or was interrupted.
    Retry { of: MessageId },
    /// Another answer to the same call, at the presser's cost: `of` is the answer it stands beside.
    Redo { of: MessageId },
    /// More of an answer that was stopped, interrupted or cut: `of` is the answer that goes on.
    Continue { of: MessageId },
}

impl Origin {
    /// The earlier answer that this one follows.
    pub fn of(self) -> Option<MessageId> {
        match self {
            Origin::Call => None,
            Origin::Retry { of } | Origin::Redo { of } | Origin::Continue { of } => Some(of),
        }
    }
}

/// What is known of a run from its beginning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Run {
    pub run: RunId,
    /// The message that this run writes.
    pub message: MessageId,
    pub assistant: ProfileId,
    /// The message that it answers.
    pub call: MessageId,
    /// The person answered, who is charged (MOD-6).
    pub answers: ProfileId,
    pub model: Option<ModelId>,
    /// The model's name as people see it, kept because a catalogue changes.
    pub model_name: String,
    pub origin: Origin,
    pub began_at: Timestamp,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The answer is whole.
    Finished,
    /// The answer reached its greatest length and can be continued.
    Cut,
    /// A participant stopped it.
    Stopped { by: ProfileId },
    /// A fault cut it off after some text had been shown; the text stays.
    Interrupted { fault: Fault },
    /// A fault before any text was shown.
    Failed { fault: Fault },
}

/// What is known of a run at its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct End {
    pub outcome: Outcome,
    pub usage: Usage,
    pub served: Option<Served>,
}

impl End {
    /// An end that took nothing: nobody asked a model, or nobody knows what it said.
    pub fn without_usage(outcome: Outcome) -> End {
        End { outcome, usage: Usage::default(), served: None }
    }
}

/// The model that was asked last, where it was not the one with which the run began (MOD-5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Served {
    pub model: ModelId,
    /// The model's name as people see it, kept because a catalogue changes.
    pub model_name: String,
    /// Those that were asked before, in the order of asking.
    pub fell_back_from: Vec<FellBack>,
}

/// A model that could not answer, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FellBack {
    pub model_name: String,
    pub fault: Fault,
}

/// What went wrong with a run, as people are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// No model has been set up.
    NoModel,
    /// The provider cannot be reached.
    Unreachable,
    /// The provider refuses the key.
    Unauthorized,
    /// The provider does not know the model.
    NoSuchModel,
    /// The provider asks to wait.
    RateLimited,
    /// The provider has a fault of its own.
    Overloaded,
    /// Nothing came in time.
    TimedOut,
    /// The stream broke off.
    CutStream,
    /// What came cannot be read.
    Malformed,
    /// The model said nothing.
    Empty,
    /// The model or its provider refuses this request.
    Refused,
    /// The server was stopped or restarted.
    Restarted,
    /// The call was made more than five minutes before the server came back.
    AskedTooLongAgo,
    /// Something of ours failed.
    Internal,
}

/// Tokens that an answer took.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Usage {
    pub prompt_tokens: u32,
    /// The part of the prompt that the provider had in its cache.
    pub cached_tokens: u32,
    pub completion_tokens: u32,
    /// Counted by us, because the provider did not say.
    pub estimated: bool,
}
