//! What a browser takes, and what it has already.

use http::{HeaderMap, header};

/// Whether the browser takes Brotli: named, or by `*`, and not with a weight of zero.
pub fn takes_brotli(headers: &HeaderMap) -> bool {
    let mut wildcard = false;
    for part in values(headers, header::ACCEPT_ENCODING) {
        let mut pieces = part.split(';').map(str::trim);
        let coding = pieces.next().unwrap_or_default();
        let weight = pieces.find_map(|p| p.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
        if coding.eq_ignore_ascii_case("br") {
            return weight > 0.0;
        }
        wildcard |= coding == "*" && weight > 0.0;
    }
    wildcard
}

/// Whether the browser has this very file. Tags are compared weakly, as `If-None-Match` asks.
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let bare = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    values(headers, header::IF_NONE_MATCH).any(|tag| tag == "*" || bare(tag) == bare(etag))
}

fn values(headers: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).into_iter().filter_map(|v| v.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        for value in ["br", "gzip, br", "gzip;q=1.0, BR;q=0.1", "*"] {
            assert!(takes_brotli(&with(header::ACCEPT_ENCODING, value)), "{value}");
        }
        for value in ["", "gzip", "br;q=0", "br;q=0, *", "brotli", "*;q=0"] {
            assert!(!takes_brotli(&with(header::ACCEPT_ENCODING, value)), "{value}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }

    #[test]
    fn tags_are_compared_weakly() {
        for value in ["W/\"a\"", "\"a\"", "\"b\", W/\"a\"", "*"] {
            assert!(is_known(&with(header::IF_NONE_MATCH, value), "W/\"a\""), "{value}");
        }
        for value in ["", "\"b\"", "a"] {
            assert!(!is_known(&with(header::IF_NONE_MATCH, value), "W/\"a\""), "{value}");
        }
    }
}
