//! Models that the house runs itself, for administrators.

use serde::{Deserialize, Serialize};
use tertulia_core::ports;
use utoipa::ToSchema;

/// What the house could run, what is on its way, and what runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LocalModels {
    /// Cores that the server may use.
    pub cores: u32,
    /// Memory of the machine in bytes; null where the system does not say.
    #[schema(required = true)]
    pub memory_bytes: Option<u64>,
    /// Whether there is something that runs models.
    pub engine: LocalEngine,
    /// The name of the model that suits the machine best; null where the machine is too small for one.
    #[schema(required = true)]
    pub recommended: Option<String>,
    /// The list, the best first; what an administrator brought comes after it.
    pub models: Vec<LocalModel>,
}

/// Whether there is something that runs models.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LocalEngine {
    /// It is there.
    Ready,
    /// It is made when a model is fetched.
    CanBeMade,
    /// It cannot be made, because Python 3.10 or later is missing.
    NeedsPython,
}

/// A model that the house could run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct LocalModel {
    /// Its name, such as `tiny`.
    pub name: String,
    /// The name that people see.
    pub title: String,
    /// Size of its weights.
    pub size_bytes: u64,
    /// Memory that it takes.
    pub memory_bytes: u64,
    /// The name of its licence; null for one that came by path.
    #[schema(required = true)]
    pub licence: Option<String>,
    /// Whether it came by path.
    pub is_own: bool,
    /// Whether its sources were tried when this version was built. What is loaded is checked in any case.
    pub is_verified: bool,
    /// Whether it is good for trying out only.
    pub is_for_trying: bool,
    /// How it suits the machine.
    pub fit: Fit,
    /// Whether groups can choose it.
    pub in_catalogue: bool,
    /// Where it stands.
    pub state: LocalState,
}

/// How a model suits the machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Well.
    Good,
    /// It runs, but is slow, or leaves hardly any memory to others.
    Tight,
    /// The machine has too little memory.
    TooLarge,
}

/// Where a model stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LocalState {
    /// Not there.
    Absent {
        /// What an earlier fetch left.
        kept_bytes: u64,
    },
    /// On its way.
    Fetching {
        /// What is done at the moment.
        step: LocalStep,
        /// What is there.
        done_bytes: u64,
        /// Of how much; 0 where that is not known yet.
        total_bytes: u64,
    },
    /// The last fetch failed.
    Failed {
        /// Why.
        fault: LocalFault,
        /// What it left.
        kept_bytes: u64,
    },
    /// There, and not in memory.
    Idle,
    /// In memory.
    Running,
}

/// What a fetch is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LocalStep {
    /// Loading what runs models.
    Engine,
    /// Loading weights.
    Weights,
    /// Checking that they are what they should be.
    Checking,
    /// Reading them into memory and trying them.
    Starting,
}

/// Why a model is not to be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LocalFault {
    /// Nobody knows it.
    Unknown,
    /// Not a file of weights.
    NotWeights,
    /// Python 3.10 or later is missing.
    NeedsPython,
    /// What runs models could not be made.
    EngineFailed,
    /// No source could be reached.
    Unreachable,
    /// What was loaded is not what it should be, and was thrown away.
    WrongHash,
    /// The disk is full.
    NoSpace,
    /// It did not start.
    CannotStart,
    /// Somebody cancelled it.
    Cancelled,
    /// A file could not be read or written.
    Files,
}

/// Takes in a file of weights that is on the server's machine.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptLocalModel {
    /// The whole path of a `.gguf` file; up to 4,096 bytes.
    pub path: String,
}

/// What a file of weights is called here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AdoptedLocalModel {
    /// The model's name.
    pub name: String,
}

impl LocalModels {
    /// The same for the wire.
    pub fn new(overview: &ports::LocalOverview, in_catalogue: &[String]) -> LocalModels {
        let models = overview.models.iter();
        LocalModels {
            cores: overview.machine.cores,
            memory_bytes: overview.machine.memory,
            engine: overview.engine.into(),
            recommended: overview.recommended.clone(),
            models: models.map(|model| LocalModel::new(model, in_catalogue.contains(&model.name))).collect(),
        }
    }
}

impl LocalModel {
    fn new(model: &ports::LocalModel, in_catalogue: bool) -> LocalModel {
        LocalModel {
            name: model.name.clone(),
            title: model.title.clone(),
            size_bytes: model.size,
            memory_bytes: model.memory,
            licence: model.licence.clone(),
            is_own: model.is_own,
            is_verified: model.is_verified,
            is_for_trying: model.is_for_trying,
            fit: model.fit.into(),
            in_catalogue,
            state: model.state.into(),
        }
    }
}

impl From<ports::LocalState> for LocalState {
    fn from(state: ports::LocalState) -> Self {
        match state {
            ports::LocalState::Absent { kept } => LocalState::Absent { kept_bytes: kept },
            ports::LocalState::Fetching(progress) => LocalState::Fetching {
                step: progress.step.into(),
                done_bytes: progress.done,
                total_bytes: progress.total,
            },
            ports::LocalState::Failed { fault, kept } => LocalState::Failed { fault: fault.into(), kept_bytes: kept },
            ports::LocalState::Idle => LocalState::Idle,
            ports::LocalState::Running => LocalState::Running,
        }
    }
}

macro_rules! same {
    ($name:ident: $($variant:ident),+) => {
        impl From<ports::$name> for $name {
            fn from(value: ports::$name) -> Self {
                match value {
                    $(ports::$name::$variant => $name::$variant,)+
                }
            }
        }
    };
}

same!(LocalEngine: Ready, CanBeMade, NeedsPython);
same!(Fit: Good, Tight, TooLarge);
same!(LocalStep: Engine, Weights, Checking, Starting);
same!(LocalFault: Unknown, NotWeights, NeedsPython, EngineFailed, Unreachable, WrongHash, NoSpace, CannotStart, Cancelled,
    Files);
