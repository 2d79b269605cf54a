//! Models that the house runs itself: what there is to have, what is on its way, what runs.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{Endpoint, ProviderError};
use crate::model::{Features, ModelClass};

/// The house's own models, each in one file of weights, served by an engine in a process of its own.
#[async_trait]
pub trait LocalModels: Send + Sync {
    /// What there is, in the order of the list; what an administrator brought comes after it.
    async fn overview(&self) -> LocalOverview;

    /// Fetches whatever of engine and weights is missing, and tries the model. [`LocalModels::overview`] tells how far it is.
    /// Where the same model is being fetched already, this waits for that, and then tries it again.
    ///
    /// # Errors
    /// What went wrong; what was loaded up to then is kept for the next try.
    async fn fetch(&self, name: &str) -> Result<LocalReady, LocalFault>;

    /// Ends a fetch; what was loaded is kept.
    fn cancel(&self, name: &str);

    /// Takes in a file of weights that is on this machine already, where it is, and says its name.
    ///
    /// # Errors
    /// Where there is no such file, or none of weights.
    async fn adopt(&self, file: &Path) -> Result<String, LocalFault>;

    /// Stops a model and removes its weights, or forgets where they are. Whether there was anything to remove.
    ///
    /// # Errors
    /// What the system says.
    async fn remove(&self, name: &str) -> Result<bool, LocalFault>;

    /// Where a model serves. Starts it if need be, which takes as long as its weights take to be read, `patience` at most.
    ///
    /// # Errors
    /// As a provider's.
    async fn serve(&self, name: &str, patience: Duration) -> Result<LocalSeat, ProviderError>;

    /// Stops all that runs.
    async fn stop(&self);
}

/// A place at a running model. While it is held, the model is not stopped to make room for another.
pub struct LocalSeat {
    pub endpoint: Endpoint,
    /// Dropped with the seat.
    pub hold: Box<dyn Send + Sync>,
}

/// A model that is there and has been tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalReady {
    /// Its name to the engine.
    pub name: String,
    /// The name that people see.
    pub title: String,
    pub class: ModelClass,
    /// What it reads in the time that a call has, in tokens (AST-2).
    pub context_window: u32,
    pub features: Features,
}

/// Everything about the house's own models.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalOverview {
    pub machine: Machine,
    pub engine: LocalEngine,
    /// The name of the model that suits the machine best; `None` where none does.
    pub recommended: Option<String>,
    pub models: Vec<LocalModel>,
}

/// What the machine has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Machine {
    pub cores: u32,
    /// Memory in bytes; `None` where the system does not say.
    pub memory: Option<u64>,
}

/// Whether there is something that runs models.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocalEngine {
    /// It is there.
    Ready,
    /// It can be made when a model is fetched.
    CanBeMade,
    /// It cannot be made, because Python 3.10 or later is missing.
    NeedsPython,
}

/// One of the house's own models.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalModel {
    pub name: String,
    pub title: String,
    /// Size of the weights in bytes.
    pub size: u64,
    /// Memory that it takes, in bytes.
    pub memory: u64,
    /// `None` where an administrator brought it.
    pub licence: Option<String>,
    /// Whether it came by path.
    pub is_own: bool,
    /// Whether its sources were tried when this version was built. The hash is checked in any case.
    pub is_verified: bool,
    /// Whether it is good for more than trying out.
    pub is_for_trying: bool,
    pub fit: Fit,
    pub state: LocalState,
}

/// How a model suits the machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    Good,
    /// It runs, but hardly anything else does beside it, or it is slow.
    Tight,
    TooLarge,
}

/// Where a model stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalState {
    /// Not there. `kept` bytes of it are, from a fetch that ended early.
    Absent { kept: u64 },
    /// On its way.
    Fetching(LocalProgress),
    /// The last fetch failed.
    Failed { fault: LocalFault, kept: u64 },
    /// There, and not in memory.
    Idle,
    /// In memory.
    Running,
}

/// How far a fetch is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocalProgress {
    pub step: LocalStep,
    /// Bytes that are there; of weights alone.
    pub done: u64,
    pub total: u64,
}

/// What a fetch is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocalStep {
    /// Making the engine.
    Engine,
    /// Loading weights.
    Weights,
    /// Checking that they are what they should be.
    Checking,
    /// Reading them into memory and trying them.
    Starting,
}

/// Why a model of the house's own is not to be had.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum LocalFault {
    #[error("there is no such model; `tertulia model list` shows those that there are")]
    Unknown,
    #[error("there is no such file, or it is not one of weights (GGUF)")]
    NotWeights,
    #[error("Python 3.10 or later is needed to make the engine; install it, or put llama-server on the PATH")]
    NeedsPython,
    #[error("the engine could not be made; the log says why")]
    EngineFailed,
    #[error("no source of the weights could be reached")]
    Unreachable,
    #[error("what was loaded is not what it should be: its hash is wrong; it was thrown away")]
    WrongHash,
    #[error("there is not enough room on the disk")]
    NoSpace,
    #[error("the engine did not start with it; the log says why")]
    CannotStart,
    #[error("it was cancelled; what was loaded is kept")]
    Cancelled,
    #[error("a file could not be read or written; the log says which")]
    Files,
}
