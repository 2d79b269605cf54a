//! Sealing: what we have to give to others again, such as a provider's key, is encrypted at rest.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use tertulia_core::{Error, Result};

use super::derive;

/// The first byte of everything sealed in this way.
const FORM: u8 = 1;
const NONCE: usize = 24;

/// Encrypts with a key that follows from the instance's key (XChaCha20-Poly1305).
pub(crate) struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    pub fn new(instance_key: &SecretBox<[u8; 32]>) -> Sealer {
        let key = Key::from(derive(instance_key, &[b"seal"]));
        Sealer { cipher: XChaCha20Poly1305::new(&key) }
    }

    /// Seals a secret for one place, such as a table and a row. It opens there and nowhere else.
    ///
    /// # Errors
    /// `Internal` where the secret is longer than the cipher takes, which is gigabytes.
    pub fn seal(&self, place: &str, secret: &SecretString) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: place.as_bytes() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(Error::internal)?;
        Ok([&[FORM], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// `Internal` where it was sealed with another key or for another place, or has been changed.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<SecretString> {
        let broken =
            || Error::Internal(format!("what is sealed at {place} does not open; is the instance key another?"));
        let (form, rest) = sealed.split_first().ok_or_else(broken)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE>().filter(|_| *form == FORM).ok_or_else(broken)?;
        let payload = Payload { msg: text, aad: place.as_bytes() };
        let opened = self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())?;
        String::from_utf8(opened).map(SecretString::from).map_err(|_| broken())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(byte: u8) -> Sealer {
        Sealer::new(&SecretBox::new(Box::new([byte; 32])))
    }

    #[test]
    fn what_is_sealed_opens_at_its_place_alone() {
        let sealed = sealer(1).seal("providers/1", &SecretString::from("sk-abc")).unwrap();
        assert_eq!(sealer(1).open("providers/1", &sealed).unwrap().expose_secret(), "sk-abc");
        assert!(sealer(1).open("providers/2", &sealed).is_err(), "moved to another row");
        assert!(sealer(2).open("providers/1", &sealed).is_err(), "another instance");
        assert!(!sealed.windows(6).any(|w| w == b"sk-abc"));
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let sealed = sealer(1).seal("p", &SecretString::from("sk-abc")).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(sealer(1).open("p", &changed).is_err(), "byte {at}");
        }
        for length in 0..sealed.len() {
            assert!(sealer(1).open("p", &sealed[..length]).is_err(), "cut to {length}");
        }
    }
}
