//! Accounts: how people come to have one, what opens it, and suspending it (ACC-5, ACC-9, ACC-10).

use tertulia_core::account::{Account, SignUp};
use tertulia_core::name::{DisplayName, Username};
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::{Denial, Error, ProfileId, Result};
use tracing::info;
use uuid::Uuid;

use crate::passwords::Passwords;
use crate::{Caller, CloseReason, Engine, Refusal, Secret, SignedIn};

/// How often a username is made anew because another got it first.
const USERNAME_TRIES: u32 = 5;

/// What somebody fills in for an account.
pub struct NewAccount {
    pub username: String,
    pub name: String,
    pub password: String,
    /// The secret of a group's link; needed where sign-up is by invite.
    pub invite_secret: Option<String>,
}

/// What somebody fills in to come in with a profile alone.
pub struct NewGuest {
    /// Made from the name where absent.
    pub username: Option<String>,
    pub name: String,
    pub invite_secret: String,
}

impl Engine {
    /// Makes an account, where the instance allows it this way. Joining the group of the invite is a step of its own.
    ///
    /// # Errors
    /// `SignUpClosed`, `InviteInvalid`, `Denied` for names or a password that cannot be had.
    pub async fn sign_up(&self, form: NewAccount, device: &str) -> Result<SignedIn, Refusal> {
        match (self.parts.store.instance_settings().await?.sign_up, &form.invite_secret) {
            (SignUp::Open, _) => {}
            (SignUp::ByInvite, Some(secret)) => drop(self.open_offer(secret).await?),
            (SignUp::ByInvite, None) | (SignUp::AdministratorsOnly, _) => return Err(Refusal::SignUpClosed),
        }
        let (name, username) = self.read_names(&form.name, &form.username).await?;
        let account = self.make_person(name, username, &form.password, false).await?;
        Ok(self.open_session(&account, device).await?)
    }

    /// Comes in with a profile alone, by a link. Joining its group is a step of its own.
    ///
    /// # Errors
    /// `GuestsNotAllowed`, `InviteInvalid`, `Denied` for names that cannot be had and with `GroupFull` where there is no
    /// place to take.
    pub async fn join_as_guest(&self, form: NewGuest, device: &str) -> Result<SignedIn, Refusal> {
        let settings = self.parts.store.instance_settings().await?;
        if !settings.are_guests_allowed {
            return Err(Refusal::GuestsNotAllowed);
        }
        if self.open_offer(&form.invite_secret).await?.is_full(settings.member_limit) {
            return Err(Denial::GroupFull.into());
        }
        let account = match &form.username {
            Some(username) => {
                let (name, username) = self.read_names(&form.name, username).await?;
                self.create(ProfileKind::Guest, name, username, None, false).await?
            }
            None => self.make_guest(&form.name).await?,
        };
        Ok(self.open_session(&account, device).await?)
    }

    /// Sets the caller's password; `current` is asked of everybody but a guest, who thereby gets a full account and keeps
    /// everything. All other sessions end.
    ///
    /// # Errors
    /// `WrongCredentials`, `Denied(PasswordUnfit)`, `TooMany` after many guesses, `NotFound` for a token.
    pub async fn set_password(&self, caller: Caller, current: Option<&str>, new: &str) -> Result<(), Refusal> {
        let session = caller.require_session()?;
        Passwords::check(new)?;
        let _alone = self.changes.alone(caller.profile).await;
        let (profile, account) = self.me(caller).await?;
        let was_guest = account.is_guest();
        if let Some(hash) = account.password_hash {
            self.passwords.count_guess(profile.username.as_str())?;
            let is_right = self.passwords.is_right(current.unwrap_or_default(), Some(hash)).await?;
            if !is_right {
                return Err(Refusal::WrongCredentials);
            }
        }
        let hash = self.passwords.hash(new).await?;
        self.parts.store.set_password(caller.profile, hash).await?;
        self.end_sessions_but(caller.profile, Some(session)).await?;
        if was_guest {
            info!(profile.id = %caller.profile, "a guest has a full account now");
            self.tell_profile(caller.profile).await?;
        }
        Ok(())
    }

