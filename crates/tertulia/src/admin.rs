//! `tertulia admin`: people and setup links from the terminal, for whoever can read the data directory.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::{Context, bail};
use tertulia_core::{Denial, Error};
use tertulia_server::ServerConfig;

use crate::command_line::AdminCommand;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::wiring;

/// Runs one command. A server may be running on the same directory.
pub async fn run(config: Config, command: AdminCommand) -> anyhow::Result<()> {
    let data = DataDir::existing(&config.data_dir)?;
    let (engine, store) = wiring::engine(&config, &data, &ServerConfig::new(config.public_url()), None).await?;
    engine.ensure_assistant().await?;
    match command {
        AdminCommand::CreatePerson(person) => {
            let password = read_password()?;
            let name = person.name.as_deref().unwrap_or(&person.username);
            let made = engine.admin_create_person(&person.username, name, &password, person.administrator).await;
            let profile = made.map_err(explain)?;
            println!("{} can sign in at {}/login", profile.username.as_str(), config.public_url());
        }
        AdminCommand::ResetPassword { username } => {
            let password = engine.admin_reset_password(&username).await.map_err(explain)?;
            println!("{username} can sign in with this password now; all sessions and tokens have ended:\n{password}");
        }
        AdminCommand::SetupLink => match engine.make_setup_link(true).await? {
            Some(secret) => println!("{}", engine.setup_link(&secret)),
            None => bail!("no setup link could be made"),
        },
    }
    store.close().await.context("the store did not close cleanly")
}

fn read_password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        print!("New password (at least 10 characters; it will be shown): ");
        std::io::stdout().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn explain(error: Error) -> anyhow::Error {
    match error {
        Error::NotFound => anyhow::anyhow!("there is no person with this username"),
        Error::Denied(Denial::UsernameTaken) => anyhow::anyhow!("somebody else has this username"),
        Error::Denied(Denial::UsernameInvalid) => anyhow::anyhow!("a username is 3 to 30 of a-z 0-9 _ ."),
        Error::Denied(Denial::PasswordUnfit) => anyhow::anyhow!("a password has 10 to 200 characters"),
        Error::Denied(Denial::NameInvalid) => anyhow::anyhow!("a name has 1 to 50 visible characters"),
        Error::Denied(Denial::NameImpersonates) => anyhow::anyhow!("this name looks like the assistant's"),
        other => anyhow::anyhow!(other),
    }
}
