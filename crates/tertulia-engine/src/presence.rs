//! Presence: who is there. Kept per connection, shown per person, never stored but for "last seen".

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tertulia_core::{Group, ProfileId, Result};
use tokio::time::Instant;
use tracing::error;

use crate::link::Link;
use crate::{Connection, Engine, PresenceState, Signal};

/// A person whose last connection has gone is offline after this time; a reload is no absence.
const GRACE: Duration = Duration::from_secs(5);
/// Others are told of one person this often at most, however often the person comes and goes.
const TELL_EVERY: Duration = Duration::from_secs(1);

/// Who has which connections, and whether somebody looks at them.
#[derive(Default)]
pub(crate) struct Presences {
    people: Mutex<HashMap<ProfileId, HashMap<u64, bool>>>,
    /// When others were last told of somebody, or will be next.
    told: Mutex<HashMap<ProfileId, Instant>>,
}

impl Presences {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<ProfileId, HashMap<u64, bool>>) -> T) -> T {
        act(&mut self.people.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether others are told now, later, or are about to be told anyway.
    fn take_turn(&self, profile: ProfileId) -> Turn {
        let now = Instant::now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|_, at| *at + TELL_EVERY > now);
        match told.get(&profile).copied() {
            None => {
                told.insert(profile, now);
                Turn::Now
            }
            Some(at) if at > now => Turn::Taken,
            Some(at) => {
                told.insert(profile, at + TELL_EVERY);
                Turn::At(at + TELL_EVERY)
            }
        }
    }

    /// `None`: offline; otherwise whether anybody looks.
    fn active(&self, profile: ProfileId) -> Option<bool> {
        self.with(|people| people.get(&profile).map(|links| links.values().any(|active| *active)))
    }
}

/// When others are told of a change.
enum Turn {
    Now,
    At(Instant),
    /// At a time at which they are told already.
    Taken,
}

impl Connection {
    /// Whether the window of this connection is looked at.
    ///
    /// # Errors
    /// What the store says.
    pub async fn set_active(&self, active: bool) -> Result<()> {
        let engine = self.engine();
        let profile = self.caller().profile;
        let before = engine.presence.active(profile);
        engine.presence.with(|people| {
            people.entry(profile).or_default().insert(self.link().id, active);
        });
        if before != engine.presence.active(profile) { engine.tell_presence_in_turn(profile).await } else { Ok(()) }
    }
}

impl Engine {
    pub(crate) async fn came_online(&self, link: &Arc<Link>) -> Result<()> {
        let profile = link.caller.profile;
        let before = self.presence.active(profile);
        self.presence.with(|people| {
            people.entry(profile).or_default().insert(link.id, true);
        });
        if before == Some(true) { Ok(()) } else { self.tell_presence_in_turn(profile).await }
    }

    pub(crate) fn went_offline(&self, link: &Arc<Link>) {
        let (engine, link) = (self.clone(), link.clone());
        self.tasks.spawn("went offline", async move {
            let stopping = engine.tasks.stopping();
            let _stopped = stopping.run_until_cancelled(tokio::time::sleep(GRACE)).await;
            if let Err(cause) = engine.forget_presence(&link).await {
                error!(%cause, "presence could not be updated");
            }
        });
    }

    async fn forget_presence(&self, link: &Arc<Link>) -> Result<()> {
        let profile = link.caller.profile;
        let before = self.presence.active(profile);
        self.presence.with(|people| {
            if let Some(links) = people.get_mut(&profile) {
                links.remove(&link.id);
                if links.is_empty() {
                    people.remove(&profile);
                }
            }
        });
        let after = self.presence.active(profile);
        if after.is_none() && before.is_some() {
            self.parts.store.set_last_seen(profile, self.now()).await?;
        }
        if before != after { self.tell_presence_in_turn(profile).await } else { Ok(()) }
    }

    /// Tells others at once, or at the end of the second in which they were told: what they hear last is how it is.
    async fn tell_presence_in_turn(&self, profile: ProfileId) -> Result<()> {
        match self.presence.take_turn(profile) {
            Turn::Now => self.tell_presence(profile).await,
            Turn::Taken => Ok(()),
            Turn::At(at) => {
                let engine = self.clone();
                self.tasks.spawn("presence", async move {
                    let stopping = engine.tasks.stopping();
                    if stopping.run_until_cancelled(tokio::time::sleep_until(at)).await.is_none() {
                        return;
                    }
                    if let Err(cause) = engine.tell_presence(profile).await {
                        error!(%cause, "presence could not be told");
                    }
                });
                Ok(())
            }
        }
    }

    /// Tells the people who share a group with `profile`, unless one of the two hides presence.
    pub(crate) async fn tell_presence(&self, profile: ProfileId) -> Result<()> {
        let store = &self.parts.store;
        if store.account(profile).await?.is_none_or(|a| a.settings.hide_presence) {
            return Ok(());
        }
        let last_seen = store.last_seen(&[profile]).await?.first().map(|(_, at)| *at);
        let presence = self.state_of(profile, last_seen);
        let peers = store.peers_of(profile).await?;
        self.hub.signal_people(&peers, &Signal::Presence { presence }, Link::sees_presence);
        Ok(())
    }

    /// The presence of a group's other members who show it.
    pub(crate) async fn presence_of(&self, group: &Group, me: ProfileId) -> Result<Vec<PresenceState>> {
        let others: Vec<ProfileId> = group.members.iter().map(|m| m.profile).filter(|p| *p != me).collect();
        let last_seen: HashMap<_, _> = self.parts.store.last_seen(&others).await?.into_iter().collect();
        let mut states = Vec::with_capacity(others.len());
        for profile in others {
            if self.parts.store.account(profile).await?.is_some_and(|a| !a.settings.hide_presence) {
                states.push(self.state_of(profile, last_seen.get(&profile).copied()));
            }
        }
        Ok(states)
    }

    fn state_of(&self, profile: ProfileId, last_seen: Option<tertulia_core::Timestamp>) -> PresenceState {
        let active = self.presence.active(profile);
        PresenceState {
            profile,
            is_online: active.is_some(),
            is_away: active == Some(false),
            last_seen: if active.is_some() { None } else { last_seen },
        }
    }
}
