//! Accounts: the private side of a person; how one signs in and what one may do on the instance.

use serde::{Deserialize, Serialize};

use crate::{ProfileId, SessionId, Timestamp, TokenId};

/// The private side of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub profile: ProfileId,
    pub is_administrator: bool,
    pub created_at: Timestamp,
    /// The argon2id hash in PHC form; `None` for a guest.
    pub password_hash: Option<String>,
    pub suspended_at: Option<Timestamp>,
    pub settings: AccountSettings,
}

impl Account {
    /// Whether signing out loses the account, because nothing could sign it in again (ACC-5).
    pub fn is_guest(&self) -> bool {
        self.password_hash.is_none()
    }
}

/// What a person set for themselves.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountSettings {
    /// BCP 47; `None` follows the browser.
    pub locale: Option<String>,
    /// IANA name; `None` follows the browser.
    pub time_zone: Option<String>,
    /// Neither shows nor sees who is online.
    pub hide_presence: bool,
    /// Neither shows nor sees read positions.
    pub hide_reads: bool,
}

/// A signed-in period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub id: SessionId,
    pub profile: ProfileId,
    /// A short description of the browser and system, made by us.
    pub device: String,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A credential for scripts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub id: TokenId,
    pub profile: ProfileId,
    /// 1 to 50 characters, chosen by its owner.
    pub name: String,
    pub scope: Scope,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// What a credential allows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read what the person can read.
    Read,
    /// Read, and do what the person can do in groups.
    Write,
}

/// How accounts come about (ACC-9).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUp {
    /// Whoever holds a working group invite.
    #[default]
    ByInvite,
    /// Anybody.
    Open,
    /// Administrators make them.
    AdministratorsOnly,
}
