//! Connections on which nothing happens: what each costs in memory.
//!
//! The people are made first and the server is started anew, so that nothing left over from making them hides what sockets
//! take. One member of each group is connected before the first look: groups and caches are loaded then, and what comes
//! after is sockets alone.

use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::systems;
use crate::load::Load;
use crate::process::{Place, Server};
use crate::system::System;

/// How many members a group has beside the one who is connected first.
const MEMBERS: usize = 20;
/// Memory has settled when it has not grown by more than this, in bytes, ...
const STILL_BYTES: u64 = 64 * 1024;
/// ... for this long.
const STILL: Duration = Duration::from_millis(1_500);
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of it.
#[derive(Serialize)]
pub struct Idle {
    pub connections: usize,
    /// The yardstick first.
    pub systems: Vec<Held>,
}

/// What one system holds.
#[derive(Serialize)]
pub struct Held {
    pub name: &'static str,
    /// With one connection per group.
    pub before_bytes: u64,
    pub after_bytes: u64,
    /// How many connections lie between.
    pub connections: usize,
}

impl Held {
    pub fn bytes_per_connection(&self) -> f64 {
        self.after_bytes.saturating_sub(self.before_bytes) as f64 / self.connections.max(1) as f64
    }
}

/// Measures all systems, one after the other.
///
/// # Errors
/// Where one does not start, refuses, or breaks.
pub async fn measure(place: &Place, connections: usize) -> Result<Idle> {
    let mut held = Vec::new();
    for system in systems() {
        eprintln!("idle: {} gets {connections} connections", system.name());
        let one = hold(place, &system, connections).await;
        let one = one.with_context(|| format!("{} did not hold {connections} connections", system.name()))?;
        eprintln!("idle: {} holds {:.1} KiB per connection", one.name, one.bytes_per_connection() / 1024.0);
        held.push(one);
    }
    Ok(Idle { connections, systems: held })
}

async fn hold(place: &Place, system: &Rc<dyn System>, connections: usize) -> Result<Held> {
    let server = system.start(place, "idle").await?;
    let groups = system.populate(&server, connections.div_ceil(MEMBERS), MEMBERS + 1).await?;
    server.stop().await?;
    let server = system.start(place, "idle").await?;
    let mut load = Load::new(system.clone(), Rc::new(groups));
    load.connect(&server, |member| member == 0).await?;
    let before_bytes = settled(&server).await?;
    let connections = load.connect(&server, |member| member > 0).await?;
    let after_bytes = settled(&server).await?;
    drop(load);
    server.stop().await?;
    Ok(Held { name: system.name(), before_bytes, after_bytes, connections })
}

async fn settled(server: &Server) -> Result<u64> {
    let mut waited = Duration::ZERO;
    let mut last = server.resident_bytes()?;
    loop {
        tokio::time::sleep(STILL).await;
        waited += STILL;
        let now = server.resident_bytes()?;
        if now.abs_diff(last) <= STILL_BYTES {
            return Ok(now);
        }
        if waited > PATIENCE {
            bail!("the server's memory does not settle: {last} bytes, then {now}");
        }
        last = now;
    }
}
