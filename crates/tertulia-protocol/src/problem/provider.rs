//! Problems of providers: one for each fault.

use tertulia_core::run::Fault;

use super::{Entry, entry};

/// Every fault there is.
pub(super) const ALL: &[Fault] = &[
    Fault::NoModel,
    Fault::Unreachable,
    Fault::Unauthorized,
    Fault::NoSuchModel,
    Fault::RateLimited,
    Fault::Overloaded,
    Fault::TimedOut,
    Fault::CutStream,
    Fault::Malformed,
    Fault::Empty,
    Fault::Refused,
    Fault::Restarted,
    Fault::AskedTooLongAgo,
    Fault::Internal,
];

/// What is said of a fault.
pub(super) fn entry_of(fault: Fault) -> Entry {
    match fault {
        Fault::NoModel => {
            entry("provider-no-model", 409, "No model", "No model has been set up; an administrator can add one.")
        }
        Fault::Unreachable => {
            entry("provider-unreachable", 502, "Provider unreachable", "The model provider cannot be reached.")
        }
        Fault::Unauthorized => {
            entry("provider-unauthorized", 502, "Provider refuses the key", "The model provider refuses the key.")
        }
        Fault::NoSuchModel => {
            entry("provider-no-such-model", 502, "Model unknown", "The model provider does not know this model.")
        }
        Fault::RateLimited => entry(
            "provider-rate-limited",
            502,
            "Provider asks to wait",
            "The model provider asks to wait; try again later.",
        ),
        Fault::Overloaded => entry(
            "provider-overloaded",
            502,
            "Provider overloaded",
            "The model provider has a fault of its own; try again later.",
        ),
        Fault::TimedOut => {
            entry("provider-timed-out", 504, "Provider timed out", "Nothing came from the model provider in time.")
        }
        Fault::CutStream => {
            entry("provider-cut-stream", 502, "Stream cut", "The stream from the model provider broke off.")
        }
        Fault::Malformed => {
            entry("provider-malformed", 502, "Provider unreadable", "What came from the model provider cannot be read.")
        }
        Fault::Empty => entry("provider-empty", 502, "Empty answer", "The model said nothing."),
        Fault::Refused => {
            entry("provider-refused", 502, "Request refused", "The model or its provider refuses this request.")
        }
        Fault::Restarted => {
            entry("provider-restarted", 503, "Restarted", "The server was restarted meanwhile; try again.")
        }
        Fault::AskedTooLongAgo => entry(
            "provider-asked-too-long-ago",
            409,
            "Asked too long ago",
            "This was asked too long before the server came back; ask again.",
        ),
        Fault::Internal => {
            entry("provider-internal", 500, "Internal error", "Something went wrong in the server; try again.")
        }
    }
}
