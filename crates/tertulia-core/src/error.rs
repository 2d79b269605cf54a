//! Errors that the whole house speaks: what a caller can do about it, without status codes or SQL.

use std::time::Duration;

use crate::Denial;

/// What went wrong, in the words of the domain.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is none of the caller's business: the two must look the same.
    #[error("not found")]
    NotFound,
    /// The rules say no, for a reason that the caller may know.
    #[error("denied: {0:?}")]
    Denied(Denial),
    /// Somebody else was there first, for example with the same id or username.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Too often; try again after the time given.
    #[error("too many, try again in {0:?}")]
    TooMany(Duration),
    /// A bounded queue is full; nothing was done.
    #[error("busy")]
    Busy,
    /// Something of ours failed. The cause is for the log, never for the caller.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// An internal error from any cause.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Error::Internal(cause.to_string())
    }
}

/// The result of a use case or a port.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<Denial> for Error {
    fn from(denial: Denial) -> Self {
        Error::Denied(denial)
    }
}
