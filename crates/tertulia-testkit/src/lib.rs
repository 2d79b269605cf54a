//! What tests stand on. Never part of the product: every crate that uses it does so as a dev-dependency.

pub mod model_server;
