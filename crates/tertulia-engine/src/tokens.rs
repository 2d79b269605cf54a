//! Tokens: credentials for scripts, named, scoped, and shown once.

use subtle::ConstantTimeEq;
use tertulia_core::account::{Scope, Token};
use tertulia_core::name::DisplayName;
use tertulia_core::{Denial, Error, Result, TokenId};
use tracing::warn;
use uuid::Uuid;

use crate::sessions::TOUCH_EVERY;
use crate::{Caller, CloseReason, Credential, Engine, Secret};

/// What every token begins with, so that scanners recognise one that was published by mistake.
pub const TOKEN_PREFIX: &str = "tt_";
/// The most tokens that one person may have.
const TOKENS_MAX: usize = 50;

/// A token that has just been made.
#[derive(Debug)]
pub struct NewToken {
    pub token: Token,
    secret: Secret,
}

impl NewToken {
    /// `tt_<id>_<secret>`; it cannot be had again.
    pub fn text(&self) -> String {
        format!("{TOKEN_PREFIX}{}_{}", self.token.id.0.simple(), self.secret.text())
    }
}

impl Engine {
    /// Makes a token; `name`: 1 to 50 characters.
    ///
    /// # Errors
    /// `Denied(NameInvalid)`, `Denied(OutOfRange)` where the person has 50 tokens, `NotFound` for a token.
    pub async fn create_token(&self, caller: Caller, name: &str, scope: Scope) -> Result<NewToken> {
        caller.require_session()?;
        let name = DisplayName::parse(name)?;
        let _alone = self.changes.alone(caller.profile).await;
        if self.parts.store.tokens_of(caller.profile).await?.len() >= TOKENS_MAX {
            return Err(Denial::OutOfRange.into());
        }
        let secret = Secret::random();
        let token = Token {
            id: TokenId(Uuid::now_v7()),
            profile: caller.profile,
            name: name.as_str().to_owned(),
            scope,
            created_at: self.now(),
            last_used_at: None,
        };
        self.parts.store.create_token(token.clone(), secret.hash()).await?;
        Ok(NewToken { token, secret })
    }

    /// Who holds this token, as the header carries it; `None` where there is no such token or the account is suspended.
    /// Writes the use down, at most once a minute.
    ///
    /// # Errors
    /// What the store says.
    pub async fn token_caller(&self, text: &str) -> Result<Option<Caller>> {
        let Some((id, secret)) = read(text) else { return Ok(None) };
        let found = self.parts.store.token_by_hash(secret.hash()).await?;
        let same = |t: &Token| bool::from(t.id.0.as_bytes().ct_eq(id.as_bytes()));
        let Some(token) = found.filter(same) else { return Ok(None) };
        let Some(account) = self.standing_account(token.profile).await? else { return Ok(None) };
        let now = self.now();
        if token.last_used_at.is_none_or(|at| now.since(at) >= TOUCH_EVERY)
            && let Err(cause) = self.parts.store.touch_token(token.id, now).await
        {
            // As with a session: no reason to turn its owner away.
            warn!(%cause, "the use of a token could not be written down");
        }
        Ok(Some(Caller {
            profile: account.profile,
            is_administrator: account.is_administrator,
            credential: Credential::Token(token.id, token.scope),
        }))
    }

    /// The caller's tokens, without their secrets.
    ///
    /// # Errors
    /// `NotFound` for a token.
    pub async fn tokens(&self, caller: Caller) -> Result<Vec<Token>> {
        caller.require_session()?;
        self.parts.store.tokens_of(caller.profile).await
    }

    /// Ends a token, with its connections.
    ///
    /// # Errors
    /// `NotFound` where the caller has no such token, and for a token.
    pub async fn revoke_token(&self, caller: Caller, id: TokenId) -> Result<()> {
        caller.require_session()?;
        if !self.parts.store.revoke_token(caller.profile, id).await? {
            return Err(Error::NotFound);
        }
        let is_its = |c: &Caller| matches!(c.credential, Credential::Token(token, _) if token == id);
        self.hub.close_where(caller.profile, CloseReason::SignedOut, is_its);
        Ok(())
    }
}

/// The id and the secret; `None` unless both are whole.
fn read(text: &str) -> Option<(Uuid, Secret)> {
    let (id, secret) = text.strip_prefix(TOKEN_PREFIX)?.split_once('_')?;
    if id.len() != 32 {
        return None;
    }
    Some((Uuid::try_parse(id).ok()?, Secret::read(secret)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tertulia_core::{ProfileId, Timestamp};

    #[test]
    fn a_token_is_read_whole_or_not_at_all() {
        let id = Uuid::from_u128(7);
        let token = Token {
            id: TokenId(id),
            profile: ProfileId(id),
            name: "ci".into(),
            scope: Scope::Read,
            created_at: Timestamp(0),
            last_used_at: None,
        };
        let new = NewToken { token, secret: Secret::random() };
        let text = new.text();
        assert_eq!(read(&text), Some((id, new.secret.clone())));
        let without_secret = format!("tt_{}_", id.simple());
        let hyphens = format!("tt_{id}_{}", new.secret.text());
        for partial in ["", "tt_", "tt__", "7-", "null", &without_secret, &text[..text.len() - 1], &text[3..], &hyphens]
        {
            assert_eq!(read(partial), None, "{partial}");
        }
        assert!(!format!("{new:?}").contains(&new.secret.text()));
    }
}
