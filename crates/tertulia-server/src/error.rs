//! Failures: the one place that turns what went wrong into a problem on the wire (RFC 9457).

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use tertulia_core::{Denial, Error};
use tertulia_engine::Refusal;
use tertulia_protocol::{Problem, Reason};
use tracing::error;

/// Why a request was not answered as it wished.
#[derive(Clone, Debug)]
pub struct Failure {
    reason: Reason,
    /// What to say instead of the usual sentence.
    detail: Option<String>,
    retry_after: Option<Duration>,
    /// For the log, never for the caller.
    cause: Option<String>,
}

/// What a handler gives.
pub type ApiResult<T> = Result<T, Failure>;

impl Failure {
    /// The request is not what the address takes; `detail` says where, without quoting what was sent.
    pub fn malformed(detail: impl Into<String>) -> Failure {
        Failure { detail: Some(detail.into()), ..Reason::Malformed.into() }
    }

    /// Something of ours failed.
    pub fn internal(cause: impl std::fmt::Display) -> Failure {
        Failure { cause: Some(cause.to_string()), ..Reason::Internal.into() }
    }

    /// Too often; try again after `wait`.
    pub fn too_many(wait: Duration) -> Failure {
        Failure { retry_after: Some(wait), ..Reason::TooMany.into() }
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// The same failure for another reason.
    pub fn because(self, reason: Reason) -> Failure {
        Failure { reason, ..self }
    }

    /// The problem as the caller reads it. Logs the cause, where there is one: this is where failures end.
    pub fn problem(&self, request_id: &str) -> Problem {
        if let Some(cause) = &self.cause {
            error!(request.id = request_id, %cause, "a request failed for a fault of ours");
        }
        let mut problem = self.reason.problem(request_id);
        if let Some(detail) = &self.detail {
            problem.detail.clone_from(detail);
        }
        problem.retry_after_seconds = self.retry_after.map(|wait| wait.as_secs_f64().ceil().max(1.0) as u64);
        problem
    }

    /// The whole answer.
    pub fn answer(&self, request_id: &str) -> Response {
        let problem = self.problem(request_id);
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = problem.retry_after_seconds.map(HeaderValue::from);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        if self.reason == Reason::SignedOut {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The request's id is not known here: the outermost layer knows it and writes the answer.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = StatusCode::from_u16(self.reason.status()).unwrap_or_default().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Failure { reason, detail: None, retry_after: None, cause: None }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Reason::NotFound.into(),
            Error::Denied(denial) => denial.into(),
            Error::Conflict(_) => Reason::Conflict.into(),
            Error::TooMany(wait) => Failure::too_many(wait),
            Error::Busy => Reason::Busy.into(),
            Error::Internal(cause) => Failure::internal(cause),
        }
    }
}

impl From<Denial> for Failure {
    fn from(denial: Denial) -> Self {
        Reason::Denied(denial).into()
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::WrongCredentials => Reason::WrongCredentials.into(),
            Refusal::SignUpClosed => Reason::SignUpClosed.into(),
            Refusal::GuestsNotAllowed => Reason::GuestsNotAllowed.into(),
            Refusal::InviteInvalid => Reason::InviteInvalid.into(),
            Refusal::SetupDone => Reason::SetupDone.into(),
            Refusal::NotAPicture => Reason::NotAPicture.into(),
            Refusal::TooLarge => Reason::TooLarge.into(),
            Refusal::AddressInvalid => Reason::AddressInvalid.into(),
            Refusal::NotWeights => Reason::NotWeights.into(),
            Refusal::Core(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_for_the_log_alone() {
        let failure = Failure::from(Error::Internal("SELECT secret FROM sessions".into()));
        let problem = serde_json::to_string(&failure.problem("r-1")).unwrap();
        assert!(problem.contains("/problems/internal") && problem.contains("r-1"));
        assert!(!problem.contains("SELECT"));
    }

    #[test]
    fn who_has_to_wait_is_told_how_long_in_both_places() {
        let response = Failure::from(Error::TooMany(Duration::from_millis(1_200))).answer("r-1");
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[header::RETRY_AFTER], "2");
        let at_once = Failure::too_many(Duration::ZERO).problem("r-1");
        assert_eq!(at_once.retry_after_seconds, Some(1), "zero would invite a storm");
    }

    #[test]
    fn an_answer_is_a_problem_with_its_own_status() {
        for reason in Reason::all() {
            let response = Failure::from(reason).answer("r-1");
            assert_eq!(response.status().as_u16(), reason.status());
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        }
    }
}
