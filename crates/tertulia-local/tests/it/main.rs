//! The house's own models: fetched from sources that fail, kept running by engines that end.

mod engines;
mod extended;
mod house;
mod packaged;
mod source;
mod weights;
