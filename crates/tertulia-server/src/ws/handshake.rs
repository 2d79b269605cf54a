//! The handshake: browsers let any site's page open a socket to us, and send our cookie along. So the page must be ours.

use http::{HeaderMap, Uri, header};

/// Whether a handshake comes from our own page, or from no page at all. Browsers always say where a page is from; programs
/// have no other site's cookie to lose.
pub fn is_from_here(headers: &HeaderMap, public_url: &str) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let origin = match (origins.next(), origins.next()) {
        (None, _) => return !is_cross_site(headers),
        (Some(origin), None) => origin.to_str().unwrap_or_default(),
        (Some(_), Some(_)) => return false,
    };
    if origin == public_url {
        return true;
    }
    let Ok(origin) = origin.parse::<Uri>() else { return false };
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let is_page = matches!(origin.scheme_str(), Some("http" | "https"));
    is_page && origin.authority().is_some_and(|a| host.is_some_and(|host| a.as_str().eq_ignore_ascii_case(host)))
}

fn is_cross_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        is_from_here(&headers, "https://chat.example.org")
    }

    #[test]
    fn our_own_page_and_programs_may_open_a_socket() {
        assert!(accepted(&[]));
        assert!(accepted(&[("origin", "https://chat.example.org"), ("host", "10.0.0.5:8700")]), "behind a proxy");
        assert!(accepted(&[("origin", "http://localhost:8700"), ("host", "localhost:8700")]));
    }

    #[test]
    fn pages_of_others_may_not() {
        for origin in [
            "https://evil.example",
            "https://chat.example.org.evil.example",
            "https://chat.example.org:444",
            "http://chat.example.org",
            "null",
            "",
            "file://chat.example.org",
            "https://evil.example/https://chat.example.org",
        ] {
            assert!(!accepted(&[("origin", origin), ("host", "10.0.0.5:8700")]), "{origin}");
        }
        assert!(!accepted(&[("sec-fetch-site", "cross-site")]));
        assert!(!accepted(&[("origin", "https://chat.example.org"), ("origin", "https://evil.example")]));
    }
}
