//! What goes wrong, in the few words that the port has for it.

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use std::time::{Duration, SystemTime};
use tertulia_core::ports::ProviderError;
use tertulia_core::run::Fault;

/// The longest wait that a provider can ask for and is believed.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// The provider cannot be reached.
pub(crate) fn unreachable() -> ProviderError {
    Fault::Unreachable.into()
}

/// A request that was not answered at all.
pub(crate) fn from_reqwest(error: &reqwest::Error) -> ProviderError {
    if error.is_timeout() { Fault::TimedOut.into() } else { unreachable() }
}

/// An answer that is an error by its status.
pub(crate) fn from_response(response: &Response) -> ProviderError {
    let status = response.status();
    ProviderError {
        fault: fault_of(status),
        status: Some(status.as_u16()),
        retry_after: retry_after(response.headers(), SystemTime::now()),
    }
}

fn fault_of(status: StatusCode) -> Fault {
    match status.as_u16() {
        401 | 403 => Fault::Unauthorized,
        404 | 410 => Fault::NoSuchModel,
        408 => Fault::TimedOut,
        429 => Fault::RateLimited,
        // A redirect is not followed: whatever the address is, it is not this API.
        300..=399 => Fault::Unreachable,
        500.. => Fault::Overloaded,
        _ => Fault::Refused,
    }
}

/// An error object, in a stream that began well or instead of a body. `None` if the value is none.
pub(crate) fn from_object(value: &Value) -> Option<ProviderError> {
    let error = value.get("error").filter(|error| !error.is_null())?;
    let code = error.get("code").or_else(|| error.get("status"));
    let status = code
        .and_then(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()))
        .and_then(|code| u16::try_from(code).ok());
    if let Some(status) =
        status.and_then(|status| StatusCode::from_u16(status).ok()).filter(|status| !status.is_success())
    {
        return Some(ProviderError { fault: fault_of(status), status: Some(status.as_u16()), retry_after: None });
    }
    let words = [code, error.get("type")]
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let fault = if says(&["rate_limit", "quota", "too_many"]) {
        Fault::RateLimited
    } else if says(&["api_key", "authentication", "permission", "unauthorized"]) {
        Fault::Unauthorized
    } else if says(&["model_not_found", "not_found"]) {
        Fault::NoSuchModel
    } else if says(&["content", "policy", "moderation", "safety", "invalid_request"]) {
        Fault::Refused
    } else {
        Fault::Overloaded
    };
    Some(fault.into())
}

/// `Retry-After`: seconds or a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match value.parse::<f64>() {
        Ok(seconds) if seconds >= 0.0 => Duration::try_from_secs_f64(seconds).ok()?,
        Ok(_) => return None,
        Err(_) => httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default(),
    };
    Some(wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wait_is_read_from_seconds_and_dates() {
        let now = httpdate::parse_http_date("Sun, 22 Nov 2026 14:05:00 GMT").expect("a date");
        let read = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().expect("a header"));
            retry_after(&headers, now)
        };
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(read("1.5"), Some(Duration::from_millis(1_500)));
        assert_eq!(read("Sun, 22 Nov 2026 14:06:00 GMT"), Some(Duration::from_secs(60)));
        assert_eq!(read("Sun, 22 Nov 2026 14:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(read("99999999999999999999999"), None);
        assert_eq!(read("999999999"), Some(LONGEST_WAIT));
        assert_eq!((read("soon"), read("-1"), read("NaN")), (None, None, None));
    }

    #[test]
    fn error_objects_of_many_makers_are_understood() {
        for (object, fault) in [
            (json!({"error": {"code": 429, "message": "x"}}), Fault::RateLimited),
            (json!({"error": {"code": "502", "message": "x"}}), Fault::Overloaded),
            (json!({"error": {"type": "rate_limit_exceeded"}}), Fault::RateLimited),
            (json!({"error": {"code": "invalid_api_key"}}), Fault::Unauthorized),
            (json!({"error": {"code": "model_not_found"}}), Fault::NoSuchModel),
            (json!({"error": {"code": "content_filter"}}), Fault::Refused),
            (json!({"error": "loading"}), Fault::Overloaded),
        ] {
            assert_eq!(from_object(&object).map(|error| error.fault), Some(fault), "{object}");
        }
        assert_eq!(from_object(&json!({"choices": [], "error": null})), None);
    }
}
