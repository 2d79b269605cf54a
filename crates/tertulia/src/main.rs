//! Tertulia: one binary with everything in it.

mod admin;
mod catalogue;
mod command_line;
mod config;
mod config_example;
mod data_dir;
mod doctor;
mod logging;
mod model;
mod serve;
mod store;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use crate::command_line::{Command, CommandLine, ConfigCommand, StoreCommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Photos are read by a child of ours, which must not touch anything else.
    if std::env::args().nth(1).as_deref() == Some(tertulia_media::WORKER_ARGUMENT) {
        return tertulia_media::run_worker();
    }
    // So is a model of the house's own served by a child, which becomes another program.
    if std::env::args().nth(1).as_deref() == Some(tertulia_local::WORKER_ARGUMENT) {
        return tertulia_local::run_worker();
    }
    match run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tertulia: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(line: CommandLine) -> anyhow::Result<()> {
    let overrides = line.overrides();
    let load = || config::Config::load(line.config.as_deref(), &overrides);
    match line.command {
        None | Some(Command::Serve) => in_runtime(serve::serve(load()?)),
        Some(Command::Admin(command)) => in_runtime(admin::run(load()?, command)),
        Some(Command::Model(command)) => in_runtime(model::run(load()?, command)),
        Some(Command::Migrate) => in_runtime(store::migrate(load()?)),
        Some(Command::Store(StoreCommand::Copy { from, to })) => in_runtime(store::copy(from, to)),
        Some(Command::Doctor) => in_runtime(doctor::run(load()?)),
        Some(Command::Config(ConfigCommand::Example)) => {
            print!("{}", config_example::example());
            Ok(())
        }
        Some(Command::Openapi) => {
            println!("{}", tertulia_server::openapi_json());
            Ok(())
        }
    }
}

fn in_runtime(future: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tertulia_providers::install_crypto();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(future)
}
