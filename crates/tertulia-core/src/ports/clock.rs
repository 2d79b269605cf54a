//! The clock.

use crate::Timestamp;

/// What time it is. Tests bring their own.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}
