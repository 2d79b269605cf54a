//! Secrets: made from 256 random bits, kept by us only as hashes, and never printed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use tertulia_core::InviteId;
use tertulia_core::ports::SecretHash;

mod sealer;

pub(crate) use sealer::Sealer;

/// The secret of a session, a token, a link: 256 bits, on the wire 43 characters of base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new one, from the system's source of randomness.
    pub(crate) fn random() -> Secret {
        Secret(rand::random())
    }

    /// The secret of an invite. It follows from the instance's key, so that a link can be shown again although only the hash
    /// is stored, and another generation is another secret.
    pub(crate) fn of_invite(instance_key: &SecretBox<[u8; 32]>, invite: InviteId, generation: u32) -> Secret {
        Secret(derive(instance_key, &[b"invite", invite.0.as_bytes(), &generation.to_be_bytes()]))
    }

    /// Reads a secret; `None` for anything that is not exactly 256 bits of base64url.
    pub fn read(text: &str) -> Option<Secret> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Secret)
    }

    /// The secret as text, to be handed out once.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored. Secrets have 256 random bits, so a plain hash cannot be turned back.
    pub(crate) fn hash(&self) -> SecretHash {
        Sha256::digest(self.0).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Whether bytes are no instance key: too few different ones to have been drawn at random, such as a default or a typed word.
pub fn is_weak_key(key: &[u8; 32]) -> bool {
    let mut bytes = key.to_vec();
    bytes.sort_unstable();
    bytes.dedup();
    bytes.len() < 16
}

/// HMAC-SHA256 of the parts, which callers keep apart by a fixed first part and fixed lengths.
fn derive(instance_key: &SecretBox<[u8; 32]>, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(instance_key.expose_secret()).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn key(byte: u8) -> SecretBox<[u8; 32]> {
        SecretBox::new(Box::new([byte; 32]))
    }

    #[test]
    fn a_secret_survives_its_text_and_prints_as_stars() {
        let secret = Secret::random();
        assert_eq!(Secret::read(&secret.text()), Some(secret.clone()));
        assert_eq!(secret.text().len(), 43);
        assert_eq!(format!("{secret:?}"), "***");
        assert_ne!(secret, Secret::random());
        assert_ne!(secret.hash(), secret.0);
    }

    #[test]
    fn half_a_secret_is_none() {
        let text = Secret::random().text();
        for text in
            ["", "null", "0", &text[..42], &format!("{text}A"), &format!("{text}="), &text.replace('A', "+")[..40]]
        {
            assert_eq!(Secret::read(text), None, "{text}");
        }
    }

    #[test]
    fn an_invite_has_another_secret_on_every_instance_and_after_every_reset() {
        let (one, two) = (InviteId(Uuid::from_u128(1)), InviteId(Uuid::from_u128(2)));
        let secret = Secret::of_invite(&key(1), one, 0);
        assert_eq!(secret, Secret::of_invite(&key(1), one, 0));
        assert_ne!(secret, Secret::of_invite(&key(1), one, 1));
        assert_ne!(secret, Secret::of_invite(&key(1), two, 0));
        assert_ne!(secret, Secret::of_invite(&key(2), one, 0));
    }

    #[test]
    fn a_key_that_nobody_drew_is_weak() {
        assert!(is_weak_key(&[0; 32]));
        assert!(is_weak_key(b"changemechangemechangemechangeme"));
        assert!(!is_weak_key(&Secret::random().0));
    }
}
