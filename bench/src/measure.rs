//! What is measured, and how.

pub mod fanout;
pub mod idle;
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
