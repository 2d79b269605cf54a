//! Models of the house from the terminal: `tertulia model list|pull|remove`, and `--local-model`.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use anyhow::bail;
use tertulia_core::ports::{
    Fit, LocalEngine, LocalFault, LocalModel, LocalModels, LocalOverview, LocalState, LocalStep,
};
use tertulia_engine::Engine;
use tracing::{error, info};

use crate::command_line::ModelCommand;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::wiring;

/// How often a terminal is told how far a fetch is, and a file or a pipe.
const TELL_TERMINAL: Duration = Duration::from_millis(200);
const TELL_OTHERS: Duration = Duration::from_secs(5);

const MIB: u64 = 1 << 20;

/// Does what the command says.
pub async fn run(config: Config, command: ModelCommand) -> anyhow::Result<()> {
    crate::logging::start(&config)?;
    let data = DataDir::open(&config.data_dir, config.database.is_none())?;
    let keeper = wiring::keeper(&config, &data)?;
    match command {
        ModelCommand::List => print!("{}", table(&keeper.overview().await)),
        ModelCommand::Pull { name } => {
            // Two that load into one file spoil it; beside a running server its page fetches.
            let _held = data.hold()?;
            let ready = told(&keeper, &name, keeper.fetch(&name)).await?;
            keeper.stop().await;
            println!("{} is here and answers. It reads {} tokens in time.", ready.title, ready.context_window);
            println!("Start Tertulia with --local-model {name}, or choose it under Settings, Models.");
        }
        ModelCommand::Remove { name } => {
            let _held = data.hold()?;
            if !keeper.remove(&name).await? {
                bail!("{}", LocalFault::Unknown);
            }
            println!("{name} is removed.");
        }
    }
    Ok(())
}

/// Fetches the model that the operator asked for while the server serves, and says in the log how it goes.
pub async fn bring(engine: Engine, name: String) {
    info!(model.name = name, "a model of the house is on its way");
    match engine.bring_local_model(&name).await {
        Ok(()) => info!(model.name = name, "a model of the house is ready"),
        Err(fault) => error!(%fault, model.name = name, "a model of the house cannot be had; correct --local-model"),
    }
}

/// Waits for a fetch and shows how far it is.
async fn told<T>(
    keeper: &impl LocalModels,
    name: &str,
    fetch: impl Future<Output = Result<T, LocalFault>>,
) -> anyhow::Result<T> {
    let mut out = std::io::stderr();
    let is_terminal = out.is_terminal();
    let mut fetch = std::pin::pin!(fetch);
    let mut every = tokio::time::interval(if is_terminal { TELL_TERMINAL } else { TELL_OTHERS });
    loop {
        tokio::select! {
            fetched = &mut fetch => {
                if is_terminal {
                    writeln!(out)?;
                }
                return Ok(fetched?);
            }
            _ = every.tick() => {
                let models = keeper.overview().await.models;
                let Some(line) = models.iter().find(|model| model.name == name).and_then(progress) else { continue };
                let (before, after) = if is_terminal { ("\r\x1b[K", "") } else { ("", "\n") };
                write!(out, "{before}{line}{after}")?;
                out.flush()?;
            }
        }
    }
}

fn progress(model: &LocalModel) -> Option<String> {
    let LocalState::Fetching(progress) = model.state else { return None };
    let (done, total) = (progress.done / MIB, progress.total / MIB);
    let per_cent = (progress.done * 100).checked_div(progress.total).unwrap_or_default();
    Some(match progress.step {
        LocalStep::Engine => format!("Loading llama.cpp: {done} of {total} MiB, {per_cent} %"),
        LocalStep::Weights => format!("Loading {}: {done} of {total} MiB, {per_cent} %", model.title),
        LocalStep::Checking => format!("Checking {}", model.title),
        LocalStep::Starting => format!("Trying {}", model.title),
    })
}

/// The list for people.
fn table(overview: &LocalOverview) -> String {
    let mut text =
        format!("{:<28} {:<22} {:>9} {:>9}  {:<12} {}\n", "NAME", "MODEL", "SIZE", "MEMORY", "LICENCE", "STATE");
    for model in &overview.models {
        let size = |bytes: u64| format!("{} MiB", bytes / MIB);
        text.push_str(&format!(
            "{:<28} {:<22} {:>9} {:>9}  {:<12} {}\n",
            model.name,
            model.title,
            size(model.size),
            size(model.memory),
            model.licence.as_deref().unwrap_or("-"),
            remarks(model, overview.recommended.as_deref() == Some(&model.name)).join(", ")
        ));
    }
    text.push_str(match overview.engine {
        LocalEngine::Ready => "",
        LocalEngine::CanBeMade => "\nllama.cpp is fetched with the first model, 33 MB.\n",
        LocalEngine::NeedsPython => {
            "\nNothing here runs models: install Python 3.10 or later, or llama-server of llama.cpp.\n"
        }
    });
    if overview.recommended.is_none() {
        text.push_str(
            "\nThis machine is small for a model of its own; a provider's answers will be better and faster.\n",
        );
    }
    text
}

fn remarks(model: &LocalModel, is_recommended: bool) -> Vec<&'static str> {
    let mut remarks = vec![match model.state {
        LocalState::Absent { kept: 0 } => "not here",
        LocalState::Absent { .. } | LocalState::Failed { .. } => "partly here",
        LocalState::Fetching(_) => "on its way",
        LocalState::Idle | LocalState::Running => "here",
    }];
    remarks.extend(is_recommended.then_some("recommended"));
    remarks.extend((!model.is_verified).then_some("unverified"));
    remarks.extend(model.is_for_trying.then_some("for trying out only"));
    remarks.extend(match model.fit {
        Fit::Good => None,
        Fit::Tight => Some("slow here"),
        Fit::TooLarge => Some("too large for this machine"),
    });
    remarks
}

#[cfg(test)]
mod tests {
    use tertulia_core::ports::{LocalProgress, Machine};

    use super::*;

    fn model(state: LocalState) -> LocalModel {
        LocalModel {
            name: "tiny".into(),
            title: "Tiny".into(),
            size: 98 * MIB,
            memory: 400 * MIB,
            licence: Some("Apache-2.0".into()),
            is_own: false,
            is_verified: false,
            is_for_trying: true,
            fit: Fit::Tight,
            state,
        }
    }

    #[test]
    fn the_list_says_what_to_know_of_a_model() {
        let overview = LocalOverview {
            machine: Machine { cores: 2, memory: None },
            engine: LocalEngine::NeedsPython,
            recommended: None,
            models: vec![model(LocalState::Absent { kept: 7 })],
        };
        let text = table(&overview);
        for words in ["98 MiB", "Apache-2.0", "partly here, unverified, for trying out only, slow here", "Python 3.10"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(text.contains("small for a model"), "{text}");
    }

    #[test]
    fn progress_is_said_in_words() {
        let at = |step, done, total| progress(&model(LocalState::Fetching(LocalProgress { step, done, total })));
        let said = at(LocalStep::Weights, 49 * MIB, 98 * MIB);
        assert_eq!(said.as_deref(), Some("Loading Tiny: 49 of 98 MiB, 50 %"));
        assert_eq!(at(LocalStep::Engine, 0, 0).as_deref(), Some("Loading llama.cpp: 0 of 0 MiB, 0 %"));
        assert_eq!(progress(&model(LocalState::Idle)), None);
    }
}
