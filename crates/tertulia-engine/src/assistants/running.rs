//! Which answers are being written on this node, and how to stop them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tertulia_core::{MessageId, ProfileId};
use tokio_util::sync::CancellationToken;

/// The handle by which an answer is stopped.
#[derive(Clone, Default)]
pub(crate) struct Stop {
    token: CancellationToken,
    by: Arc<OnceLock<ProfileId>>,
}

impl Stop {
    /// Resolves when somebody stops the answer (`Some`) or the server stops (`None`).
    pub async fn stopped(&self) -> Option<ProfileId> {
        self.token.cancelled().await;
        self.by.get().copied()
    }
}

/// The answers that are being written here.
#[derive(Default)]
pub(crate) struct Running {
    stops: Mutex<HashMap<MessageId, Stop>>,
}

impl Running {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<MessageId, Stop>) -> T) -> T {
        act(&mut self.stops.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn begin(&self, message: MessageId) -> Stop {
        let stop = Stop::default();
        self.with(|stops| stops.insert(message, stop.clone()));
        stop
    }

    pub fn end(&self, message: MessageId) {
        self.with(|stops| stops.remove(&message));
    }

    /// Stops an answer; `false` where none is being written here.
    pub fn stop(&self, message: MessageId, by: ProfileId) -> bool {
        let stop = self.with(|stops| stops.get(&message).cloned());
        let Some(stop) = stop else { return false };
        // The first who presses is named.
        let _first = stop.by.set(by);
        stop.token.cancel();
        true
    }

    /// Ends all answers, because the server stops.
    pub fn stop_all(&self) {
        self.with(|stops| stops.values().for_each(|stop| stop.token.cancel()));
    }

    pub fn is_empty(&self) -> bool {
        self.with(|stops| stops.is_empty())
    }
}
