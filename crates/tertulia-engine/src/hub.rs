//! The hub: who is connected, and who hears of what. An event is encoded once; every connection gets the same bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use bytes::Bytes;
use tertulia_core::account::AccountSettings;
use tertulia_core::profile::Profile;
use tertulia_core::{Event, GroupId, ProfileId, Seq};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{Caller, CloseReason, Encode, GoneReason, Signal};

/// How many deliveries wait for one connection before it is told to come back and resume.
const OUTBOX: usize = 512;

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
    pub hidden: Bytes,
}

/// The hub's end of a connection.
pub(crate) struct Link {
    pub id: u64,
    pub caller: Caller,
    outbox: mpsc::Sender<Delivery>,
    closing: CancellationToken,
    reason: OnceLock<CloseReason>,
    hides_presence: AtomicBool,
    hides_reads: AtomicBool,
}

impl Link {
    pub fn close(&self, reason: CloseReason) {
        // The first reason counts.
        let _kept = self.reason.set(reason);
        self.closing.cancel();
    }

    pub async fn closed(&self) -> CloseReason {
        self.closing.cancelled().await;
        self.reason.get().copied().unwrap_or(CloseReason::ShuttingDown)
    }

    /// Why the connection is closing; `None` where it is not.
    pub fn closing(&self) -> Option<CloseReason> {
        // The reason stands before the token is cancelled, and asking for it takes no lock.
        self.reason.get().copied()
    }

    pub fn take_settings(&self, settings: &AccountSettings) {
        self.hides_presence.store(settings.hide_presence, Ordering::Relaxed);
        self.hides_reads.store(settings.hide_reads, Ordering::Relaxed);
    }

    fn send(&self, delivery: Delivery) {
        // A slow reader is told to resume, never buffered for ever. One that is gone already needs nothing.
        if let Err(mpsc::error::TrySendError::Full(_)) = self.outbox.try_send(delivery) {
            self.close(CloseReason::TooSlow);
        }
    }
}

/// Who is connected.
pub(crate) struct Hub {
    encode: Arc<dyn Encode>,
    per_person: usize,
    next_id: AtomicU64,
    groups: RwLock<HashMap<GroupId, Vec<Arc<Link>>>>,
    people: RwLock<HashMap<ProfileId, Vec<Arc<Link>>>>,
}

impl Hub {
    pub fn new(encode: Arc<dyn Encode>, per_person: usize) -> Hub {
        Hub { encode, per_person, next_id: AtomicU64::new(1), groups: RwLock::default(), people: RwLock::default() }
    }

    /// Registers a connection; `None` where the person has too many already.
    pub fn connect(&self, caller: Caller, settings: &AccountSettings) -> Option<(Arc<Link>, mpsc::Receiver<Delivery>)> {
        let mut people = write(&self.people);
        let links = people.entry(caller.profile).or_default();
        if links.len() >= self.per_person {
            return None;
        }
        let (outbox, deliveries) = mpsc::channel(OUTBOX);
        let link = Arc::new(Link {
            id: self.next_id.fetch_add(1, Ordering::Relaxed),
            caller,
            outbox,
            closing: CancellationToken::new(),
            reason: OnceLock::new(),
            hides_presence: AtomicBool::new(settings.hide_presence),
            hides_reads: AtomicBool::new(settings.hide_reads),
        });
        links.push(link.clone());
        Some((link, deliveries))
    }

    /// Forgets a connection.
    pub fn disconnect(&self, link: &Arc<Link>, groups: impl Iterator<Item = GroupId>) {
        for group in groups {
            self.unsubscribe(group, link);
        }
        let mut people = write(&self.people);
        if let Some(links) = people.get_mut(&link.caller.profile) {
            links.retain(|l| l.id != link.id);
            if links.is_empty() {
                people.remove(&link.caller.profile);
            }
        }
    }

    pub fn subscribe(&self, group: GroupId, link: &Arc<Link>) {
        let mut groups = write(&self.groups);
        let links = groups.entry(group).or_default();
        if !links.iter().any(|l| l.id == link.id) {
            links.push(link.clone());
        }
    }

    pub fn unsubscribe(&self, group: GroupId, link: &Arc<Link>) {
        let mut groups = write(&self.groups);
        if let Some(links) = groups.get_mut(&group) {
            links.retain(|l| l.id != link.id);
            if links.is_empty() {
                groups.remove(&group);
            }
        }
    }

