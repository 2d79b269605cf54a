//! Writing an answer: from the call to the last word, or to a calm notice. Nothing hangs, and no text that was shown is lost.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tertulia_core::model::{Model, ModelClass};
use tertulia_core::ports::{CompletionRequest, Endpoint, Finish, ModelEvent};
use tertulia_core::run::{Fault, Origin, Outcome, Run, Usage};
use tertulia_core::{Body, Command, Denial, Error, GroupId, MessageId, ModelId, ProfileId, Result, RunId};
use tokio::time::Instant;
use tracing::{debug, error, info, warn};
use uuid::Uuid;

use super::asking::after_fault;
use super::prompt::{self, Prompt};
use super::running::Stop;
use crate::Engine;
use crate::registry::LiveGroup;

/// Text is told to everybody at most this often (`architecture.md`, "The way of a message").
const TELL_EVERY: Duration = Duration::from_millis(60);
/// How often the text shown so far is kept, which bounds what a crash can take.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);
/// A call gets its first word or a notice within 20 s, 60 s with deep and local models (AST-2); what the hold and the
/// prompt take is set aside.
const FIRST_WORD: Duration = Duration::from_secs(17);
const FIRST_WORD_SLOW: Duration = Duration::from_secs(57);
/// A stream that is silent for this long has broken off.
const STALL: Duration = Duration::from_secs(30);
const STALL_SLOW: Duration = Duration::from_secs(60);
/// How long to wait before the end of a run is written again, when it could not be.
const WRITE_AGAIN: Duration = Duration::from_secs(1);

/// A model with the way to it.
pub(super) struct Chosen {
    pub model: Model,
    pub endpoint: Endpoint,
}

