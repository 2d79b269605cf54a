//! Passwords: hashed with argon2id, a few at a time, and guessed slowly.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tertulia_core::{Denial, Error, Result};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// The fewest characters of a password.
pub const PASSWORD_MIN_CHARS: usize = 10;
/// The most characters of a password.
pub const PASSWORD_MAX_CHARS: usize = 200;

/// What one hash takes: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes at the same time, so that a crowd at the door takes no more than 38 MiB.
const AT_ONCE: usize = 2;
/// How many may wait for their turn.
const WAITING: usize = 64;
/// Guesses at one account: this many at once, then one in this time.
const GUESSES: u32 = 20;
const GUESS_AGAIN: Duration = Duration::from_secs(15);
/// A hash of nothing anybody knows, with the same cost: who is unknown takes as long as who is known.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXdoZXJlbm9ib2R5$k1mFfIvvEPEz3bd5pZCJ5w3m3qk3cb2Wd3VmcXl0aG8";

/// Hashes and compares.
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    waiting: Semaphore,
    guesses: DefaultKeyedRateLimiter<String>,
}

impl Default for Passwords {
    fn default() -> Self {
        let burst = NonZeroU32::new(GUESSES).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(GUESS_AGAIN).unwrap_or(Quota::per_minute(NonZeroU32::MIN)).allow_burst(burst);
        Passwords {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Semaphore::new(WAITING),
            guesses: RateLimiter::keyed(quota),
        }
    }
}

impl Passwords {
    /// Whether a password may be chosen. Characters are counted, not bytes; there is no rule about their kinds.
    ///
    /// # Errors
    /// `PasswordUnfit` below 10 or above 200 characters.
    pub fn check(password: &str) -> Result<(), Denial> {
        let chars = normal(password).chars().count();
        if (PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&chars) { Ok(()) } else { Err(Denial::PasswordUnfit) }
    }

    /// Counts a guess at this username.
    ///
    /// # Errors
    /// `TooMany` with the time to wait.
    pub fn count_guess(&self, username: &str) -> Result<()> {
        self.guesses
            .check_key(&username.to_owned())
            .map_err(|not_until| Error::TooMany(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets usernames that nobody guesses at any more.
    pub fn forget_the_quiet(&self) {
        self.guesses.retain_recent();
    }

    /// The hash of a password, in PHC form.
    ///
    /// # Errors
    /// `Busy` where too many wait.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = normal(password);
        self.take_turn(move || {
            let hash = argon2().hash_password(password.as_bytes()).map_err(Error::internal)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether this is the password. `None` for an account without one, or for nobody, takes as long and is never right.
    ///
    /// # Errors
    /// `Busy` where too many wait; `Internal` for a stored hash that cannot be read.
    pub async fn is_right(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let fits = password.chars().count() <= PASSWORD_MAX_CHARS;
        let password = if fits { normal(password) } else { String::new() };
        self.take_turn(move || {
            let text = hash.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&text).map_err(Error::internal)?;
            let same = argon2().verify_password(password.as_bytes(), &hash).is_ok();
            Ok(same && known && fits)
        })
        .await
    }

    async fn take_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let _waiting = self.waiting.try_acquire().map_err(|_| Error::Busy)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        let work = move || {
            // Held by the work and not by whoever waits for it: a caller who hangs up does not free the memory.
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }
}

/// The same password, however the keyboard composes its letters.
fn normal(password: &str) -> String {
    password.nfc().collect()
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("these parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_in_every_composition_and_nothing_else_is() {
        let passwords = Passwords::default();
        let hash = passwords.hash("corréct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.is_right("corre\u{301}ct horse", Some(hash.clone())).await.unwrap());
        for wrong in ["", "correct horse", "corréct horse ", &"x".repeat(100_000)] {
            assert!(!passwords.is_right(wrong, Some(hash.clone())).await.unwrap(), "{}", wrong.len());
        }
        assert_ne!(hash, passwords.hash("corréct horse").await.unwrap(), "salted");
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody_and_has_no_password() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let cost = Params::try_from(&nobody).unwrap();
        assert_eq!((cost.m_cost(), cost.t_cost(), cost.p_cost()), (MEMORY_KIB, PASSES, LANES));
        assert_eq!(nobody.hash.unwrap().len(), 32);
        assert!(!Passwords::default().is_right("", None).await.unwrap());
        assert!(!Passwords::default().is_right("anything at all", None).await.unwrap());
    }

    #[test]
    fn characters_count_and_not_bytes() {
        assert_eq!(Passwords::check("語語語語語語語語語語"), Ok(()));
        assert_eq!(Passwords::check("123456789"), Err(Denial::PasswordUnfit));
        assert_eq!(Passwords::check(&"x".repeat(200)), Ok(()));
        assert_eq!(Passwords::check(&"x".repeat(201)), Err(Denial::PasswordUnfit));
    }

    #[test]
    fn guessing_at_one_account_is_slowed_and_others_are_not() {
        let passwords = Passwords::default();
        for _ in 0..GUESSES {
            assert!(passwords.count_guess("ana").is_ok());
        }
        assert!(matches!(passwords.count_guess("ana"), Err(Error::TooMany(wait)) if wait > Duration::ZERO));
        assert!(passwords.count_guess("ben").is_ok());
    }
}
