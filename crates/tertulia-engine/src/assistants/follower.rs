//! The follower of one group: hears calls, waits until their author has finished, and begins the answers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use tertulia_core::run::{Fault, Origin};
use tertulia_core::{Denial, Error, Event, EventKind, GroupId, MessageId, ProfileId, Result, Seq};
use tertulia_mind::gate::{Action, Decision, Pace, Typing};
use tokio::time::Instant;
use tracing::{debug, error};

use super::attention::{Arrivals, Followers};
use super::table::Tail;
use crate::{AssistantState, Engine, Signal};

/// A follower without work for this long ends; the next event starts another.
const IDLE: Duration = Duration::from_secs(30);
/// How often the place up to which a group was followed is written. What is read again after a crash is decided again,
/// and a call that was answered is not answered twice.
const REMEMBER: Duration = Duration::from_secs(30);
/// How many events are read at once.
const READ: u32 = 500;
/// A call that nobody took up for this long gets a notice instead of an answer (`brains.md`, "Failures").
const STALE_CALL: Duration = Duration::from_secs(5 * 60);
/// A held call is looked at again at least this often.
const ASK_AGAIN: Duration = Duration::from_millis(500);
/// How many answers one group may have under way; further calls wait for their turn.
const ANSWERS_AT_ONCE: usize = 3;
/// Nobody waits for a turn longer than this, because a call has its first word or a notice within 20 s (AST-2).
const TURN_PATIENCE: Duration = Duration::from_secs(10);
/// How many answers a group has under way at the very most: calls that waited long enough, and what people ask for by
/// *Retry*, *redo* and *continue*.
pub(super) const ANSWERS_MAX: usize = 2 * ANSWERS_AT_ONCE;

/// Follows one group.
pub(super) struct Follower {
    engine: Engine,
    group: GroupId,
    arrivals: Arrivals,
    followers: Arc<Followers>,
    tail: Tail,
    read_to: Seq,
    remembered: Seq,
    /// Authors whose last messages are not decided yet, with the place of the last one.
    undecided: BTreeMap<ProfileId, Waiting>,
    /// When each author was last seen typing.
    typed: HashMap<ProfileId, Instant>,
}

/// An author who may have called, and may go on.
#[derive(Clone, Copy)]
struct Waiting {
    first: Seq,
    last: Seq,
    due: Instant,
    /// Since when it waits for nothing but its turn.
    turn_since: Option<Instant>,
    /// What the people see of the call.
    shown: AssistantState,
}

impl Waiting {
    fn waited_for_turn(&self) -> Duration {
        self.turn_since.map_or(Duration::ZERO, |since| since.elapsed())
    }
}

/// Whether a call that has waited so long for nothing but its turn may be answered now.
fn has_turn(waited: Duration, running: usize) -> bool {
    running < if waited >= TURN_PATIENCE { ANSWERS_MAX } else { ANSWERS_AT_ONCE }
}

impl Follower {
    pub fn new(engine: Engine, group: GroupId, arrivals: Arrivals, followers: Arc<Followers>) -> Follower {
        Follower {
            engine,
            group,
            arrivals,
            followers,
            tail: Tail::default(),
            read_to: Seq::ZERO,
            remembered: Seq::ZERO,
            undecided: BTreeMap::new(),
            typed: HashMap::new(),
        }
    }

    pub async fn run(mut self) {
        loop {
            match self.follow().await {
                Ok(()) => return,
                // The journal is the truth: after a pause it is read again from the place remembered.
                Err(cause) => error!(group.id = %self.group, %cause, "attention lost a group for a moment"),
            }
            let stopping = self.engine.tasks.stopping();
            if stopping.run_until_cancelled(tokio::time::sleep(Duration::from_secs(1))).await.is_none() {
                return;
            }
        }
    }

