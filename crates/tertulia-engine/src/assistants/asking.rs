//! What people ask of an answer: stop it, try it again, give another, go on.

use tertulia_core::message::Answer;
use tertulia_core::run::{End, Fault, Origin, Outcome};
use tertulia_core::{Body, Command, Denial, Error, Message, MessageId, ModelId, Result};

use super::follower::ANSWERS_MAX;
use crate::{Access, Engine};

impl Engine {
    /// Stops an answer that is being written. Stopping one that has ended changes nothing.
    ///
    /// # Errors
    /// `NotFound`, `Denied(NotAnAnswer)`.
    pub async fn stop_answer(&self, access: &Access, message: MessageId) -> Result<()> {
        let subject = self.message(access, message).await?;
        answer_of(&subject)?;
        if !subject.is_running() || self.running.stop(message, access.profile()) {
            return Ok(());
        }
        // Nobody writes it any more: it is ended here, so that no run stays open.
        let text = self.partial(message).map(|p| p.text).unwrap_or_default();
        let outcome = Outcome::Stopped { by: access.profile() };
        let command = Command::EndRun { message, body: Body::plain(text), end: End::without_usage(outcome) };
        match self.submit_to(&access.live, subject.author, command).await {
            // It ended in the same moment.
            Err(Error::Denied(Denial::NotAnAnswer)) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Tries an answer again that failed or was interrupted, for the person it was for.
    ///
    /// # Errors
    /// `TooMany`, `Busy`, `Denied(NotAnAnswer)` for one that did not fail, `Denied(AlreadyAnswering)` for one that was tried again already.
    pub async fn retry_answer(&self, access: &Access, message: MessageId) -> Result<MessageId> {
        may_ask(self, access)?;
        let subject = self.message(access, message).await?;
        let answer = answer_of(&subject)?;
        let run = &answer.run;
        let model = run.model;
        let origin = Origin::Retry { of: message };
        self.begin_answer(access.group_id(), run.assistant, run.call, run.answers, origin, model, None).await
    }

    /// Another answer to the same call, for whoever asks, with another model if one is named.
    ///
    /// # Errors
    /// `TooMany`, `Busy`, `Denied(StillRunning)`, `NotFound` for a model that is not in the catalogue, switched off, or not
    /// allowed in the group.
    pub async fn redo_answer(&self, access: &Access, message: MessageId, model: Option<ModelId>) -> Result<MessageId> {
        may_ask(self, access)?;
        let subject = self.message(access, message).await?;
        let answer = answer_of(&subject)?;
        if let Some(id) = model {
            let allowed = self.models_for_group(access).await?;
            if !allowed.iter().any(|model| model.id == id) {
                return Err(Error::NotFound);
            }
        }
        let run = &answer.run;
        let origin = Origin::Redo { of: message };
        self.begin_answer(access.group_id(), run.assistant, run.call, access.profile(), origin, model, None).await
    }

    /// More of an answer that was stopped, interrupted or cut, for whoever asks.
    ///
    /// # Errors
    /// `TooMany`, `Busy`, `Denied(NotAnAnswer)` for one that is whole, `Denied(AlreadyAnswering)` for one that goes on already.
    pub async fn continue_answer(&self, access: &Access, message: MessageId) -> Result<MessageId> {
        may_ask(self, access)?;
        let subject = self.message(access, message).await?;
        let run = &answer_of(&subject)?.run;
        let origin = Origin::Continue { of: message };
        self.begin_answer(access.group_id(), run.assistant, run.call, access.profile(), origin, run.model, None).await
    }
}

/// Each answer costs somebody money, so asking for one is braked like writing.
fn may_ask(engine: &Engine, access: &Access) -> Result<()> {
    engine.brake.check(access.profile())?;
    if access.live.state().running.len() >= ANSWERS_MAX { Err(Error::Busy) } else { Ok(()) }
}

/// What a fault means for text that was shown, and for none.
pub(super) fn after_fault(fault: Fault, text: &str) -> Outcome {
    if text.is_empty() { Outcome::Failed { fault } } else { Outcome::Interrupted { fault } }
}

fn answer_of(message: &Message) -> Result<&Answer> {
    message.answer.as_ref().ok_or(Error::Denied(Denial::NotAnAnswer))
}
