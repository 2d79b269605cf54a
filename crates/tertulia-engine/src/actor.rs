//! The actor of one group: decides, appends, publishes; one command at a time.

use std::sync::Arc;
use std::time::Duration;

use tertulia_core::command::Facts;
use tertulia_core::event::Stamp;
use tertulia_core::ports::{Append, Appended};
use tertulia_core::{Command, Error, Event, EventKind, Group, MessageId, ProfileId, Result, Seq};
use tokio::sync::{mpsc, oneshot};
use tracing::{debug, error};

use crate::registry::LiveGroup;
use crate::{Access, Engine};

/// An actor without work for this long stops; the next command starts another.
const IDLE: Duration = Duration::from_secs(60);
/// How often a command is decided again because another node was faster.
const STALE_MAX: u32 = 20;
/// How many events are read at once when catching up.
const CATCH_UP: u32 = 500;

/// What came of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Committed {
    /// The place of the last event; where nothing followed, the place of what is already so.
    pub seq: Seq,
    /// What was written; empty where the command asked for what is already so.
    pub events: Vec<Event>,
}

/// A command on its way to the actor.
pub(crate) struct Ask {
    pub author: ProfileId,
    pub command: Command,
    pub reply: oneshot::Sender<Result<Committed>>,
}

impl Engine {
    /// Gives a command of a member to the group's actor. Returns when what follows is durable.
    ///
    /// # Errors
    /// `Denied` where the rules say no, `Busy` where too many commands wait, `TooMany` where the abuse brake holds.
    pub async fn submit(&self, access: &Access, command: Command) -> Result<Committed> {
        self.brake.check(access.profile())?;
        self.submit_to(&access.live, access.profile(), command).await
    }

    /// The same for an author who needs no membership: a joiner, or an assistant with its seat.
    pub(crate) async fn submit_to(
        &self,
        live: &Arc<LiveGroup>,
        author: ProfileId,
        command: Command,
    ) -> Result<Committed> {
        let (reply, answer) = oneshot::channel();
        let ask = Ask { author, command, reply };
        match live.mailbox.try_send(ask) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(_)) => return Err(Error::Busy),
            Err(mpsc::error::TrySendError::Closed(ask)) => {
                // The actor went idle between entering and submitting.
                let id = live.state().id;
                let live = self.live_group(id).await?.ok_or(Error::NotFound)?;
                live.mailbox.try_send(ask).map_err(|_| Error::Busy)?;
            }
        }
        answer.await.map_err(|_| Error::Busy)?
    }
}

/// The task behind a [`LiveGroup`].
pub(crate) struct Actor {
    engine: Engine,
    live: Arc<LiveGroup>,
    group: Group,
    asks: mpsc::Receiver<Ask>,
}

impl Actor {
    pub fn new(engine: Engine, live: Arc<LiveGroup>, asks: mpsc::Receiver<Ask>) -> Actor {
        let group = Group::clone(&live.state());
        Actor { engine, live, group, asks }
    }

    pub async fn run(mut self) {
        let stopping = self.engine.tasks.stopping();
        loop {
            let ask = tokio::select! {
                ask = self.asks.recv() => ask,
                () = stopping.cancelled() => None,
                () = tokio::time::sleep(IDLE) => None,
            };
            match ask {
                Some(ask) => self.answer(ask).await,
                None => break,
            }
        }
        // Whoever already holds a place in the mailbox still gets an answer. Nobody loads the group anew meanwhile: a second
        // actor would not know what is answered here, nor who was just removed.
        let engine = self.engine.clone();
        let _nobody_loads = engine.registry.loading.lock().await;
        self.asks.close();
        while let Ok(ask) = self.asks.try_recv() {
            self.answer(ask).await;
        }
        engine.registry.remove_if_same(self.group.id, &self.live);
        debug!(group.id = %self.group.id, "a group's actor ended");
    }

    async fn answer(&mut self, ask: Ask) {
        let outcome = self.handle(ask.author, ask.command).await;
        // Whoever asked may have hung up meanwhile; what was committed stands.
        let _hung_up = ask.reply.send(outcome);
    }

