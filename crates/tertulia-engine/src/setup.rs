//! Setup: the single-use link that makes the first administrator (ACC-1), and the assistant that is there from the start.

use tertulia_core::account::Account;
use tertulia_core::name::{DisplayName, Username};
use tertulia_core::ports::InstanceSettings;
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::{Error, ProfileId, Result};
use tracing::info;
use uuid::Uuid;

use crate::passwords::Passwords;
use crate::{Engine, Refusal, Secret, SignedIn};

/// What the default assistant is called until an administrator renames it.
const ASSISTANT_NAME: &str = "Tulia";

/// What whoever opens the setup link fills in.
pub struct SetUp {
    /// The part of the link after `#`.
    pub secret: String,
    /// 1 to 50 characters.
    pub instance_name: String,
    pub name: String,
    pub username: String,
    pub password: String,
}

impl Engine {
    /// Makes a setup link's secret; earlier links stop working. Where there is an administrator already, `None`, unless
    /// `forced` by an operator at the command line.
    ///
    /// # Errors
    /// What the store says.
    pub async fn make_setup_link(&self, forced: bool) -> Result<Option<Secret>> {
        if !forced && self.parts.store.has_administrator().await? {
            return Ok(None);
        }
        let secret = Secret::random();
        self.parts.store.put_setup_link(secret.hash(), self.now()).await?;
        Ok(Some(secret))
    }

    /// The whole setup link. Its secret stands after `#`, which browsers do not send.
    pub fn setup_link(&self, secret: &Secret) -> String {
        format!("{}/setup#{}", self.parts.config.public_url, secret.text())
    }

    /// Whether a setup link is open.
    ///
    /// # Errors
    /// `SetupDone` where it is not.
    pub async fn check_setup(&self, secret: &str) -> Result<(), Refusal> {
        let secret = Secret::read(secret).ok_or(Refusal::SetupDone)?;
        let is_open = self.parts.store.is_setup_link_open(secret.hash()).await?;
        if is_open { Ok(()) } else { Err(Refusal::SetupDone) }
    }

    /// Makes an administrator and names the instance. Of two at once one gets `SetupDone`.
    ///
    /// # Errors
    /// `SetupDone` where the link is not open, `Denied` for names or a password that cannot be had, after which it still is.
    pub async fn redeem_setup(&self, form: SetUp, device: &str) -> Result<SignedIn, Refusal> {
        self.check_setup(&form.secret).await?;
        let hash = Secret::read(&form.secret).ok_or(Refusal::SetupDone)?.hash();
        let instance_name = DisplayName::parse(&form.instance_name)?;
        let (name, username) = self.read_names(&form.name, &form.username).await?;
        self.require_free(&username, None).await?;
        Passwords::check(&form.password)?;
        let password_hash = self.passwords.hash(&form.password).await?;
        let id = ProfileId(Uuid::now_v7());
        let profile = Profile { id, kind: ProfileKind::Person, username, name, photo: None };
        let account = Account {
            profile: id,
            is_administrator: true,
            created_at: self.now(),
            password_hash: Some(password_hash),
            suspended_at: None,
            settings: Default::default(),
        };
        let redeemed = self.parts.store.redeem_setup_link(hash, self.now(), profile, account.clone()).await;
        redeemed.map_err(|error| match error {
            Error::NotFound => Refusal::SetupDone,
            other => Refusal::Core(other),
        })?;
        info!(profile.id = %id, "an administrator was made with the setup link");
        let name = instance_name.as_str().to_owned();
        self.change_settings(|settings| Ok(InstanceSettings { name, ..settings })).await?;
        Ok(self.open_session(&account, device).await?)
    }

    /// Makes the default assistant where there is none yet. Called at start.
    ///
    /// # Errors
    /// `Denied(UsernameTaken)` where a person already has its username.
    pub async fn ensure_assistant(&self) -> Result<Profile> {
        let _alone = self.changes.alone(crate::changes::Changes::INSTANCE).await;
        if let Some(assistant) = self.parts.store.assistants().await?.into_iter().next() {
            return Ok(assistant);
        }
        let profile = Profile {
            id: ProfileId(Uuid::now_v7()),
            kind: ProfileKind::Assistant,
            username: Username::parse(&ASSISTANT_NAME.to_lowercase())?,
            name: DisplayName::parse(ASSISTANT_NAME)?,
            photo: None,
        };
        self.parts.store.create_profile(profile.clone(), None).await?;
        Ok(profile)
    }
}
