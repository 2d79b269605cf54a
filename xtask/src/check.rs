//! `cargo xtask check`: format and lints.

use anyhow::Result;

use crate::report::{Outcome, Report};
use crate::repository::{self, Repository};
use crate::test::FAILPOINTS;

/// Checks everything that needs no test to run.
pub fn run(repository: &Repository) -> Result<bool> {
    let mut report = Report::default();
    rust_format(repository, &mut report);
    report.stage("web packages", || repository.install_web_packages().map(|()| Outcome::check()));
    rust_lint(repository, &mut report);
    web(repository, &mut report);
    Ok(report.close(true))
}

/// Whether `cargo fmt` would change nothing.
pub fn rust_format(repository: &Repository, report: &mut Report) {
    report.stage("rust format", || {
        repository::run(repository.cargo().args(["fmt", "--all", "--check"])).map(|()| Outcome::check())
    });
}

/// Clippy, with every warning an error.
pub fn rust_lint(repository: &Repository, report: &mut Report) {
    report.stage("rust lints", || {
        let mut clippy = repository.cargo();
        clippy.args(["clippy", "--workspace", "--all-targets", "--release"]);
        clippy.args(FAILPOINTS).args(["--", "-D", "warnings"]);
        repository::run(&mut clippy).map(|()| Outcome::check())
    });
}

/// The locales, types, lints and format of the web app.
pub fn web(repository: &Repository, report: &mut Report) {
    report.stage("web types", || repository::run(&mut repository.npm_run("check")).map(|()| Outcome::check()));
    report.stage("web lints", || repository::run(&mut repository.npm_run("lint")).map(|()| Outcome::check()));
}
