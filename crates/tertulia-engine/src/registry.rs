//! The groups that are live on this node: each has an actor, and a state that anybody may read.

use std::sync::{Arc, RwLock};

use papaya::HashMap;
use tertulia_core::{Group, GroupId, Result};
use tokio::sync::{Mutex, mpsc};

use crate::Engine;
use crate::actor::{Actor, Ask};

/// How many commands wait for one group before it says that it is busy.
const MAILBOX: usize = 256;

/// A group with a running actor.
pub(crate) struct LiveGroup {
    pub mailbox: mpsc::Sender<Ask>,
    state: RwLock<Arc<Group>>,
}

impl LiveGroup {
    /// The group after the last event that was committed.
    pub fn state(&self) -> Arc<Group> {
        self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    pub fn set_state(&self, group: Arc<Group>) {
        *self.state.write().unwrap_or_else(std::sync::PoisonError::into_inner) = group;
    }
}

/// The live groups.
#[derive(Default)]
pub(crate) struct Registry {
    groups: HashMap<GroupId, Arc<LiveGroup>>,
    /// Held while a group is loaded, and while its actor ends, so that it has one actor.
    pub loading: Mutex<()>,
}

impl Registry {
    /// Forgets a group whose actor has ended, unless another has begun meanwhile.
    pub fn remove_if_same(&self, group: GroupId, live: &Arc<LiveGroup>) {
        let _kept = self.groups.pin().remove_if(&group, |_, known| Arc::ptr_eq(known, live));
    }

    pub fn get(&self, group: GroupId) -> Option<Arc<LiveGroup>> {
        self.groups.pin().get(&group).cloned()
    }
}

impl Engine {
    /// The group, loaded and with an actor; `None` if there is none.
    pub(crate) async fn live_group(&self, id: GroupId) -> Result<Option<Arc<LiveGroup>>> {
        if let Some(live) = self.registry.get(id).filter(|l| !l.mailbox.is_closed()) {
            return Ok(Some(live));
        }
        let _one_at_a_time = self.registry.loading.lock().await;
        if let Some(live) = self.registry.get(id).filter(|l| !l.mailbox.is_closed()) {
            return Ok(Some(live));
        }
        match self.parts.store.load_group(id).await? {
            Some(group) => Ok(Some(self.wake_group(group))),
            None => Ok(None),
        }
    }

    /// Gives a group that is not live yet an actor. The caller holds the loading lock, or has just made the group's id.
    fn wake_group(&self, group: Group) -> Arc<LiveGroup> {
        let (mailbox, asks) = mpsc::channel(MAILBOX);
        let id = group.id;
        let live = Arc::new(LiveGroup { mailbox, state: RwLock::new(Arc::new(group)) });
        self.registry.groups.pin().insert(id, live.clone());
        let actor = Actor::new(self.clone(), live.clone(), asks);
        self.tasks.spawn("group", actor.run());
        live
    }
}
