//! The start: from an empty directory to the first answer; and how large the server is before anybody comes.

use std::time::Duration;

use anyhow::{Context, Result};
use serde::Serialize;

use super::median;
use crate::process::Place;
use crate::system::{System, Tertulia};

/// How often it is started; the median counts.
const STARTS: usize = 5;
/// How long the server is left alone before its memory is read.
const ALONE: Duration = Duration::from_secs(3);

/// What came of it.
#[derive(Serialize)]
pub struct Start {
    pub answered_after_ms: f64,
    pub idle_bytes: u64,
    pub binary_bytes: u64,
}

/// Measures.
///
/// # Errors
/// Where the server does not start.
pub async fn measure(place: &Place) -> Result<Start> {
    let mut times = Vec::new();
    let mut idle = 0;
    for number in 0..STARTS {
        let server = Tertulia.start(place, &format!("start-{number}")).await?;
        times.push(server.answered_after.as_secs_f64() * 1_000.0);
        if number + 1 == STARTS {
            tokio::time::sleep(ALONE).await;
            idle = server.resident_bytes()?;
        }
        server.stop().await?;
    }
    let binary = std::fs::metadata(&place.server_binary).context("cannot look at the binary")?.len();
    let answered_after_ms = median(times);
    eprintln!("start: {answered_after_ms:.0} ms, {:.1} MiB idle", idle as f64 / 1_048_576.0);
    Ok(Start { answered_after_ms, idle_bytes: idle, binary_bytes: binary })
}
