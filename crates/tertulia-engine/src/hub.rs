//! The hub: who is connected, and who hears of what. An event is encoded once; every connection gets the same bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use tertulia_core::account::AccountSettings;
use tertulia_core::profile::Profile;
use tertulia_core::{Event, GroupId, ProfileId, Seq};

use crate::link::{Delivery, Link, Outlet, Published};
use crate::{Caller, CloseReason, Encode, GoneReason, Signal};

/// Who is connected.
pub(crate) struct Hub {
    encode: Arc<dyn Encode>,
    per_person: usize,
    next_id: AtomicU64,
    /// Replaced whole when somebody comes or goes, so that nobody waits for a lock while others are written to.
    groups: RwLock<HashMap<GroupId, Arc<[Arc<Link>]>>>,
    people: RwLock<HashMap<ProfileId, Vec<Arc<Link>>>>,
}

impl Hub {
    pub fn new(encode: Arc<dyn Encode>, per_person: usize) -> Hub {
        Hub { encode, per_person, next_id: AtomicU64::new(1), groups: RwLock::default(), people: RwLock::default() }
    }

    /// Registers a connection; `None` where the person has too many already.
    pub fn connect(
        &self,
        caller: Caller,
        settings: &AccountSettings,
        outlet: Option<Arc<dyn Outlet>>,
    ) -> Option<Arc<Link>> {
        let mut people = write(&self.people);
        let links = people.entry(caller.profile).or_default();
        if links.len() >= self.per_person {
            return None;
        }
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let link = Arc::new(Link::new(id, caller, settings, outlet));
        links.push(link.clone());
        Some(link)
    }

    /// Forgets a connection.
    pub fn disconnect(&self, link: &Arc<Link>) {
        for group in link.followed_groups() {
            self.unsubscribe(group, link);
        }
        let mut people = write(&self.people);
        if let Some(links) = people.get_mut(&link.caller.profile) {
            links.retain(|l| l.id != link.id);
            if links.is_empty() {
                people.remove(&link.caller.profile);
            }
        }
        drop(people);
        link.end();
    }

    pub fn subscribe(&self, group: GroupId, link: &Arc<Link>) {
        let mut groups = write(&self.groups);
        let links = groups.entry(group).or_default();
        if !links.iter().any(|l| l.id == link.id) {
            *links = links.iter().chain([link]).cloned().collect();
        }
    }

    pub fn unsubscribe(&self, group: GroupId, link: &Arc<Link>) {
        self.keep_where(group, |l| l.id != link.id);
    }

    fn keep_where(&self, group: GroupId, keep: impl Fn(&Link) -> bool) {
        let mut groups = write(&self.groups);
        if let Some(links) = groups.get_mut(&group) {
            *links = links.iter().filter(|l| keep(l)).cloned().collect();
            if links.is_empty() {
                groups.remove(&group);
            }
        }
    }

    fn links_of(&self, group: GroupId) -> Option<Arc<[Arc<Link>]>> {
        read(&self.groups).get(&group).cloned()
    }

    /// Hands an event to every connection that follows the group.
    pub fn publish(&self, group: GroupId, event: &Event, joiner: Option<&Profile>) {
        let Some(links) = self.links_of(group) else { return };
        let place = place_of(event);
        // Of a new message a hidden form is needed by nobody who could be told of it.
        let hidden = event.kind.touches().map(|_| self.encode.hidden(group, event));
        let frame = self.encode.event(group, event, joiner);
        let published = Published { group, seq: event.stamp.seq, seen_from: place, frame, hidden };
        let delivery = Delivery::Event(Arc::new(published));
        for link in links.iter() {
            link.send(&delivery);
        }
    }

    /// An event as a reader sees it who sees from `sees_from` on.
    pub fn shown(&self, group: GroupId, event: &Event, joiner: Option<&Profile>, sees_from: Seq) -> Bytes {
        match place_of(event) {
            Some(place) if place < sees_from => self.encode.hidden(group, event),
            Some(_) | None => self.encode.event(group, event, joiner),
        }
    }

    /// Hands a signal to the group's connections for which `to` holds.
    pub fn signal_group(&self, group: GroupId, signal: &Signal, to: impl Fn(&Link) -> bool) {
        let Some(links) = self.links_of(group) else { return };
        let delivery = Delivery::Frame { group: Some(group), place: None, frame: self.encode.signal(signal) };
        for link in links.iter().filter(|l| to(l)) {
            link.send(&delivery);
        }
    }

    /// Hands a signal about the message at `place` to the group's connections; those that do not see it leave it out.
    pub fn signal_readers(&self, group: GroupId, place: Option<Seq>, signal: &Signal) {
        let Some(links) = self.links_of(group) else { return };
        let delivery = Delivery::Frame { group: Some(group), place, frame: self.encode.signal(signal) };
        for link in links.iter() {
            link.send(&delivery);
        }
    }

    /// Hands a signal to all connections of some people for which `to` holds.
    pub fn signal_people(&self, people: &[ProfileId], signal: &Signal, to: impl Fn(&Link) -> bool) {
        let delivery = Delivery::Frame { group: None, place: None, frame: self.encode.signal(signal) };
        let known = read(&self.people);
        for link in people.iter().filter_map(|p| known.get(p)).flatten().filter(|l| to(l)) {
            link.send(&delivery);
        }
    }

    /// Hands a signal to everybody.
    pub fn signal_all(&self, signal: &Signal) {
        let delivery = Delivery::Frame { group: None, place: None, frame: self.encode.signal(signal) };
        for link in read(&self.people).values().flatten() {
            link.send(&delivery);
        }
    }

    /// All connections of a new member begin to follow the group.
    pub fn member_came(&self, group: GroupId, profile: ProfileId) {
        for link in read(&self.people).get(&profile).into_iter().flatten() {
            link.send(&Delivery::Came(group));
        }
    }

    /// All connections of somebody who is no member any more stop following the group, before the next event.
    pub fn member_went(&self, group: GroupId, profile: ProfileId, reason: GoneReason) {
        self.keep_where(group, |link| link.caller.profile != profile);
        let went = Delivery::Went(group, self.encode.signal(&Signal::Gone { group, reason }));
        for link in read(&self.people).get(&profile).into_iter().flatten() {
            // At once: somebody else may be about to hand something over.
            link.unfollow(group);
            link.send(&went);
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
}

/// The place of the message that an event is about.
fn place_of(event: &Event) -> Option<Seq> {
    event.kind.message().map(|_| event.kind.touches().unwrap_or(event.stamp.seq))
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
