//! Problems: what is wrong, and what the caller can do (RFC 9457).

mod denial;
mod provider;

use serde::{Deserialize, Serialize};
use tertulia_core::Denial;
use tertulia_core::run::Fault;
use utoipa::ToSchema;

/// What is wrong, and what the caller can do. `type` is `/problems/<slug>`; slugs are stable.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `/problems/<slug>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// One plain sentence about this occurrence: what happened and what to do.
    pub detail: String,
    /// Found again in the server's log.
    pub request_id: String,
    /// How long to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
}

/// Every kind of problem there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The rules say no.
    Denied(Denial),
    /// There is no such thing, or it is none of the caller's business.
    NotFound,
    /// There is no such method here.
    MethodNotAllowed,
    /// No credential, or one that has ended.
    SignedOut,
    /// The token does not allow this.
    ScopeTooSmall,
    /// Sent from a page of another site.
    CrossSite,
    /// Not what this address takes.
    Malformed,
    /// Too large.
    TooLarge,
    /// Somebody else was there first.
    Conflict,
    /// Too often.
    TooMany,
    /// A bounded queue is full.
    Busy,
    /// It took too long.
    TimedOut,
    /// Something of ours failed.
    Internal,
    /// The username or the password is wrong.
    WrongCredentials,
    /// Accounts cannot be made this way here.
    SignUpClosed,
    /// Guests are not allowed here.
    GuestsNotAllowed,
    /// The link is wrong, used up or expired.
    InviteInvalid,
    /// The instance has its administrator, or the setup link is wrong.
    SetupDone,
    /// What was sent is no picture that can be read.
    NotAPicture,
    /// What was typed to confirm is not the name.
    ConfirmationWrong,
    /// Not an address that can serve as the base of an API.
    AddressInvalid,
    /// Not a file of weights that is on this machine.
    NotWeights,
    /// A provider failed.
    Provider(Fault),
}

