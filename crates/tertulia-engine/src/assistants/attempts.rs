//! Asking models for one answer until one gives it (MOD-5): the same one again after a pause, then the next. Once people have
//! seen a word, nobody else is asked: the answer ends as it is.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use tertulia_core::ports::{CompletionRequest, Endpoint, Finish, ModelEvent, ProviderError};
use tertulia_core::run::{Fault, FellBack, Outcome, Run, Served};
use tertulia_core::{ModelId, ProfileId, Result};
use tokio::time::Instant;
use tracing::warn;

use super::candidates::Candidate;
use super::prompt;
use super::running::Stop;
use super::writing::{Writing, Written};
use crate::Engine;
use crate::registry::LiveGroup;

/// How often the same model is asked again where another one is there, and where none is.
const AGAIN: u32 = 1;
const AGAIN_ALONE: u32 = 2;

/// How often a stream is looked at in vain before what came of it is told.
const LOOKS: u32 = 2;
/// A stream in which there is always more is told after so many pieces, when that is due.
const PIECES: u32 = 64;

/// What follows a failure that nobody has seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    /// The same model is asked again after this time.
    Again(Duration),
    /// The next one is asked, if there is one.
    Next,
}

/// Where a call stands when a model has failed.
struct Standing {
    /// How often this model was asked again already.
    again: u32,
    has_other: bool,
    /// What is left of the call's time.
    left: Duration,
    pause: Duration,
    longest_wait: Duration,
}

impl Standing {
    fn step(&self, error: &ProviderError) -> Step {
        let may_pass = match error.fault {
            Fault::RateLimited | Fault::Unreachable | Fault::Overloaded => true,
            Fault::CutStream | Fault::Malformed | Fault::Empty => true,
            // Nothing of these is better a moment later; time is not to be had twice.
            Fault::Unauthorized | Fault::NoSuchModel | Fault::Refused | Fault::TimedOut => false,
            Fault::NoModel | Fault::Restarted | Fault::AskedTooLongAgo | Fault::Internal => false,
        };
        let pause = self.pause * 2u32.pow(self.again.min(4));
        let wait = error.retry_after.map_or(pause, |asked| asked.max(pause));
        let most = if self.has_other { AGAIN } else { AGAIN_ALONE };
        let longest = if self.has_other { self.longest_wait.min(self.left) } else { self.left };
        if may_pass && self.again < most && wait < longest { Step::Again(wait) } else { Step::Next }
    }
}

/// An address, with what keeps it from going away.
type Way = (Endpoint, Option<Box<dyn Send + Sync>>);

/// A call, and how far it has come.
pub(super) struct Attempts<'e> {
    pub engine: &'e Engine,
    pub live: &'e Arc<LiveGroup>,
    pub run: &'e Run,
    pub stop: &'e Stop,
    pub began: Instant,
}

