//! Measures the server as people run it, beside a bare relay of its own. See README.md for what there is to measure.

mod cores;
mod load;
mod machine;
mod measure;
mod outlet;
mod process;
mod relay;
mod results;
mod system;
mod web;
mod websocket;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use tokio::task::LocalSet;

use crate::measure::fanout::Plan;
use crate::measure::{answer, fanout, idle, search, start};
use crate::process::Place;
use crate::results::Results;

/// How long the measured answer is, in seconds.
const ANSWER_SECONDS: u64 = 20;

/// Measures the server as people run it.
#[derive(Parser)]
#[command(bin_name = "cargo xtask bench")]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Measures everything and writes bench/RESULTS.md; what happens without a word.
    All(All),
    /// CPU and latency of delivering messages, and the highest rate.
    Fanout(Fanout),
    /// Memory of connections on which nothing happens.
    Idle(Idle),
    /// How soon the server listens, and how large it and the binary are.
    Start(Start),
    /// What a search costs in a group with a long history.
    Search(Search),
    /// How late an answer comes to its readers, and what its stream costs.
    Answer(Answer),
    /// The bytes of the web app.
    Web,
    /// The yardstick alone: a relay without accounts, history or rules, but durable.
    Relay {
        /// Where it listens.
        #[arg(long)]
        listen: SocketAddr,
        /// The file it appends to.
        #[arg(long)]
        log: PathBuf,
    },
}

#[derive(Args)]
struct All {
    #[command(flatten)]
    plan: Plan,
    /// How many connections lie idle.
    #[arg(long, default_value_t = 2_000)]
    connections: usize,
    /// How many messages are searched.
    #[arg(long, default_value_t = 100_000)]
    messages: usize,
}

#[derive(Args)]
struct Fanout {
    #[command(flatten)]
    plan: Plan,
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Idle {
    /// How many.
    #[arg(long, default_value_t = 2_000)]
    connections: usize,
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Search {
    /// How many messages the group has.
    #[arg(long, default_value_t = 100_000)]
    messages: usize,
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Answer {
    /// How long the answer is, in seconds.
    #[arg(long, default_value_t = ANSWER_SECONDS)]
    seconds: u64,
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Start {
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Measures. Whether every gate that was measured holds.
fn run(arguments: Arguments) -> Result<bool> {
    cores::raise_file_limit()?;
    if let Some(What::Relay { listen, log }) = arguments.what {
        in_runtime(relay::serve(listen, &log))?;
        return Ok(true);
    }
    cores::pin(cores::generator()?)?;
    in_runtime(measure(arguments.what))
}

async fn measure(what: Option<What>) -> Result<bool> {
    let place = Place::make()?;
    let mut results = Results::begin(&place)?;
    let mut as_json = false;
    match what {
        None => {
            return all(&place, results, &All { plan: Plan::default(), connections: 2_000, messages: 100_000 }).await;
        }
        Some(What::All(all_of_it)) => return all(&place, results, &all_of_it).await,
        Some(What::Fanout(wanted)) => {
            as_json = wanted.json;
            results.fanout = Some(fanout::measure(&place, &wanted.plan).await?);
        }
        Some(What::Idle(wanted)) => {
            as_json = wanted.json;
            results.idle = Some(idle::measure(&place, wanted.connections).await?);
        }
        Some(What::Start(wanted)) => {
            as_json = wanted.json;
            results.start = Some(start::measure(&place).await?);
        }
        Some(What::Search(wanted)) => {
            as_json = wanted.json;
            results.search = Some(search::measure(&place, wanted.messages).await?);
        }
        Some(What::Answer(wanted)) => {
            as_json = wanted.json;
            results.answer = Some(answer::measure(&place, wanted.seconds).await?);
        }
        Some(What::Web) => results.web = Some(web::measure()?),
        Some(What::Relay { .. }) => {}
    }
    results.end(&place)?;
    println!("{}", if as_json { serde_json::to_string_pretty(&results)? } else { results.page() });
    Ok(results.holds())
}

async fn all(place: &Place, mut results: Results, wanted: &All) -> Result<bool> {
    results.web = Some(web::measure()?);
    results.start = Some(start::measure(place).await?);
    results.idle = Some(idle::measure(place, wanted.connections).await?);
    results.search = Some(search::measure(place, wanted.messages).await?);
    results.answer = Some(answer::measure(place, ANSWER_SECONDS).await?);
    results.fanout = Some(fanout::measure(place, &wanted.plan).await?);
    results.end(place)?;
    results.write()?;
    println!("{}", results.page());
    Ok(results.holds())
}

/// One thread: it is pinned to one core, and what it keeps is not shared.
fn in_runtime<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, future)
}
