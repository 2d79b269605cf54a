//! People, and the assistants' profiles.

use async_trait::async_trait;

use crate::account::{Account, AccountSettings};
use crate::name::Username;
use crate::profile::Profile;
use crate::{ProfileId, Result, Timestamp};

/// Profiles and accounts.
#[async_trait]
pub trait People: Send + Sync {
    /// Makes a profile and, for a person, its account.
    ///
    /// # Errors
    /// `Denied(UsernameTaken)`.
    async fn create_profile(&self, profile: Profile, account: Option<Account>) -> Result<()>;

    /// Changes name, username and photo.
    ///
    /// # Errors
    /// `NotFound`, `Denied(UsernameTaken)`.
    async fn update_profile(&self, profile: Profile) -> Result<()>;

    /// Those that exist, in no order.
    async fn profiles(&self, ids: &[ProfileId]) -> Result<Vec<Profile>>;

    /// By username.
    async fn profile_by_username(&self, username: &Username) -> Result<Option<Profile>>;

    /// All assistants of the instance, the default one first.
    async fn assistants(&self) -> Result<Vec<Profile>>;

    /// The account of a person.
    async fn account(&self, profile: ProfileId) -> Result<Option<Account>>;

    /// Sets a password; a guest becomes a person with a full account and keeps everything.
    async fn set_password(&self, profile: ProfileId, password_hash: String) -> Result<()>;

    /// Replaces a person's settings.
    async fn set_account_settings(&self, profile: ProfileId, settings: AccountSettings) -> Result<()>;

    /// Suspends an account, or lifts that.
    async fn set_suspended(&self, profile: ProfileId, at: Option<Timestamp>) -> Result<()>;

    /// When the person was last seen online, if ever.
    async fn last_seen(&self, profiles: &[ProfileId]) -> Result<Vec<(ProfileId, Timestamp)>>;

    /// Remembers when the person was last seen online.
    async fn set_last_seen(&self, profile: ProfileId, at: Timestamp) -> Result<()>;

    /// How many people there are, guests included.
    async fn count_people(&self) -> Result<u64>;

    /// Whether there is an administrator who is not suspended.
    async fn has_administrator(&self) -> Result<bool>;
}