impl Attempts<'_> {
    /// Asks the candidates in their order, and writes what the first that can says.
    ///
    /// # Errors
    /// What the store says.
    pub async fn write(&self, candidates: Vec<Candidate>) -> Result<Written> {
        let is_slow = candidates.first().is_some_and(Candidate::is_slow);
        let mut rest = candidates.into_iter().peekable();
        let mut fell_back: Vec<FellBack> = Vec::new();
        let mut last = Written::fault(Fault::NoModel);
        let mut was_refused = false;
        while let Some(candidate) = rest.next() {
            let call = self.engine.parts.config.patience.of_call(is_slow || candidate.is_slow());
            let until = self.began + call;
            let others: Vec<Candidate> = rest.collect();
            let mut written = match self.ask(&candidate, !others.is_empty(), until).await? {
                Ok(written) => written,
                Err(fault) => Written::fault(fault),
            };
            let model = &candidate.model;
            if !fell_back.is_empty() {
                let fell_back_from = fell_back.clone();
                written.served = Some(Served { model: model.id, model_name: model.name.clone(), fell_back_from });
            }
            let Outcome::Failed { fault } = written.outcome else { return Ok(written) };
            if fault == Fault::Restarted || (was_refused && fault == Fault::Refused) {
                return Ok(written);
            }
            was_refused |= fault == Fault::Refused;
            fell_back.push(FellBack { model_name: model.name.clone(), fault });
            last = written;
            rest = without_hopeless(others, &candidate, fault).into_iter().peekable();
        }
        Ok(last)
    }

    /// Asks one model, again if that may help. The inner error is a fault of which nobody has seen anything.
    async fn ask(&self, candidate: &Candidate, has_other: bool, until: Instant) -> Result<Result<Written, Fault>> {
        let (model, health) = (candidate.model.id, &self.engine.health);
        let patience = self.engine.parts.config.patience;
        for again in 0.. {
            let asked = match self.resting(model, has_other) {
                Some(error) => Err(error),
                None => {
                    let asked = self.ask_once(candidate, has_other, until).await?;
                    match &asked {
                        Ok(written) => self.note(model, written),
                        Err(error) => health.failed(model, error, Instant::now()),
                    }
                    asked
                }
            };
            let error = match asked {
                Ok(written) => return Ok(Ok(written)),
                Err(error) => error,
            };
            warn!(run.id = %self.run.run, model.id = %model, fault = ?error.fault, status = error.status, "a model failed");
            let left = until.saturating_duration_since(Instant::now());
            let standing = Standing {
                again,
                has_other,
                left,
                pause: patience.pause + self.jitter(patience.pause),
                longest_wait: patience.longest_wait,
            };
            match standing.step(&error) {
                Step::Again(wait) => tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    by = self.stop.stopped() => return Ok(Ok(stopped(by))),
                },
                Step::Next => return Ok(Err(error.fault)),
            }
        }
        Ok(Err(Fault::Internal))
    }

    /// Why a model is not asked now. A breaker turns nobody away where there is nobody else.
    fn resting(&self, model: ModelId, has_other: bool) -> Option<ProviderError> {
        let now = Instant::now();
        let rest = self.engine.health.rest(model, now).filter(|rest| has_other || rest.is_asked)?;
        Some(ProviderError { fault: rest.fault, status: None, retry_after: Some(rest.until.duration_since(now)) })
    }

    fn note(&self, model: ModelId, written: &Written) {
        match written.outcome {
            Outcome::Finished | Outcome::Cut => self.engine.health.succeeded(model),
            Outcome::Interrupted { fault: Fault::Restarted } | Outcome::Stopped { .. } => {}
            Outcome::Interrupted { fault } | Outcome::Failed { fault } => {
                self.engine.health.failed(model, &fault.into(), Instant::now());
            }
        }
    }

    /// Up to half of a pause, so that those who failed together do not come back together.
    fn jitter(&self, pause: Duration) -> Duration {
        let byte = self.run.run.0.as_bytes()[15];
        pause * u32::from(byte) / 512
    }

    /// Where a model serves. One of the house's own may have to be started.
    async fn way_to(&self, candidate: &Candidate, until: Instant) -> Result<Way, ProviderError> {
        if !candidate.is_managed {
            return Ok((candidate.endpoint.clone(), None));
        }
        let left = until.saturating_duration_since(Instant::now());
        let seat = self.engine.parts.local.serve(&candidate.model.wire_name, left).await?;
        Ok((seat.endpoint, Some(seat.hold)))
    }

    /// Asks a model once. An error is one of which nobody has seen anything.
    async fn ask_once(
        &self,
        candidate: &Candidate,
        has_other: bool,
        until: Instant,
    ) -> Result<Result<Written, ProviderError>> {
        let Attempts { engine, live, run, stop, .. } = self;
        let patience = engine.parts.config.patience;
        if !candidate.is_allowed(&live.state()) {
            return Ok(Err(Fault::NoModel.into()));
        }
        let prompt = prompt::build(engine, &live.state(), run, &candidate.model).await?;
        // Held until the answer is whole: nobody makes room by ending it.
        let (endpoint, _hold) = tokio::select! {
            found = self.way_to(candidate, until) => match found {
                Ok(found) => found,
                Err(error) => return Ok(Err(error)),
            },
            by = stop.stopped() => return Ok(Ok(stopped(by))),
        };
        let left = until.saturating_duration_since(Instant::now());
        let own = if has_other { patience.of_first_word(candidate) } else { left };
        let request = CompletionRequest {
            endpoint,
            model: candidate.model.wire_name.clone(),
            messages: prompt.messages.clone(),
            tools: Vec::new(),
            output_schema: None,
            // Some hosted models refuse stop strings; those on this machine need them.
            stop: if candidate.is_local { prompt.stop() } else { Vec::new() },
            cache: Some(prompt.cache_hint(live.state().id)),
            max_tokens: prompt.max_tokens,
            first_token_timeout: own.min(left),
            stall_timeout: patience.of_stall(candidate),
        };
        let mut writing = Writing::new(engine, live.state().id, run.message, &prompt);
        let stream = tokio::select! {
            stream = engine.parts.provider.stream(request) => stream,
            by = stop.stopped() => return Ok(Ok(writing.stopped(by))),
        };
        let mut stream = match stream {
            Ok(stream) => stream,
            Err(error) => return Ok(Err(error)),
        };
        let (mut looked, mut read) = (0, 0u32);
        let written = loop {
            // What has come is read at once. What comes before text may be told again waits for that, and is read together:
            // at the pace of a model each word for itself would wake the machine six times as often.
            let event = match stream.next().now_or_never() {
                Some(event) => {
                    looked = 0;
                    read += 1;
                    if read.is_multiple_of(PIECES) {
                        writing.tell_if_due();
                    }
                    event
                }
                // Whoever reads the socket is told by our look, and gets to it when we make way.
                None if looked < LOOKS => {
                    looked += 1;
                    tokio::task::yield_now().await;
                    continue;
                }
                None => {
                    (looked, read) = (0, 0);
                    writing.tell_if_due();
                    let rests = writing.has_untold();
                    tokio::select! {
                        biased;
                        by = stop.stopped() => return Ok(Ok(writing.stopped(by))),
                        event = stream.next(), if !rests => event,
                        () = tokio::time::sleep_until(writing.tell_at), if rests => continue,
                        () = tokio::time::sleep_until(writing.keep_at) => {
                            writing.keep().await;
                            continue;
                        }
                    }
                }
            };
            match event {
                Some(Ok(ModelEvent::Text(text))) => {
                    if writing.take(&text) {
                        break writing.over();
                    }
                }
                Some(Ok(ModelEvent::Usage(usage))) => writing.usage = Some(usage),
                Some(Ok(ModelEvent::Finished(finish))) => writing.at_limit = Some(finish == Finish::AtLimit),
                // None was offered.
                Some(Ok(ModelEvent::ToolCall(_))) => break writing.fault(Fault::Malformed),
                Some(Err(error)) if !writing.is_shown() => return Ok(Err(error)),
                Some(Err(error)) => break writing.fault(error.fault),
                None => break writing.finished(),
            }
        };
        match written.outcome {
            Outcome::Failed { fault } => Ok(Err(fault.into())),
            _ => Ok(Ok(written)),
        }
    }
}