    /// Hands an event to every connection that follows the group.
    pub fn publish(&self, group: GroupId, event: &Event, joiner: Option<&Profile>) {
        let groups = read(&self.groups);
        let Some(links) = groups.get(&group) else { return };
        let published = Arc::new(self.encoded(group, event, joiner));
        for link in links {
            link.send(Delivery::Event(published.clone()));
        }
    }

    pub fn encoded(&self, group: GroupId, event: &Event, joiner: Option<&Profile>) -> Published {
        let seen_from = event.kind.message().map(|_| event.kind.touches().unwrap_or(event.stamp.seq));
        Published {
            group,
            seq: event.stamp.seq,
            seen_from,
            frame: self.encode.event(group, event, joiner),
            hidden: if seen_from.is_some() { self.encode.hidden(group, event) } else { Bytes::new() },
        }
    }

    /// Hands a signal to the group's connections for which `to` holds.
    pub fn signal_group(&self, group: GroupId, signal: &Signal, to: impl Fn(&Link) -> bool) {
        let groups = read(&self.groups);
        let Some(links) = groups.get(&group) else { return };
        let frame = self.encode.signal(signal);
        for link in links.iter().filter(|l| to(l)) {
            link.send(Delivery::Frame { group: Some(group), place: None, frame: frame.clone() });
        }
    }

    /// Hands a signal about the message at `place` to the group's connections; those that do not see it leave it out.
    pub fn signal_readers(&self, group: GroupId, place: Option<Seq>, signal: &Signal) {
        let groups = read(&self.groups);
        let Some(links) = groups.get(&group) else { return };
        let frame = self.encode.signal(signal);
        for link in links {
            link.send(Delivery::Frame { group: Some(group), place, frame: frame.clone() });
        }
    }

    /// Hands a signal to all connections of some people for which `to` holds.
    pub fn signal_people(&self, people: &[ProfileId], signal: &Signal, to: impl Fn(&Link) -> bool) {
        let frame = self.encode.signal(signal);
        let known = read(&self.people);
        for link in people.iter().filter_map(|p| known.get(p)).flatten().filter(|l| to(l)) {
            link.send(Delivery::Frame { group: None, place: None, frame: frame.clone() });
        }
    }

    /// Hands a signal to everybody.
    pub fn signal_all(&self, signal: &Signal) {
        let frame = self.encode.signal(signal);
        for link in read(&self.people).values().flatten() {
            link.send(Delivery::Frame { group: None, place: None, frame: frame.clone() });
        }
    }

    /// All connections of a new member begin to follow the group.
    pub fn member_came(&self, group: GroupId, profile: ProfileId) {
        for link in read(&self.people).get(&profile).into_iter().flatten() {
            link.send(Delivery::Came(group));
        }
    }

    /// All connections of somebody who is no member any more stop following the group, before the next event.
    pub fn member_went(&self, group: GroupId, profile: ProfileId, reason: GoneReason) {
        if let Some(links) = write(&self.groups).get_mut(&group) {
            links.retain(|l| l.caller.profile != profile);
        }
        let frame = self.encode.signal(&Signal::Gone { group, reason });
        for link in read(&self.people).get(&profile).into_iter().flatten() {
            link.send(Delivery::Went(group, frame.clone()));
        }
    }

    /// Whether nobody is connected.
    pub fn is_empty(&self) -> bool {
        read(&self.people).is_empty()
    }

    /// Everybody who is connected, once for each connection.
    pub fn callers(&self) -> Vec<Caller> {
        read(&self.people).values().flatten().map(|link| link.caller).collect()
    }

    /// Closes the connections of a person for which `which` holds.
    pub fn close_where(&self, profile: ProfileId, reason: CloseReason, which: impl Fn(&Caller) -> bool) {
        for link in read(&self.people).get(&profile).into_iter().flatten().filter(|l| which(&l.caller)) {
            link.close(reason);
        }
    }

    pub fn close_all(&self, reason: CloseReason) {
        for link in read(&self.people).values().flatten() {
            link.close(reason);
        }
    }

    /// Tells a person's connections what the person wants to show and see.
    pub fn take_settings(&self, profile: ProfileId, settings: &AccountSettings) {
        for link in read(&self.people).get(&profile).into_iter().flatten() {
            link.take_settings(settings);
        }
    }

    /// Whether this connection is shown who is online.
    pub fn sees_presence(link: &Link) -> bool {
        !link.hides_presence.load(Ordering::Relaxed)
    }

    /// Whether this connection is shown how far others have read.
    pub fn sees_reads(link: &Link) -> bool {
        !link.hides_reads.load(Ordering::Relaxed)
    }
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
