//! Attention: follows every group's journal and decides when an assistant speaks. One follower a group, while it is live.

use std::collections::HashMap;
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
    mailboxes: Mutex<HashMap<GroupId, mpsc::Sender<Arc<[Event]>>>>,
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
            if let Some(mailbox) = mailboxes.get(&group) {
                // A full mailbox loses nothing: the follower sees the gap and reads the journal.
                match mailbox.try_send(events.clone()) {
                    Ok(()) | Err(mpsc::error::TrySendError::Full(_)) => return,
                    Err(mpsc::error::TrySendError::Closed(_)) => {}
                }
            }
            let (mailbox, arriving) = mpsc::channel(MAILBOX);
            mailboxes.insert(group, mailbox);
            let follower = Follower::new(self.engine.clone(), group, arriving, self.followers.clone());
            self.engine.tasks.spawn("attention", follower.run());
        });
    }
}

impl Followers {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<GroupId, mpsc::Sender<Arc<[Event]>>>) -> T) -> T {
        act(&mut self.mailboxes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets a follower that has nothing to do, unless something arrived meanwhile.
    pub fn leave(&self, group: GroupId, arriving: &mpsc::Receiver<Arc<[Event]>>) -> bool {
        self.with(|mailboxes| {
            let is_idle = arriving.is_empty();
            if is_idle {
                mailboxes.remove(&group);
            }
            is_idle
        })
    }
}
