//! Tests in a real browser: the components of the gallery, and journeys of people with the real server.
//!
//! The configuration in `web/playwright.config.ts` takes the server from `TERTULIA_SERVER_BINARY` and the browser
//! from `TERTULIA_CHROMIUM`. Tests tagged `@extended` are left out unless asked for.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::Options;
use crate::chromium;
use crate::report::Outcome;
use crate::repository::{Repository, output};

const EXTENDED: &str = "@extended";

/// A project of the Playwright configuration.
#[derive(Clone, Copy)]
pub enum Project {
    /// Components, the list and Markdown, under the policy of the server, without one.
    Gallery,
    /// People with browsers of their own, and the real server.
    Journeys,
}

impl Project {
    fn name(self) -> &'static str {
        match self {
            Self::Gallery => "gallery",
            Self::Journeys => "journeys",
        }
    }
}

/// Runs a project, or says which tests could not be run because there is no browser.
pub fn run(repository: &Repository, options: &Options, project: Project) -> Result<Outcome> {
    let Some(browser) = chromium::find_or_install()? else {
        return Ok(Outcome {
            skipped: names(repository, project, &["--grep-invert", EXTENDED])?,
            ..Outcome::default()
        });
    };
    let report = repository.reports()?.join(format!("{}.json", project.name()));
    if report.exists() {
        std::fs::remove_file(&report).with_context(|| format!("cannot remove {}", report.display()))?;
    }
    let mut command = playwright(repository, project, &browser);
    command.args(["--reporter=list,json", "--pass-with-no-tests"]).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    if !options.extended {
        command.args(["--grep-invert", EXTENDED]);
    }
    if let Some(filter) = &options.filter {
        command.args(["--grep", filter]);
    }
    let status = command.status().context("cannot run playwright")?;
    let Ok(text) = std::fs::read_to_string(&report) else {
        bail!("playwright wrote no report ({status})");
    };
    let report: Value = serde_json::from_str(&text).context("playwright wrote a report that we cannot read")?;
    outcome(&report, status.success())
}

/// The extended tests there are, by name.
pub fn extended(repository: &Repository, project: Project) -> Result<Vec<String>> {
    names(repository, project, &["--grep", EXTENDED])
}

fn playwright(repository: &Repository, project: Project, browser: &Path) -> Command {
    let mut command = repository.node_module("@playwright/test/cli.js");
    command.args(["test", &format!("--project={}", project.name())]);
    command.env("TERTULIA_SERVER_BINARY", repository.server()).env("TERTULIA_CHROMIUM", browser);
    command
}

/// The names of tests, which needs no browser.
fn names(repository: &Repository, project: Project, arguments: &[&str]) -> Result<Vec<String>> {
    let mut command = playwright(repository, project, Path::new("chromium"));
    command.args(["--list", "--reporter=json", "--pass-with-no-tests"]).args(arguments);
    let list: Value = serde_json::from_str(&output(&mut command)?).context("playwright lists in JSON")?;
    Ok(tests(&list).into_iter().map(|(name, _)| name).collect())
}

fn outcome(report: &Value, success: bool) -> Result<Outcome> {
    let count = |name: &str| report["stats"][name].as_u64().with_context(|| format!("the report lacks {name}"));
    // A test that passed only on a second try is a bug like any other.
    let (passed, failed) = (count("expected")?, count("unexpected")? + count("flaky")?);
    let errors = report["errors"].as_array().map_or(0, Vec::len);
    let failed = if failed == 0 && (!success || errors > 0) { 1 } else { failed };
    let of = |wanted: &[&str]| {
        let all = tests(report).into_iter();
        all.filter(|(_, status)| wanted.contains(&status.as_str())).map(|(name, _)| name).collect()
    };
    let (failures, skipped) = (of(&["unexpected", "flaky"]), of(&["skipped"]));
    Ok(Outcome { passed, failed, failures, skipped })
}

/// Every test of a report with its status.
fn tests(report: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for suite in report["suites"].as_array().into_iter().flatten() {
        collect(suite, "", &mut found);
    }
    found
}

fn collect(suite: &Value, above: &str, found: &mut Vec<(String, String)>) {
    let title = suite["title"].as_str().unwrap_or_default();
    let path = if above.is_empty() { title.to_owned() } else { format!("{above} › {title}") };
    for spec in suite["specs"].as_array().into_iter().flatten() {
        let name = format!("{path} › {}", spec["title"].as_str().unwrap_or_default());
        for test in spec["tests"].as_array().into_iter().flatten() {
            found.push((name.clone(), test["status"].as_str().unwrap_or_default().to_owned()));
        }
    }
    for inner in suite["suites"].as_array().into_iter().flatten() {
        collect(inner, &path, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report() -> Value {
        json!({
            "stats": { "expected": 2, "unexpected": 0, "flaky": 1, "skipped": 1 },
            "errors": [],
            "suites": [{ "title": "live.spec.ts", "specs": [], "suites": [{ "title": "three browsers", "specs": [
                { "title": "see one thread", "tests": [{ "status": "expected" }] },
                { "title": "come back", "tests": [{ "status": "skipped" }] },
            ] }] }],
        })
    }

    #[test]
    fn a_flaky_journey_failed_and_a_skipped_one_is_named() {
        let outcome = outcome(&report(), true).expect("the report is whole");
        assert_eq!((outcome.passed, outcome.failed), (2, 1));
        assert_eq!(outcome.skipped, ["live.spec.ts › three browsers › come back"]);
    }

    #[test]
    fn a_run_that_broke_without_a_failing_test_is_a_failure() {
        let mut report = report();
        report["stats"]["flaky"] = 0.into();
        assert_eq!(outcome(&report, false).expect("the report is whole").failed, 1);
        report["errors"] = json!([{ "message": "the server did not start" }]);
        assert_eq!(outcome(&report, true).expect("the report is whole").failed, 1);
    }
}
