//! Callers: who asks, as authentication found out.

use tertulia_core::account::Scope;
use tertulia_core::{Error, ProfileId, Result, SessionId, TokenId};

/// Who asks. Made by the transport from a credential that it has verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caller {
    pub profile: ProfileId,
    pub is_administrator: bool,
    pub credential: Credential,
}

/// With what the caller proved who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Credential {
    /// A browser's session: everything the person may do.
    Session(SessionId),
    /// A token: what its scope says, and never administration or credentials.
    Token(TokenId, Scope),
}

impl Caller {
    /// The session, where there is one.
    pub fn session(&self) -> Option<SessionId> {
        match self.credential {
            Credential::Session(id) => Some(id),
            Credential::Token(..) => None,
        }
    }

    /// Whether the credential allows changing things.
    pub fn may_write(&self) -> bool {
        match self.credential {
            Credential::Session(_) => true,
            Credential::Token(_, scope) => scope >= Scope::Write,
        }
    }

    /// Only administrators with a session go on; for everyone else there is nothing here.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn require_administrator(&self) -> Result<()> {
        if self.is_administrator && self.session().is_some() { Ok(()) } else { Err(Error::NotFound) }
    }
}
