//! The hub's end of a connection: what may be written at once, and what its task has to look at first.
//!
//! Nearly all that a group says is one frame, the same for everybody. While a connection has nothing else under way, whoever
//! publishes hands such a frame straight to its [`Outlet`]; no task wakes, nothing is queued. As soon as something has to be
//! read or waited for, everything waits in order for the connection's task, until that has written all of it.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use tertulia_core::account::AccountSettings;
use tertulia_core::{GroupId, Seq};
use tokio::sync::Notify;

use crate::{Caller, CloseReason};

/// How many deliveries wait for one connection before it is told to come back and resume.
const WAITING_MAX: usize = 512;

/// The transport's end of a connection.
pub trait Outlet: Send + Sync {
    /// Takes a frame, to be written after those before it; never waits. `false` where the reader is too slow.
    fn send(&self, frame: &Bytes) -> bool;
}

/// Something on its way to a connection.
#[derive(Clone)]
pub(crate) enum Delivery {
    Event(Arc<Published>),
    /// A complete frame. `group` where it is only for those who see that group.
    Frame {
        group: Option<GroupId>,
        /// The place of the message that it is about. Readers who see from a later place on get nothing.
        place: Option<Seq>,
        frame: Bytes,
    },
    /// The person is a member now.
    Came(GroupId),
    /// The person is none any more.
    Went(GroupId, Bytes),
}

/// An event that has been committed, encoded once.
pub(crate) struct Published {
    pub group: GroupId,
    pub seq: Seq,
    /// Readers who see from a later place on get `hidden`.
    pub seen_from: Option<Seq>,
    pub frame: Bytes,
    /// `None` where hardly anybody can need it; whoever does reads the event from the journal.
    pub hidden: Option<Bytes>,
}

impl Published {
    /// The frame for a reader who sees from `sees_from` on; `None` where it has to be read.
    pub fn shown(&self, sees_from: Seq) -> Option<&Bytes> {
        match self.seen_from {
            Some(place) if place < sees_from => self.hidden.as_ref(),
            Some(_) | None => Some(&self.frame),
        }
    }
}

/// How far a connection has followed a group.
#[derive(Clone, Copy)]
pub(crate) struct Followed {
    /// The last event that was handed out.
    pub seq: Seq,
    pub sees_from: Seq,
}

