//! REST: one file for each resource. A handler parses, enters, calls one use case and shows what came of it.

pub mod accounts;
pub mod additions;
pub mod answers;
pub mod catalogue;
pub mod groups;
pub mod instance;
pub mod invites;
pub mod local_models;
pub mod me;
pub mod members;
pub mod messages;
pub mod models;
pub mod photos;
pub mod preferences;
pub mod providers;
pub mod requests;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod tokens;