    async fn follow(&mut self) -> Result<()> {
        let stopping = self.engine.tasks.stopping();
        self.remembered = self.engine.parts.store.attention_cursor(self.group).await?;
        self.read_to = self.remembered;
        self.undecided.clear();
        self.tail = Tail::before(&self.engine, self.group, self.remembered).await?;
        self.read().await?;
        let mut remember_at = Instant::now() + REMEMBER;
        loop {
            if self.arrivals.take_missed() {
                self.read().await?;
            }
            self.decide().await?;
            if Instant::now() >= remember_at {
                self.remember().await?;
                remember_at = Instant::now() + REMEMBER;
            }
            let due = self.undecided.values().map(|w| w.due).min();
            let until = match due {
                Some(due) => due,
                None if self.settled() > self.remembered => remember_at,
                None => Instant::now() + IDLE,
            };
            tokio::select! {
                events = self.arrivals.events.recv() => match events {
                    Some(events) => self.take(&events).await?,
                    None => return self.remember().await,
                },
                () = self.engine.typing_changed(), if due.is_some() => {}
                () = tokio::time::sleep_until(until) => {
                    let is_idle = self.undecided.is_empty() && self.settled() == self.remembered;
                    if is_idle && self.followers.leave(self.group, &self.arrivals) {
                        return Ok(());
                    }
                }
                () = stopping.cancelled() => return self.remember().await,
            }
        }
    }

    /// Takes events that were handed over; where some are missing it reads the journal.
    async fn take(&mut self, events: &[Event]) -> Result<()> {
        for event in events {
            if event.stamp.seq == self.read_to.next() {
                self.hear(event).await?;
            } else if event.stamp.seq > self.read_to {
                return self.read().await;
            }
        }
        if events.is_empty() { self.read().await } else { Ok(()) }
    }

    async fn read(&mut self) -> Result<()> {
        loop {
            let events = self.engine.parts.store.events(self.group, self.read_to, READ).await?;
            if events.is_empty() {
                return Ok(());
            }
            for event in &events {
                self.hear(event).await?;
            }
        }
    }

    async fn hear(&mut self, event: &Event) -> Result<()> {
        let seq = event.stamp.seq;
        self.tail.take(&self.engine, self.group, event).await?;
        self.read_to = seq;
        if let EventKind::MessagePosted(_) = event.kind {
            let now = Instant::now();
            let waiting = self.undecided.entry(event.stamp.author).or_insert(Waiting {
                first: seq,
                last: seq,
                due: now,
                turn_since: None,
                shown: AssistantState::Idle,
            });
            waiting.last = seq;
            waiting.due = now;
        }
        Ok(())
    }

    /// Decides about every author whose time has come.
    async fn decide(&mut self) -> Result<()> {
        if self.undecided.is_empty() {
            return Ok(());
        }
        let Some(live) = self.engine.live_group(self.group).await? else {
            self.undecided.clear();
            return Ok(());
        };
        let group = live.state();
        self.tail.seat(&self.engine, &group).await?;
        let running = group.running.len();
        for (author, waiting) in self.undecided.clone() {
            let decision = self.judge(author, waiting);
            match decision.action {
                Action::Silent => {
                    debug!(group.id = %self.group, seq = waiting.last.0, reason = ?decision.reason, "stays silent");
                    if waiting.shown != AssistantState::Idle {
                        // What was a call is none any more: it was deleted, or changed, or the assistant switched off.
                        group.seats.iter().for_each(|seat| self.tell(seat.assistant, AssistantState::Idle, None));
                    }
                    self.settle(author);
                }
                Action::Respond if decision.hold_ms == 0 && !has_turn(waiting.waited_for_turn(), running) => {
                    let turn_since = waiting.turn_since.or(Some(Instant::now()));
                    let queued = Waiting { turn_since, ..waiting };
                    self.hold(author, queued, &decision, AssistantState::Queued, IDLE);
                }
                Action::Respond if decision.hold_ms == 0 => {
                    self.settle(author);
                    self.begin(author, &decision).await?;
                }
                Action::Respond | Action::Hold => {
                    let wait = Duration::from_millis(decision.hold_ms.max(50));
                    self.hold(author, waiting, &decision, AssistantState::Waiting, wait);
                }
            }
        }
        Ok(())
    }

