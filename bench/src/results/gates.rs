//! Gates: what was promised. CPU time, bytes and ratios must hold on any machine; wall times are goals.

use super::{MIB, Results};
use crate::measure::fanout::Carried;

/// How many times the yardstick's CPU a delivery may take.
const RATIO_MAX: f64 = 2.5;
/// Durable messages per second that must be carried.
const RATE_MIN: u32 = 1_000;
/// Memory of an idle connection, in KiB.
const CONNECTION_MAX_KIB: f64 = 20.0;
/// Memory of an idle server, in MiB.
const IDLE_MAX_MIB: f64 = 40.0;
/// The binary, in MiB.
const BINARY_MAX_MIB: f64 = 60.0;
/// CPU of the first page of a search, in milliseconds.
const SEARCH_MAX_MS: f64 = 50.0;
/// CPU of an answer at 100 tokens/s that 20 members read, in hundredths of a core; and how late its tokens may come.
const ANSWER_CORE_MAX: f64 = 2.0;
const ANSWER_P99_MAX_MS: f64 = 80.0;
/// From an empty directory to the first answer, in milliseconds.
const START_MAX_MS: f64 = 300.0;

/// One promise.
pub struct Gate {
    pub what: String,
    pub wanted: String,
    pub measured: String,
    pub is_met: bool,
    /// A goal does not fail the run.
    pub is_goal: bool,
}

/// The gates of what was measured.
pub fn of(results: &Results) -> Vec<Gate> {
    let mut gates = Vec::new();
    let mut below = |what: String, unit: &str, most: f64, measured: f64, is_goal| {
        let (wanted, is_met) = (format!("≤ {most} {unit}"), measured <= most);
        gates.push(Gate { what, wanted, measured: format!("{measured:.2} {unit}"), is_met, is_goal });
    };
    if let Some((fanout, [_, ours, ..])) = results.fanout.as_ref().map(|f| (f, f.systems.as_slice())) {
        for (rate, ratio) in fanout.ratios(ours) {
            below(format!("CPU beside the bare relay at {rate} messages/s"), "times", RATIO_MAX, ratio, false);
        }
    }
    if let Some([_, ours, ..]) = results.idle.as_ref().map(|i| i.systems.as_slice()) {
        let kib = ours.bytes_per_connection() / 1024.0;
        below("Memory of an idle connection".into(), "KiB", CONNECTION_MAX_KIB, kib, false);
    }
    if let Some(start) = &results.start {
        below("Memory of an idle server".into(), "MiB", IDLE_MAX_MIB, start.idle_bytes as f64 / MIB, false);
        below("Size of the binary".into(), "MiB", BINARY_MAX_MIB, start.binary_bytes as f64 / MIB, false);
        below("Empty directory to the first answer".into(), "ms", START_MAX_MS, start.answered_after_ms, true);
    }
    if let Some(answer) = &results.answer {
        below("CPU of an answer that streams to 20".into(), "% of a core", ANSWER_CORE_MAX, answer.core_percent, false);
        below("From a token to a member, p99".into(), "ms", ANSWER_P99_MAX_MS, answer.p99_ms, true);
    }
    if let Some(search) = &results.search {
        let dearest = search.searches.iter().map(|searched| searched.cpu_ms).fold(0.0, f64::max);
        let what = format!("CPU of the dearest search among {} messages", search.messages);
        below(what, "ms", SEARCH_MAX_MS, dearest, false);
    }
    if let Some([_, ours, ..]) = results.fanout.as_ref().map(|f| f.systems.as_slice()) {
        gates.push(wholeness(ours));
        gates.extend(throughput(ours));
    }
    if let Some(web) = &results.web {
        gates.push(Gate {
            what: "Bytes of the web app".into(),
            wanted: "within every budget".into(),
            measured: if web.is_within_budget { "within" } else { "over" }.into(),
            is_met: web.is_within_budget,
            is_goal: false,
        });
    }
    gates
}

fn wholeness(ours: &Carried) -> Gate {
    let faults: u64 = ours.rates.iter().map(|at| at.faults()).map(|f| f.lost + f.duplicated + f.out_of_order).sum();
    Gate {
        what: "Deliveries lost, doubled or shuffled".into(),
        wanted: "0".into(),
        measured: faults.to_string(),
        is_met: faults == 0,
        is_goal: false,
    }
}

/// The faster of the measured rates and the search; absent where neither went that far.
fn throughput(ours: &Carried) -> Option<Gate> {
    let measured = ours.rates.iter().flat_map(|at| &at.rounds).chain(&ours.search);
    let fastest_tried = measured.clone().map(|stretch| stretch.rate).max()?;
    if fastest_tried < RATE_MIN {
        return None;
    }
    // What was sent and arrived, over the time that took: a backlog makes it less than what was wanted.
    let best = measured.filter(|s| s.faults.is_none()).map(|s| s.sent as f64 / s.seconds).fold(0.0, f64::max);
    Some(Gate {
        what: "Durable messages per second".into(),
        wanted: format!("≥ {RATE_MIN}"),
        measured: format!("{best:.0}"),
        // One message's own way is part of the time, so a whole stretch at exactly that rate comes out a little below.
        is_met: best >= f64::from(RATE_MIN) * 0.99,
        is_goal: false,
    })
}
