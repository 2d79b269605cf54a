//! Delivering messages: what it costs the server, how long it takes, and how much is too much.
//!
//! All systems run side by side with all sockets open, and take turns at each rate, so that what else the machine does meets
//! both alike. A short stretch before each measured one warms caches and is not counted.

use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use serde::Serialize;

use super::{median, systems};
use crate::load::{Faults, Load, Stretch};
use crate::process::{Place, Server};
use crate::system::System;

/// How long each stretch is preceded by another at the same rate.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long one step of the search for the highest rate is.
const STEP: Duration = Duration::from_secs(4);
/// The rates that the search tries.
const LADDER: [u32; 14] =
    [500, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 8_000, 10_000, 12_000, 16_000, 20_000];
/// How late the slowest hundredth may be, in milliseconds.
pub const LATE_MS: f64 = 250.0;
/// From this share of its core on, the generator may be what is slow.
const BUSY: f64 = 0.9;

/// What the load is.
#[derive(Args, Clone, Debug, Serialize)]
pub struct Plan {
    /// Messages per second, over all groups.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 200, 1_000])]
    pub rate: Vec<u32>,
    /// How long each stretch is.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// How many stretches at each rate; the median counts.
    #[arg(long, default_value_t = 3)]
    pub rounds: usize,
    /// How many groups.
    #[arg(long, default_value_t = 50)]
    pub groups: usize,
    /// How many members each has, each with a socket.
    #[arg(long, default_value_t = 20)]
    pub members: usize,
    /// How long a message is.
    #[arg(long, default_value_t = 200)]
    pub bytes: usize,
    /// Leaves the search for the highest rate out.
    #[arg(long)]
    #[serde(skip)]
    pub no_search: bool,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan {
            rate: vec![50, 200, 1_000],
            seconds: 10,
            rounds: 3,
            groups: 50,
            members: 20,
            bytes: 200,
            no_search: false,
        }
    }
}

/// What came of it.
#[derive(Serialize)]
pub struct Fanout {
    pub plan: Plan,
    /// The yardstick first.
    pub systems: Vec<Carried>,
}

/// What one system did.
#[derive(Serialize)]
pub struct Carried {
    pub name: &'static str,
    pub configuration: String,
    /// In the order of the plan's rates.
    pub rates: Vec<AtRate>,
    /// The steps of the search, each faster than the one before; the last one may have failed.
    pub search: Vec<Stretch>,
}

/// All rounds at one rate.
#[derive(Serialize)]
pub struct AtRate {
    pub rate: u32,
    pub rounds: Vec<Stretch>,
}

impl AtRate {
    /// The median of the rounds.
    pub fn cpu_seconds_per_million(&self) -> f64 {
        self.median(Stretch::cpu_seconds_per_million)
    }

    /// The median of something over the rounds.
    pub fn median(&self, of: impl Fn(&Stretch) -> f64) -> f64 {
        median(self.rounds.iter().map(of).collect())
    }

    /// Of all rounds together.
    pub fn faults(&self) -> Faults {
        self.rounds.iter().fold(Faults::default(), |sum, stretch| Faults {
            lost: sum.lost + stretch.faults.lost,
            duplicated: sum.duplicated + stretch.faults.duplicated,
            out_of_order: sum.out_of_order + stretch.faults.out_of_order,
            refused: sum.refused + stretch.faults.refused,
        })
    }
}

impl Carried {
    /// The highest rate of the search that was carried in time and without loss.
    pub fn highest(&self) -> Option<&Stretch> {
        self.search.iter().rev().find(|step| is_carried(step))
    }

    /// Whether the search ended where the generator could not go on.
    pub fn was_generator_slow(&self) -> bool {
        self.search.last().is_some_and(|step| step.generator_cpu_seconds > BUSY * step.seconds)
    }
}

impl Fanout {
    /// How many times the yardstick's CPU a system takes at each rate.
    pub fn ratios<'a>(&'a self, of: &'a Carried) -> impl Iterator<Item = (u32, f64)> + 'a {
        let yardstick = self.systems.first().map_or(&[][..], |first| &first.rates);
        of.rates
            .iter()
            .zip(yardstick)
            .map(|(at, bare)| (at.rate, at.cpu_seconds_per_million() / bare.cpu_seconds_per_million()))
    }
}

/// A system that runs, with its load.
struct Running {
    server: Server,
    load: Load,
}

/// Measures all systems.
///
/// # Errors
/// Where one does not start, refuses, or breaks.
pub async fn measure(place: &Place, plan: &Plan) -> Result<Fanout> {
    let systems = systems();
    let mut running = Vec::new();
    for system in &systems {
        eprintln!("fanout: {} gets {} groups of {}", system.name(), plan.groups, plan.members);
        running.push(begin(place, plan, system).await.with_context(|| format!("{} did not begin", system.name()))?);
    }
    let mut carried: Vec<Carried> = systems
        .iter()
        .map(|system| Carried {
            name: system.name(),
            configuration: system.configuration(),
            rates: plan.rate.iter().map(|rate| AtRate { rate: *rate, rounds: Vec::new() }).collect(),
            search: Vec::new(),
        })
        .collect();
    for at in 0..plan.rate.len() {
        for round in 1..=plan.rounds {
            for (running, carried) in running.iter_mut().zip(&mut carried) {
                let stretch = running.stretch(plan.rate[at], Duration::from_secs(plan.seconds), plan.bytes).await?;
                tell(carried.name, &stretch, &format!("round {round}"));
                carried.rates[at].rounds.push(stretch);
            }
        }
    }
    if !plan.no_search {
        for (running, carried) in running.iter_mut().zip(&mut carried) {
            for rate in LADDER {
                let stretch = running.stretch(rate, STEP, plan.bytes).await?;
                tell(carried.name, &stretch, "search");
                let goes_on = is_carried(&stretch);
                carried.search.push(stretch);
                if !goes_on || carried.was_generator_slow() {
                    break;
                }
            }
        }
    }
    for Running { server, load } in running {
        drop(load);
        server.stop().await?;
    }
    Ok(Fanout { plan: plan.clone(), systems: carried })
}

async fn begin(place: &Place, plan: &Plan, system: &Rc<dyn System>) -> Result<Running> {
    let server = system.start(place, "fanout").await?;
    let groups = system.populate(&server, plan.groups, plan.members).await?;
    let mut load = Load::new(system.clone(), Rc::new(groups));
    load.connect(&server, |_| true).await?;
    Ok(Running { server, load })
}

impl Running {
    async fn stretch(&mut self, rate: u32, length: Duration, bytes: usize) -> Result<Stretch> {
        self.load.run(&self.server, rate, WARM_UP, bytes).await?;
        self.load.run(&self.server, rate, length, bytes).await
    }
}

/// In time, whole, and as fast as it was sent.
fn is_carried(stretch: &Stretch) -> bool {
    stretch.p99_ms < LATE_MS && stretch.faults.is_none()
}

fn tell(name: &str, stretch: &Stretch, what: &str) {
    eprintln!(
        "fanout: {name} at {}/s, {what}: {:.1} CPU s per million, p50 {:.1} p99 {:.1} p999 {:.1} ms, generator {:.0} % busy{}",
        stretch.rate,
        stretch.cpu_seconds_per_million(),
        stretch.p50_ms,
        stretch.p99_ms,
        stretch.p999_ms,
        stretch.generator_cpu_seconds / stretch.seconds * 100.0,
        if stretch.faults.is_none() { String::new() } else { format!(", {:?}", stretch.faults) },
    );
}
