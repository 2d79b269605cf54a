//! The instance, as everybody may know it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Profile;
use crate::account::{Me, SignUp};

/// Where somebody has come to, and who they are there: what a browser asks first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Visit {
    /// The instance.
    pub instance: Instance,
    /// Who asks; `null` for whoever is not signed in, which is no error here.
    #[schema(required = true)]
    pub me: Option<Me>,
}

/// The instance, as everybody may know it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Instance {
    /// What it is called.
    pub name: String,
    /// Whether nobody administers it yet.
    pub needs_setup: bool,
    /// How accounts come about.
    pub sign_up: SignUp,
    /// Whether people may join with a profile alone.
    pub guests_allowed: bool,
    /// The assistant that sits in new groups.
    pub assistant: Profile,
    /// Whether it can answer.
    pub ai: Ai,
    /// Whether it is reached over plain HTTP from beyond this machine.
    pub insecure: bool,
    /// The most members of a group.
    pub member_limit: u32,
    /// The version of the program.
    pub version: String,
    /// How much is too much.
    pub limits: Limits,
}

/// Whether assistants can answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Ai {
    /// Whether there is an enabled model.
    pub available: bool,
    /// The names of the enabled models, the default one first.
    pub model_names: Vec<String>,
}

/// How much is too much.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Limits {
    /// The most characters (Unicode scalar values) of a person's message.
    pub text_chars: u32,
    /// The most bytes of a photo.
    pub photo_bytes: u32,
}
