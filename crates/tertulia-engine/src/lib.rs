//! The use cases of Tertulia: who may enter a group, what follows from a command, who hears of it.
//!
//! A transport turns a request into one call here. It cannot name a group without an [`Access`], and only
//! [`Engine::enter`] makes one.

mod access;
mod accounts;
mod actor;
mod additions;
mod assistants;
mod caller;
mod changes;
mod connection;
mod declared;
mod encode;
mod group_view;
mod groups;
mod history;
mod housekeeping;
mod hub;
mod inner;
mod instance;
mod invites;
mod link;
mod local_models;
mod members;
mod messages;
mod models;
mod names;
mod nearby;
mod partials;
mod passwords;
mod photos;
mod preferences;
mod presence;
mod profiles;
mod providers;
mod reads;
mod redeeming;
mod refusal;
mod registry;
mod requests;
mod search;
mod secrets;
mod sessions;
mod setup;
mod signal;
mod standing;
mod start;
mod tasks;
mod tokens;
mod trials;
mod typing;

pub use access::Access;
pub use accounts::{NewAccount, NewGuest};
pub use actor::Committed;
pub use additions::{AdditionView, MyAddition};
pub use assistants::{Attention, Patience};
pub use caller::{Caller, Credential};
pub use connection::{CloseReason, Connection, Outgoing, Position};
pub use declared::{DeclaredModel, DeclaredProvider};
pub use encode::Encode;
pub use group_view::{GroupView, Partial, PresenceState};
pub use history::History;
pub use instance::{InstanceChange, InstanceView};
pub use invites::{INVITE_EXPIRY_SECONDS, INVITE_USES, InviteTerms, InviteView};
pub use link::Outlet;
pub use local_models::LocalModels;
pub use messages::{Content, ForwardFrom, NewMessage, PAGE_MAX};
pub use models::{ModelChange, NewModel};
pub use nearby::Nearby;
pub use passwords::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS};
pub use photos::{PhotoBytes, PhotoSize};
pub use preferences::PreferencesChange;
pub use profiles::MeChange;
pub use providers::{NewProvider, ProviderChange, ProviderTrial, ProviderView};
pub use redeeming::{Face, InvitePreview, PreviewAssistant, Redeemed};
pub use refusal::Refusal;
pub use requests::RequestView;
pub use search::{Found, FoundMessage, QUERY_MAX_CHARS, SearchFor};
pub use secrets::{Secret, is_weak_key};
pub use sessions::{SESSION_LASTS, SignedIn};
pub use setup::SetUp;
pub use signal::{AssistantState, GoneReason, Signal};
pub use start::{EngineConfig, EngineParts};
pub use tertulia_core as core;
pub use tokens::{NewToken, TOKEN_PREFIX};
pub use typing::TYPING_LASTS;

use std::sync::Arc;

/// Everything that people and assistants can do. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<inner::Inner>,
}

/// Something that follows journals at its own pace, such as attention. Told after each commit; what it misses or hears
/// twice changes nothing, because it can read the journal from its own stored place.
pub trait Cursor: Send + Sync {
    /// The group's journal has grown by `events`; none: look yourself. Must not block.
    fn follow(&self, group: core::GroupId, events: &[core::Event]);
}

impl std::ops::Deref for Engine {
    type Target = inner::Inner;

    fn deref(&self) -> &inner::Inner {
        &self.inner
    }
}
