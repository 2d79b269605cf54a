//! The rules of Tertulia: what a group is, what may happen in it, and what follows from it.
//!
//! Nothing here reads a clock, draws a random number, opens a file or a socket: time and new ids are arguments, and the
//! [`ports`] are the small traits through which the engine reaches the world.

pub mod account;
pub mod body;
pub mod command;
pub mod denial;
pub mod emoji;
pub mod error;
pub mod event;
pub mod group;
pub mod ids;
pub mod invite;
pub mod member;
pub mod message;
pub mod model;
pub mod model_names;
pub mod name;
pub mod ports;
pub mod profile;
pub mod run;
pub mod settings;
pub mod thread;
pub mod time;

pub use body::{Body, Mention};
pub use command::Command;
pub use denial::Denial;
pub use emoji::Emoji;
pub use error::{Error, Result};
pub use event::{Event, EventKind};
pub use group::Group;
pub use ids::{BlobId, GroupId, InviteId, MessageId, ModelId, ProfileId, ProviderId, RunId, Seq, SessionId, TokenId};
pub use message::Message;
pub use time::Timestamp;
