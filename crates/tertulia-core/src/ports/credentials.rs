//! Credentials: sessions, tokens and setup links. Only hashes of secrets are stored.

use async_trait::async_trait;

use crate::account::{Account, Session, Token};
use crate::profile::Profile;
use crate::{ProfileId, Result, SessionId, Timestamp, TokenId};

/// The SHA-256 of a secret with at least 128 random bits.
pub type SecretHash = [u8; 32];

/// Sessions, tokens and setup links.
#[async_trait]
pub trait Credentials: Send + Sync {
    async fn create_session(&self, session: Session, hash: SecretHash) -> Result<()>;
    /// The session with this secret, whether or not it has expired.
    async fn session_by_hash(&self, hash: SecretHash) -> Result<Option<Session>>;
    /// Slides the session along.
    async fn touch_session(&self, id: SessionId, last_used_at: Timestamp, expires_at: Timestamp) -> Result<()>;
    /// Newest use first.
    async fn sessions_of(&self, profile: ProfileId) -> Result<Vec<Session>>;
    /// Ends one session of `profile`; `false` if there was none.
    async fn end_session(&self, profile: ProfileId, id: SessionId) -> Result<bool>;
    /// Ends all sessions of `profile` but one; gives those that ended.
    async fn end_other_sessions(&self, profile: ProfileId, keep: Option<SessionId>) -> Result<Vec<SessionId>>;

    async fn create_token(&self, token: Token, hash: SecretHash) -> Result<()>;
    async fn token_by_hash(&self, hash: SecretHash) -> Result<Option<Token>>;
    async fn touch_token(&self, id: TokenId, at: Timestamp) -> Result<()>;
    async fn tokens_of(&self, profile: ProfileId) -> Result<Vec<Token>>;
    /// `false` if `profile` has no such token.
    async fn revoke_token(&self, profile: ProfileId, id: TokenId) -> Result<bool>;

    /// Makes a setup link; earlier ones stop working.
    async fn put_setup_link(&self, hash: SecretHash, at: Timestamp) -> Result<()>;
    /// Whether this setup link is open.
    async fn is_setup_link_open(&self, hash: SecretHash) -> Result<bool>;
    /// Uses up the link and makes the administrator, in one transaction: of two at once one gets `NotFound` (ACC-1).
    ///
    /// # Errors
    /// `NotFound` where the link is not open, `Denied(UsernameTaken)`, after which the link is still open.
    async fn redeem_setup_link(
        &self,
        hash: SecretHash,
        at: Timestamp,
        profile: Profile,
        account: Account,
    ) -> Result<()>;
}
