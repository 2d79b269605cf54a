//! What tests stand on. Never part of the product: every crate that uses it does so as a dev-dependency.
//!
//! [`TestServer`] is the real binary over a directory of its own, [`Person`] talks to it as the web app does, and
//! [`model_server`] plays the provider of models. [`Postgres`] is a server of our own for the store that nodes share.

mod live;
pub mod model_server;
mod person;
mod postgres;
mod server;

pub use live::Live;
pub use person::{Answer, Person};
pub use postgres::{FreshDatabase, Postgres};
pub use server::{Stopped, TestServer};

use std::time::Duration;

/// How long a test waits for something that has to happen, before it fails.
pub const PATIENCE: Duration = Duration::from_secs(20);