    fn judge(&mut self, author: ProfileId, waiting: Waiting) -> Decision {
        let now = Instant::now();
        let typing = match self.engine.typing_until(self.group, author) {
            Some(_) => {
                self.typed.insert(author, now);
                Typing::Now
            }
            None => match self.typed.get(&author) {
                Some(last) => Typing::Stopped(u64::try_from((now - *last).as_millis()).unwrap_or(u64::MAX)),
                None => Typing::No,
            },
        };
        let gaps_ms = self.tail.gaps_of(author);
        self.tail.judge(waiting.last, |posted_at| {
            let since = posted_at.map_or(Duration::ZERO, |at| self.engine.now().since(at));
            Pace { gaps_ms, since_last_ms: u64::try_from(since.as_millis()).unwrap_or(u64::MAX), typing }
        })
    }

    fn hold(
        &mut self,
        author: ProfileId,
        waiting: Waiting,
        decision: &Decision,
        state: AssistantState,
        wait: Duration,
    ) {
        if waiting.shown != state {
            self.show(decision, state);
        }
        // Asked again soon, because typing that ends is a signal, and signals may be lost.
        self.undecided.insert(author, Waiting { due: Instant::now() + wait.min(ASK_AGAIN), shown: state, ..waiting });
    }

    fn show(&self, decision: &Decision, state: AssistantState) {
        for target in &decision.targets {
            self.tell(ProfileId(*target), state, decision.called_in.map(MessageId));
        }
    }

    fn tell(&self, assistant: ProfileId, state: AssistantState, call: Option<MessageId>) {
        let signal = Signal::Assistant { group: self.group, assistant, state, call };
        self.engine.hub.signal_group(self.group, &signal, |_| true);
    }

    fn settle(&mut self, author: ProfileId) {
        self.undecided.remove(&author);
        self.typed.remove(&author);
    }

    /// Up to where everything is decided.
    fn settled(&self) -> Seq {
        match self.undecided.values().map(|w| w.first).min() {
            Some(first) => Seq(first.0 - 1),
            None => self.read_to,
        }
    }

    async fn remember(&mut self) -> Result<()> {
        let settled = self.settled();
        if settled > self.remembered {
            self.engine.parts.store.move_attention_cursor(self.group, settled).await?;
            self.remembered = settled;
        }
        Ok(())
    }

    async fn begin(&mut self, author: ProfileId, decision: &Decision) -> Result<()> {
        let Some(call) = decision.called_in.map(MessageId) else { return Ok(()) };
        let called_at = self.tail.at(call).unwrap_or_else(|| self.engine.now());
        let fault = (self.engine.now().since(called_at) > STALE_CALL).then_some(Fault::AskedTooLongAgo);
        for target in &decision.targets {
            let assistant = ProfileId(*target);
            debug!(group.id = %self.group, reason = ?decision.reason, "answers");
            match self.engine.begin_answer(self.group, assistant, call, author, Origin::Call, None, fault).await {
                Ok(_) => {}
                // Answered before a restart, taken back, or the group was deleted meanwhile.
                Err(
                    Error::NotFound
                    | Error::Denied(Denial::AlreadyAnswering | Denial::MessageDeleted | Denial::GroupDeleted),
                ) => {}
                Err(Error::Denied(Denial::NoSuchAssistant | Denial::NoSuchMessage)) => {}
                Err(error) => return Err(error),
            }
        }
        self.show(decision, AssistantState::Idle);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_waits_for_its_turn_but_not_for_long() {
        assert!(has_turn(Duration::ZERO, ANSWERS_AT_ONCE - 1));
        assert!(!has_turn(TURN_PATIENCE - Duration::from_millis(1), ANSWERS_AT_ONCE));
        assert!(has_turn(TURN_PATIENCE, ANSWERS_AT_ONCE));
        assert!(!has_turn(TURN_PATIENCE * 100, ANSWERS_MAX), "whatever happens, no more than this");
    }
}
