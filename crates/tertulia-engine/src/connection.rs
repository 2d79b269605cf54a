//! Connections: one live socket each. Reconnecting and arriving are the same code: subscribe first, read second.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use tertulia_core::{Error, Group, GroupId, ProfileId, Result, Seq};

use crate::link::{Delivery, Followed, Link, Outlet, Step};
use crate::{Caller, Engine, GoneReason, GroupView};

/// A reader who has missed more events than this gets the group anew.
const EVENTS_MAX: u64 = 500;

/// Where a client stands in a group's journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    pub group: GroupId,
    pub epoch: u32,
    pub seq: Seq,
}

/// What the transport writes to the socket.
#[derive(Debug)]
pub enum Outgoing {
    /// A complete frame.
    Frame(Bytes),
    /// A group as this person sees it.
    View(Box<GroupView>),
    /// Nothing is missing up to here; without a group: in all groups.
    CaughtUp(Option<(GroupId, Seq)>),
    /// The end.
    Close(CloseReason),
}

/// Why the server closes a connection, which says whether and when to come back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CloseReason {
    /// Come back soon.
    ShuttingDown,
    /// The session or token has ended. Do not come back with it.
    SignedOut,
    /// Come back at once and resume.
    TooSlow,
    /// The account is suspended.
    Suspended,
}

/// The engine's end of a live socket.
pub struct Connection {
    engine: Engine,
    link: Arc<Link>,
    ready: VecDeque<Outgoing>,
    /// Groups that are still to be caught up on, one after the other, so that no more than one of them waits to be written.
    behind: VecDeque<(GroupId, Option<Position>)>,
}

impl Engine {
    /// Registers a connection. Nothing flows before [`Connection::resume`]. With an `outlet`, what everybody gets goes straight
    /// to that while nothing else waits; the rest, and all of it without one, comes out of [`Connection::next`].
    ///
    /// # Errors
    /// `TooMany` where the person has too many connections.
    pub async fn connect(&self, caller: Caller, outlet: Option<Arc<dyn Outlet>>) -> Result<Connection> {
        let account = self.parts.store.account(caller.profile).await?.ok_or(Error::NotFound)?;
        let connected = self.hub.connect(caller, &account.settings, outlet);
        let link = connected.ok_or(Error::TooMany(std::time::Duration::from_secs(30)))?;
        // Made first: whatever fails from here on, dropping it takes the link out again.
        let connection = Connection { engine: self.clone(), link, ready: VecDeque::new(), behind: VecDeque::new() };
        self.came_online(&connection.link).await?;
        // First registered, then asked again: whoever ends the credential meanwhile finds this connection.
        if let Some(reason) = self.turned_away(&caller).await? {
            connection.link.close(reason);
        }
        Ok(connection)
    }
}

impl Connection {
    /// A number for this connection, unique while the server runs.
    pub fn id(&self) -> u64 {
        self.link.id
    }

    /// Who is connected.
    pub fn caller(&self) -> Caller {
        self.link.caller
    }

    /// Begins to follow all groups of the person, each from where the client stands, as fast as the client reads. Of groups
    /// that are the person's no more it says why, where that is known.
    ///
    /// # Errors
    /// What the store says.
    pub async fn resume(&mut self, positions: &[Position]) -> Result<()> {
        let groups = self.engine.parts.store.groups_of(self.caller().profile).await?;
        let known = |group| positions.iter().find(|p| p.group == group).copied();
        let lost = positions.iter().filter(|p| !groups.contains(&p.group)).map(|p| (p.group, Some(*p)));
        self.behind = groups.iter().map(|group| (*group, known(*group))).chain(lost).collect();
        if self.behind.is_empty() {
            self.ready.push_back(Outgoing::CaughtUp(None));
        }
        Ok(())
    }

    /// Begins to follow one group from where the client stands, or anew.
    ///
    /// # Errors
    /// What the store says. A group that the person is not a member of is passed over; whoever was one hears why.
    pub async fn follow(&mut self, group: GroupId, known: Option<Position>) -> Result<()> {
        // What is read here goes before what is published meanwhile.
        self.link.hold_back();
        let done = self.begin_to_follow(group, known).await;
        if done.is_err() && self.link.followed(group).is_none() {
            self.engine.hub.unsubscribe(group, &self.link);
        }
        done
    }

    async fn begin_to_follow(&mut self, group: GroupId, known: Option<Position>) -> Result<()> {
        // First subscribed, then read: what is committed in between waits in the outbox, and is dropped if it was read.
        self.engine.hub.subscribe(group, &self.link);
        let access = match self.engine.enter(self.caller(), group).await {
            Ok(access) => access,
            Err(Error::NotFound) => {
                self.engine.hub.unsubscribe(group, &self.link);
                self.link.unfollow(group);
                return self.say_why_gone(group).await;
            }
            Err(error) => return Err(error),
        };
        let head = access.group().head;
        let sees_from = access.sees_from();
        let resumable =
            known.filter(|p| p.epoch == access.group().epoch && p.seq <= head && head.0 - p.seq.0 <= EVENTS_MAX);
        match resumable {
            Some(position) => {
                self.link.follow(group, Followed { seq: position.seq, sees_from });
                self.read_missed(group).await?;
                for partial in self.engine.partials_of(access.group(), sees_from) {
                    let signal = crate::Signal::Partial { group, partial };
                    self.ready.push_back(Outgoing::Frame(self.engine.parts.encode.signal(&signal)));
                }
            }
            None => {
                let view = self.engine.group_view(&access).await?;
                self.link.follow(group, Followed { seq: view.group.head, sees_from });
                self.ready.push_back(Outgoing::View(Box::new(view)));
            }
        }
        let seq = self.link.followed(group).map_or(head, |f| f.seq);
        self.ready.push_back(Outgoing::CaughtUp(Some((group, seq))));
        Ok(())
    }

