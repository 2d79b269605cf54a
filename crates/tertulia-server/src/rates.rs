//! Rates: how often one address may try what can be guessed at or what costs much.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::address::ClientAddress;
use crate::error::Failure;

/// How often one address may try something: `burst` times at once, then once in `again`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// At once; at least 1.
    pub burst: u32,
    /// Then once in this time.
    pub again: Duration,
}

/// How often is too often.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rates {
    /// Signing in.
    pub sign_in: Rate,
    /// Making accounts and guests. A school class comes from one address.
    pub sign_up: Rate,
    /// Looking at links and redeeming them.
    pub invites: Rate,
    /// Setup links.
    pub setup: Rate,
    /// Asking whether a username can be had, as somebody types.
    pub usernames: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        let rate = |burst, seconds| Rate { burst, again: Duration::from_secs(seconds) };
        Rates {
            sign_in: rate(30, 6),
            sign_up: rate(60, 20),
            invites: rate(60, 2),
            setup: rate(10, 10),
            usernames: rate(120, 1),
        }
    }
}

impl Rates {
    /// `factor` times as often; for an operator whose people all come from one address, and for load tests.
    #[must_use]
    pub fn times(self, factor: u32) -> Rates {
        let times = |rate: Rate| Rate { burst: rate.burst.saturating_mul(factor), again: rate.again / factor.max(1) };
        Rates {
            sign_in: times(self.sign_in),
            sign_up: times(self.sign_up),
            invites: times(self.invites),
            setup: times(self.setup),
            usernames: times(self.usernames),
        }
    }

    /// For tests and benchmarks, in which hundreds of people come from one address.
    pub fn generous() -> Rates {
        let rate = Rate { burst: 1_000_000, again: Duration::from_millis(1) };
        Rates { sign_in: rate, sign_up: rate, invites: rate, setup: rate, usernames: rate }
    }
}

/// The limits that are kept.
pub struct Limits {
    pub sign_in: Limit,
    pub sign_up: Limit,
    pub invites: Limit,
    pub setup: Limit,
    pub usernames: Limit,
}

impl Limits {
    pub fn new(rates: &Rates) -> Limits {
        Limits {
            sign_in: Limit::new(rates.sign_in),
            sign_up: Limit::new(rates.sign_up),
            invites: Limit::new(rates.invites),
            setup: Limit::new(rates.setup),
            usernames: Limit::new(rates.usernames),
        }
    }

    /// Forgets addresses that have been quiet.
    pub fn forget_the_quiet(&self) {
        for limit in [&self.sign_in, &self.sign_up, &self.invites, &self.setup, &self.usernames] {
            limit.0.retain_recent();
            limit.0.shrink_to_fit();
        }
    }
}

/// One limit.
pub struct Limit(DefaultKeyedRateLimiter<ClientAddress>);

impl Limit {
    fn new(rate: Rate) -> Limit {
        let burst = NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(rate.again).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(burst);
        Limit(RateLimiter::keyed(quota))
    }

    /// Counts a try.
    ///
    /// # Errors
    /// `too-many`, with the time to wait.
    pub fn count(&self, address: ClientAddress) -> Result<(), Failure> {
        self.0
            .check_key(&address)
            .map_err(|not_until| Failure::too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TrustedProxies;
    use crate::address::Peer;

    fn address(text: &str) -> ClientAddress {
        let peer = Peer(std::net::SocketAddr::new(text.parse().unwrap(), 1));
        ClientAddress::of(Some(peer), &http::HeaderMap::new(), &TrustedProxies::default())
    }

    #[test]
    fn one_address_waits_and_others_do_not() {
        let limit = Limit::new(Rate { burst: 3, again: Duration::from_secs(60) });
        for _ in 0..3 {
            assert!(limit.count(address("203.0.113.9")).is_ok());
        }
        let refused = limit.count(address("203.0.113.9")).expect_err("the fourth waits").problem("r");
        assert_eq!(refused.kind, "/problems/too-many");
        assert!(refused.retry_after_seconds.is_some_and(|s| (1..=60).contains(&s)));
        assert!(limit.count(address("203.0.113.10")).is_ok());
    }
}
