//! The session cookie.

use http::{HeaderMap, HeaderValue, header};
use tertulia_engine::Secret;

use crate::ServerConfig;

/// How long browsers keep the cookie: as long as they keep any, 400 days. The session itself ends earlier, on the server.
const MAX_AGE_SECONDS: u32 = 400 * 24 * 60 * 60;

/// The session cookie, by the way in which browsers reach the instance.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SessionCookie {
    /// Over HTTPS: bound to this host, this scheme and the root path.
    Secure,
    /// Over plain HTTP, where browsers take neither the prefix nor `Secure`. Another name, so that neither stands in for the
    /// other.
    Plain,
}

impl SessionCookie {
    /// The cookie of an instance.
    pub fn of(config: &ServerConfig) -> SessionCookie {
        if config.is_https() { SessionCookie::Secure } else { SessionCookie::Plain }
    }

    fn name(self) -> &'static str {
        match self {
            SessionCookie::Secure => "__Host-tertulia",
            SessionCookie::Plain => "tertulia_http",
        }
    }

    /// The secret in the request's cookie. Two different ones are none: somebody planted one of them.
    pub fn read(self, headers: &HeaderMap) -> Option<String> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(name, _)| *name == self.name()).map(|(_, value)| value.trim_matches('"'));
        let first = values.next()?;
        (!first.is_empty() && values.all(|other| other == first)).then(|| first.to_owned())
    }

    /// Hands a session to the browser.
    pub fn set(self, secret: &Secret) -> HeaderValue {
        self.line(&secret.text(), MAX_AGE_SECONDS)
    }

    /// Takes it back.
    pub fn clear(self) -> HeaderValue {
        self.line("", 0)
    }

    fn line(self, value: &str, max_age_seconds: u32) -> HeaderValue {
        let secure = match self {
            SessionCookie::Secure => "; Secure",
            SessionCookie::Plain => "",
        };
        let name = self.name();
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}");
        let mut line = HeaderValue::from_str(&line).expect("names and base64url are fit for a header");
        line.set_sensitive(true);
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::read(&"A".repeat(43)).expect("256 bits")
    }

    fn read(cookie: SessionCookie, lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, line.parse().unwrap());
        }
        cookie.read(&headers)
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host() {
        let line = SessionCookie::Secure.set(&secret());
        let line = line.to_str().unwrap();
        assert!(line.starts_with("__Host-tertulia=AAAA"));
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
            assert!(line.contains(part), "{part}");
        }
        assert!(!line.contains("Domain"));
    }

    #[test]
    fn over_plain_http_it_is_another_cookie() {
        let line = SessionCookie::Plain.set(&secret());
        let line = line.to_str().unwrap();
        assert!(line.starts_with("tertulia_http=AAAA") && line.contains("; HttpOnly") && !line.contains("Secure"));
        assert_eq!(read(SessionCookie::Secure, &["tertulia_http=a"]), None);
        assert_eq!(read(SessionCookie::Plain, &["__Host-tertulia=a"]), None);
    }

    #[test]
    fn what_is_handed_out_is_read_back_and_can_be_taken_back() {
        for cookie in [SessionCookie::Secure, SessionCookie::Plain] {
            let line = cookie.set(&secret());
            let pair = line.to_str().unwrap().split(';').next().unwrap().to_owned();
            assert_eq!(read(cookie, &[&pair]), Some(secret().text()));
            assert!(line.is_sensitive(), "so that nobody prints it");
            assert!(cookie.clear().to_str().unwrap().contains("Max-Age=0"));
        }
    }

    #[test]
    fn partial_and_doubtful_cookies_are_none() {
        assert_eq!(read(SessionCookie::Plain, &["tertulia_http="]), None);
        assert_eq!(read(SessionCookie::Plain, &["tertulia_http"]), None);
        assert_eq!(read(SessionCookie::Plain, &["tertulia_http=a; tertulia_http=b"]), None);
        assert_eq!(read(SessionCookie::Plain, &["tertulia_http=a", "tertulia_http=b"]), None);
        assert_eq!(read(SessionCookie::Plain, &["tertulia_http=a; tertulia_http=a"]), Some("a".into()));
        assert_eq!(read(SessionCookie::Plain, &["Tertulia_HTTP=a"]), None);
    }
}