    async fn handle(&mut self, author: ProfileId, command: Command) -> Result<Committed> {
        for _ in 0..STALE_MAX {
            let facts = self.facts(&command).await?;
            let now = self.engine.now();
            let kinds = self.group.decide(now, author, command.clone(), &facts)?;
            if kinds.is_empty() {
                return Ok(Committed { seq: self.group.head, events: Vec::new() });
            }
            let events = number(self.group.head, now, author, kinds);
            let append = Append { group: self.group.id, expected: self.group.head, events: events.clone() };
            match self.engine.parts.store.append(append).await? {
                Appended::Recorded => {
                    self.take(&events).await;
                    return Ok(Committed { seq: self.group.head, events });
                }
                Appended::Stale => self.catch_up().await?,
                Appended::Duplicate { message } => return self.already_there(author, message).await,
                Appended::InviteSpent => return Err(Error::NotFound),
            }
        }
        Err(Error::Busy)
    }

    /// What the rules need to know beside the group. True at the group's head, because only this actor appends, and another
    /// node's append makes ours stale.
    async fn facts(&self, command: &Command) -> Result<Facts> {
        let store = &self.engine.parts.store;
        let mut facts = Facts::default();
        if let Some(subject) = command.subject() {
            facts.message = store.message(self.group.id, subject).await?;
        }
        if let Command::BeginRun { run } = command {
            use tertulia_core::run::Origin;
            facts.is_followed = match run.origin {
                Origin::Call => store.is_answered(self.group.id, run.call).await?,
                Origin::Retry { of } | Origin::Continue { of } => store.is_followed(self.group.id, of).await?,
                Origin::Redo { .. } => false,
            };
        }
        Ok(facts)
    }

    /// A retry of a post that succeeded is harmless; another author's id is a conflict.
    async fn already_there(&self, author: ProfileId, message: MessageId) -> Result<Committed> {
        match self.engine.parts.store.message(self.group.id, message).await? {
            Some(known) if known.author == author => Ok(Committed { seq: known.seq, events: Vec::new() }),
            _ => Err(Error::Conflict("another message has this id")),
        }
    }

    async fn catch_up(&mut self) -> Result<()> {
        loop {
            let events = self.engine.parts.store.events(self.group.id, self.group.head, CATCH_UP).await?;
            if events.is_empty() {
                return Ok(());
            }
            self.take(&events).await;
        }
    }

    /// Takes committed events into account and tells everybody: after the commit, never before.
    async fn take(&mut self, events: &[Event]) {
        for event in events {
            self.group.apply(event);
        }
        self.live.set_state(Arc::new(self.group.clone()));
        for event in events {
            self.publish(event).await;
        }
        self.engine.wake_cursors(self.group.id, events);
    }

    async fn publish(&self, event: &Event) {
        let engine = &self.engine;
        let id = self.group.id;
        match &event.kind {
            EventKind::MemberJoined(_) => {
                let joiner = match engine.parts.store.profiles(&[event.stamp.author]).await {
                    Ok(mut profiles) => profiles.pop(),
                    // What is committed is told in any case; who it is can be asked.
                    Err(cause) => {
                        error!(group.id = %id, %cause, "somebody joined whose profile could not be read");
                        None
                    }
                };
                engine.hub.publish(id, event, joiner.as_ref());
                engine.hub.member_came(id, event.stamp.author);
            }
            EventKind::RemovalUndone(undone) => {
                engine.hub.publish(id, event, None);
                engine.hub.member_came(id, undone.member);
            }
            EventKind::MemberLeft(_) => {
                engine.hub.member_went(id, event.stamp.author, crate::GoneReason::Left);
                engine.hub.publish(id, event, None);
            }
            EventKind::MemberRemoved(removed) => {
                engine.hub.member_went(id, removed.member, crate::GoneReason::Removed);
                engine.hub.publish(id, event, None);
            }
            EventKind::GroupDeleted(_) => {
                engine.hub.publish(id, event, None);
                for member in &self.group.members {
                    engine.hub.member_went(id, member.profile, crate::GoneReason::Deleted);
                }
            }
            _ => engine.hub.publish(id, event, None),
        }
    }
}

fn number(head: Seq, at: tertulia_core::Timestamp, author: ProfileId, kinds: Vec<EventKind>) -> Vec<Event> {
    let mut seq = head;
    let mut events = Vec::with_capacity(kinds.len());
    for kind in kinds {
        seq = seq.next();
        events.push(Event { stamp: Stamp { seq, at, author }, kind });
    }
    events
}
