//! What is measured, and how.

pub mod answer;
pub mod fanout;
pub mod idle;
pub mod search;
pub mod start;

use std::rc::Rc;

use crate::system::{Relay, System, Tertulia};

/// All that are compared: the yardstick first.
pub fn systems() -> Vec<Rc<dyn System>> {
    vec![Rc::new(Relay), Rc::new(Tertulia)]
}

/// The middle one; of two the mean.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[odd / 2],
        even => f64::midpoint(values[even / 2 - 1], values[even / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_wild_round_does_not_count() {
        assert_eq!(median(vec![2.0, 90.0, 1.0]), 2.0);
        assert_eq!(median(vec![1.0, 2.0]), 1.5);
        assert!(median(Vec::new()).is_nan());
    }
}
