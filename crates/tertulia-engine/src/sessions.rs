//! Sessions: signing in with a password, and the signed-in periods that follow (ACC-2).

use std::time::Duration;

use tertulia_core::account::{Account, Session};
use tertulia_core::name::Username;
use tertulia_core::{Error, ProfileId, Result, SessionId, Timestamp};
use tracing::{info, warn};
use uuid::Uuid;

use crate::{Caller, CloseReason, Credential, Engine, Refusal, Secret};

/// A session that is not used for this time ends: 90 days.
pub const SESSION_LASTS: Duration = Duration::from_secs(90 * 24 * 60 * 60);
/// How often the use of a credential is written down, at most.
pub(crate) const TOUCH_EVERY: Duration = Duration::from_secs(60);
/// The most characters of a device's description.
const DEVICE_MAX_CHARS: usize = 100;

/// Somebody who has just signed in.
#[derive(Debug)]
pub struct SignedIn {
    pub caller: Caller,
    /// For the cookie. Only its hash is stored.
    pub secret: Secret,
}

impl Engine {
    /// Signs in by password. `device` describes the browser and the system.
    ///
    /// # Errors
    /// `WrongCredentials` for an unknown username, a guest, another password or a suspended account: all look the same and take
    /// as long. `TooMany` after many guesses at one username, `Busy` where too many sign in at once.
    pub async fn sign_in(&self, username: &str, password: &str, device: &str) -> Result<SignedIn, Refusal> {
        let account = match Username::parse(username) {
            Ok(username) => {
                self.passwords.count_guess(username.as_str())?;
                self.account_by_username(&username).await?
            }
            Err(_) => None,
        };
        let hash = account.as_ref().and_then(|a| a.password_hash.clone());
        let is_right = self.passwords.is_right(password, hash).await?;
        match account.filter(|a| is_right && a.suspended_at.is_none()) {
            Some(account) => Ok(self.open_session(&account, device).await?),
            None => Err(Refusal::WrongCredentials),
        }
    }

    /// Who holds the session with this secret, as the cookie carries it; `None` where there is no such session, it has ended,
    /// or the account is suspended. Slides the session along, at most once a minute.
    ///
    /// # Errors
    /// What the store says.
    pub async fn session_caller(&self, secret: &str) -> Result<Option<Caller>> {
        let Some(secret) = Secret::read(secret) else { return Ok(None) };
        let found = self.parts.store.session_by_hash(secret.hash()).await?;
        let now = self.now();
        let Some(session) = found.filter(|s| now < s.expires_at) else { return Ok(None) };
        let Some(account) = self.standing_account(session.profile).await? else { return Ok(None) };
        if now.since(session.last_used_at) >= TOUCH_EVERY {
            self.slide_session(session.id, now).await;
        }
        Ok(Some(caller_of(&account, session.id)))
    }

    /// Ends the session that asks, with its connections. For a guest this is the end of the account's use (ACC-5).
    ///
    /// # Errors
    /// `NotFound` for a token.
    pub async fn sign_out(&self, caller: Caller) -> Result<()> {
        let session = caller.require_session()?;
        self.end_session(caller, session).await
    }

    /// The caller's sessions that have not ended, newest use first.
    ///
    /// # Errors
    /// `NotFound` for a token.
    pub async fn sessions(&self, caller: Caller) -> Result<Vec<Session>> {
        caller.require_session()?;
        let now = self.now();
        let mut sessions = self.parts.store.sessions_of(caller.profile).await?;
        sessions.retain(|s| now < s.expires_at);
        Ok(sessions)
    }

    /// Ends one of the caller's sessions, with its connections.
    ///
    /// # Errors
    /// `NotFound` where the caller has no such session, and for a token.
    pub async fn end_session(&self, caller: Caller, session: SessionId) -> Result<()> {
        caller.require_session()?;
        if !self.parts.store.end_session(caller.profile, session).await? {
            return Err(Error::NotFound);
        }
        self.close_session(caller.profile, session);
        Ok(())
    }

    /// Ends all sessions of the caller but the one that asks, with their connections.
    ///
    /// # Errors
    /// `NotFound` for a token.
    pub async fn end_other_sessions(&self, caller: Caller) -> Result<()> {
        let current = caller.require_session()?;
        self.end_sessions_but(caller.profile, Some(current)).await
    }

    pub(crate) async fn end_sessions_but(&self, profile: ProfileId, keep: Option<SessionId>) -> Result<()> {
        for session in self.parts.store.end_other_sessions(profile, keep).await? {
            self.close_session(profile, session);
        }
        Ok(())
    }

    pub(crate) async fn open_session(&self, account: &Account, device: &str) -> Result<SignedIn> {
        let now = self.now();
        let secret = Secret::random();
        let session = Session {
            id: SessionId(Uuid::now_v7()),
            profile: account.profile,
            device: device.chars().filter(|c| !c.is_control()).take(DEVICE_MAX_CHARS).collect(),
            created_at: now,
            last_used_at: now,
            expires_at: now.after(SESSION_LASTS),
        };
        let caller = caller_of(account, session.id);
        self.parts.store.create_session(session, secret.hash()).await?;
        info!(profile.id = %account.profile, "a session began");
        Ok(SignedIn { caller, secret })
    }

    /// The account of a person who is not suspended.
    pub(crate) async fn standing_account(&self, profile: ProfileId) -> Result<Option<Account>> {
        Ok(self.parts.store.account(profile).await?.filter(|a| a.suspended_at.is_none()))
    }

    /// A use that cannot be written down, as on a full disk, is no reason to turn its owner away.
    pub(crate) async fn slide_session(&self, session: SessionId, now: Timestamp) {
        if let Err(cause) = self.parts.store.touch_session(session, now, now.after(SESSION_LASTS)).await {
            warn!(%cause, "the use of a session could not be written down");
        }
    }

    fn close_session(&self, profile: ProfileId, session: SessionId) {
        self.hub.close_where(profile, CloseReason::SignedOut, |c| c.session() == Some(session));
    }

    async fn account_by_username(&self, username: &Username) -> Result<Option<Account>> {
        match self.parts.store.profile_by_username(username).await? {
            Some(profile) => self.parts.store.account(profile.id).await,
            None => Ok(None),
        }
    }
}

impl Caller {
    /// Credentials are managed with a session alone; for a token there is nothing here.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn require_session(&self) -> Result<SessionId> {
        self.session().ok_or(Error::NotFound)
    }
}

fn caller_of(account: &Account, session: SessionId) -> Caller {
    Caller {
        profile: account.profile,
        is_administrator: account.is_administrator,
        credential: Credential::Session(session),
    }
}
