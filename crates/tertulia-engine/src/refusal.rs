//! Refusals: what the use cases around accounts, links and pictures say no with, where the rules of groups have no word.

use tertulia_core::ports::PhotoError;
use tertulia_core::{Denial, Error};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No such username, another password, or an account that is suspended: the three look the same.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Accounts cannot be made this way here (ACC-9).
    #[error("sign-up is closed")]
    SignUpClosed,
    /// Nobody comes in with a profile alone here (ACC-5).
    #[error("guests are not allowed")]
    GuestsNotAllowed,
    /// The link is wrong, reset, expired, used up, of a group that is gone, or not for this person: all look the same (GRP-4).
    #[error("the invite is invalid")]
    InviteInvalid,
    /// The setup link is wrong or used (ACC-1).
    #[error("the setup link is not open")]
    SetupDone,
    /// Not a JPEG, PNG, GIF or WebP that can be read.
    #[error("not a picture")]
    NotAPicture,
    /// More bytes or pixels than a picture may have.
    #[error("too large")]
    TooLarge,
    /// Not an `http` or `https` address that can serve as the base of an API.
    #[error("not an address")]
    AddressInvalid,
    /// Not a file of weights that is on this machine.
    #[error("not weights")]
    NotWeights,
    /// What the whole house says.
    #[error(transparent)]
    Core(#[from] Error),
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        Refusal::Core(Error::Denied(denial))
    }
}

impl From<PhotoError> for Refusal {
    fn from(error: PhotoError) -> Self {
        match error {
            PhotoError::TooLarge => Refusal::TooLarge,
            PhotoError::NotAPicture => Refusal::NotAPicture,
            PhotoError::Busy => Refusal::Core(Error::Busy),
            PhotoError::Failed => Refusal::Core(Error::internal("the worker for pictures failed")),
        }
    }
}
