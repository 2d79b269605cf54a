//! Configuration (OPS-2): by file, environment (`TERTULIA_…`) and flags. Errors name the key and the cure.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use tertulia_server::Rates;
use url::Url;

use crate::catalogue::FileProvider;

/// What an operator can decide. Every key is explained in [`crate::config_example`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    pub database: Option<DatabaseUrl>,
    pub public_url: Option<String>,
    pub insecure_http: bool,
    pub trusted_proxies: Vec<String>,
    pub posts_per_ten_seconds: u32,
    pub connections_per_person: u32,
    pub max_connections: u32,
    pub rate_factor: u32,
    pub grace_days: u32,
    pub local_model: Option<String>,
    pub llama_server: Option<PathBuf>,
    pub local_threads: Option<u32>,
    pub package_index: Option<String>,
    pub log: String,
    pub log_format: LogFormat,
    #[serde(default)]
    pub providers: Vec<FileProvider>,
}

/// The address of a database, which may hold a password.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(pub String);

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseUrl(...)")
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            listen: SocketAddr::from(([127, 0, 0, 1], 8700)),
            data_dir: "tertulia-data".into(),
            database: None,
            public_url: None,
            insecure_http: false,
            trusted_proxies: Vec::new(),
            posts_per_ten_seconds: 30,
            connections_per_person: 20,
            max_connections: 10_000,
            rate_factor: 1,
            grace_days: 30,
            local_model: None,
            llama_server: None,
            local_threads: None,
            package_index: None,
            log: "info".into(),
            log_format: LogFormat::Text,
            providers: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the configuration and checks that its parts fit together.
    pub fn load(file: Option<&Path>, overrides: &[(&'static str, String)]) -> anyhow::Result<Config> {
        let mut figment = Figment::from(Serialized::defaults(Config::default()));
        if let Some(file) = file {
            if !file.is_file() {
                bail!("there is no configuration file {}; correct --config", file.display());
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        figment = figment.merge(Env::prefixed("TERTULIA_").ignore(&["web_dist", "web_skip", "failpoint"]));
        for (key, value) in overrides {
            figment = match *key {
                "insecure_http" => figment.merge((*key, true)),
                _ => figment.merge((*key, value.as_str())),
            };
        }
        let config: Config = figment.extract().map_err(explain)?;
        config.check()?;
        Ok(config)
    }

    /// The address that people use.
    pub fn public_url(&self) -> String {
        self.public_url_on(self.listen)
    }

    /// The same for a server that listens on `address`, which differs where the system chose the port.
    pub fn public_url_on(&self, address: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{address}"),
        }
    }

    /// How often one address may sign in, sign up and look at links.
    pub fn rates(&self) -> Rates {
        Rates::default().times(self.rate_factor)
    }

    /// Whether browsers reach the instance by HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// The address of the PostgreSQL database, if there is one.
    pub fn database(&self) -> Option<&str> {
        self.database.as_ref().map(|url| url.0.as_str())
    }

    fn check(&self) -> anyhow::Result<()> {
        if let Some(url) = &self.public_url {
            let parsed = Url::parse(url)
                .with_context(|| format!("public_url: {url:?} is no URL; write it like https://chat.example.org"))?;
            let is_root = matches!(parsed.path(), "" | "/") && parsed.query().is_none() && parsed.fragment().is_none();
            if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() || !is_root {
                bail!(
                    "public_url: {url:?} must be http or https and a host, without a path; such as https://chat.example.org"
                );
            }
        }
        let behind_proxy = self.is_https() && !self.trusted_proxies.is_empty();
        if !self.listen.ip().is_loopback() && !self.insecure_http && !behind_proxy {
            bail!(
                "listen: {} is reachable from other machines over plain HTTP. Put a proxy with HTTPS before it and set \
                 public_url (https://...) and trusted_proxies, or accept that everybody on the way can read everything with \
                 --insecure-http",
                self.listen
            );
        }
        if !(1..=10_000).contains(&self.posts_per_ten_seconds) {
            bail!("posts_per_ten_seconds: {} is not between 1 and 10000", self.posts_per_ten_seconds);
        }
        if !(1..=100_000).contains(&self.rate_factor) {
            bail!("rate_factor: {} is not between 1 and 100000", self.rate_factor);
        }
        if self.local_threads.is_some_and(|threads| !(1..=256).contains(&threads)) {
            bail!("local_threads: not between 1 and 256");
        }
        if let Some(program) = self.llama_server.as_ref().filter(|program| !program.is_file()) {
            bail!("llama_server: there is no program {}; remove the key to look for one", program.display());
        }
        if self.connections_per_person == 0 || self.max_connections == 0 {
            bail!("connections_per_person and max_connections must be at least 1");
        }
        Ok(())
    }
}

/// Says which key is wrong, where it came from, and what would be right.
fn explain(errors: figment::Error) -> anyhow::Error {
    let sentences: Vec<String> = errors
        .into_iter()
        .map(|error| {
            let key = error.path.join(".");
            let from = error.metadata.as_ref().map(|m| format!(" (from {})", m.name)).unwrap_or_default();
            let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
            format!("{key}{}{from}; `tertulia config example` explains every key", error.kind)
        })
        .collect();
    anyhow::anyhow!("{}", sentences.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(overrides: &[(&'static str, &str)]) -> anyhow::Result<Config> {
        let overrides: Vec<_> = overrides.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
        Config::load(None, &overrides)
    }

    #[test]
    fn plain_http_beyond_this_machine_has_to_be_asked_for() {
        let refused = load(&[("listen", "0.0.0.0:80")]).expect_err("refused").to_string();
        assert!(refused.contains("--insecure-http"), "{refused}");
        assert!(load(&[("listen", "0.0.0.0:80"), ("insecure_http", "true")]).is_ok());
        assert!(load(&[("listen", "[::1]:80")]).is_ok());
    }

    #[test]
    fn an_error_names_the_key() {
        let error = load(&[("public_url", "chat.example.org")]).expect_err("no URL").to_string();
        assert!(error.contains("public_url"), "{error}");
        let error = load(&[("listen", "here")]).expect_err("no address").to_string();
        assert!(error.contains("listen"), "{error}");
    }

    #[test]
    fn a_file_with_an_unknown_key_is_refused_by_name() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("tertulia.toml");
        std::fs::write(&file, "lisen = \"127.0.0.1:1\"\n").expect("written");
        let error = Config::load(Some(&file), &[]).expect_err("unknown key").to_string();
        assert!(error.contains("lisen"), "{error}");
    }
}
