//! Who asks: the one place that reads credentials, whatever carries them.
//!
//! A credential comes in the session cookie or in `Authorization: Bearer`, and in nothing else: not in the address, not in a
//! sub-protocol of the socket. Where both are there the header counts alone and whole: a bad token never falls back to the
//! cookie beside it.

mod cookie;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;
use http::{HeaderMap, Method, header};
use tertulia_engine::Caller;
use tertulia_protocol::Reason;

use crate::App;
use crate::error::Failure;

pub use cookie::SessionCookie;

/// What a request carries to say who asks.
#[derive(Clone, PartialEq, Eq)]
enum Carried {
    Nothing,
    Session(String),
    Token(String),
    /// Something that is no credential of ours, or more than one.
    Unusable,
}

impl App {
    /// Who asks; `None` for nobody, and for a session that has ended.
    ///
    /// # Errors
    /// `signed-out` for a token that does not work: whoever sends one means it.
    pub async fn caller(&self, headers: &HeaderMap) -> Result<Option<Caller>, Failure> {
        match carried(headers, SessionCookie::of(&self.config)) {
            Carried::Nothing => Ok(None),
            Carried::Session(secret) => Ok(self.engine.session_caller(&secret).await?),
            Carried::Token(text) => match self.engine.token_caller(&text).await? {
                Some(caller) => Ok(Some(caller)),
                None => Err(Reason::SignedOut.into()),
            },
            Carried::Unusable => Err(Reason::SignedOut.into()),
        }
    }
}

fn carried(headers: &HeaderMap, cookie: SessionCookie) -> Carried {
    let mut authorizations = headers.get_all(header::AUTHORIZATION).iter();
    match (authorizations.next(), authorizations.next()) {
        (Some(value), None) => value.to_str().ok().and_then(token_in).map_or(Carried::Unusable, Carried::Token),
        (Some(_), Some(_)) => Carried::Unusable,
        (None, _) => cookie.read(headers).map_or(Carried::Nothing, Carried::Session),
    }
}

fn token_in(value: &str) -> Option<String> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| token.to_owned())
}

/// Whoever is signed in, with a credential that allows the request's method: a token that may only read changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct Signed(pub Caller);

/// Whoever is signed in with a session: what has to do with credentials and administration is not for tokens.
#[derive(Clone, Copy, Debug)]
pub struct InPerson(pub Caller);

/// Somebody, signed in or not.
#[derive(Clone, Copy, Debug)]
pub struct Visitor(pub Option<Caller>);

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = app.caller(&parts.headers).await?.ok_or(Reason::SignedOut)?;
        allow(&parts.method, caller).map(Signed)
    }
}

impl FromRequestParts<App> for InPerson {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = app.caller(&parts.headers).await?.ok_or(Reason::SignedOut)?;
        if caller.session().is_none() {
            return Err(Reason::ScopeTooSmall.into());
        }
        Ok(InPerson(caller))
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        app.caller(&parts.headers).await.map(Visitor)
    }
}

impl OptionalFromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Failure> {
        let caller = app.caller(&parts.headers).await?;
        caller.map(|caller| allow(&parts.method, caller).map(Signed)).transpose()
    }
}

fn allow(method: &Method, caller: Caller) -> Result<Caller, Failure> {
    let changes = !matches!(*method, Method::GET | Method::HEAD);
    if changes && !caller.may_write() { Err(Reason::ScopeTooSmall.into()) } else { Ok(caller) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tertulia_core::account::Scope;
    use tertulia_core::{ProfileId, SessionId, TokenId};
    use tertulia_engine::Credential;
    use uuid::Uuid;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn seen(pairs: &[(&'static str, &'static str)]) -> &'static str {
        match carried(&headers(pairs), SessionCookie::Plain) {
            Carried::Nothing => "nothing",
            Carried::Session(_) => "session",
            Carried::Token(_) => "token",
            Carried::Unusable => "unusable",
        }
    }

    #[test]
    fn a_credential_comes_in_the_cookie_or_in_the_header() {
        assert_eq!(seen(&[]), "nothing");
        assert_eq!(seen(&[("cookie", "a=b; tertulia_http=s3cret; c=d")]), "session");
        assert_eq!(seen(&[("authorization", "Bearer tt_1_2")]), "token");
        assert_eq!(seen(&[("authorization", "bearer  tt_1_2")]), "token");
    }

    #[test]
    fn the_header_counts_alone_where_both_are_there() {
        let cookie = ("cookie", "tertulia_http=s3cret");
        assert_eq!(seen(&[cookie, ("authorization", "Bearer tt_1_2")]), "token");
        for value in ["Bearer", "Bearer ", "Basic YTpi", "tt_1_2", ""] {
            assert_eq!(seen(&[cookie, ("authorization", value)]), "unusable", "{value:?} must not fall back");
        }
        assert_eq!(seen(&[("authorization", "Bearer a"), ("authorization", "Bearer b")]), "unusable");
    }

    #[test]
    fn nothing_else_carries_a_credential() {
        for name in ["x-auth-token", "x-api-key", "sec-websocket-protocol", "proxy-authorization", "x-forwarded-user"] {
            assert_eq!(seen(&[(name, "Bearer tt_1_2")]), "nothing", "{name}");
        }
    }

    #[test]
    fn a_token_that_may_only_read_changes_nothing() {
        let caller = |credential| Caller { profile: ProfileId(Uuid::nil()), is_administrator: true, credential };
        let token = |scope| caller(Credential::Token(TokenId(Uuid::nil()), scope));
        let session = caller(Credential::Session(SessionId(Uuid::nil())));
        for method in [Method::GET, Method::HEAD] {
            assert!(allow(&method, token(Scope::Read)).is_ok());
        }
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::CONNECT] {
            let refused = allow(&method, token(Scope::Read)).expect_err("refused");
            assert_eq!(refused.reason(), Reason::ScopeTooSmall, "{method}");
            assert!(allow(&method, token(Scope::Write)).is_ok() && allow(&method, session).is_ok());
        }
    }
}
