//! The ports over what all databases have in common: each file here is compiled once for each database, with that database's
//! connection, row and [`dialect`](super::dialect).

pub(crate) mod blobs;
pub(crate) mod check;
pub(crate) mod columns;
pub(crate) mod credentials;
pub(crate) mod groups;
pub(crate) mod instance;
pub(crate) mod invites;
pub(crate) mod journal;
pub(crate) mod json;
pub(crate) mod memberships;
pub(crate) mod models;
pub(crate) mod people;
pub(crate) mod record;
pub(crate) mod runs;
pub(crate) mod scripts;
pub(crate) mod search;
pub(crate) mod threads;

use super::{Conn, Db, QueryResult, Row, SNAPSHOT, Store, dialect, index, writer};
