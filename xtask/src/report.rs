//! What was run, how it went and how long it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// How a stage went. A check without tests of its own, such as a linter, counts as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that failed, by name with their first line of reason, as far as the runner tells.
    pub failures: Vec<String>,
    /// Required tests that could not be run, by name.
    pub skipped: Vec<String>,
}

impl Outcome {
    /// A check that passed.
    pub fn check() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    fn word(&self) -> &'static str {
        match (self.failed, self.skipped.is_empty()) {
            (0, true) => "passed",
            (0, false) => "skipped",
            _ => "FAILED",
        }
    }
}

struct Stage {
    name: &'static str,
    outcome: Option<Outcome>,
    took: Duration,
}

/// All stages of a run, in order.
#[derive(Default)]
pub struct Report {
    stages: Vec<Stage>,
    /// Extended tests that were left out, by name.
    left_out: Vec<String>,
}

impl Report {
    /// Runs a stage. It failed when `work` says so or counts a failure. Returns whether it passed.
    pub fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome>) -> bool {
        println!("\n== {name}");
        let began = Instant::now();
        let outcome = work().unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Outcome { failed: 1, ..Outcome::default() }
        });
        let passed = outcome.failed == 0;
        self.stages.push(Stage { name, outcome: Some(outcome), took: began.elapsed() });
        passed
    }

    /// Notes stages that were not begun because an earlier one failed.
    pub fn not_run(&mut self, names: &[&'static str]) {
        self.stages.extend(names.iter().map(|name| Stage { name, outcome: None, took: Duration::ZERO }));
    }

    /// Notes an extended test that was left out.
    pub fn left_out(&mut self, names: impl IntoIterator<Item = String>) {
        self.left_out.extend(names);
    }

    /// Prints the whole and the closing line. Returns whether all is well: with `strict`, a required test that was
    /// skipped is a failure.
    pub fn close(self, strict: bool) -> bool {
        let (text, well) = self.closing(strict);
        print!("\n{text}");
        well
    }

    fn closing(&self, strict: bool) -> (String, bool) {
        let mut text = String::new();
        let (mut passed, mut failed, mut unrun) = (0, 0, 0);
        let (mut failures, mut skipped) = (Vec::new(), Vec::new());
        for Stage { name, outcome, took } in &self.stages {
            match outcome {
                None => {
                    unrun += 1;
                    text.push_str(&format!("{name:<22} not run\n"));
                }
                Some(outcome) => {
                    passed += outcome.passed;
                    failed += outcome.failed;
                    failures.extend(outcome.failures.iter());
                    skipped.extend(outcome.skipped.iter());
                    let counts = format!("{} passed, {} failed", outcome.passed, outcome.failed);
                    let seconds = took.as_secs_f64();
                    text.push_str(&format!("{name:<22} {:<8} {seconds:>7.1} s  {counts}\n", outcome.word()));
                }
            }
        }
        list(&mut text, "Tests that failed:", &failures);
        list(&mut text, "Required tests that were skipped:", &skipped);
        let left_out: Vec<&String> = self.left_out.iter().collect();
        list(&mut text, "Extended tests that were not run (cargo xtask test --extended):", &left_out);
        if strict {
            failed += skipped.len() as u64;
        }
        text.push_str(&format!("{passed} passed, {failed} failed\n"));
        (text, failed == 0 && unrun == 0)
    }
}

fn list(text: &mut String, title: &str, names: &[&String]) {
    if names.is_empty() {
        return;
    }
    text.push_str(&format!("{title}\n"));
    for name in names {
        text.push_str(&format!("  {name}\n"));
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    fn last_line(text: &str) -> &str {
        text.lines().last().expect("a report has a closing line")
    }

    #[test]
    fn the_closing_line_stands_alone_and_counts_everything() {
        let mut report = Report::default();
        assert!(report.stage("format", || Ok(Outcome::check())));
        assert!(report.stage("tests", || Ok(Outcome { passed: 41, ..Outcome::default() })));
        let (text, well) = report.closing(true);
        assert_eq!((last_line(&text), well), ("42 passed, 0 failed", true));
    }

    #[test]
    fn a_stage_that_breaks_is_a_failure_and_hides_nothing_after_it() {
        let mut report = Report::default();
        assert!(!report.stage("lint", || Err(anyhow!("broken"))));
        assert!(report.stage("tests", || Ok(Outcome { passed: 3, ..Outcome::default() })));
        let (text, well) = report.closing(false);
        assert_eq!((last_line(&text), well), ("3 passed, 1 failed", false));
        assert!(text.contains("FAILED") && text.contains("passed"));
    }

    #[test]
    fn a_skipped_test_is_named_and_fails_where_it_is_required() {
        let mut report = Report::default();
        report.stage("journeys", || Ok(Outcome { skipped: vec!["two browsers".into()], ..Outcome::default() }));
        let (text, well) = report.closing(false);
        assert!(well && text.contains("  two browsers\n"));
        let (text, well) = report.closing(true);
        assert_eq!((last_line(&text), well), ("0 passed, 1 failed", false));
    }

    #[test]
    fn stages_that_were_never_begun_are_not_well() {
        let mut report = Report::default();
        report.stage("build", || Ok(Outcome { failed: 1, ..Outcome::default() }));
        report.not_run(&["tests"]);
        let (text, well) = report.closing(false);
        assert!(!well && text.contains("not run"));
    }

    #[test]
    fn extended_tests_are_named() {
        let mut report = Report::default();
        report.left_out(["store extended::one_sync".to_owned()]);
        assert!(report.closing(true).0.contains("  store extended::one_sync\n"));
    }
}
