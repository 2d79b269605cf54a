//! What the use cases share. Nobody outside the engine can name it.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};

use crate::assistants::{Health, Running};
use crate::changes::Changes;
use crate::hub::Hub;
use crate::messages::Brake;
use crate::partials::Partials;
use crate::passwords::Passwords;
use crate::presence::Presences;
use crate::reads::Reads;
use crate::registry::Registry;
use crate::tasks::Tasks;
use crate::trials::Trials;
use crate::typing::Typing;
use crate::{Cursor, EngineParts};

pub struct Inner {
    pub(crate) parts: EngineParts,
    pub(crate) hub: Hub,
    pub(crate) registry: Registry,
    pub(crate) tasks: Tasks,
    pub(crate) reads: Reads,
    pub(crate) presence: Presences,
    pub(crate) typing: Typing,
    pub(crate) brake: Brake,
    pub(crate) cursors: OnceLock<Vec<Arc<dyn Cursor>>>,
    pub(crate) partials: Partials,
    pub(crate) changes: Changes,
    /// How often a profile has changed since the start, so that whoever keeps names knows when they are old.
    pub(crate) profile_changes: AtomicU64,
    pub(crate) passwords: Passwords,
    pub(crate) running: Running,
    /// How models have been doing lately.
    pub(crate) health: Health,
    pub(crate) trials: Trials,
}
