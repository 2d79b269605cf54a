//! Starting and stopping the engine.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tertulia_core::Result;
use tertulia_core::ports::{BlobStore, Clock, LocalModels, ModelProvider, Photos, Store};

use crate::assistants::{Health, Patience, Running};
use crate::changes::Changes;
use crate::hub::Hub;
use crate::inner::Inner;
use crate::messages::Brake;
use crate::partials::Partials;
use crate::passwords::Passwords;
use crate::presence::Presences;
use crate::reads::Reads;
use crate::registry::Registry;
use crate::tasks::Tasks;
use crate::trials::Trials;
use crate::typing::Typing;
use crate::{CloseReason, Cursor, Encode, Engine};

/// What the engine is built from: the adapters behind the ports, and its configuration.
pub struct EngineParts {
    pub store: Arc<dyn Store>,
    pub blobs: Arc<dyn BlobStore>,
    pub photos: Arc<dyn Photos>,
    pub provider: Arc<dyn ModelProvider>,
    pub local: Arc<dyn LocalModels>,
    pub clock: Arc<dyn Clock>,
    pub encode: Arc<dyn Encode>,
    pub config: EngineConfig,
}

/// What an operator decides about the engine.
#[derive(Debug)]
pub struct EngineConfig {
    /// 256 bits from which the instance's secrets are made: those of invites, and the key that seals providers' keys.
    pub instance_key: secrecy::SecretBox<[u8; 32]>,
    /// Where people reach the instance, without a slash at the end, such as `https://chat.example.org`.
    pub public_url: String,
    /// The port on which this server listens, so that it does not take itself for somebody else; `None` where it does not.
    pub port: Option<u16>,
    /// How many messages one person may post in a group of 10 seconds (MOD-3); the abuse brake.
    pub posts_per_ten_seconds: u32,
    /// How long deleted groups and groups without members are kept, 30 days by default (GRP-8).
    pub grace: Duration,
    /// How many connections one person may have.
    pub connections_per_person: usize,
    /// How long answers may take to begin (AST-2).
    pub patience: Patience,
}

impl Engine {
    /// Builds an engine. Nothing runs until [`Engine::start`].
    pub fn new(parts: EngineParts) -> Engine {
        let brake = Brake::new(parts.config.posts_per_ten_seconds);
        let hub = Hub::new(parts.encode.clone(), parts.config.connections_per_person);
        Engine {
            inner: Arc::new(Inner {
                parts,
                hub,
                registry: Registry::default(),
                tasks: Tasks::default(),
                reads: Reads::default(),
                presence: Presences::default(),
                typing: Typing::default(),
                brake,
                cursors: OnceLock::new(),
                partials: Partials::default(),
                changes: Changes::default(),
                profile_changes: AtomicU64::new(0),
                passwords: Passwords::default(),
                running: Running::default(),
                health: Health::default(),
                trials: Trials::default(),
            }),
        }
    }

    /// Begins to follow journals and to keep house. Call once.
    ///
    /// # Errors
    /// What the store says when asked which groups are behind.
    pub async fn start(&self, cursors: Vec<Arc<dyn Cursor>>) -> Result<()> {
        if self.cursors.set(cursors).is_err() {
            return Err(tertulia_core::Error::Internal("the engine was started twice".into()));
        }
        self.spawn_reads_writer();
        self.spawn_brake_keeper();
        self.spawn_standing_keeper();
        self.spawn_housekeeper();
        self.close_open_runs().await?;
        for group in self.parts.store.groups_behind().await? {
            self.wake_cursors(group, &[]);
        }
        Ok(())
    }

    /// Lets running answers finish for half of `patience` and keeps the text of those that do not, tells every connection to
    /// come back later, lets tasks end, and writes what is only in memory.
    pub async fn stop(&self, patience: Duration) {
        self.finish_answers(patience / 2).await;
        self.hub.close_all(CloseReason::ShuttingDown);
        self.tasks.stop(patience / 2).await;
        self.parts.local.stop().await;
        self.flush_reads().await;
    }

    pub(crate) fn wake_cursors(&self, group: tertulia_core::GroupId, events: &[tertulia_core::Event]) {
        for cursor in self.cursors.get().into_iter().flatten() {
            cursor.follow(group, events);
        }
    }

    pub(crate) fn now(&self) -> tertulia_core::Timestamp {
        self.parts.clock.now()
    }
}
