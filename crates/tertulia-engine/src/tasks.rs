//! Tasks: every one has a name, an owner and an end.

use std::future::Future;
use std::time::Duration;

use tokio::task::{JoinError, JoinHandle};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, warn};

use crate::Engine;

/// Where every task of the engine is spawned.
#[derive(Default)]
pub(crate) struct Tasks {
    tracker: TaskTracker,
    stopping: CancellationToken,
}

impl Tasks {
    /// Spawns a task under a name that logs and profilers show.
    pub fn spawn(&self, name: &'static str, future: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(future.instrument(tracing::debug_span!("task", name)));
    }

    /// The same for a task whose end somebody may wait for.
    pub fn spawn_with_end<T: Send + 'static>(
        &self,
        name: &'static str,
        future: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        self.tracker.spawn(future.instrument(tracing::debug_span!("task", name)))
    }

    /// Resolves when the engine stops.
    pub fn stopping(&self) -> CancellationToken {
        self.stopping.clone()
    }

    /// Asks all tasks to end and waits for them.
    pub async fn stop(&self, patience: Duration) {
        self.stopping.cancel();
        self.tracker.close();
        if tokio::time::timeout(patience, self.tracker.wait()).await.is_err() {
            warn!(tasks = self.tracker.len(), "some tasks did not end in time");
        }
    }
}

impl Engine {
    /// Does something to its end, whether or not whoever asked for it is still there to hear of it. A use case of several
    /// steps is not to stop between them because a client hung up.
    ///
    /// # Errors
    /// Where it panicked.
    pub async fn to_the_end<T: Send + 'static>(
        &self,
        name: &'static str,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, JoinError> {
        self.tasks.spawn_with_end(name, future).await
    }
}