/// What becomes of a delivery.
pub(crate) enum Step<'d> {
    Write(&'d Bytes),
    /// Known already, or not for this reader.
    Skip,
    /// Something before it has to be read first.
    Missed(GroupId),
    Came(GroupId),
    Went(GroupId, &'d Bytes),
}

/// The hub's end of a connection.
pub(crate) struct Link {
    pub id: u64,
    pub caller: Caller,
    flow: Mutex<Flow>,
    /// There is something for the connection's task.
    news: Notify,
    reason: OnceLock<CloseReason>,
    hides_presence: AtomicBool,
    hides_reads: AtomicBool,
}

/// What a connection follows, and what waits for its task.
#[derive(Default)]
struct Flow {
    /// `None` where all goes through the connection's task.
    outlet: Option<Arc<dyn Outlet>>,
    followed: HashMap<GroupId, Followed>,
    waiting: VecDeque<Delivery>,
    /// The task has written all there was, so what comes next may go straight out.
    is_clear: bool,
}

impl Link {
    pub fn new(id: u64, caller: Caller, settings: &AccountSettings, outlet: Option<Arc<dyn Outlet>>) -> Link {
        Link {
            id,
            caller,
            flow: Mutex::new(Flow { outlet, ..Flow::default() }),
            news: Notify::new(),
            reason: OnceLock::new(),
            hides_presence: AtomicBool::new(settings.hide_presence),
            hides_reads: AtomicBool::new(settings.hide_reads),
        }
    }

    pub fn close(&self, reason: CloseReason) {
        // The first reason counts.
        let _kept = self.reason.set(reason);
        self.news.notify_one();
    }

    /// Why the connection is closing; `None` where it is not.
    pub fn closing(&self) -> Option<CloseReason> {
        self.reason.get().copied()
    }

    /// Hands over a delivery, never waiting.
    pub fn send(&self, delivery: &Delivery) {
        if !self.take(delivery) {
            // A slow reader is told to resume, never buffered for ever.
            self.close(CloseReason::TooSlow);
        }
    }

    /// Whether there was room.
    fn take(&self, delivery: &Delivery) -> bool {
        let mut flow = self.flow();
        // Asked under the lock: whoever is signed out or suspended is handed nothing more.
        if self.reason.get().is_some() {
            return true;
        }
        if flow.is_clear && flow.outlet.is_some() {
            match flow.step(delivery) {
                // Under the lock too, so that two who publish do not overtake each other between deciding and writing.
                Step::Write(frame) => return flow.outlet.as_ref().is_none_or(|outlet| outlet.send(frame)),
                Step::Skip => return true,
                Step::Missed(_) | Step::Came(_) | Step::Went(..) => flow.is_clear = false,
            }
        }
        if flow.waiting.len() >= WAITING_MAX {
            return false;
        }
        flow.waiting.push_back(delivery.clone());
        drop(flow);
        self.news.notify_one();
        true
    }

    /// Waits until there may be something for the connection's task. Safe to drop and call again.
    pub async fn stirred(&self) {
        self.news.notified().await;
    }

    /// Whether something waits for the connection's task.
    pub fn has_waiting(&self) -> bool {
        !self.flow().waiting.is_empty()
    }

    /// The next of what waits. Where nothing does, what comes from now on goes straight out: the task has written all that it
    /// took before.
    pub fn next_waiting(&self) -> Option<Delivery> {
        let mut flow = self.flow();
        let next = flow.waiting.pop_front();
        flow.is_clear = next.is_none();
        next
    }

    /// Lets go of the transport and of all that waits: the connection is over. Others may hold the link a little longer, to say
    /// that its person went offline; the line to the client must not stay open for that.
    pub fn end(&self) {
        *self.flow() = Flow::default();
    }

    /// From now on all waits for the connection's task.
    pub fn hold_back(&self) {
        self.flow().is_clear = false;
    }

    /// Looks at a delivery, as [`Flow::step`] does.
    pub fn step<'d>(&self, delivery: &'d Delivery) -> Step<'d> {
        self.flow().step(delivery)
    }

    pub fn follow(&self, group: GroupId, followed: Followed) {
        self.flow().followed.insert(group, followed);
    }

    pub fn unfollow(&self, group: GroupId) {
        self.flow().followed.remove(&group);
    }

    pub fn followed(&self, group: GroupId) -> Option<Followed> {
        self.flow().followed.get(&group).copied()
    }

    pub fn followed_groups(&self) -> Vec<GroupId> {
        self.flow().followed.keys().copied().collect()
    }

    pub fn take_settings(&self, settings: &AccountSettings) {
        self.hides_presence.store(settings.hide_presence, Ordering::Relaxed);
        self.hides_reads.store(settings.hide_reads, Ordering::Relaxed);
    }

    /// Whether this connection is shown who is online.
    pub fn sees_presence(&self) -> bool {
        !self.hides_presence.load(Ordering::Relaxed)
    }

    /// Whether this connection is shown how far others have read.
    pub fn sees_reads(&self) -> bool {
        !self.hides_reads.load(Ordering::Relaxed)
    }

    fn flow(&self) -> MutexGuard<'_, Flow> {
        self.flow.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flow {
    /// Decides on a delivery, and takes note of an event that is to be written.
    fn step<'d>(&mut self, delivery: &'d Delivery) -> Step<'d> {
        match delivery {
            Delivery::Event(published) => {
                let Some(followed) = self.followed.get_mut(&published.group) else { return Step::Skip };
                if published.seq <= followed.seq {
                    return Step::Skip;
                }
                if published.seq > followed.seq.next() {
                    return Step::Missed(published.group);
                }
                let Some(frame) = published.shown(followed.sees_from) else { return Step::Missed(published.group) };
                followed.seq = published.seq;
                Step::Write(frame)
            }
            Delivery::Frame { group, place, frame } => {
                let sees = |f: &Followed| place.is_none_or(|place| place >= f.sees_from);
                let is_seen = group.is_none_or(|g| self.followed.get(&g).is_some_and(sees));
                if is_seen { Step::Write(frame) } else { Step::Skip }
            }
            Delivery::Came(group) => Step::Came(*group),
            Delivery::Went(group, frame) => Step::Went(*group, frame),
        }
    }
}
