//! Typing: who is writing right now. Never stored.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tertulia_core::{GroupId, ProfileId};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::{Access, Engine, Signal};

/// Typing that is not renewed ends by itself after this time.
pub const TYPING_LASTS: Duration = Duration::from_secs(6);

/// Who is typing where, and until when.
#[derive(Default)]
pub(crate) struct Typing {
    until: Mutex<HashMap<(GroupId, ProfileId), Instant>>,
    pub changed: Notify,
}

impl Engine {
    /// A member began to type, goes on, or stopped.
    pub fn typing(&self, access: &Access, on: bool) {
        let key = (access.group_id(), access.profile());
        self.set_typing(key, on);
        let signal = Signal::Typing { group: key.0, profile: key.1, on };
        self.hub.signal_group(key.0, &signal, |link| link.caller.profile != key.1);
    }

    /// Until when a member is taken to be typing.
    pub fn typing_until(&self, group: GroupId, profile: ProfileId) -> Option<Instant> {
        let until = self.typing.until.lock().unwrap_or_else(PoisonError::into_inner);
        until.get(&(group, profile)).copied().filter(|end| *end > Instant::now())
    }

    /// Resolves when somebody, somewhere, begins or stops to type.
    pub async fn typing_changed(&self) {
        self.typing.changed.notified().await;
    }

    /// A message that arrives ends the typing of its author.
    pub(crate) fn set_typing(&self, key: (GroupId, ProfileId), on: bool) {
        {
            let now = Instant::now();
            let mut until = self.typing.until.lock().unwrap_or_else(PoisonError::into_inner);
            until.retain(|_, end| *end > now);
            if on {
                until.insert(key, now + TYPING_LASTS);
            } else {
                until.remove(&key);
            }
        }
        self.typing.changed.notify_waiters();
    }
}