impl Reason {
    /// The stable name, in `type`.
    pub fn slug(self) -> &'static str {
        self.entry().slug
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        self.entry().status
    }

    /// What happened and what to do, in one plain sentence.
    pub fn detail(self) -> &'static str {
        self.entry().detail
    }

    /// The problem, with the usual sentence.
    pub fn problem(self, request_id: &str) -> Problem {
        let Entry { slug, status, title, detail } = self.entry();
        Problem {
            kind: format!("/problems/{slug}"),
            title: title.into(),
            status,
            detail: detail.into(),
            request_id: request_id.into(),
            retry_after_seconds: None,
        }
    }

    fn entry(self) -> Entry {
        match self {
            Reason::Denied(denial) => denial::entry_of(denial),
            Reason::Provider(fault) => provider::entry_of(fault),
            Reason::NotFound => {
                entry("not-found", 404, "Not found", "There is nothing here, or nothing that you can see.")
            }
            Reason::MethodNotAllowed => {
                entry("method-not-allowed", 405, "Method not allowed", "This address does not take that method.")
            }
            Reason::SignedOut => entry("signed-out", 401, "Signed out", "Sign in to go on."),
            Reason::ScopeTooSmall => entry(
                "scope-too-small",
                403,
                "Scope too small",
                "This token does not allow that; use one with a wider scope, or sign in.",
            ),
            Reason::CrossSite => entry(
                "cross-site",
                403,
                "From another site",
                "This was sent from a page of another site, so it was not done.",
            ),
            Reason::Malformed => entry("malformed", 400, "Malformed", "What was sent is not what this address takes."),
            Reason::TooLarge => {
                entry("too-large", 413, "Too large", "What was sent is larger than this address takes.")
            }
            Reason::Conflict => entry("conflict", 409, "Conflict", "Something else has this id already."),
            Reason::TooMany => entry("too-many", 429, "Too many", "That was too often; wait a little and try again."),
            Reason::Busy => entry("busy", 503, "Busy", "The server is busy; nothing was done. Try again in a moment."),
            Reason::TimedOut => {
                entry("timed-out", 503, "Timed out", "The server took too long. Try again in a moment.")
            }
            Reason::Internal => entry(
                "internal",
                500,
                "Internal error",
                "Something went wrong in the server. Try again; if it stays, tell an administrator.",
            ),
            Reason::WrongCredentials => entry(
                "wrong-credentials",
                401,
                "Wrong credentials",
                "The username and the password do not belong together.",
            ),
            Reason::SignUpClosed => entry(
                "sign-up-closed",
                403,
                "Sign-up closed",
                "Accounts cannot be made this way here; ask a member for a link or an administrator for an account.",
            ),
            Reason::GuestsNotAllowed => entry(
                "guests-not-allowed",
                403,
                "Guests not allowed",
                "Guests cannot join here; sign in or create an account.",
            ),
            Reason::InviteInvalid => entry(
                "invite-invalid",
                404,
                "Invite invalid",
                "This link does not work; it may be wrong, used up or expired. Ask for a new one.",
            ),
            Reason::SetupDone => entry(
                "setup-done",
                409,
                "Setup link not open",
                "This setup link does not work; it has been used, or a newer one was made.",
            ),
            Reason::NotAPicture => entry(
                "not-a-picture",
                422,
                "Not a picture",
                "This file is no picture that can be read; take a JPEG, PNG, GIF or WebP.",
            ),
            Reason::AddressInvalid => entry(
                "address-invalid",
                422,
                "Address invalid",
                "This is no address of an API; write it like https://api.example.org/v1.",
            ),
            Reason::NotWeights => entry(
                "not-weights",
                422,
                "Not weights",
                "On this machine there is no such file of weights; write the whole path of a .gguf file that the server can read.",
            ),
            Reason::ConfirmationWrong => entry(
                "confirmation-wrong",
                422,
                "Confirmation wrong",
                "What you typed is not the group's name, so nothing was deleted.",
            ),
        }
    }

    /// Every reason there is, for the reference and for tests.
    pub fn all() -> Vec<Reason> {
        use Reason::{
            AddressInvalid, Busy, ConfirmationWrong, Conflict, CrossSite, GuestsNotAllowed, Internal, InviteInvalid,
            Malformed, MethodNotAllowed, NotAPicture, NotFound, NotWeights, ScopeTooSmall, SetupDone, SignUpClosed,
            SignedOut, TimedOut, TooLarge, TooMany, WrongCredentials,
        };
        let plain = [
            NotFound,
            MethodNotAllowed,
            SignedOut,
            ScopeTooSmall,
            CrossSite,
            Malformed,
            TooLarge,
            Conflict,
            TooMany,
            Busy,
            TimedOut,
            Internal,
            WrongCredentials,
            SignUpClosed,
            GuestsNotAllowed,
            InviteInvalid,
            SetupDone,
            NotAPicture,
            ConfirmationWrong,
            AddressInvalid,
            NotWeights,
        ];
        let denials = denial::ALL.iter().copied().map(Reason::Denied);
        let faults = provider::ALL.iter().copied().map(Reason::Provider);
        plain.into_iter().chain(denials).chain(faults).collect()
    }
}

/// What is said of a reason.
struct Entry {
    slug: &'static str,
    status: u16,
    title: &'static str,
    detail: &'static str,
}

const fn entry(slug: &'static str, status: u16, title: &'static str, detail: &'static str) -> Entry {
    Entry { slug, status, title, detail }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_slug_is_unique_and_fit_for_an_address() {
        let all = Reason::all();
        let slugs: BTreeSet<_> = all.iter().map(|r| r.slug()).collect();
        assert_eq!(slugs.len(), all.len());
        assert!(slugs.iter().all(|s| s.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }

    #[test]
    fn every_problem_is_an_error_with_a_whole_sentence() {
        for reason in Reason::all() {
            assert!((400..600).contains(&reason.status()), "{reason:?}");
            assert!(reason.detail().ends_with('.'), "{reason:?}");
            assert!(reason.detail().starts_with(char::is_uppercase), "{reason:?}");
        }
    }

    #[test]
    fn a_problem_is_written_as_the_standard_says() {
        let problem = serde_json::to_value(Reason::Denied(Denial::GroupFull).problem("r-1")).unwrap();
        assert_eq!(
            problem,
            serde_json::json!({
                "type": "/problems/group-full",
                "title": "Group full",
                "status": 409,
                "detail": "This group is full.",
                "request_id": "r-1",
            })
        );
    }
}
