//! Where things are kept: the ports of [`tertulia_core::ports`] on SQLite and PostgreSQL, and files in a directory.
//!
//! Statements that both databases speak are in `sql/`. What is done with them is in `common/`, whose files are compiled once for
//! each database. What one of them says or does differently is in `sqlite/` and `postgres/`, and every behaviour of a port is a
//! test in `contract/` that each database has to pass.
#![expect(clippy::duplicate_mod, reason = "common/ is compiled once for each database")]

mod any;
mod copy;
mod directory_blobs;
mod error;
mod failpoint;
mod marks;
mod postgres;
mod segment;
mod sql;
mod sqlite;

#[cfg(test)]
mod contract;

pub use any::AnyStore;
pub use copy::{Copied, CopyError, copy};
pub use directory_blobs::DirectoryBlobs;
pub use error::OpenError;
pub use postgres::{Hold, PostgresStore};
pub use sqlite::SqliteStore;
