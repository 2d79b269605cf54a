//! The chores of the project: `cargo xtask <command>`.

mod bench;
mod check;
mod chromium;
mod debian;
mod openapi;
mod postgres;
mod publish;
mod report;
mod repository;
mod screenshots;
mod test;

/// The very file that the build script of the web app uses, so that both agree on when packages are installed.
#[path = "../../crates/tertulia-web/build/packages.rs"]
mod packages;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::repository::Repository;

/// The chores of the project.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Runs everything: format, lints, all tests in Rust and TypeScript, and journeys in a real browser.
    Test(test::Options),
    /// Checks format and lints, and runs no test.
    Check,
    /// Writes docs/openapi.json and the types of the web app from the code.
    Openapi {
        /// Writes nothing; fails when the files are not what the code says.
        #[arg(long)]
        check: bool,
    },
    /// Measures; see bench/README.md for what there is to measure.
    #[command(disable_help_flag = true)]
    Bench {
        /// Passed on to the bench.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Packs the web app for people who build without Node, and checks the size.
    Publish,
    /// Takes the pictures of docs/screenshots with a real browser.
    Screenshots,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the chore ended well. Those that report for themselves have said why not.
fn run(chore: Chore) -> Result<bool> {
    let repository = Repository::find()?;
    match chore {
        Chore::Test(options) => test::run(&repository, &options),
        Chore::Check => check::run(&repository),
        Chore::Openapi { check } => openapi::run(&repository, check).map(|()| true),
        Chore::Bench { arguments } => bench::run(&repository, &arguments).map(|()| true),
        Chore::Publish => publish::run(&repository).map(|()| true),
        Chore::Screenshots => screenshots::run(&repository).map(|()| true),
    }
}
