//! An answer while it is being written: what came, what was told to everybody, what a crash would leave.

use std::time::Duration;

use tertulia_core::run::{Fault, Outcome, Served, Usage};
use tertulia_core::{GroupId, MessageId, ProfileId};
use tokio::time::Instant;
use tracing::warn;

use super::asking::after_fault;
use super::prompt::{self, Prompt};
use crate::Engine;

/// Text is told to everybody at most this often (`architecture.md`, "The way of a message").
const TELL_EVERY: Duration = Duration::from_millis(60);
/// How often the text shown so far is kept, which bounds what a crash can take.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);

/// What became of an answer.
#[derive(Clone)]
pub(super) struct Written {
    pub text: String,
    pub outcome: Outcome,
    pub usage: Usage,
    pub served: Option<Served>,
}

impl Written {
    /// Nothing but a notice.
    pub fn fault(fault: Fault) -> Written {
        Written { text: String::new(), outcome: Outcome::Failed { fault }, usage: Usage::default(), served: None }
    }
}

/// An answer being written: what came, what was told, what was kept.
pub(super) struct Writing<'e> {
    engine: &'e Engine,
    group: GroupId,
    message: MessageId,
    cleaner: tertulia_mind::cleaning::Cleaner,
    prompt_tokens: u32,
    text: String,
    /// How much of the text was told.
    told: usize,
    pub tell_at: Instant,
    kept: usize,
    pub keep_at: Instant,
    pub usage: Option<Usage>,
    /// Whether the model came to the greatest length; `None` until it says that it is done.
    pub at_limit: Option<bool>,
}

impl<'e> Writing<'e> {
    pub fn new(engine: &'e Engine, group: GroupId, message: MessageId, prompt: &Prompt) -> Writing<'e> {
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
    pub fn take(&mut self, text: &str) -> bool {
        let cleaned = self.cleaner.push(text);
        self.text.push_str(&cleaned);
        self.cleaner.is_over()
    }

    /// Whether people have seen, or are about to see, a word of it.
    pub fn is_shown(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether there is more to tell. Blanks before the first word wait for it: until then another model may be asked.
    pub fn has_untold(&self) -> bool {
        self.told < self.text.len() && self.is_shown()
    }

    /// Tells what is untold, unless text was told a moment ago.
    pub fn tell_if_due(&mut self) {
        if self.has_untold() && Instant::now() >= self.tell_at {
            self.tell();
        }
    }

    fn tell(&mut self) {
        if self.has_untold() {
            self.engine.grow_partial(self.group, self.message, &self.text[self.told..]);
            self.told = self.text.len();
            self.tell_at = Instant::now() + TELL_EVERY;
        }
    }

    pub async fn keep(&mut self) {
        self.keep_at = Instant::now() + CHECKPOINT_EVERY;
        if self.told > self.kept {
            match self.engine.parts.store.checkpoint(self.group, self.message, &self.text[..self.told]).await {
                Ok(()) => self.kept = self.told,
                // The answer goes on; only a crash before the next time would take more of it.
                Err(cause) => warn!(group.id = %self.group, %cause, "a partial could not be kept; it is tried again"),
            }
        }
    }

    pub fn finished(mut self) -> Written {
        self.take_rest();
        match (!self.is_shown(), self.at_limit) {
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
    pub fn over(mut self) -> Written {
        let outcome = if self.take_rest() { Outcome::Cut } else { Outcome::Finished };
        if self.is_shown() { self.ended(outcome) } else { self.fault(Fault::Empty) }
    }

    /// By a person, or because the server stops.
    pub fn stopped(mut self, by: Option<ProfileId>) -> Written {
        self.tell();
        match by {
            Some(by) => self.ended(Outcome::Stopped { by }),
            None => self.fault(Fault::Restarted),
        }
    }

    pub fn fault(mut self, fault: Fault) -> Written {
        self.tell();
        let outcome = after_fault(fault, if self.is_shown() { self.text.as_str() } else { "" });
        self.ended(outcome)
    }

    fn ended(self, outcome: Outcome) -> Written {
        let estimate = Usage {
            prompt_tokens: self.prompt_tokens,
            cached_tokens: 0,
            completion_tokens: prompt::estimate_tokens(&self.text),
            estimated: true,
        };
        Written { usage: self.usage.unwrap_or(estimate), text: self.text, outcome, served: None }
    }
}
