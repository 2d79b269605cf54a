//! The server as people run it: its own binary, its own data directory, set up and filled through its public API.

use std::net::Ipv4Addr;
use std::time::Duration;

use anyhow::{Context, Result};
use async_trait::async_trait;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use uuid::Uuid;

use super::rest::Rest;
use super::{Group, Member, System};
use crate::process::{Place, Server};

/// Differs from the default in two points: people here post as fast as the bench wants, and are more than an instance has
/// places for. Everything that costs time per message is as people run it.
const CONFIGURATION: &str = "posts_per_ten_seconds = 10000\nmax_connections = 20000\n";
/// The administrator's, of a server that ends with its measure.
pub const PASSWORD: &str = "measured and thrown away";
/// How many groups are made at the same time.
const AT_ONCE: usize = 8;
/// How long the setup link may take to be printed once the server listens.
const PRINT_PATIENCE: Duration = Duration::from_secs(10);

/// Tertulia.
pub struct Tertulia;

#[async_trait(?Send)]
impl System for Tertulia {
    fn name(&self) -> &'static str {
        "tertulia"
    }

    fn configuration(&self) -> String {
        format!("the default, but groups may be one larger, {}", CONFIGURATION.trim().replace('\n', ", "))
    }

    async fn start(&self, place: &Place, name: &str) -> Result<Server> {
        let directory = place.directory(&format!("tertulia-{name}"))?;
        let config = directory.join("bench.toml");
        std::fs::write(&config, CONFIGURATION).context("cannot write the configuration")?;
        Server::start(&place.server_binary, &directory, |command, address| {
            command.arg("serve").arg("--listen").arg(address.to_string());
            command.arg("--config").arg(&config).arg("--data-dir").arg(directory.join("data"));
        })
        .await
    }

    async fn populate(&self, server: &Server, groups: usize, members: usize) -> Result<Vec<Group>> {
        let secret = setup_secret(server).await?;
        let mut admin = Rest::connect(server.address, Ipv4Addr::LOCALHOST).await?;
        let form = json!({ "secret": secret, "instance_name": "Bench", "name": "Ada", "username": "ada",
            "password": PASSWORD });
        admin.call("POST", "/api/v1/setup", &form).await.context("cannot set the server up")?;
        // Whoever makes a group is a member too, without a socket here.
        let limit = json!({ "member_limit": members + 1 });
        admin.call("PATCH", "/api/v1/admin/instance", &limit).await.context("cannot make room in groups")?;
        let mut links = Vec::with_capacity(groups);
        for number in 0..groups {
            let id = Uuid::now_v7();
            let form = json!({ "id": id, "name": format!("Group {number}") });
            admin.call("POST", "/api/v1/groups", &form).await.context("cannot make a group")?;
            let path = format!("/api/v1/groups/{id}/invites");
            let invites = admin.call("GET", &path, &serde_json::Value::Null).await.context("cannot get a link")?;
            let link = invites[0]["link"].as_str().context("a group has a link")?;
            let (_, secret) = link.split_once('#').context("a link ends with its secret")?;
            links.push((id, number, secret.to_owned()));
        }
        let filling = links.into_iter().map(|(id, number, secret)| fill(server, id, number, secret, members));
        stream::iter(filling).buffered(AT_ONCE).try_collect().await
    }

    fn greeting(&self) -> Option<String> {
        Some(r#"{"type":"resume","positions":[],"active":true}"#.into())
    }

    fn is_welcome(&self, frame: &[u8]) -> bool {
        frame == br#"{"type":"caught_up"}"#
    }

    fn post(&self, group: &Group, text: &str) -> String {
        // Written by hand: a text of the bench needs no escaping, and the generator shares the machine.
        format!(
            r#"{{"type":"post","ref":"b","group":"{}","message":"{}","body":{{"text":"{text}","mentions":[]}}}}"#,
            group.key,
            Uuid::now_v7()
        )
    }

    fn is_delivery(&self, frame: &[u8]) -> bool {
        frame.starts_with(br#"{"type":"event""#)
    }

    fn is_refusal(&self, frame: &[u8]) -> bool {
        frame.starts_with(br#"{"type":"problem""#)
    }
}

/// One group's people, all from one address: one that no other group uses, because one address may not make many guests.
async fn fill(server: &Server, id: Uuid, number: usize, secret: String, members: usize) -> Result<Group> {
    let (high, low) = (u8::try_from(number / 250)?, u8::try_from(number % 250)?);
    let from = Ipv4Addr::new(127, 0, high + 1, low + 1);
    let mut people = Vec::with_capacity(members);
    for person in 0..members {
        let mut guest = Rest::connect(server.address, from).await?;
        let form = json!({ "name": format!("Guest {number} {person}"), "invite_secret": secret });
        guest.call("POST", "/api/v1/guests", &form).await.context("cannot make a guest")?;
        let form = json!({ "secret": secret });
        guest.call("POST", "/api/v1/invites/redeem", &form).await.context("cannot join a group")?;
        let cookie = guest.cookie().context("a guest is signed in")?.to_owned();
        people.push(Member { from, path: "/api/v1/live".into(), headers: vec![("Cookie".into(), cookie)] });
    }
    Ok(Group { key: id.to_string(), members: people })
}

/// The link that is printed at the first start.
async fn setup_secret(server: &Server) -> Result<String> {
    tokio::time::timeout(PRINT_PATIENCE, async {
        loop {
            let said = server.said()?;
            let whole = said.rsplit_once('\n').map_or("", |(lines, _)| lines);
            if let Some((_, secret)) = whole.lines().find_map(|line| line.split_once("/setup#")) {
                return Ok(secret.trim().to_owned());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .with_context(|| format!("no setup link in {}", server.output.display()))?
}
