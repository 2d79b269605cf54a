//! Tests in Rust: with nextest where it is installed, with cargo's own runner otherwise.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use super::Options;
use crate::postgres::{self, Postgres};
use crate::report::Outcome;
use crate::repository::{Repository, output};

/// The module in which extended tests live, as nextest's filter language says it.
const EXTENDED: &str = "test(/(^|::)extended::/)";

/// The modules of tests that need PostgreSQL.
const ON_POSTGRES: &str = "test(/(^|::)postgres::/)";

/// Where nextest writes its report: beneath the checkout, wherever cargo builds (its setting `store.dir`).
const NEXTEST_REPORT: &str = "target/nextest/default/junit.xml";

/// Places where a test kills the server. Only tests are built with them, which is why the server is built again before
/// the journeys.
pub const FAILPOINTS: [&str; 2] = ["--features", "tertulia-store/failpoints"];

/// All unit and integration tests of the workspace.
pub fn tests(repository: &Repository, options: &Options) -> Result<Outcome> {
    let postgres = Postgres::start(repository)?;
    if !has_nextest(repository) {
        return tests_with_cargo(repository, options, postgres.as_ref());
    }
    let report = repository.root.join(NEXTEST_REPORT);
    // An old report must not speak for a run that wrote none.
    if report.exists() {
        std::fs::remove_file(&report).with_context(|| format!("cannot remove {}", report.display()))?;
    }
    let mut command = repository.cargo();
    command.args(["nextest", "run", "--workspace", "--release", "--no-fail-fast", "--no-tests=pass"]);
    command.args(FAILPOINTS);
    if options.extended {
        command.arg("--ignore-default-filter");
    }
    command.args(&options.filter);
    let skipped = match &postgres {
        Some(postgres) => {
            command.env(postgres::ADDRESS, &postgres.address);
            Vec::new()
        }
        None => {
            command.args(["-E", &format!("not {ON_POSTGRES}")]);
            names(repository, ON_POSTGRES, "::postgres::")?
        }
    };
    let status = command.status().context("cannot run cargo nextest")?;
    if !report.exists() {
        if status.success() && options.filter.is_some() {
            return Ok(Outcome::default());
        }
        bail!("the tests could not be built or run ({status})");
    }
    let text = std::fs::read_to_string(&report).with_context(|| format!("cannot read {}", report.display()))?;
    let mut outcome = junit_counts(&text).context("nextest wrote a report that we cannot read")?;
    outcome.skipped = skipped;
    if !status.success() && outcome.failed == 0 {
        outcome.failed = 1;
    }
    Ok(outcome)
}

