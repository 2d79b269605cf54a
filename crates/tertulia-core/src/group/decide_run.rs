//! How an assistant begins and ends an answer. It has no right that a command does not give it.

use super::decide::{Decision, one};
use crate::command::Facts;
use crate::event::{RunBegan, RunEnded};
use crate::group::Group;
use crate::run::{End, Origin, Outcome, Run};
use crate::settings::Mode;
use crate::{Body, Denial, EventKind, MessageId, ProfileId};

impl Group {
    pub(super) fn decide_begin_run(&self, author: ProfileId, run: Run, facts: &Facts) -> Decision {
        let seat = self.seat(author).ok_or(Denial::NoSuchAssistant)?;
        // Off is silent, always: nobody makes it speak by *redo* either.
        if run.assistant != author || seat.mode == Mode::Off {
            return Err(Denial::NoSuchAssistant);
        }
        let subject = facts.message.as_ref().ok_or(Denial::NoSuchMessage)?;
        // A call that was deleted before it was answered is taken back.
        if subject.deleted.is_some() {
            return Err(Denial::MessageDeleted);
        }
        if facts.is_followed || self.running.iter().any(|r| r.call == run.call && r.assistant == run.assistant) {
            return Err(Denial::AlreadyAnswering);
        }
        match (run.origin, subject.outcome()) {
            (Origin::Call, _)
            | (Origin::Redo { .. }, Some(_))
            | (Origin::Retry { .. }, Some(Outcome::Failed { .. } | Outcome::Interrupted { .. }))
            | (Origin::Continue { .. }, Some(Outcome::Stopped { .. } | Outcome::Interrupted { .. } | Outcome::Cut)) => {
                one(EventKind::RunBegan(RunBegan { run }))
            }
            (_, None) if subject.is_running() => Err(Denial::StillRunning),
            (Origin::Redo { .. } | Origin::Retry { .. } | Origin::Continue { .. }, _) => Err(Denial::NotAnAnswer),
        }
    }

    pub(super) fn decide_end_run(
        &self,
        author: ProfileId,
        message: MessageId,
        body: Body,
        end: End,
        facts: &Facts,
    ) -> Decision {
        let subject = facts.message.as_ref().ok_or(Denial::NoSuchMessage)?;
        if subject.author != author {
            return Err(Denial::NotYours);
        }
        if !subject.is_running() {
            return Err(Denial::NotAnAnswer);
        }
        let body = (!body.text.is_empty()).then_some(body);
        let End { outcome, usage, served } = end;
        one(EventKind::RunEnded(RunEnded { message, message_seq: subject.seq, body, outcome, usage, served }))
    }
}
