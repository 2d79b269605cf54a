//! Judgement: when an assistant speaks and what it is shown. Pure: no clock, no I/O, no randomness.
pub mod gate;
pub mod roster;
pub mod transcript;
