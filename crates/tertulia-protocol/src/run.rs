//! Runs: an assistant's attempts to answer.

use serde::{Deserialize, Serialize};
use tertulia_core::{MessageId, ModelId, ProfileId, RunId, run};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Time;
use crate::mirror::mirror;

/// Why an assistant answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "origin", rename_all = "snake_case")]
pub enum Origin {
    /// Somebody called it.
    Call,
    /// After a fault, at the instance's cost.
    Retry {
        /// The answer that failed or was interrupted.
        of: Uuid,
    },
    /// Another answer to the same call.
    Redo {
        /// The answer it stands beside.
        of: Uuid,
    },
    /// More of an answer that was stopped, interrupted or cut.
    Continue {
        /// The answer that goes on.
        of: Uuid,
    },
}

/// What is known of a run from its beginning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Run {
    /// The run.
    pub run: Uuid,
    /// The message that it writes.
    pub message: Uuid,
    /// Who writes.
    pub assistant: Uuid,
    /// The message that it answers.
    pub call: Uuid,
    /// The person answered, who is charged.
    pub answers: Uuid,
    /// The model of the catalogue; null where it was none of it.
    #[schema(required = true)]
    pub model: Option<Uuid>,
    /// The model's name as people saw it then.
    pub model_name: String,
    /// Why it answers.
    pub origin: Origin,
    /// When it began.
    pub began_at: Time,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// The answer is whole.
    Finished,
    /// The answer reached its greatest length and can be continued.
    Cut,
    /// A participant stopped it.
    Stopped {
        /// Who.
        by: Uuid,
    },
    /// A fault cut it off after some text had been shown; the text stays.
    Interrupted {
        /// What went wrong.
        fault: Fault,
    },
    /// A fault before any text was shown.
    Failed {
        /// What went wrong.
        fault: Fault,
    },
}

/// What went wrong with a run, as people are told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
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

mirror!(
    Fault = run::Fault {
        NoModel,
        Unreachable,
        Unauthorized,
        NoSuchModel,
        RateLimited,
        Overloaded,
        TimedOut,
        CutStream,
        Malformed,
        Empty,
        Refused,
        Restarted,
        AskedTooLongAgo,
        Internal,
    }
);

/// Tokens that an answer took.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Usage {
    /// Tokens of the prompt.
    pub prompt_tokens: u32,
    /// The part of the prompt that the provider had in its cache.
    pub cached_tokens: u32,
    /// Tokens of the answer.
    pub completion_tokens: u32,
    /// Counted by the server, because the provider did not say.
    pub estimated: bool,
}

/// The model that was asked last, where it was not the one with which the run began.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Served {
    /// The model of the catalogue.
    pub model: Uuid,
    /// Its name as people saw it then.
    pub model_name: String,
    /// The models that were asked before, in the order of asking.
    pub fell_back_from: Vec<FellBack>,
}

/// A model that could not answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct FellBack {
    /// Its name as people saw it then.
    pub model_name: String,
    /// Why not.
    pub fault: Fault,
}

impl From<&run::Served> for Served {
    fn from(served: &run::Served) -> Self {
        let fell_back =
            |from: &run::FellBack| FellBack { model_name: from.model_name.clone(), fault: from.fault.into() };
        Served {
            model: served.model.0,
            model_name: served.model_name.clone(),
            fell_back_from: served.fell_back_from.iter().map(fell_back).collect(),
        }
    }
}

impl From<Served> for run::Served {
    fn from(served: Served) -> Self {
        let fell_back = |from: FellBack| run::FellBack { model_name: from.model_name, fault: from.fault.into() };
        Self {
            model: ModelId(served.model),
            model_name: served.model_name,
            fell_back_from: served.fell_back_from.into_iter().map(fell_back).collect(),
        }
    }
}

impl From<run::Origin> for Origin {
    fn from(origin: run::Origin) -> Self {
        match origin {
            run::Origin::Call => Origin::Call,
            run::Origin::Retry { of } => Origin::Retry { of: of.0 },
            run::Origin::Redo { of } => Origin::Redo { of: of.0 },
            run::Origin::Continue { of } => Origin::Continue { of: of.0 },
        }
    }
}

impl From<Origin> for run::Origin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Call => Self::Call,
            Origin::Retry { of } => Self::Retry { of: MessageId(of) },
            Origin::Redo { of } => Self::Redo { of: MessageId(of) },
            Origin::Continue { of } => Self::Continue { of: MessageId(of) },
        }
    }
}

impl From<&run::Run> for Run {
    fn from(run: &run::Run) -> Self {
        Run {
            run: run.run.0,
            message: run.message.0,
            assistant: run.assistant.0,
            call: run.call.0,
            answers: run.answers.0,
            model: run.model.map(|id| id.0),
            model_name: run.model_name.clone(),
            origin: run.origin.into(),
            began_at: run.began_at.into(),
        }
    }
}

impl From<Run> for run::Run {
    fn from(run: Run) -> Self {
        Self {
            run: RunId(run.run),
            message: MessageId(run.message),
            assistant: ProfileId(run.assistant),
            call: MessageId(run.call),
            answers: ProfileId(run.answers),
            model: run.model.map(ModelId),
            model_name: run.model_name,
            origin: run.origin.into(),
            began_at: run.began_at.into(),
        }
    }
}

impl From<run::Outcome> for Outcome {
    fn from(outcome: run::Outcome) -> Self {
        match outcome {
            run::Outcome::Finished => Outcome::Finished,
            run::Outcome::Cut => Outcome::Cut,
            run::Outcome::Stopped { by } => Outcome::Stopped { by: by.0 },
            run::Outcome::Interrupted { fault } => Outcome::Interrupted { fault: fault.into() },
            run::Outcome::Failed { fault } => Outcome::Failed { fault: fault.into() },
        }
    }
}

impl From<Outcome> for run::Outcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Finished => Self::Finished,
            Outcome::Cut => Self::Cut,
            Outcome::Stopped { by } => Self::Stopped { by: ProfileId(by) },
            Outcome::Interrupted { fault } => Self::Interrupted { fault: fault.into() },
            Outcome::Failed { fault } => Self::Failed { fault: fault.into() },
        }
    }
}

impl From<run::Usage> for Usage {
    fn from(usage: run::Usage) -> Self {
        let run::Usage { prompt_tokens, cached_tokens, completion_tokens, estimated } = usage;
        Usage { prompt_tokens, cached_tokens, completion_tokens, estimated }
    }
}

impl From<Usage> for run::Usage {
    fn from(usage: Usage) -> Self {
        let Usage { prompt_tokens, cached_tokens, completion_tokens, estimated } = usage;
        Self { prompt_tokens, cached_tokens, completion_tokens, estimated }
    }
}
