//! Attention: follows every group's journal and decides when an assistant speaks. One follower a group, while it is live.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tertulia_core::{Event, GroupId};
use tokio::sync::mpsc;

use super::follower::Follower;
use crate::{Cursor, Engine};

/// How many commits wait for a follower before it reads the journal instead.
const MAILBOX: usize = 64;

/// The cursor by which assistants follow groups.
pub struct Attention {
    engine: Engine,
    followers: Arc<Followers>,
}

/// Who follows which group.
#[derive(Default)]
pub(super) struct Followers {
    mailboxes: Mutex<HashMap<GroupId, Mailbox>>,
}

/// The way to a follower.
struct Mailbox {
    events: mpsc::Sender<Arc<[Event]>>,
    /// Set where events did not fit; the follower reads them in the journal once its mailbox is empty.
    has_missed: Arc<AtomicBool>,
}

impl Attention {
    /// Attention for all groups of an engine.
    pub fn new(engine: Engine) -> Arc<Attention> {
        Arc::new(Attention { engine, followers: Arc::default() })
    }
}

impl Cursor for Attention {
    fn follow(&self, group: GroupId, events: &[Event]) {
        let events: Arc<[Event]> = events.into();
        self.followers.with(|mailboxes| {
            if mailboxes.get(&group).is_some_and(|mailbox| mailbox.put(&events)) {
                return;
            }
            let (mailbox, arrivals) = Mailbox::new();
            mailboxes.insert(group, mailbox);
            let follower = Follower::new(self.engine.clone(), group, arrivals, self.followers.clone());
            self.engine.tasks.spawn("attention", follower.run());
        });
    }
}

impl Mailbox {
    fn new() -> (Mailbox, Arrivals) {
        let (events, arriving) = mpsc::channel(MAILBOX);
        let has_missed = Arc::new(AtomicBool::new(false));
        (Mailbox { events, has_missed: has_missed.clone() }, Arrivals { events: arriving, has_missed })
    }

    /// Hands events over; `false` where the follower has ended.
    fn put(&self, events: &Arc<[Event]>) -> bool {
        match self.events.try_send(events.clone()) {
            Ok(()) => true,
            Err(mpsc::error::TrySendError::Full(_)) => {
                self.has_missed.store(true, Ordering::Release);
                true
            }
            Err(mpsc::error::TrySendError::Closed(_)) => false,
        }
    }
}

/// A follower's end of its mailbox.
pub(super) struct Arrivals {
    pub events: mpsc::Receiver<Arc<[Event]>>,
    has_missed: Arc<AtomicBool>,
}

impl Arrivals {
    fn is_empty(&self) -> bool {
        self.events.is_empty() && !self.has_missed.load(Ordering::Acquire)
    }

    /// Whether the mailbox is empty, and something did not fit into it since this was last asked.
    pub fn take_missed(&self) -> bool {
        self.events.is_empty() && self.has_missed.swap(false, Ordering::AcqRel)
    }
}

impl Followers {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<GroupId, Mailbox>) -> T) -> T {
        act(&mut self.mailboxes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets a follower that has nothing to do, unless something arrived meanwhile.
    pub fn leave(&self, group: GroupId, arrivals: &Arrivals) -> bool {
        self.with(|mailboxes| {
            let is_idle = arrivals.is_empty();
            if is_idle {
                mailboxes.remove(&group);
            }
            is_idle
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_read_once_the_rest_is_taken() {
        let (mailbox, mut arrivals) = Mailbox::new();
        let events: Arc<[Event]> = Arc::from([]);
        for _ in 0..=MAILBOX {
            assert!(mailbox.put(&events));
        }
        assert!(!arrivals.take_missed(), "first what did fit");
        while arrivals.events.try_recv().is_ok() {}
        assert!(!arrivals.is_empty(), "a follower with something to read does not leave");
        assert!(arrivals.take_missed());
        assert!(!arrivals.take_missed() && arrivals.is_empty());
        drop(arrivals);
        assert!(!mailbox.put(&events));
    }
}
