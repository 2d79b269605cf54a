//! Ports: what the engine asks of the world. Small traits, used as `Arc<dyn _>`; each behaviour is a test in the store's
//! contract suite.
//!
//! Every call that writes returns after the write is durable.

mod blobs;
mod clock;
mod credentials;
mod groups;
mod instance;
mod invites;
mod journal;
mod local_models;
mod memberships;
mod models;
mod people;
mod photos;
mod providers;
mod runs;
mod search;
mod threads;

pub use blobs::{BlobOwner, BlobRecord, BlobStore, Blobs};
pub use clock::Clock;
pub use credentials::{Credentials, SecretHash};
pub use groups::{Groups, Housekeeping};
pub use instance::{InstanceSettings, InstanceStore};
pub use invites::{Addition, Invites, JoinRequest};
pub use journal::{Append, Appended, Journal};
pub use local_models::{
    Fit, LocalEngine, LocalFault, LocalModel, LocalModels, LocalOverview, LocalProgress, LocalReady, LocalSeat,
    LocalState, LocalStep, Machine,
};
pub use memberships::{Memberships, Mute, Preferences, ReadPosition, Unread};
pub use models::Models;
pub use people::People;
pub use photos::{CleanPhoto, PhotoError, Photos};
pub use providers::{
    CacheHint, CompletionRequest, Endpoint, Finish, FoundModel, ModelEvent, ModelProvider, ModelStream, OutputSchema,
    Part, Probe, PromptMessage, PromptRole, ProviderError, Tool, ToolCall,
};
pub use runs::{OpenRun, Runs};
pub use search::{Hit, Search, SearchQuery};
pub use threads::{MessagePage, Page, Threads, Version};

/// Everything that a store is. Implemented for whatever implements the parts.
pub trait Store:
    Journal
    + Threads
    + Groups
    + Housekeeping
    + People
    + Credentials
    + InstanceStore
    + Invites
    + Memberships
    + Runs
    + Models
    + Search
    + Blobs
{
}

impl<T> Store for T where
    T: Journal
        + Threads
        + Groups
        + Housekeeping
        + People
        + Credentials
        + InstanceStore
        + Invites
        + Memberships
        + Runs
        + Models
        + Search
        + Blobs
{
}
