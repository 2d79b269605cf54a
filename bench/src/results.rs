//! Results: what was measured, what was promised, and the page that says both.

mod gates;

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::machine::Machine;
use crate::measure::answer::Answer;
use crate::measure::fanout::{AtRate, Fanout, LATE_MS};
use crate::measure::idle::Idle;
use crate::measure::search::Search;
use crate::measure::start::Start;
use crate::process::Place;
use crate::web::Web;
use gates::Gate;

const MIB: f64 = 1_048_576.0;

/// What was measured; what was not is absent.
#[derive(Serialize)]
pub struct Results {
    pub date: String,
    pub version: &'static str,
    pub machine: Machine,
    pub fanout: Option<Fanout>,
    pub idle: Option<Idle>,
    pub start: Option<Start>,
    pub search: Option<Search>,
    pub answer: Option<Answer>,
    pub web: Option<Web>,
}

impl Results {
    /// # Errors
    /// Where the machine cannot be looked at.
    pub fn begin(place: &Place) -> Result<Results> {
        Ok(Results {
            date: jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string(),
            version: env!("CARGO_PKG_VERSION"),
            machine: Machine::look(place.root())?,
            fanout: None,
            idle: None,
            start: None,
            search: None,
            answer: None,
            web: None,
        })
    }

    /// Everything has been measured.
    ///
    /// # Errors
    /// Where the machine cannot be looked at.
    pub fn end(&mut self, _place: &Place) -> Result<()> {
        self.machine.look_again()
    }

    /// Whether every gate that was measured holds. Goals are not asked.
    pub fn holds(&self) -> bool {
        self.gates().iter().all(|gate| gate.is_met || gate.is_goal)
    }

    /// Writes `bench/RESULTS.md`.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self) -> Result<()> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("RESULTS.md");
        std::fs::write(&path, self.page()).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The page for people.
    pub fn page(&self) -> String {
        let mut page = String::new();
        self.put(&mut page).expect("writing to a string cannot fail");
        page
    }

    fn gates(&self) -> Vec<Gate> {
        gates::of(self)
    }

    fn put(&self, page: &mut String) -> std::fmt::Result {
        let Machine { cores, model, memory_gib, kernel, disk, rustc, commit, load_before, load_after } = &self.machine;
        writeln!(page, "# Results\n\nWritten by `cargo xtask bench`; README.md says how each number comes about.\n")?;
        writeln!(page, "- {}, version {} ({commit}), {rustc}", self.date, self.version)?;
        writeln!(page, "- {cores} cores of {model}, {memory_gib:.1} GiB, Linux {kernel}, data on {disk}")?;
        writeln!(
            page,
            "- load average {load_before:.2} before and {load_after:.2} after; above 0.3 before, others were at work on this machine"
        )?;
        self.put_gates(page)?;
        if let Some(fanout) = &self.fanout {
            put_fanout(page, fanout)?;
        }
        if let Some(idle) = &self.idle {
            writeln!(
                page,
                "\n## {} idle connections\n\n| system | memory before | after | per connection |\n|---|--:|--:|--:|",
                idle.connections
            )?;
            for held in &idle.systems {
                let (before, after) = (held.before_bytes as f64 / MIB, held.after_bytes as f64 / MIB);
                let each = held.bytes_per_connection() / 1024.0;
                writeln!(page, "| {} | {before:.1} MiB | {after:.1} MiB | {each:.1} KiB |", held.name)?;
            }
        }
        if let Some(start) = &self.start {
            writeln!(
                page,
                "\n## Start\n\nEmpty directory to the first answer {:.0} ms, idle memory {:.1} MiB, binary {:.1} MiB.",
                start.answered_after_ms,
                start.idle_bytes as f64 / MIB,
                start.binary_bytes as f64 / MIB
            )?;
        }
        if let Some(search) = &self.search {
            put_search(page, search)?;
        }
        if let Some(answer) = &self.answer {
            put_answer(page, answer)?;
        }
        if let Some(web) = &self.web {
            writeln!(page, "\n## Web app, gzipped\n\n```\n{}\n```", web.report.trim_end())?;
        }
        Ok(())
    }

    fn put_gates(&self, page: &mut String) -> std::fmt::Result {
        let gates = self.gates();
        for (title, is_goal) in
            [("Gates", false), ("Goals (wall time; they depend on what else the machine does)", true)]
        {
            let mut gates = gates.iter().filter(|gate| gate.is_goal == is_goal).peekable();
            if gates.peek().is_some() {
                writeln!(page, "\n## {title}\n\n| what | wanted | measured | |\n|---|--:|--:|---|")?;
            }
            for gate in gates {
                let verdict = if gate.is_met { "pass" } else { "**fail**" };
                writeln!(page, "| {} | {} | {} | {verdict} |", gate.what, gate.wanted, gate.measured)?;
            }
        }
        Ok(())
    }
}