/// What became of an answer.
struct Written {
    text: String,
    outcome: Outcome,
    usage: Usage,
}

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
            None => self.choose_model(model.or(seat.model)).await,
        };
        let run = Run {
            run: RunId(Uuid::now_v7()),
            message: MessageId(Uuid::now_v7()),
            assistant,
            call,
            answers,
            model: chosen.as_ref().ok().map(|c| c.model.id),
            model_name: chosen.as_ref().ok().map(|c| c.model.name.clone()).unwrap_or_default(),
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

    /// The model that was asked for, else the instance's default, with the way to it; or the notice that people get instead.
    async fn choose_model(&self, wanted: Option<ModelId>) -> Result<Chosen, Fault> {
        let unusable = |cause: Error| {
            error!(%cause, "no model can be used");
            Fault::Internal
        };
        let model = self.model_for(wanted).await.map_err(unusable)?.ok_or(Fault::NoModel)?;
        let endpoint = self.endpoint_of(&model).await.map_err(unusable)?;
        Ok(Chosen { model, endpoint })
    }

    async fn answer(self, live: &Arc<LiveGroup>, run: Run, chosen: Result<Chosen, Fault>, stop: Stop) {
        let began = Instant::now();
        let written = match chosen {
            Err(fault) => Written::fault(fault),
            Ok(chosen) => match self.write(live, &run, &chosen, &stop).await {
                Ok(written) => written,
                Err(cause) => {
                    error!(run.id = %run.run, %cause, "an answer could not be written");
                    let text = self.partial(run.message).map(|p| p.text).unwrap_or_default();
                    Written { outcome: after_fault(Fault::Internal, &text), text, usage: Usage::default() }
                }
            },
        };
        let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        info!(
            group.id = %live.state().id, run.id = %run.run, outcome = ?written.outcome, took_ms,
            completion_tokens = written.usage.completion_tokens, "an answer ended"
        );
        self.end(live, &run, written).await;
        self.forget_answer(run.message);
    }

    async fn write(&self, live: &Arc<LiveGroup>, run: &Run, chosen: &Chosen, stop: &Stop) -> Result<Written> {
        let prompt = prompt::build(self, &live.state(), run, &chosen.model).await?;
        let is_slow = chosen.model.class == ModelClass::Deep || is_local(&chosen.endpoint);
        let request = CompletionRequest {
            endpoint: chosen.endpoint.clone(),
            model: chosen.model.wire_name.clone(),
            messages: prompt.messages.clone(),
            tools: Vec::new(),
            output_schema: None,
            stop: Vec::new(),
            cache: None,
            max_tokens: prompt.max_tokens,
            first_token_timeout: if is_slow { FIRST_WORD_SLOW } else { FIRST_WORD },
            stall_timeout: if is_slow { STALL_SLOW } else { STALL },
        };
        let mut writing = Writing::new(self, live.state().id, run.message, &prompt);
        let stream = tokio::select! {
            stream = self.parts.provider.stream(request) => stream,
            by = stop.stopped() => return Ok(writing.stopped(by)),
        };
        let mut stream = match stream {
            Ok(stream) => stream,
            Err(error) => return Ok(writing.fault(error.fault)),
        };
        loop {
            tokio::select! {
                biased;
                by = stop.stopped() => return Ok(writing.stopped(by)),
                event = stream.next() => match event {
                    Some(Ok(ModelEvent::Text(text))) => {
                        if writing.take(&text) {
                            return Ok(writing.over());
                        }
                    }
                    Some(Ok(ModelEvent::Usage(usage))) => writing.usage = Some(usage),
                    Some(Ok(ModelEvent::Finished(finish))) => writing.at_limit = Some(finish == Finish::AtLimit),
                    // None was offered.
                    Some(Ok(ModelEvent::ToolCall(_))) => return Ok(writing.fault(Fault::Malformed)),
                    Some(Err(error)) => return Ok(writing.fault(error.fault)),
                    None => return Ok(writing.finished()),
                },
                () = tokio::time::sleep_until(writing.tell_at), if writing.has_untold() => writing.tell(),
                () = tokio::time::sleep_until(writing.keep_at) => writing.keep().await,
            }
        }
    }

    /// Writes the end of a run. It is tried until it is written: an answer that seems to go on for ever is worse than a late
    /// end. Where the server stops first, the next start ends it.
    async fn end(&self, live: &Arc<LiveGroup>, run: &Run, written: Written) {
        loop {
            let Written { text, outcome, usage } = &written;
            let body = Body::plain(text.clone());
            let command = Command::EndRun { message: run.message, body, outcome: *outcome, usage: *usage };
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

impl Written {
    fn fault(fault: Fault) -> Written {
        Written { text: String::new(), outcome: Outcome::Failed { fault }, usage: Usage::default() }
    }
}

/// An answer being written: what came, what was told, what was kept.
struct Writing<'e> {
    engine: &'e Engine,
    group: GroupId,
    message: MessageId,
    cleaner: tertulia_mind::cleaning::Cleaner,
    prompt_tokens: u32,
    text: String,
    /// How much of the text was told.
    told: usize,
    tell_at: Instant,
    kept: usize,
    keep_at: Instant,
    usage: Option<Usage>,
    at_limit: Option<bool>,
}

impl<'e> Writing<'e> {
    fn new(engine: &'e Engine, group: GroupId, message: MessageId, prompt: &Prompt) -> Writing<'e> {
        let now = Instant::now();
        Writing {
            engine,
            group,
            message,
            cleaner: prompt.cleaner(),
            prompt_tokens: prompt.estimated_tokens,
            text: String::new(),
            told: 0,
            tell_at: now,
            kept: 0,
            keep_at: now + CHECKPOINT_EVERY,
            usage: None,
            at_limit: None,
        }
    }

    /// Takes more of the model's text; `true` once nothing that comes could be shown.
    fn take(&mut self, text: &str) -> bool {
        let cleaned = self.cleaner.push(text);
        self.text.push_str(&cleaned);
        if self.has_untold() && Instant::now() >= self.tell_at {
            self.tell();
        }
        self.cleaner.is_over()
    }

    fn has_untold(&self) -> bool {
        self.told < self.text.len()
    }

    fn tell(&mut self) {
        if self.has_untold() {
            self.engine.grow_partial(self.group, self.message, &self.text[self.told..]);
            self.told = self.text.len();
            self.tell_at = Instant::now() + TELL_EVERY;
        }
    }

    async fn keep(&mut self) {
        self.keep_at = Instant::now() + CHECKPOINT_EVERY;
        if self.told > self.kept {
            match self.engine.parts.store.checkpoint(self.group, self.message, &self.text[..self.told]).await {
                Ok(()) => self.kept = self.told,
                // The answer goes on; only a crash before the next time would take more of it.
                Err(cause) => warn!(group.id = %self.group, %cause, "a partial could not be kept; it is tried again"),
            }
        }
    }

    fn finished(mut self) -> Written {
        self.take_rest();
        match (self.text.trim().is_empty(), self.at_limit) {
            (true, _) => self.fault(Fault::Empty),
            (false, Some(true)) => self.ended(Outcome::Cut),
            (false, Some(false)) => self.ended(Outcome::Finished),
            (false, None) => self.fault(Fault::CutStream),
        }
    }

    /// Takes what the cleaner kept back until it knew what follows; whether the greatest length was reached.
    fn take_rest(&mut self) -> bool {
        let rest = self.cleaner.clone().finish();
        self.text.push_str(&rest.text);
        self.tell();
        rest.cut
    }

    /// The model went on past the greatest length, or began to write other people's lines.
    fn over(mut self) -> Written {
        let outcome = if self.take_rest() { Outcome::Cut } else { Outcome::Finished };
        if self.text.trim().is_empty() { self.fault(Fault::Empty) } else { self.ended(outcome) }
    }

    /// By a person, or because the server stops.
    fn stopped(mut self, by: Option<ProfileId>) -> Written {
        self.tell();
        match by {
            Some(by) => self.ended(Outcome::Stopped { by }),
            None => self.fault(Fault::Restarted),
        }
    }

    fn fault(mut self, fault: Fault) -> Written {
        self.tell();
        let shown = if self.text.trim().is_empty() { "" } else { self.text.as_str() };
        let outcome = after_fault(fault, shown);
        self.ended(outcome)
    }

    fn ended(self, outcome: Outcome) -> Written {
        let estimate = Usage {
            prompt_tokens: self.prompt_tokens,
            cached_tokens: 0,
            completion_tokens: prompt::estimate_tokens(&self.text),
            estimated: true,
        };
        Written { usage: self.usage.unwrap_or(estimate), text: self.text, outcome }
    }
}

/// Whether a model runs on this machine, which is slow to begin with.
fn is_local(endpoint: &Endpoint) -> bool {
    let rest = endpoint.base_url.split_once("://").map_or(endpoint.base_url.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    matches!(host, "localhost" | "127.0.0.1") || rest.starts_with("[::1]")
}
