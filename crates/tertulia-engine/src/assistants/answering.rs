//! Writing an answer: from the call to the last word, or to a calm notice. Nothing hangs, and no text that was shown is lost.

use std::sync::Arc;
use std::time::Duration;

use tertulia_core::run::{End, Fault, Origin, Run};
use tertulia_core::{Body, Command, Denial, Error, GroupId, MessageId, ModelId, ProfileId, Result, RunId};
use tokio::time::Instant;
use tracing::{debug, error, info, warn};
use uuid::Uuid;

use super::asking::after_fault;
use super::attempts::Attempts;
use super::candidates::Candidate;
use super::running::Stop;
use super::writing::Written;
use crate::Engine;
use crate::registry::LiveGroup;

/// How long to wait before the end of a run is written again, when it could not be.
const WRITE_AGAIN: Duration = Duration::from_secs(1);

impl Engine {
    /// Begins an answer and returns its message; the rest happens in a task of its own. `fault` ends it at once with that
    /// notice.
    ///
    /// # Errors
    /// `Denied` where the rules say no, `NotFound` for a group that is gone.
    #[allow(clippy::too_many_arguments)]
    pub(crate) async fn begin_answer(
        &self,
        group: GroupId,
        assistant: ProfileId,
        call: MessageId,
        answers: ProfileId,
        origin: Origin,
        model: Option<ModelId>,
        fault: Option<Fault>,
    ) -> Result<MessageId> {
        let live = self.live_group(group).await?.ok_or(Error::NotFound)?;
        let seat = *live.state().seat(assistant).ok_or(Denial::NoSuchAssistant)?;
        let chosen = match fault {
            Some(fault) => Err(fault),
            None => self.candidates(&live.state(), model.or(seat.model)).await,
        };
        let first = chosen.as_ref().ok().and_then(|candidates| candidates.first());
        let run = Run {
            run: RunId(Uuid::now_v7()),
            message: MessageId(Uuid::now_v7()),
            assistant,
            call,
            answers,
            model: first.map(|c| c.model.id),
            model_name: first.map(|c| c.model.name.clone()).unwrap_or_default(),
            origin,
            began_at: self.now(),
        };
        // Known as running before anybody can see it, so that the first press on *Stop* finds it.
        let stop = self.running.begin(run.message);
        self.begin_partial(run.message, run.run);
        match self.submit_to(&live, assistant, Command::BeginRun { run: run.clone() }).await {
            Ok(begun) => self.place_partial(run.message, begun.seq),
            Err(error) => {
                self.forget_answer(run.message);
                return Err(error);
            }
        }
        let message = run.message;
        let engine = self.clone();
        self.tasks.spawn("answer", async move { engine.answer(&live, run, chosen, stop).await });
        Ok(message)
    }

    async fn answer(self, live: &Arc<LiveGroup>, run: Run, chosen: Result<Vec<Candidate>, Fault>, stop: Stop) {
        let began = Instant::now();
        let written = match chosen {
            Err(fault) => Written::fault(fault),
            Ok(candidates) => {
                let attempts = Attempts { engine: &self, live, run: &run, stop: &stop, began };
                attempts.write(candidates).await.unwrap_or_else(|cause| {
                    error!(run.id = %run.run, %cause, "an answer could not be written");
                    let text = self.partial(run.message).map(|p| p.text).unwrap_or_default();
                    Written { outcome: after_fault(Fault::Internal, &text), text, ..Written::fault(Fault::Internal) }
                })
            }
        };
        let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        info!(
            group.id = %live.state().id, run.id = %run.run, outcome = ?written.outcome, took_ms,
            completion_tokens = written.usage.completion_tokens, "an answer ended"
        );
        self.end(live, &run, written).await;
        self.forget_answer(run.message);
    }

    /// Writes the end of a run. It is tried until it is written: an answer that seems to go on for ever is worse than a late
    /// end. Where the server stops first, the next start ends it.
    async fn end(&self, live: &Arc<LiveGroup>, run: &Run, written: Written) {
        loop {
            let Written { text, outcome, usage, served } = written.clone();
            let end = End { outcome, usage, served };
            let command = Command::EndRun { message: run.message, body: Body::plain(text), end };
            match self.submit_to(live, run.assistant, command).await {
                Ok(_) => return,
                Err(Error::Denied(denial)) => {
                    debug!(run.id = %run.run, ?denial, "the run had ended already");
                    return;
                }
                Err(Error::NotFound) => return,
                Err(cause) => warn!(run.id = %run.run, %cause, "the end of an answer could not be written yet"),
            }
            let stopping = self.tasks.stopping();
            if stopping.run_until_cancelled(tokio::time::sleep(WRITE_AGAIN)).await.is_none() {
                return;
            }
        }
    }

    fn forget_answer(&self, message: MessageId) {
        self.running.end(message);
        self.end_partial(message);
    }

    /// Waits for running answers, and ends with their text those that are not done by then.
    pub(crate) async fn finish_answers(&self, patience: Duration) {
        let until = Instant::now() + patience;
        while !self.running.is_empty() && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.running.stop_all();
        let at_last = Instant::now() + Duration::from_secs(2);
        while !self.running.is_empty() && Instant::now() < at_last {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