    /// Says why a group is the person's no more. Only to whom it was: existence is private. Who left, or whose removal was
    /// lifted, hears nothing, because a group does not remember them.
    async fn say_why_gone(&mut self, group: GroupId) -> Result<()> {
        let Some(live) = self.engine.live_group(group).await? else { return Ok(()) };
        if let Some(reason) = why_gone(&live.state(), self.caller().profile) {
            let signal = crate::Signal::Gone { group, reason };
            self.ready.push_back(Outgoing::Frame(self.engine.parts.encode.signal(&signal)));
        }
        Ok(())
    }

    /// What to write next. Waits until there is something. Must run to its end: a caller that waits for other things too
    /// waits with [`Connection::stir`] and takes with [`Connection::try_next`].
    ///
    /// # Errors
    /// What the store says when a gap has to be read.
    pub async fn next(&mut self) -> Result<Outgoing> {
        loop {
            if let Some(outgoing) = self.try_next().await? {
                return Ok(outgoing);
            }
            self.stir().await;
        }
    }

    /// Waits until there may be something to write, and takes nothing. Safe to drop and call again.
    pub async fn stir(&mut self) {
        if self.has_more() {
            return;
        }
        self.link.stirred().await;
    }

    /// What to write next; `None` where there is nothing now. Must run to its end.
    ///
    /// # Errors
    /// What the store says when a gap has to be read.
    pub async fn try_next(&mut self) -> Result<Option<Outgoing>> {
        loop {
            // Asked first: whoever was signed out or suspended is handed nothing more, however much waits.
            if let Some(reason) = self.link.closing() {
                return Ok(Some(Outgoing::Close(reason)));
            }
            if let Some(outgoing) = self.ready.pop_front() {
                return Ok(Some(outgoing));
            }
            if let Some((group, known)) = self.behind.pop_front() {
                // Boxed, as below: every idle connection would be as large as what it seldom does.
                Box::pin(self.follow(group, known)).await?;
                if self.behind.is_empty() {
                    self.ready.push_back(Outgoing::CaughtUp(None));
                }
                continue;
            }
            let Some(delivery) = self.link.next_waiting() else { return Ok(None) };
            self.take(&delivery).await?;
        }
    }

    /// Whether there may be something to write at once.
    pub fn has_more(&self) -> bool {
        self.is_behind() || self.link.has_waiting() || self.link.closing().is_some()
    }

    /// Whether what the client asked to catch up on still waits to be written. It is heard no further until then: one that asks
    /// and does not read would fill the server's memory.
    pub fn is_behind(&self) -> bool {
        !self.ready.is_empty() || !self.behind.is_empty()
    }

    async fn take(&mut self, delivery: &Delivery) -> Result<()> {
        match self.link.step(delivery) {
            Step::Write(frame) => self.ready.push_back(Outgoing::Frame(frame.clone())),
            Step::Skip => {}
            Step::Missed(group) => Box::pin(self.read_missed(group)).await?,
            Step::Came(group) => Box::pin(self.follow(group, None)).await?,
            Step::Went(group, frame) => {
                self.engine.hub.unsubscribe(group, &self.link);
                self.link.unfollow(group);
                self.ready.push_back(Outgoing::Frame(frame.clone()));
            }
        }
        Ok(())
    }

    /// Reads what lies between the last event handed out and the journal's end.
    async fn read_missed(&mut self, group: GroupId) -> Result<()> {
        let Some(followed) = self.link.followed(group) else { return Ok(()) };
        let store = &self.engine.parts.store;
        let limit = u32::try_from(EVENTS_MAX).unwrap_or(u32::MAX);
        let events = store.events(group, followed.seq, limit).await?;
        let mut last = followed.seq;
        for event in &events {
            let joiner = match event.kind {
                tertulia_core::EventKind::MemberJoined(_) => store.profiles(&[event.stamp.author]).await?.pop(),
                _ => None,
            };
            let frame = self.engine.hub.shown(group, event, joiner.as_ref(), followed.sees_from);
            self.ready.push_back(Outgoing::Frame(frame));
            last = event.stamp.seq;
        }
        self.link.follow(group, Followed { seq: last, ..followed });
        Ok(())
    }

    /// The hub's end, for use cases that act for this connection.
    pub(crate) fn link(&self) -> &Arc<Link> {
        &self.link
    }

    /// The engine behind.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.engine.hub.disconnect(&self.link);
        self.engine.went_offline(&self.link);
    }
}

fn why_gone(group: &Group, profile: ProfileId) -> Option<GoneReason> {
    if group.is_removed(profile) {
        return Some(GoneReason::Removed);
    }
    let was_there = group.deleted_at.is_some() && group.members.iter().any(|m| m.profile == profile);
    was_there.then_some(GoneReason::Deleted)
}
