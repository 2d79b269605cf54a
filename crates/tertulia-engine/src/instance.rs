//! The instance: what everybody may know of it, and what its administrators decide.

use tertulia_core::account::SignUp;
use tertulia_core::name::{DisplayName, Username};
use tertulia_core::ports::InstanceSettings;
use tertulia_core::profile::Profile;
use tertulia_core::{Denial, Error, Result};

use crate::changes::Changes;
use crate::{Caller, Engine, Signal};

/// The most members that an administrator may allow a group (GRP-2).
const MEMBER_LIMITS: std::ops::RangeInclusive<u32> = 1..=1_000;

/// What everybody may know of the instance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InstanceView {
    pub settings: InstanceSettings,
    /// Nobody administers it yet.
    pub needs_setup: bool,
    /// The assistant that sits in new groups.
    pub assistant: Profile,
    /// The names of the models that can be used, the default one first. Empty: nobody can answer.
    pub model_names: Vec<String>,
}

/// What an administrator changes. `None` stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct InstanceChange {
    /// 1 to 50 characters.
    pub name: Option<String>,
    pub sign_up: Option<SignUp>,
    pub are_guests_allowed: Option<bool>,
    /// 1 to 1,000.
    pub member_limit: Option<u32>,
    /// The display name of the default assistant.
    pub assistant_name: Option<String>,
}

impl Engine {
    /// What everybody may know of the instance.
    ///
    /// # Errors
    /// What the store says.
    pub async fn instance(&self) -> Result<InstanceView> {
        let store = &self.parts.store;
        Ok(InstanceView {
            settings: store.instance_settings().await?,
            needs_setup: !store.has_administrator().await?,
            assistant: self.default_assistant().await?,
            model_names: self.enabled_models().await?.into_iter().map(|m| m.name).collect(),
        })
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// What the store says.
    pub async fn ask_store(&self) -> Result<()> {
        self.parts.store.instance_settings().await.map(|_| ())
    }

    /// The settings, with the default assistant.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session.
    pub async fn instance_settings(&self, caller: Caller) -> Result<(InstanceSettings, Profile)> {
        caller.require_administrator()?;
        Ok((self.parts.store.instance_settings().await?, self.default_assistant().await?))
    }

    /// Changes settings, and tells everybody. Where something is refused nothing is changed.
    ///
    /// # Errors
    /// `NotFound` unless the caller is an administrator with a session; `Denied` with `NameInvalid`, `OutOfRange`, or
    /// `UsernameTaken` and `NameImpersonates` for a name of the assistant under which a participant is known already.
    pub async fn change_instance(&self, caller: Caller, change: InstanceChange) -> Result<(InstanceSettings, Profile)> {
        caller.require_administrator()?;
        let renamed = match &change.assistant_name {
            Some(name) => Some(self.renamed_assistant(name).await?),
            None => None,
        };
        self.change_settings(|settings| take(settings, &change)).await?;
        if let Some(assistant) = renamed {
            self.rename_assistant(assistant).await?;
        }
        self.tell_instance().await?;
        self.instance_settings(caller).await
    }

    /// Changes settings under the lane of the instance.
    pub(crate) async fn change_settings(
        &self,
        change: impl FnOnce(InstanceSettings) -> Result<InstanceSettings, Denial> + Send,
    ) -> Result<()> {
        let _alone = self.changes.alone(Changes::INSTANCE).await;
        let known = self.parts.store.instance_settings().await?;
        let changed = change(known.clone())?;
        if changed == known { Ok(()) } else { self.parts.store.set_instance_settings(changed).await }
    }

    /// The assistant that sits in new groups.
    pub(crate) async fn default_assistant(&self) -> Result<Profile> {
        let assistants = self.parts.store.assistants().await?;
        assistants.into_iter().next().ok_or(Error::Internal("no assistant was made at start".into()))
    }

    /// Tells everybody what may be known of the instance.
    pub(crate) async fn tell_instance(&self) -> Result<()> {
        let InstanceView { settings, assistant, model_names, .. } = self.instance().await?;
        self.hub.signal_all(&Signal::Instance { settings, assistant, model_names });
        Ok(())
    }

    /// The assistant under another name; its username follows where the name yields one.
    async fn renamed_assistant(&self, name: &str) -> Result<Profile> {
        let name = DisplayName::parse(name)?;
        let assistants = self.parts.store.assistants().await?;
        let known = self.default_assistant().await?;
        if assistants.iter().any(|a| a.id != known.id && a.name.looks_like(&name)) {
            return Err(Denial::NameImpersonates.into());
        }
        let stem = crate::names::stem_of(name.as_str());
        let username = Username::parse(&stem).unwrap_or_else(|_| known.username.clone());
        self.require_free(&username, Some(known.id)).await?;
        Ok(Profile { name, username, ..known })
    }

    async fn rename_assistant(&self, assistant: Profile) -> Result<()> {
        self.write_profile(assistant.clone()).await?;
        self.hub.signal_all(&Signal::Profile { profile: assistant });
        Ok(())
    }
}

fn take(settings: InstanceSettings, change: &InstanceChange) -> Result<InstanceSettings, Denial> {
    let name = match &change.name {
        Some(name) => DisplayName::parse(name)?.as_str().to_owned(),
        None => settings.name,
    };
    let member_limit = change.member_limit.unwrap_or(settings.member_limit);
    if !MEMBER_LIMITS.contains(&member_limit) {
        return Err(Denial::OutOfRange);
    }
    let sign_up = change.sign_up.unwrap_or(settings.sign_up);
    let are_guests_allowed = change.are_guests_allowed.unwrap_or(settings.are_guests_allowed);
    Ok(InstanceSettings { name, sign_up, are_guests_allowed, member_limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_stays_and_what_is_out_of_range_is_refused() {
        let known = InstanceSettings::default();
        assert_eq!(take(known.clone(), &InstanceChange::default()), Ok(known.clone()));
        for limit in [0, 1_001] {
            let change = InstanceChange { member_limit: Some(limit), ..InstanceChange::default() };
            assert_eq!(take(known.clone(), &change), Err(Denial::OutOfRange), "{limit}");
        }
        let change = InstanceChange { name: Some("a\u{202e}b".into()), ..InstanceChange::default() };
        assert_eq!(take(known.clone(), &change), Err(Denial::NameInvalid));
        let change =
            InstanceChange { sign_up: Some(SignUp::Open), are_guests_allowed: Some(false), ..Default::default() };
        let changed = take(known, &change).unwrap();
        assert_eq!((changed.sign_up, changed.are_guests_allowed, changed.member_limit), (SignUp::Open, false, 20));
    }
}
