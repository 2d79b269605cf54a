//! The wire of Tertulia: what goes over REST and the socket, with the schemas that `/api/openapi.json` is made of.
//!
//! The types here mirror those of the core where the two say the same, so that a change of a rule is a compile error here
//! and never a silent change of the wire. Views are made from core types; requests refuse fields that they do not know.
//! `docs/api-design.md` says how the parts fit.
#![deny(missing_docs)]

pub mod account;
pub mod addition;
pub mod admin;
pub mod body;
pub mod event;
pub mod frame;
pub mod group;
pub mod instance;
pub mod invite;
pub mod local;
pub mod member;
pub mod message;
mod mirror;
pub mod model;
pub mod problem;
pub mod profile;
pub mod run;
pub mod schemas;
pub mod search;
pub mod settings;
pub mod signal;
pub mod thread;
pub mod time;
pub mod view;

pub use body::{Body, Mention};
pub use event::{Event, EventKind, encode_event, encode_hidden};
pub use frame::{ClientFrame, ServerFrame};
pub use group::Group;
pub use message::Message;
pub use mirror::{Unfit, present};
pub use problem::{Problem, Reason};
pub use profile::Profile;
pub use time::Time;
pub use view::GroupView;
