//! The use cases of Tertulia: who may enter a group, what follows from a command, who hears of it.
//!
//! A transport turns a request into one call here. It cannot name a group without an [`Access`], and only
//! [`Engine::enter`] makes one.

mod access;
mod actor;
mod caller;
mod connection;
mod encode;
mod group_view;
mod groups;
mod hub;
mod inner;
mod members;
mod messages;
mod partials;
mod presence;
mod reads;
mod registry;
mod signal;
mod start;
mod tasks;
mod typing;

pub use access::Access;
pub use actor::Committed;
pub use caller::{Caller, Credential};
pub use connection::{CloseReason, Connection, Outgoing, Position};
pub use encode::Encode;
pub use group_view::{GroupView, Partial, PresenceState};
pub use messages::{Content, ForwardFrom, NewMessage, PAGE_MAX};
pub use signal::{AssistantState, GoneReason, Signal};
pub use start::{EngineConfig, EngineParts};
pub use tertulia_core as core;
pub use typing::TYPING_LASTS;

use std::sync::Arc;

/// Everything that people and assistants can do. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<inner::Inner>,
}

/// Something that follows journals at its own pace, such as attention. Told after each commit; a missed or doubled wake
/// changes nothing, because it reads the journal from its own stored place.
pub trait Cursor: Send + Sync {
    /// The group's journal has grown.
    fn wake(&self, group: core::GroupId);
}

impl std::ops::Deref for Engine {
    type Target = inner::Inner;

    fn deref(&self) -> &inner::Inner {
        &self.inner
    }
}
