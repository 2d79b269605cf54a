//! Profiles: what a person shows of themselves, and what they set for themselves (ACC-3).

use std::sync::atomic::Ordering;

use tertulia_core::account::{Account, AccountSettings};
use tertulia_core::profile::Profile;
use tertulia_core::{Denial, Error, ProfileId, Result};

use crate::link::Link;
use crate::{Caller, Engine, PresenceState, Signal};

/// The longest language tag and name of a time zone, in bytes.
const TAG_MAX: usize = 64;

/// What a person changes of themselves. `None` stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MeChange {
    pub name: Option<String>,
    pub username: Option<String>,
    /// All settings, the changed ones and the others.
    pub settings: Option<AccountSettings>,
}

impl Engine {
    /// The caller's profile and account.
    ///
    /// # Errors
    /// `NotFound` where the account is gone.
    pub async fn me(&self, caller: Caller) -> Result<(Profile, Account)> {
        let profile = self.profile_of(caller.profile).await?;
        let account = self.parts.store.account(caller.profile).await?.ok_or(Error::NotFound)?;
        Ok((profile, account))
    }

    /// Changes the caller's names and settings.
    ///
    /// # Errors
    /// `Denied` with `NameInvalid`, `UsernameInvalid`, `UsernameTaken`, `NameImpersonates` or, for a language or a time zone
    /// that cannot be one, `OutOfRange`. Then nothing is changed.
    pub async fn update_me(&self, caller: Caller, change: MeChange) -> Result<(Profile, Account)> {
        let _alone = self.changes.alone(caller.profile).await;
        let (known, account) = self.me(caller).await?;
        if let Some(settings) = &change.settings {
            check_settings(settings)?;
        }
        if change.name.is_some() || change.username.is_some() {
            let name = change.name.as_deref().unwrap_or(known.name.as_str());
            let username = change.username.as_deref().unwrap_or(known.username.as_str());
            let (name, username) = self.read_names(name, username).await?;
            self.write_profile(Profile { name, username, ..known.clone() }).await?;
        }
        if let Some(settings) = change.settings {
            self.parts.store.set_account_settings(caller.profile, settings.clone()).await?;
            self.hub.take_settings(caller.profile, &settings);
            if settings.hide_presence != account.settings.hide_presence {
                self.tell_hiding(caller.profile, settings.hide_presence).await?;
            }
        }
        let (profile, account) = self.me(caller).await?;
        if profile == known {
            self.tell_me(profile.clone(), account.clone());
        } else {
            self.tell_profile(caller.profile).await?;
        }
        Ok((profile, account))
    }

    /// The one way in which a profile changes: first written, then counted, so that who reads the count first and the
    /// profiles second never keeps an old one for long.
    pub(crate) async fn write_profile(&self, profile: Profile) -> Result<()> {
        self.parts.store.update_profile(profile).await?;
        self.profile_changes.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// Tells the person's own devices, and everybody who shares a group, what the profile looks like now.
    pub(crate) async fn tell_profile(&self, id: ProfileId) -> Result<()> {
        let profile = self.profile_of(id).await?;
        if let Some(account) = self.parts.store.account(id).await? {
            self.tell_me(profile.clone(), account);
        }
        let mut readers = self.parts.store.peers_of(id).await?;
        readers.push(id);
        self.hub.signal_people(&readers, &Signal::Profile { profile }, |_| true);
        Ok(())
    }

    pub(crate) async fn profile_of(&self, id: ProfileId) -> Result<Profile> {
        self.parts.store.profiles(&[id]).await?.pop().ok_or(Error::NotFound)
    }

    fn tell_me(&self, profile: Profile, account: Account) {
        let id = profile.id;
        self.hub.signal_people(&[id], &Signal::Me { profile, account: Box::new(account) }, |_| true);
    }

    /// Whoever begins to hide looks offline to the others; whoever ends it shows again.
    async fn tell_hiding(&self, profile: ProfileId, hides: bool) -> Result<()> {
        if !hides {
            return self.tell_presence(profile).await;
        }
        let presence = PresenceState { profile, is_online: false, is_away: false, last_seen: None };
        let peers = self.parts.store.peers_of(profile).await?;
        self.hub.signal_people(&peers, &Signal::Presence { presence }, Link::sees_presence);
        Ok(())
    }
}

fn check_settings(settings: &AccountSettings) -> Result<(), Denial> {
    let is_tag = |text: &String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/');
        !text.is_empty() && text.len() <= TAG_MAX && text.chars().all(plain)
    };
    let fit = settings.locale.iter().chain(&settings.time_zone).all(is_tag);
    if fit { Ok(()) } else { Err(Denial::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_time_zones_are_tags() {
        let settings = |locale: &str, zone: &str| AccountSettings {
            locale: Some(locale.into()),
            time_zone: Some(zone.into()),
            ..AccountSettings::default()
        };
        assert_eq!(check_settings(&AccountSettings::default()), Ok(()));
        assert_eq!(check_settings(&settings("zh-Hant-TW", "America/Argentina/Buenos_Aires")), Ok(()));
        assert_eq!(check_settings(&settings("pt-BR", "Etc/GMT+3")), Ok(()));
        for bad in ["", "en US", "<script>", "é", &"a".repeat(65)] {
            assert_eq!(check_settings(&settings(bad, "UTC")), Err(Denial::OutOfRange), "{bad}");
            assert_eq!(check_settings(&settings("en", bad)), Err(Denial::OutOfRange), "{bad}");
        }
    }
}
