//! How long an answer may take to begin, over everybody who is asked for it (AST-2).

use std::time::Duration;

use tertulia_core::model::ModelClass;

use super::candidates::Candidate;

/// The times that an answer is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// A call gets its first word or a notice within 20 s; what the hold and the prompt take is set aside.
    pub call: Duration,
    /// The same with deep and local models: 60 s.
    pub slow_call: Duration,
    /// How long a light, a standard and a deep model may take for the first word while another one could be asked.
    pub first_word: [Duration; 3],
    /// A stream that is silent for this long has broken off; and one of a deep or local model.
    pub stall: Duration,
    pub slow_stall: Duration,
    /// The pause before a model is asked again; twice as long before the second time.
    pub pause: Duration,
    /// A longer wait is only waited for where nobody else can be asked.
    pub longest_wait: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Patience {
            call: seconds(17),
            slow_call: seconds(57),
            first_word: [seconds(4), seconds(8), seconds(30)],
            stall: seconds(30),
            slow_stall: seconds(60),
            pause: Duration::from_millis(600),
            longest_wait: seconds(2),
        }
    }
}

impl Patience {
    /// How long the whole call may take.
    pub(super) fn of_call(&self, is_slow: bool) -> Duration {
        if is_slow { self.slow_call } else { self.call }
    }

    /// How long one model may take for its first word while others could be asked. One on this machine has no time of its own:
    /// it is slow to begin with, and alive.
    pub(super) fn of_first_word(&self, candidate: &Candidate) -> Duration {
        let [light, standard, deep] = self.first_word;
        match candidate.model.class {
            _ if candidate.is_local => self.slow_call,
            ModelClass::Light => light,
            ModelClass::Standard => standard,
            ModelClass::Deep => deep,
        }
    }

    /// How long its stream may be silent.
    pub(super) fn of_stall(&self, candidate: &Candidate) -> Duration {
        if candidate.is_slow() { self.slow_stall } else { self.stall }
    }
}
