//! What handlers share.

use std::sync::Arc;

use tertulia_engine::Engine;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::ServerConfig;
use crate::rates::Limits;

/// The most requests that are answered at the same time; sockets are not counted.
const REQUESTS_AT_ONCE: usize = 1_024;

/// The transports of one instance. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
}

/// What they are made of. Nobody outside of this crate can name it.
pub struct Parts {
    pub(crate) engine: Engine,
    pub(crate) config: ServerConfig,
    pub(crate) limits: Limits,
    pub(crate) requests: Semaphore,
    /// Every open socket, so that stopping can wait for them.
    pub(crate) sockets: TaskTracker,
}

impl App {
    /// Transports over `engine`.
    pub fn new(engine: Engine, config: ServerConfig) -> App {
        let limits = Limits::new(&config.rates);
        let requests = Semaphore::new(REQUESTS_AT_ONCE);
        App { parts: Arc::new(Parts { engine, config, limits, requests, sockets: TaskTracker::new() }) }
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}