fn tests_with_cargo(repository: &Repository, options: &Options, postgres: Option<&Postgres>) -> Result<Outcome> {
    let mut command = repository.cargo();
    command.args(["test", "--workspace", "--release", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    command.args(FAILPOINTS).args(&options.filter).arg("--");
    if !options.extended {
        command.args(["--skip", "extended::"]);
    }
    match postgres {
        Some(postgres) => listened(command.env(postgres::ADDRESS, &postgres.address)),
        None => {
            let skipped = names(repository, ON_POSTGRES, "::postgres::")?;
            Ok(Outcome { skipped, ..listened(command.args(["--skip", "postgres::"]))? })
        }
    }
}

/// The examples in the documentation, which nextest does not run.
pub fn examples(repository: &Repository, options: &Options) -> Result<Outcome> {
    let mut command = repository.cargo();
    command.args(["test", "--workspace", "--release", "--no-fail-fast", "--doc", "--quiet"]);
    command.args(FAILPOINTS).args(&options.filter);
    listened(&mut command)
}

/// The extended tests there are, by name.
pub fn extended(repository: &Repository) -> Result<Vec<String>> {
    names(repository, EXTENDED, "::extended::")
}

/// The tests that `filter` chooses in nextest's language, which have `module` in their path.
fn names(repository: &Repository, filter: &str, module: &str) -> Result<Vec<String>> {
    if !has_nextest(repository) {
        let mut command = repository.cargo();
        command.args(["test", "--workspace", "--release", "--quiet", "--lib", "--bins", "--tests"]).args(FAILPOINTS);
        command.args(["--", "--list"]);
        return Ok(listed_by_libtest(&output(&mut command)?, module));
    }
    let mut command = repository.cargo();
    command.args(["nextest", "list", "--workspace", "--release", "--ignore-default-filter", "--message-format=json"]);
    command.args(FAILPOINTS).args(["-E", filter]);
    let list: serde_json::Value = serde_json::from_str(&output(&mut command)?).context("nextest lists in JSON")?;
    Ok(listed(&list))
}

/// The names of the tests that match, out of nextest's list of all.
fn listed(list: &serde_json::Value) -> Vec<String> {
    let suites = list["rust-suites"].as_object().into_iter().flatten();
    suites
        .flat_map(|(suite, content)| {
            let cases = content["testcases"].as_object().into_iter().flatten();
            cases
                .filter(|(_, case)| case["filter-match"]["status"] == "matches")
                .map(move |(name, _)| format!("{suite} {name}"))
        })
        .collect()
}

/// Those of a module among lines such as `sync::extended::one: test`.
fn listed_by_libtest(list: &str, module: &str) -> Vec<String> {
    let names = list.lines().filter_map(|line| line.strip_suffix(": test"));
    names.filter(|name| format!("::{name}").contains(module)).map(str::to_owned).collect()
}

fn has_nextest(repository: &Repository) -> bool {
    let asked = repository.cargo().args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// Runs cargo's own test runner, shows what it prints and counts along.
fn listened(command: &mut Command) -> Result<Outcome> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot run cargo test")?;
    let lines = BufReader::new(child.stdout.take().expect("standard output is piped")).lines();
    let mut outcome = Outcome::default();
    for line in lines {
        let line = line.context("cannot read what cargo test prints")?;
        println!("{line}");
        if let Some((passed, failed)) = libtest_counts(&line) {
            outcome.passed += passed;
            outcome.failed += failed;
        }
    }
    let status = child.wait().context("cannot wait for cargo test")?;
    if !status.success() && outcome.failed == 0 {
        outcome.failed = 1;
    }
    Ok(outcome)
}

/// Passed and failed of a line such as `test result: ok. 5 passed; 0 failed; 0 ignored; ...`.
fn libtest_counts(line: &str) -> Option<(u64, u64)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = counts.split("; ").find(|part| part.ends_with(word))?;
        part.split(' ').next()?.parse().ok()
    };
    Some((number(" passed")?, number(" failed")?))
}

/// Passed and failed from the head of a JUnit report: `<testsuites tests="30" failures="1" errors="0" ...>`.
fn junit_counts(report: &str) -> Option<Outcome> {
    let head = report.split_once("<testsuites ")?.1.split('>').next()?;
    let number = |name: &str| {
        let value = head.split_once(&format!("{name}=\""))?.1;
        value.split('"').next()?.parse::<u64>().ok()
    };
    let (tests, failed) = (number("tests")?, number("failures")? + number("errors")?);
    Some(Outcome { passed: tests.checked_sub(failed)?, failed, ..Outcome::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_from_a_junit_report() {
        let report = r#"<?xml version="1.0"?><testsuites name="run" tests="30" failures="2" errors="1" uuid="x">"#;
        assert_eq!(junit_counts(report), Some(Outcome { passed: 27, failed: 3, ..Outcome::default() }));
        assert_eq!(junit_counts("<html>"), None);
    }

    #[test]
    fn counts_are_read_from_the_line_of_cargo_test() {
        let line = "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.1s";
        assert_eq!(libtest_counts(line), Some((5, 2)));
        assert_eq!(libtest_counts("test worker::tests::x ... ok"), None);
    }

    #[test]
    fn extended_tests_are_found_without_nextest_too() {
        let list =
            "extended::one_sync: test\ncrashes::extended::fifty: test\nappend: test\nextended: benchmark\n\n3 tests\n";
        assert_eq!(listed_by_libtest(list, "::extended::"), ["extended::one_sync", "crashes::extended::fifty"]);
    }

    #[test]
    fn only_tests_that_match_are_named() {
        let list = serde_json::json!({ "rust-suites": { "store::it": { "testcases": {
            "extended::one_sync": { "filter-match": { "status": "matches" } },
            "append": { "filter-match": { "status": "mismatch" } },
        } } } });
        assert_eq!(listed(&list), ["store::it extended::one_sync"]);
    }
}