/// Stopped by a person, or because the server stops, before anybody said anything.
fn stopped(by: Option<ProfileId>) -> Written {
    match by {
        Some(by) => Written { outcome: Outcome::Stopped { by }, ..Written::fault(Fault::Restarted) },
        None => Written::fault(Fault::Restarted),
    }
}

/// The others, without those who fail for the same reason: an address that does not answer serves no other model either.
fn without_hopeless(mut others: Vec<Candidate>, failed: &Candidate, fault: Fault) -> Vec<Candidate> {
    if matches!(fault, Fault::Unreachable | Fault::Unauthorized) && !failed.is_managed {
        others.retain(|other| other.model.provider != failed.model.provider);
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn standing() -> Standing {
        Standing { again: 0, has_other: true, left: SECOND * 10, pause: SECOND / 2, longest_wait: SECOND * 2 }
    }

    fn error(fault: Fault, wait: Option<u32>) -> ProviderError {
        ProviderError { fault, status: None, retry_after: wait.map(|seconds| SECOND * seconds) }
    }

    #[test]
    fn what_may_pass_is_asked_again_once_and_then_the_next() {
        for fault in [Fault::Overloaded, Fault::Unreachable, Fault::CutStream, Fault::Malformed, Fault::Empty] {
            assert_eq!(standing().step(&error(fault, None)), Step::Again(SECOND / 2), "{fault:?}");
            assert_eq!(Standing { again: 1, ..standing() }.step(&error(fault, None)), Step::Next, "{fault:?}");
        }
        for fault in [Fault::Unauthorized, Fault::NoSuchModel, Fault::Refused, Fault::TimedOut] {
            assert_eq!(standing().step(&error(fault, None)), Step::Next, "{fault:?}");
        }
    }

    #[test]
    fn who_is_alone_is_asked_twice_again_with_longer_pauses() {
        let alone = |again| Standing { again, has_other: false, ..standing() };
        assert_eq!(alone(0).step(&error(Fault::Overloaded, None)), Step::Again(SECOND / 2));
        assert_eq!(alone(1).step(&error(Fault::Overloaded, None)), Step::Again(SECOND));
        assert_eq!(alone(2).step(&error(Fault::Overloaded, None)), Step::Next);
    }

    #[test]
    fn a_wait_that_is_asked_for_is_waited_or_somebody_else_is_asked() {
        let limited = |wait| error(Fault::RateLimited, Some(wait));
        assert_eq!(standing().step(&limited(1)), Step::Again(SECOND));
        assert_eq!(standing().step(&limited(5)), Step::Next);
        let alone = Standing { has_other: false, ..standing() };
        assert_eq!(alone.step(&limited(5)), Step::Again(SECOND * 5));
        assert_eq!(alone.step(&limited(11)), Step::Next, "the call has no time for that");
        assert_eq!(alone.step(&limited(0)), Step::Again(SECOND / 2), "never at once");
    }
}