    /// Makes a person from the command line.
    ///
    /// # Errors
    /// `Denied` for names or a password that cannot be had.
    pub async fn admin_create_person(
        &self,
        username: &str,
        name: &str,
        password: &str,
        is_administrator: bool,
    ) -> Result<Profile> {
        let (name, username) = self.read_names(name, username).await?;
        let account = self.make_person(name, username, password, is_administrator).await?;
        self.profile_of(account.profile).await
    }

    /// Gives a person a new password from the command line, and returns it. All their sessions and tokens end, within a second
    /// with the connections that a running server holds.
    ///
    /// # Errors
    /// `NotFound` for an unknown username or an assistant.
    pub async fn admin_reset_password(&self, username: &str) -> Result<String> {
        let profile = self.person_by_username(username).await?;
        // 128 of the 256 bits are more than enough to type.
        let password: String = Secret::random().text().chars().take(22).collect();
        let hash = self.passwords.hash(&password).await?;
        self.parts.store.set_password(profile.id, hash).await?;
        self.end_sessions_but(profile.id, None).await?;
        // A token may be what somebody who took the account over has left behind.
        for token in self.parts.store.tokens_of(profile.id).await? {
            self.parts.store.revoke_token(profile.id, token.id).await?;
        }
        self.hub.close_where(profile.id, CloseReason::SignedOut, |_| true);
        self.tell_profile(profile.id).await?;
        info!(profile.id = %profile.id, "a password was reset from the command line");
        Ok(password)
    }

    /// Suspends an account: every session, token, connection and link of it stops at once. Nothing is erased.
    ///
    /// # Errors
    /// `NotFound` for an unknown username or an assistant, `Conflict` for the only administrator.
    pub async fn suspend(&self, username: &str) -> Result<()> {
        let profile = self.person_by_username(username).await?;
        self.parts.store.set_suspended(profile.id, Some(self.now())).await?;
        if !self.parts.store.has_administrator().await? {
            self.parts.store.set_suspended(profile.id, None).await?;
            return Err(Error::Conflict("the only administrator cannot be suspended"));
        }
        self.hub.close_where(profile.id, CloseReason::Suspended, |_| true);
        info!(profile.id = %profile.id, "an account was suspended");
        Ok(())
    }

    /// Lifts a suspension; sessions, tokens and links that have not ended meanwhile work again.
    ///
    /// # Errors
    /// `NotFound` for an unknown username or an assistant.
    pub async fn lift_suspension(&self, username: &str) -> Result<()> {
        let profile = self.person_by_username(username).await?;
        self.parts.store.set_suspended(profile.id, None).await
    }

    pub(crate) async fn person_by_username(&self, username: &str) -> Result<Profile> {
        let username = Username::parse(username).map_err(|_| Error::NotFound)?;
        let found = self.parts.store.profile_by_username(&username).await?;
        found.filter(|p| p.kind != ProfileKind::Assistant).ok_or(Error::NotFound)
    }

    async fn make_person(
        &self,
        name: DisplayName,
        username: Username,
        password: &str,
        is_administrator: bool,
    ) -> Result<Account> {
        Passwords::check(password)?;
        // Looked at before hashing, which costs; making the account looks again.
        self.require_free(&username, None).await?;
        let hash = self.passwords.hash(password).await?;
        self.create(ProfileKind::Person, name, username, Some(hash), is_administrator).await
    }

    /// Two namesakes at once want the same username; the later one gets another.
    async fn make_guest(&self, name: &str) -> Result<Account> {
        let name = DisplayName::parse(name)?;
        let mut tries = 0;
        loop {
            let username = self.make_username(&name).await?;
            let (name, username) = self.read_names(name.as_str(), username.as_str()).await?;
            match self.create(ProfileKind::Guest, name, username, None, false).await {
                Err(Error::Denied(Denial::UsernameTaken)) if tries < USERNAME_TRIES => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn create(
        &self,
        kind: ProfileKind,
        name: DisplayName,
        username: Username,
        password_hash: Option<String>,
        is_administrator: bool,
    ) -> Result<Account> {
        let id = ProfileId(Uuid::now_v7());
        let profile = Profile { id, kind, username, name, photo: None };
        let account = Account {
            profile: id,
            is_administrator,
            created_at: self.now(),
            password_hash,
            suspended_at: None,
            settings: Default::default(),
        };
        self.parts.store.create_profile(profile, Some(account.clone())).await?;
        info!(profile.id = %id, "an account was made");
        Ok(account)
    }
}
