//! Addresses of providers, as administrators write them and as they are used.

use tertulia_core::model::Api;
use url::{Host, Url};

/// The base of an API, such as `https://api.example.org/v1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

/// Why an address cannot be used. The texts are for the person who wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// No URL at all.
    #[error("this is no address; write it like https://api.example.org/v1")]
    NotAnAddress,
    /// Neither `http` nor `https`.
    #[error("the address must begin with http:// or https://")]
    Scheme,
    /// A name or password before the host.
    #[error("the address must not contain a user name or password; the key has a field of its own")]
    Credentials,
    /// A query or a fragment, in which keys like to hide.
    #[error("the address must end with its path, without ? or #")]
    Query,
}

impl BaseUrl {
    /// Reads an address with or without its version, with or without a slash at the end, and also one that was copied
    /// with the last part of a documentation example (`/chat/completions`).
    ///
    /// # Errors
    /// Says what is wrong with the address. Plain `http` is allowed: local models have no certificates.
    pub fn parse(address: &str) -> Result<BaseUrl, AddressError> {
        BaseUrl::with_version(address, "v1")
    }

    /// The same for the address of an API; the version of Gemini's is another one where the address names none.
    ///
    /// # Errors
    /// As [`BaseUrl::parse`].
    pub fn of(api: Api, address: &str) -> Result<BaseUrl, AddressError> {
        BaseUrl::with_version(address, if api == Api::Gemini { "v1beta" } else { "v1" })
    }

    fn with_version(address: &str, version: &str) -> Result<BaseUrl, AddressError> {
        let mut url = Url::parse(address.trim()).map_err(|_| AddressError::NotAnAddress)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(AddressError::Scheme);
        }
        if url.host().is_none() {
            return Err(AddressError::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Query);
        }
        let mut path = url.path().trim_end_matches('/').to_owned();
        for end in ["/chat/completions", "/completions", "/responses", "/messages", "/models"] {
            if let Some(base) = path.strip_suffix(end) {
                path = base.trim_end_matches('/').to_owned();
            }
        }
        if !path.split('/').any(is_version) {
            path = format!("{path}/{version}");
        }
        url.set_path(&path);
        Ok(BaseUrl(url))
    }

    /// The address of a part of the API, such as `models`.
    pub(crate) fn join(&self, part: &str) -> Url {
        let mut url = self.0.clone();
        let path = format!("{}/{part}", url.path());
        url.set_path(&path);
        url
    }

    /// Whether this machine serves it.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// Whether OpenAI itself serves it, whose newer models refuse an older parameter.
    pub(crate) fn is_openai(&self) -> bool {
        self.0.host_str() == Some("api.openai.com")
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str())
    }
}

/// `v1`, `v4`, `v1beta`.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_address_means_the_same() {
        for address in [
            "https://api.example.org",
            "https://api.example.org/",
            "https://api.example.org/v1",
            " https://api.example.org/v1// ",
            "HTTPS://API.EXAMPLE.ORG/v1/",
            "https://api.example.org/v1/chat/completions",
            "https://api.example.org/v1/models/",
        ] {
            assert_eq!(
                BaseUrl::parse(address).map(|url| url.to_string()),
                Ok("https://api.example.org/v1".into()),
                "{address}"
            );
        }
        for (address, base) in [
            ("http://localhost:11434", "http://localhost:11434/v1"),
            ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
            ("https://models.example.org/api", "https://models.example.org/api/v1"),
            ("https://models.example.org/v1beta/openai/", "https://models.example.org/v1beta/openai"),
        ] {
            assert_eq!(BaseUrl::parse(address).map(|url| url.to_string()), Ok(base.into()));
        }
        for (api, base) in
            [(Api::Gemini, "https://models.example.org/v1beta"), (Api::Anthropic, "https://models.example.org/v1")]
        {
            assert_eq!(BaseUrl::of(api, "https://models.example.org").map(|url| url.to_string()), Ok(base.into()));
        }
        let base = BaseUrl::parse("https://api.example.org/v1").expect("an address");
        assert_eq!(base.join("models").as_str(), "https://api.example.org/v1/models");
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (address, error) in [
            ("", AddressError::NotAnAddress),
            ("api.example.org", AddressError::NotAnAddress),
            ("ftp://example.org", AddressError::Scheme),
            ("file:///etc/passwd", AddressError::Scheme),
            ("https://key@example.org/v1", AddressError::Credentials),
            ("https://a:b@example.org/v1", AddressError::Credentials),
            ("https://example.org/v1?key=abc", AddressError::Query),
            ("https://example.org/v1#x", AddressError::Query),
        ] {
            assert_eq!(BaseUrl::parse(address), Err(error), "{address}");
        }
    }

    #[test]
    fn this_machine_is_recognised() {
        for (address, local) in [
            ("http://localhost:1/", true),
            ("http://127.9.0.1/", true),
            ("http://[::1]/", true),
            ("http://10.0.0.1/", false),
            ("https://example.org", false),
        ] {
            assert_eq!(BaseUrl::parse(address).expect("an address").is_loopback(), local, "{address}");
        }
    }
}
