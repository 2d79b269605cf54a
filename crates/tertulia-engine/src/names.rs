//! Names: whether somebody may be called so, and usernames for those who chose none.

use tertulia_core::name::{DisplayName, Username, refuse_impersonation};
use tertulia_core::{Denial, ProfileId, Result};

use crate::Engine;

/// The most characters that are taken of a name, so that there is room to tell namesakes apart.
const STEM_MAX: usize = 24;
/// What a username is made from where the name yields nothing.
const STEM_OF_NOTHING: &str = "guest";
/// Letters and digits that nobody mistakes for one another.
const PLAIN: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl Engine {
    /// Reads a person's names.
    ///
    /// # Errors
    /// `Denied` with `NameInvalid`, `UsernameInvalid` or `NameImpersonates` (ACC-3, ACC-4).
    pub(crate) async fn read_names(&self, name: &str, username: &str) -> Result<(DisplayName, Username)> {
        let (name, username) = (DisplayName::parse(name)?, Username::parse(username)?);
        refuse_impersonation(&name, &username, &self.assistants_names().await?)?;
        Ok((name, username))
    }

    /// What stands in the way of a username; `None` where it can be had.
    ///
    /// # Errors
    /// What the store says.
    pub async fn username_problem(&self, username: &str) -> Result<Option<Denial>> {
        let username = match Username::parse(username) {
            Ok(username) => username,
            Err(denial) => return Ok(Some(denial)),
        };
        if self.parts.store.profile_by_username(&username).await?.is_some() {
            return Ok(Some(Denial::UsernameTaken));
        }
        // Only the username is asked about, so it stands for the display name too.
        let Ok(name) = DisplayName::parse(username.as_str()) else { return Ok(Some(Denial::UsernameInvalid)) };
        Ok(refuse_impersonation(&name, &username, &self.assistants_names().await?).err())
    }

    /// Whether somebody else has this username.
    ///
    /// # Errors
    /// `Denied(UsernameTaken)`.
    pub(crate) async fn require_free(&self, username: &Username, but_for: Option<ProfileId>) -> Result<()> {
        match self.parts.store.profile_by_username(username).await? {
            Some(profile) if Some(profile.id) != but_for => Err(Denial::UsernameTaken.into()),
            Some(_) | None => Ok(()),
        }
    }

    /// A username that is free now, made from a name; for somebody who did not choose one.
    pub(crate) async fn make_username(&self, name: &DisplayName) -> Result<Username> {
        let stem = stem_of(name.as_str());
        let assistants = self.assistants_names().await?;
        let fits = |username: &Username| refuse_impersonation(name, username, &assistants).is_ok();
        if let Some(plain) = Username::parse(&stem).ok().filter(fits)
            && self.parts.store.profile_by_username(&plain).await?.is_none()
        {
            return Ok(plain);
        }
        Ok(Username::parse(&format!("{stem}_{}", random_ending()))?)
    }

    async fn assistants_names(&self) -> Result<Vec<DisplayName>> {
        Ok(self.parts.store.assistants().await?.into_iter().map(|a| a.name).collect())
    }
}

/// A name in Latin letters, digits and dots: what a username can begin with.
pub(crate) fn stem_of(name: &str) -> String {
    let mut stem = String::new();
    for c in deunicode::deunicode(name).chars() {
        match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9' | '_') => stem.push(c),
            ' ' | '.' | '-' if !stem.is_empty() && !stem.ends_with('.') => stem.push('.'),
            _ => {}
        }
    }
    stem.truncate(STEM_MAX);
    let stem = stem.trim_end_matches('.');
    if stem.len() < 2 { STEM_OF_NOTHING.to_owned() } else { stem.to_owned() }
}

/// Five letters or digits: one in 33 million for each that is taken already.
fn random_ending() -> String {
    rand::random::<[u8; 5]>().iter().map(|byte| char::from(PLAIN[usize::from(byte % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_yield_something_to_be_found_by() {
        for (name, stem) in [
            ("Ana", "ana"),
            ("José Ñandú", "jose.nandu"),
            ("Σωκράτης", "sokrates"),
            ("김서연", "gimseoyeon"),
            ("O'Brien-Smith", "obrien.smith"),
            ("Dr. Who", "dr.who"),
            ("🎉", "tada"),
            ("L", "guest"),
        ] {
            assert_eq!(stem_of(name), stem, "{name}");
        }
    }

    #[test]
    fn every_stem_with_an_ending_is_a_username() {
        for name in ["...", "___", "x".repeat(50).as_str(), "a. b", "佐藤 花子", "ليلى", "-", "𝕬𝖓𝖆"] {
            let username = format!("{}_{}", stem_of(name), random_ending());
            assert!(Username::parse(&username).is_ok(), "{name}: {username}");
        }
    }
}
