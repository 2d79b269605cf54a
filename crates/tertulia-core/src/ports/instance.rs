//! Settings of the instance.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::account::SignUp;

/// What the administrator decided for the whole instance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceSettings {
    /// What the instance is called; 1 to 50 characters.
    pub name: String,
    pub sign_up: SignUp,
    /// Whether people may join with a profile alone (ACC-5).
    pub are_guests_allowed: bool,
    /// The most members of a group, 1 to 1,000 (GRP-2).
    pub member_limit: u32,
}

impl Default for InstanceSettings {
    fn default() -> Self {
        InstanceSettings {
            name: "Tertulia".into(),
            sign_up: SignUp::ByInvite,
            are_guests_allowed: true,
            member_limit: 20,
        }
    }
}

/// Where the instance's settings are kept.
#[async_trait]
pub trait InstanceStore: Send + Sync {
    async fn instance_settings(&self) -> Result<InstanceSettings>;
    async fn set_instance_settings(&self, settings: InstanceSettings) -> Result<()>;
}
