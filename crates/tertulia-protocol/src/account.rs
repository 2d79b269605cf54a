//! Accounts: signing up and in, sessions, tokens, one's own profile and settings.

use serde::{Deserialize, Serialize};
use tertulia_core::account;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::mirror::mirror;
use crate::{Profile, Time};

/// The person who asks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// What others see.
    pub profile: Profile,
    /// Whether signing out loses the account, because it has no password.
    pub is_guest: bool,
    /// Whether the person administers the instance.
    pub is_administrator: bool,
    /// What the person set for themselves.
    pub settings: AccountSettings,
}

/// What a person set for themselves.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct AccountSettings {
    /// BCP 47; null follows the browser.
    #[schema(required = true)]
    pub locale: Option<String>,
    /// IANA name; null follows the browser.
    #[schema(required = true)]
    pub time_zone: Option<String>,
    /// Neither shows nor sees who is online.
    pub hide_presence: bool,
    /// Neither shows nor sees read positions.
    pub hide_reads: bool,
}

/// Makes the first administrator, with the single-use link that the server printed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// The secret of the link.
    pub secret: String,
    /// What the instance is called; 1 to 50 characters.
    pub instance_name: String,
    /// The display name.
    pub name: String,
    /// The username.
    pub username: String,
    /// 10 to 200 characters.
    pub password: String,
}

/// A secret of a link, sent in a body and never in an address.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkSecret {
    /// The part of the link after `#`.
    pub secret: String,
}

/// Signs in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The username.
    pub username: String,
    /// The password.
    pub password: String,
}

/// Creates an account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateAccount {
    /// 3 to 30 of `a-z 0-9 _ .`.
    pub username: String,
    /// 1 to 50 characters.
    pub name: String,
    /// 10 to 200 characters.
    pub password: String,
    /// The secret of a group's link, needed where sign-up is by invite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite_secret: Option<String>,
}

/// Comes in with a profile alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateGuest {
    /// Made from the name where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// 1 to 50 characters.
    pub name: String,
    /// The secret of a group's link.
    pub invite_secret: String,
}

/// Changes one's own profile and settings. What is absent stays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMe {
    /// 1 to 50 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 3 to 30 of `a-z 0-9 _ .`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Settings; what is absent stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<ChangeSettings>,
}

/// Changes settings. What is absent stays; null clears.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSettings {
    /// BCP 47; null follows the browser.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub locale: Option<Option<String>>,
    /// IANA name; null follows the browser.
    #[serde(default, deserialize_with = "crate::present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub time_zone: Option<Option<String>>,
    /// Neither shows nor sees who is online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_presence: Option<bool>,
    /// Neither shows nor sees read positions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_reads: Option<bool>,
}

/// Changes the password, or gives a guest one. Other sessions end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present password; a guest has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// 10 to 200 characters.
    pub new: String,
}

/// Whether a username can be had.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct UsernameAnswer {
    /// Whether it can.
    pub available: bool,
    /// The slug of the problem that stands in the way.
    #[schema(required = true)]
    pub problem: Option<String>,
}

/// A signed-in period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The session. Not its secret.
    pub id: Uuid,
    /// Browser and system in a few words.
    pub device: String,
    /// Since when.
    pub created_at: Time,
    /// When it was last used, to the minute.
    pub last_used_at: Time,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A credential for scripts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Token {
    /// The token. Not its secret.
    pub id: Uuid,
    /// Chosen by its owner.
    pub name: String,
    /// What it allows.
    pub scope: Scope,
    /// Since when.
    pub created_at: Time,
    /// When it was last used, to the minute; null: never.
    #[schema(required = true)]
    pub last_used_at: Option<Time>,
}

/// Makes a token.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    /// 1 to 50 characters.
    pub name: String,
    /// What it allows.
    pub scope: Scope,
}

/// A new token with its secret, shown this once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewToken {
    /// The token.
    pub token: Token,
    /// `tt_<id>_<secret>`, for `Authorization: Bearer`. It cannot be shown again.
    pub secret: String,
}

/// What a credential allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read what the person can read.
    Read,
    /// Read, and do what the person can do in groups.
    Write,
}

/// How accounts come about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignUp {
    /// Whoever holds a working group invite.
    ByInvite,
    /// Anybody.
    Open,
    /// Administrators make them.
    AdministratorsOnly,
}

mirror!(Scope = account::Scope { Read, Write });
mirror!(SignUp = account::SignUp { ByInvite, Open, AdministratorsOnly });

impl Me {
    /// What a person is told of themselves.
    pub fn of(profile: &tertulia_core::profile::Profile, account: &account::Account) -> Me {
        Me {
            profile: profile.into(),
            is_guest: account.is_guest(),
            is_administrator: account.is_administrator,
            settings: (&account.settings).into(),
        }
    }
}

impl From<&account::AccountSettings> for AccountSettings {
    fn from(settings: &account::AccountSettings) -> Self {
        AccountSettings {
            locale: settings.locale.clone(),
            time_zone: settings.time_zone.clone(),
            hide_presence: settings.hide_presence,
            hide_reads: settings.hide_reads,
        }
    }
}

impl ChangeSettings {
    /// The settings after the change.
    pub fn apply(self, mut settings: account::AccountSettings) -> account::AccountSettings {
        if let Some(locale) = self.locale {
            settings.locale = locale;
        }
        if let Some(time_zone) = self.time_zone {
            settings.time_zone = time_zone;
        }
        settings.hide_presence = self.hide_presence.unwrap_or(settings.hide_presence);
        settings.hide_reads = self.hide_reads.unwrap_or(settings.hide_reads);
        settings
    }
}

impl Session {
    /// The view for the session `current`.
    pub fn of(session: &account::Session, current: Option<tertulia_core::SessionId>) -> Session {
        Session {
            id: session.id.0,
            device: session.device.clone(),
            created_at: session.created_at.into(),
            last_used_at: session.last_used_at.into(),
            current: current == Some(session.id),
        }
    }
}

impl From<&account::Token> for Token {
    fn from(token: &account::Token) -> Self {
        Token {
            id: token.id.0,
            name: token.name.clone(),
            scope: token.scope.into(),
            created_at: token.created_at.into(),
            last_used_at: token.last_used_at.map(Time),
        }
    }
}
