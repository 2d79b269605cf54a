//! Tests of the web app that need no server.

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::Options;
use crate::report::Outcome;
use crate::repository::{Repository, run};

/// What we read of the report that vitest writes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VitestReport {
    num_passed_tests: u64,
    num_failed_tests: u64,
    /// Files that could not even be loaded count as suites.
    num_failed_test_suites: u64,
    num_pending_tests: u64,
    num_todo_tests: u64,
    #[serde(default)]
    test_results: Vec<VitestFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VitestFile {
    assertion_results: Vec<VitestTest>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VitestTest {
    full_name: String,
    status: String,
    #[serde(default)]
    failure_messages: Vec<String>,
}

impl VitestTest {
    fn failure(&self) -> Option<String> {
        let reason = self.failure_messages.first().and_then(|message| message.lines().next()).unwrap_or_default();
        (self.status == "failed").then(|| format!("{}: {reason}", self.full_name))
    }
}

/// Unit and component tests.
pub fn tests(repository: &Repository, options: &Options) -> Result<Outcome> {
    let report = repository.reports()?.join("vitest.json");
    if report.exists() {
        std::fs::remove_file(&report).with_context(|| format!("cannot remove {}", report.display()))?;
    }
    let mut command = repository.node_module("vitest/vitest.mjs");
    command.args(["run", "--reporter=default", "--reporter=json", "--passWithNoTests"]);
    command.arg(format!("--outputFile.json={}", report.display()));
    if let Some(filter) = &options.filter {
        command.args(["-t", filter]);
    }
    let status = command.status().context("cannot run vitest")?;
    let Ok(text) = std::fs::read_to_string(&report) else {
        bail!("vitest wrote no report ({status})");
    };
    let report: VitestReport = serde_json::from_str(&text).context("vitest wrote a report that we cannot read")?;
    Ok(outcome(&report, status.success(), options.filter.is_some()))
}

fn outcome(report: &VitestReport, success: bool, filtered: bool) -> Outcome {
    let tests = report.test_results.iter().flat_map(|file| &file.assertion_results);
    let mut outcome = Outcome {
        passed: report.num_passed_tests,
        failed: report.num_failed_tests,
        failures: tests.filter_map(VitestTest::failure).collect(),
        skipped: Vec::new(),
    };
    if outcome.failed == 0 && (!success || (report.num_failed_test_suites > 0 && !filtered)) {
        outcome.failed = 1;
    }
    let skipped = report.num_pending_tests + report.num_todo_tests;
    // A filter shows as skipped tests; without one nobody may skip any.
    if skipped > 0 && !filtered {
        outcome.skipped.push(format!("{skipped} tests of the web app are marked as skipped"));
    }
    outcome
}

/// The sizes that `web/scripts/budget.mjs` holds the build to.
pub fn budget(repository: &Repository) -> Result<Outcome> {
    run(&mut repository.npm_run("build")).map(|()| Outcome::check())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(passed: u64, failed: u64, suites: u64, pending: u64) -> VitestReport {
        VitestReport {
            num_passed_tests: passed,
            num_failed_tests: failed,
            num_failed_test_suites: suites,
            num_pending_tests: pending,
            num_todo_tests: 0,
            test_results: Vec::new(),
        }
    }

    #[test]
    fn what_failed_is_named_with_its_reason() {
        let tests = serde_json::json!({
            "numPassedTests": 1, "numFailedTests": 1, "numFailedTestSuites": 0, "numPendingTests": 0, "numTodoTests": 0,
            "testResults": [{"assertionResults": [
                {"fullName": "a good one", "status": "passed", "failureMessages": []},
                {"fullName": "a bad one", "status": "failed", "failureMessages": ["Error: 1 is not 2\n  at x.ts"]},
            ]}],
        });
        let report = serde_json::from_value(tests).unwrap();
        assert_eq!(outcome(&report, false, false).failures, ["a bad one: Error: 1 is not 2"]);
    }

    #[test]
    fn a_file_that_does_not_load_is_a_failure_even_if_no_test_failed() {
        assert_eq!(outcome(&report(9, 0, 1, 0), false, false).failed, 1);
        assert_eq!(outcome(&report(9, 0, 0, 0), true, false), Outcome { passed: 9, ..Outcome::default() });
    }

    #[test]
    fn skipped_tests_show_unless_a_filter_explains_them() {
        assert_eq!(outcome(&report(9, 0, 0, 2), true, false).skipped.len(), 1);
        assert!(outcome(&report(1, 0, 0, 8), true, true).skipped.is_empty());
    }
}
