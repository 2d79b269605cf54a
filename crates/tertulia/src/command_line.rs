//! The command line. Flags stand above the environment, the environment above the file, the file above the defaults.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A home for group chats of people and AI.
#[derive(Parser, Debug)]
#[command(name = "tertulia", version, about, long_about = None)]
pub struct CommandLine {
    /// Where to listen, such as 127.0.0.1:8700.
    #[arg(long, global = true, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Where everything is kept.
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// A configuration file; `tertulia config example` prints one with every key explained.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where people reach this instance, such as https://chat.example.org.
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// Serve plain HTTP beyond this machine. Everybody on the way can read and change everything.
    #[arg(long, global = true)]
    pub insecure_http: bool,
    /// Run this model on this machine: a name from `tertulia model list`, or the path of a .gguf file. It is fetched if need be.
    #[arg(long, global = true, value_name = "NAME")]
    pub local_model: Option<String>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do; nothing serves.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve Tertulia (the same as no command).
    Serve,
    /// Administer people from the terminal.
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Check the configuration, the data directory and the store.
    Doctor,
    /// Bring the store's schema up to date, as a server does when it starts.
    Migrate,
    /// About the store.
    #[command(subcommand)]
    Store(StoreCommand),
    /// Models that run on this machine.
    #[command(subcommand)]
    Model(ModelCommand),
    /// About the configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print the description of the API.
    #[command(hide = true)]
    Openapi,
}

/// Administration from the terminal.
#[derive(Subcommand, Debug)]
pub enum AdminCommand {
    /// Create a person. The password is read from the terminal or from standard input.
    CreatePerson(CreatePerson),
    /// Give a person a new, random password, print it, and end all their sessions.
    ResetPassword {
        /// The person's username.
        username: String,
    },
    /// Make a new setup link, which creates an administrator once. Earlier ones stop working.
    SetupLink,
}

/// About the store.
#[derive(Subcommand, Debug)]
pub enum StoreCommand {
    /// Copy an instance from SQLite into an empty PostgreSQL database. Stop its server first.
    Copy {
        /// The SQLite file, as sqlite:PATH.
        #[arg(long, value_name = "URL")]
        from: String,
        /// The database, as postgres://USER:PASSWORD@HOST/NAME. TERTULIA_COPY_TO keeps the password out of the command line.
        #[arg(long, value_name = "URL", env = "TERTULIA_COPY_TO", hide_env_values = true)]
        to: String,
    },
}

/// Models that run on this machine.
#[derive(Subcommand, Debug)]
pub enum ModelCommand {
    /// Show what can be had, what is here, and how it suits this machine.
    List,
    /// Fetch a model, go on with a fetch that ended early, or check one that is here.
    Pull {
        /// A name from the list.
        name: String,
    },
    /// Remove a model's weights.
    Remove {
        /// A name from the list.
        name: String,
    },
}

/// Who to create.
#[derive(Args, Debug)]
pub struct CreatePerson {
    /// The name to sign in with: 3 to 30 of a-z 0-9 _ .
    pub username: String,
    /// The name that people see; the username where none is given.
    #[arg(long)]
    pub name: Option<String>,
    /// Make an administrator.
    #[arg(long)]
    pub administrator: bool,
}

/// About the configuration.
#[derive(Subcommand, Debug)]
pub enum ConfigCommand {
    /// Print an example with every key explained.
    Example,
}

impl CommandLine {
    /// What the flags say, by configuration key.
    pub fn overrides(&self) -> Vec<(&'static str, String)> {
        let mut overrides = Vec::new();
        let mut set = |key, value: Option<String>| overrides.extend(value.map(|v| (key, v)));
        set("listen", self.listen.map(|a| a.to_string()));
        set("data_dir", self.data_dir.as_ref().map(|d| d.display().to_string()));
        set("public_url", self.public_url.clone());
        set("local_model", self.local_model.clone());
        set("insecure_http", self.insecure_http.then(|| "true".to_owned()));
        overrides
    }
}