fn put_search(page: &mut String, search: &Search) -> std::fmt::Result {
    writeln!(page, "\n## Search: the first page, in a group of {} messages\n", search.messages)?;
    writeln!(page, "| what is searched | CPU ms | took ms | hits shown |\n|---|--:|--:|--:|")?;
    for searched in &search.searches {
        writeln!(page, "| {} | {:.1} | {:.1} | {} |", searched.what, searched.cpu_ms, searched.took_ms, searched.hits)?;
    }
    Ok(())
}

fn put_answer(page: &mut String, answer: &Answer) -> std::fmt::Result {
    writeln!(
        page,
        "\n## An answer that streams\n\n{} tokens, 100 a second, to {} members. From the model's token to a member: median {:.0} ms, p99 {:.0} \
         ms, at most {:.0} ms; text is told at most every 60 ms. It takes {:.2} % of a core.",
        answer.tokens, answer.members, answer.p50_ms, answer.p99_ms, answer.most_ms, answer.core_percent
    )
}

fn put_fanout(page: &mut String, fanout: &Fanout) -> std::fmt::Result {
    let plan = &fanout.plan;
    writeln!(
        page,
        "\n## Fan-out\n\n{} groups of {}, one socket per member, messages of {} bytes, each durable before anyone sees it. Median of {} \
         rounds of {} s; CPU is user and system time of the server process per million deliveries; latency is from when a \
         message was due to when the last member had it.\n",
        plan.groups, plan.members, plan.bytes, plan.rounds, plan.seconds
    )?;
    writeln!(
        page,
        "| messages/s | deliveries/s | system | CPU s per million | times the relay | p50 ms | p99 ms | p999 ms | lost, doubled, shuffled, refused |"
    )?;
    writeln!(page, "|--:|--:|---|--:|--:|--:|--:|--:|---|")?;
    for at in 0..plan.rate.len() {
        for carried in &fanout.systems {
            let rate: &AtRate = &carried.rates[at];
            let ratio = fanout.ratios(carried).nth(at).map_or(f64::NAN, |(_, ratio)| ratio);
            let faults = rate.faults();
            writeln!(
                page,
                "| {} | {} | {} | {:.1} | {ratio:.2} | {:.1} | {:.1} | {:.1} | {}, {}, {}, {} |",
                rate.rate,
                rate.rate as usize * plan.members,
                carried.name,
                rate.cpu_seconds_per_million(),
                rate.median(|s| s.p50_ms),
                rate.median(|s| s.p99_ms),
                rate.median(|s| s.p999_ms),
                faults.lost,
                faults.duplicated,
                faults.out_of_order,
                faults.refused,
            )?;
        }
    }
    if !plan.no_search {
        writeln!(page, "\nHighest rate with p99 below {LATE_MS} ms and nothing lost, in steps of 4 s:\n")?;
        writeln!(
            page,
            "| system | messages/s | deliveries/s | p99 ms | CPU s per million | the search ended |\n|---|--:|--:|--:|--:|---|"
        )?;
        for carried in &fanout.systems {
            let Some(best) = carried.highest() else {
                writeln!(page, "| {} | none | | | | at the first step |", carried.name)?;
                continue;
            };
            let why = match carried.search.last() {
                Some(last) if last.rate == best.rate && carried.was_generator_slow() => {
                    "where the generator had no more CPU".into()
                }
                Some(last) if last.rate == best.rate => "at the top of the ladder".into(),
                Some(last) => {
                    let faults = last.faults;
                    format!(
                        "at {}/s: p99 {:.0} ms, lost {}, refused {}",
                        last.rate, last.p99_ms, faults.lost, faults.refused
                    )
                }
                None => String::new(),
            };
            let deliveries = best.rate as usize * plan.members;
            let cpu = best.cpu_seconds_per_million();
            writeln!(
                page,
                "| {} | {} | {deliveries} | {:.0} | {cpu:.1} | {why} |",
                carried.name, best.rate, best.p99_ms
            )?;
        }
    }
    writeln!(page, "\nConfiguration:\n")?;
    for carried in &fanout.systems {
        writeln!(page, "- {}: {}", carried.name, carried.configuration)?;
    }
    Ok(())
}
