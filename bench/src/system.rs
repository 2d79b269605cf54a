//! Systems under measurement. Whoever wants to compare another one implements [`System`].

mod relay;
mod rest;
mod tertulia;

use std::net::Ipv4Addr;

use anyhow::Result;
use async_trait::async_trait;

use crate::process::{Place, Server};
pub use relay::Relay;
pub use rest::{Rest, connect};
pub use tertulia::{PASSWORD, Tertulia};

/// A system that carries messages.
#[async_trait(?Send)]
pub trait System {
    /// What it is called in the results.
    fn name(&self) -> &'static str;

    /// The configuration it is measured with, for the record.
    fn configuration(&self) -> String;

    /// Starts it on the core of servers; with what it kept under this name before, if it did.
    ///
    /// # Errors
    /// Where it does not start.
    async fn start(&self, place: &Place, name: &str) -> Result<Server>;

    /// Makes groups and their members.
    ///
    /// # Errors
    /// Where it refuses.
    async fn populate(&self, server: &Server, groups: usize, members: usize) -> Result<Vec<Group>>;

    /// What a member says first, once the socket is open.
    fn greeting(&self) -> Option<String>;

    /// Whether this says that the member hears everything from now on. A system without a greeting says nothing.
    fn is_welcome(&self, frame: &[u8]) -> bool;

    /// What a member says to post a text.
    fn post(&self, group: &Group, text: &str) -> String;

    /// Whether this may be a message's delivery; where it is none but holds a text, the text would be counted twice.
    fn is_delivery(&self, frame: &[u8]) -> bool;

    /// Whether this says that a post was not taken. Whoever is told so has lost nothing, but was not served either.
    fn is_refusal(&self, frame: &[u8]) -> bool;
}

/// A group of a system.
pub struct Group {
    /// What the system calls it.
    pub key: String,
    pub members: Vec<Member>,
}

/// How a member opens a socket.
pub struct Member {
    /// Which address of this machine the member comes from.
    pub from: Ipv4Addr,
    pub path: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
}
