//! The transports of Tertulia: REST, the live socket, and the web app.
//!
//! Handlers parse, enter, call one use case of the engine and show what came of it. Every route stands in `router.rs`, every
//! error becomes a problem in `error.rs`, and every credential is read in `auth.rs`.

mod address;
mod app;
mod auth;
mod config;
mod device;
mod encode;
mod error;
mod extract;
mod health;
mod layers;
mod malformed;
mod openapi;
mod rates;
mod rest;
mod router;
mod serve;
mod view;
mod web;
mod ws;

pub use address::TrustedProxies;
pub use app::App;
pub use config::{Patience, ServerConfig};
pub use encode::Frames;
pub use openapi::{openapi, openapi_json};
pub use rates::Rates;
pub use serve::{ServeError, bind};
