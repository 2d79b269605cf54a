//! The yardstick, started as a process of its own from this very binary.

use std::net::Ipv4Addr;

use anyhow::{Context, Result};
use async_trait::async_trait;

use super::{Group, Member, System};
use crate::process::{Place, Server};

/// The bare relay with a durable log.
pub struct Relay;

#[async_trait(?Send)]
impl System for Relay {
    fn name(&self) -> &'static str {
        "relay"
    }

    fn configuration(&self) -> String {
        "one thread for all sockets, one for the log; a text is written, made durable, and handed out".into()
    }

    async fn start(&self, place: &Place, name: &str) -> Result<Server> {
        let directory = place.directory(&format!("relay-{name}"))?;
        let bench = std::env::current_exe().context("cannot find our own binary")?;
        Server::start(&bench, &directory, |command, address| {
            command.arg("relay").arg("--listen").arg(address.to_string()).arg("--log").arg(directory.join("log"));
        })
        .await
    }

    async fn populate(&self, _server: &Server, groups: usize, members: usize) -> Result<Vec<Group>> {
        let member = |group| Member { from: Ipv4Addr::LOCALHOST, path: format!("/{group}"), headers: Vec::new() };
        let group = |group| Group { key: String::new(), members: (0..members).map(|_| member(group)).collect() };
        Ok((0..groups).map(group).collect())
    }

    fn greeting(&self) -> Option<String> {
        None
    }

    fn is_welcome(&self, _frame: &[u8]) -> bool {
        false
    }

    fn post(&self, _group: &Group, text: &str) -> String {
        text.to_owned()
    }

    fn is_delivery(&self, _frame: &[u8]) -> bool {
        true
    }

    fn is_refusal(&self, _frame: &[u8]) -> bool {
        false
    }
}
