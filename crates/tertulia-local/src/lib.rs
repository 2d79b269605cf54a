//! Models of the house: weights on this machine, served by llama.cpp in a process of its own.
//!
//! The engine is a child process that speaks the wire of OpenAI on the loopback interface, because whatever decodes weights
//! may crash, and the chat must not crash with it. It is `llama-server` where the machine has one, and else llama.cpp as a
//! Python package, unpacked below the data directory. Everything that is fetched has a hash in [`list`], and is thrown away
//! where it differs.
//!
//! Most people need only [`Keeper`], the implementation of [`tertulia_core::ports::LocalModels`].
#![deny(missing_docs)]

mod child;
mod engine;
mod fetch;
mod files;
mod keeper;
pub mod list;
mod load;
mod machine;
mod measure;
mod package;
mod running;
mod worker;

pub use keeper::{Keeper, KeeperConfig};
pub use machine::machine;
pub use running::Backoff;
pub use worker::{WORKER_ARGUMENT, run_worker};
