//! The log: sentences for people, fields for queries; never message text, prompts or secrets.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Libraries that print what passes through them, messages and secrets included, where they are asked for all they can say.
const INDISCREET: [&str; 8] =
    ["tungstenite", "tokio_tungstenite", "hyper", "hyper_util", "h2", "reqwest", "rustls", "sqlx"];

/// Starts logging to standard error.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let mut filter = EnvFilter::try_new(&config.log)
        .with_context(|| format!("log: {:?} is not understood; write a level such as info", config.log))?;
    for library in INDISCREET {
        filter = filter.add_directive(format!("{library}=info").parse()?);
    }
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging cannot start: {error}"))
}
