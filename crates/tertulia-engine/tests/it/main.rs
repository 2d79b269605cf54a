//! The use cases around accounts, links, photos, models and connections, over the real store in a temporary directory.

mod accounts;
mod additions;
mod catalogue;
mod credentials;
mod extended;
mod fault_matrix;
mod hearing;
mod house;
mod housekeeping;
mod instance;
mod invites;
mod kitchen;
mod local_models;
mod outlets;
mod partings;
mod photos;
mod requests;
mod search;
mod setup;
mod suspension;
