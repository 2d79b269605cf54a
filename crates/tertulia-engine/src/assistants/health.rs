//! How models have been doing lately: whom not to ask for a while (`brains.md` 4C, "Fallback"). Kept in memory: a restart asks
//! everybody again.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tertulia_core::ModelId;
use tertulia_core::ports::ProviderError;
use tertulia_core::run::Fault;
use tokio::time::Instant;

/// So many failures within this time open the breaker.
const FAILURES: usize = 5;
const WITHIN: Duration = Duration::from_secs(30);
/// After this time one request may try whether it is better.
const OPEN: Duration = Duration::from_secs(60);

/// A model that should not be asked now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Rest {
    pub until: Instant,
    /// What went wrong before.
    pub fault: Fault,
    /// The provider itself asked to wait.
    pub is_asked: bool,
}

/// The recent past of all models.
#[derive(Debug, Default)]
pub struct Health {
    models: Mutex<HashMap<ModelId, Record>>,
}

#[derive(Debug, Default)]
struct Record {
    failures: VecDeque<Instant>,
    rest: Option<Rest>,
}

impl Health {
    /// Whether a model should rest. Once a breaker's time is over, the first who asks may try, and the others wait for what
    /// comes of it.
    pub(super) fn rest(&self, model: ModelId, now: Instant) -> Option<Rest> {
        let mut models = self.lock();
        let record = models.get_mut(&model)?;
        let rest = record.rest?;
        if now < rest.until {
            return Some(rest);
        }
        record.rest = (!rest.is_asked).then_some(Rest { until: now + OPEN, ..rest });
        None
    }

    /// A model gave what it was asked for.
    pub fn succeeded(&self, model: ModelId) {
        self.lock().remove(&model);
    }

    /// A model failed. A refusal says nothing of its health.
    pub fn failed(&self, model: ModelId, error: &ProviderError, now: Instant) {
        if error.fault == Fault::Refused {
            return;
        }
        let mut models = self.lock();
        let record = models.entry(model).or_default();
        record.failures.push_back(now);
        while record.failures.front().is_some_and(|at| now.duration_since(*at) > WITHIN) {
            record.failures.pop_front();
        }
        if record.failures.len() >= FAILURES {
            record.rest = Some(Rest { until: now + OPEN, fault: error.fault, is_asked: false });
            record.failures.clear();
        }
        if let Some(wait) = error.retry_after {
            record.rest = Some(Rest { until: now + wait, fault: error.fault, is_asked: true });
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ModelId, Record>> {
        self.models.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const MODEL: ModelId = ModelId(Uuid::from_u128(1));

    fn overloaded() -> ProviderError {
        Fault::Overloaded.into()
    }

    #[test]
    fn five_failures_in_half_a_minute_are_a_minute_of_rest() {
        let (health, start) = (Health::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        for second in [0, 10, 20, 31, 40] {
            health.failed(MODEL, &overloaded(), at(second));
            assert_eq!(health.rest(MODEL, at(second)), None, "four within 30 s at most");
        }
        health.failed(MODEL, &overloaded(), at(41));
        assert_eq!(health.rest(MODEL, at(41)), None, "20, 31, 40 and 41");
        health.failed(MODEL, &overloaded(), at(42));
        let rest = health.rest(MODEL, at(100)).expect("a rest");
        assert_eq!((rest.until, rest.fault, rest.is_asked), (at(102), Fault::Overloaded, false));
        assert_eq!(health.rest(MODEL, at(102)), None, "one may try");
        assert!(health.rest(MODEL, at(103)).is_some(), "and the others wait");
        health.succeeded(MODEL);
        assert_eq!(health.rest(MODEL, at(103)), None);
    }

    #[test]
    fn who_is_asked_to_wait_waits() {
        let (health, now) = (Health::default(), Instant::now());
        let wait = Some(Duration::from_secs(7));
        health.failed(MODEL, &ProviderError { fault: Fault::RateLimited, status: Some(429), retry_after: wait }, now);
        let rest = health.rest(MODEL, now + Duration::from_secs(6)).expect("a rest");
        assert!(rest.is_asked);
        assert_eq!(health.rest(MODEL, now + Duration::from_secs(7)), None);
        assert_eq!(health.rest(MODEL, now + Duration::from_secs(7)), None, "everybody may ask again");
    }

    #[test]
    fn a_refusal_says_nothing_of_health() {
        let (health, now) = (Health::default(), Instant::now());
        for _ in 0..9 {
            health.failed(MODEL, &Fault::Refused.into(), now);
        }
        assert_eq!(health.rest(MODEL, now), None);
    }
}
