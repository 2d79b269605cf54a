//! `cargo xtask test`: everything there is to know about whether a checkout is good.

mod browser;
mod rust;
mod web;

use anyhow::Result;

use self::browser::Project;
pub use self::rust::FAILPOINTS;

use crate::report::{Outcome, Report};
use crate::repository::Repository;
use crate::{check, openapi};

#[derive(clap::Args)]
pub struct Options {
    /// Runs the extended tests too, which need programs that may not be installed.
    #[arg(long)]
    pub extended: bool,
    /// Runs only the tests whose name contains this, and no checks.
    pub filter: Option<String>,
}

/// Runs all stages. A failure does not keep later stages from running, except that of the build.
pub fn run(repository: &Repository, options: &Options) -> Result<bool> {
    // On a build server nothing required may be left out; for a person it is enough to be told.
    let strict = std::env::var("CI").is_ok_and(|value| value == "true");
    let whole = options.filter.is_none();
    let mut report = Report::default();

    report.stage("web packages", || repository.install_web_packages().map(|()| Outcome::check()));
    if whole {
        check::rust_format(repository, &mut report);
    }
    if !report.stage("build", || repository.build_server().map(|()| Outcome::check())) {
        report.not_run(&["lints", "tests", "components", "journeys"]);
        return Ok(report.close(strict));
    }
    if whole {
        check::rust_lint(repository, &mut report);
        check::web(repository, &mut report);
        report.stage("web budget", || web::budget(repository));
    }
    report.stage("rust tests", || rust::tests(repository, options));
    report.stage("rust examples", || rust::examples(repository, options));
    report.stage("web tests", || web::tests(repository, options));
    report.stage("components", || browser::run(repository, options, Project::Gallery));
    report.stage("server as released", || repository.build_server().map(|()| Outcome::check()));
    if whole {
        report.stage("api types", || openapi::check(repository).map(|()| Outcome::check()));
    }
    report.stage("journeys", || browser::run(repository, options, Project::Journeys));

    if !options.extended {
        let mut names = Vec::new();
        report.stage("names of extended", || {
            names.extend(rust::extended(repository)?);
            names.extend(browser::extended(repository, Project::Gallery)?);
            names.extend(browser::extended(repository, Project::Journeys)?);
            Ok(Outcome::default())
        });
        report.left_out(names);
    }
    Ok(report.close(strict))
}
