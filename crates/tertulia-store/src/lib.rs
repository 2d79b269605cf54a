//! Where things are kept: the ports of [`tertulia_core::ports`] on SQLite, and files in a directory.
//!
//! The layout is ready for a second database: SQL that both speak is in `sql/`, what only SQLite speaks is beside its
//! use in `sqlite/`, and every behaviour of a port is a test in `contract/` that each database has to pass.

mod directory_blobs;
mod error;
mod failpoint;
mod segment;
mod sql;
mod sqlite;

#[cfg(test)]
mod contract;

pub use directory_blobs::DirectoryBlobs;
pub use error::OpenError;
pub use sqlite::SqliteStore;
