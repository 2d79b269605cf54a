//! The wire, tested from outside: fixtures shared with the web app, and generated journals.

mod fixtures;
mod generated;
mod hidden;
mod player;
mod reader;
mod schemas;
