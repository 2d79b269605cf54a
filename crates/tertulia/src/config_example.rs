//! The commented example: every key with its default and what it is for. A test holds it against the type.

use crate::config::Config;

/// What each key is for, in the order in which they are printed.
const KEYS: &[(&str, &str)] = &[
    (
        "listen",
        "Where to listen. Beyond this machine a proxy with HTTPS is needed; see public_url and trusted_proxies.",
    ),
    (
        "data_dir",
        "Where everything is kept: the store, photos, and the key that makes invites and seals providers' keys.",
    ),
    (
        "database",
        "A PostgreSQL database that keeps the store instead of a file in data_dir. TERTULIA_DATABASE keeps its password out of \
         this file.",
    ),
    (
        "public_url",
        "Where people reach this instance. Set it when a proxy stands before Tertulia; links are made from it.",
    ),
    ("insecure_http", "Serve plain HTTP beyond this machine. Everybody on the way can read and change everything."),
    (
        "trusted_proxies",
        "Addresses or networks (CIDR) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
    ),
    (
        "posts_per_ten_seconds",
        "The abuse brake: how many messages one person may post in ten seconds. Far above human typing.",
    ),
    ("connections_per_person", "How many live connections (tabs, devices, scripts) one person may have."),
    ("max_connections", "How many connections are taken in all."),
    (
        "rate_factor",
        "How many times as often as usual one address may sign in, sign up and look at links. Raise it for load tests.",
    ),
    ("grace_days", "How many days deleted and abandoned groups are kept before they are erased."),
    (
        "local_model",
        "A model that runs on this machine: a name from `tertulia model list`, or the path of a .gguf file. It is fetched if \
         need be.",
    ),
    (
        "llama_server",
        "The program that runs such models. Without it llama-server is looked for on the PATH, and else llama.cpp is fetched.",
    ),
    (
        "local_threads",
        "How many threads such a model may use. Without it one on up to two cores, else half of the cores.",
    ),
    ("package_index", "Where Python packages are fetched from, for machines that reach only a mirror."),
    ("log", "What is logged: error, warn, info, debug or trace, or by part, such as \"info,tertulia_engine=debug\"."),
    ("log_format", "How the log is written: text or json."),
    (
        "providers",
        "Providers and their models, which are put into the catalogue at each start, in this order. What else is in the \
         catalogue stays, behind them.",
    ),
];

/// What a key that has no default could be.
fn instead(key: &str) -> &'static str {
    match key {
        "database" => "\"postgres://tertulia:password@localhost/tertulia\"",
        "local_model" => "\"tiny\"",
        "llama_server" => "\"/usr/local/bin/llama-server\"",
        "local_threads" => "4",
        "package_index" => "\"https://pypi.org/simple\"",
        _ => "\"https://chat.example.org\"",
    }
}

/// The example as a TOML file.
pub fn example() -> String {
    let defaults = toml::Table::try_from(Config::default()).expect("the defaults are plain values");
    let mut text = String::from(
        "# Tertulia's configuration. Every key has its default here and may be left out.\n\
         # The environment stands above this file (TERTULIA_LISTEN, ...), and flags stand above both.\n",
    );
    for (key, what) in KEYS {
        text.push_str(&format!("\n# {what}\n"));
        match defaults.get(*key) {
            Some(_) if *key == "providers" => text.push_str(crate::catalogue::EXAMPLE),
            Some(value) => text.push_str(&format!("{key} = {value}\n")),
            None => text.push_str(&format!("# {key} = {}\n", instead(key))),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_explains_every_key_and_nothing_else() {
        let json = serde_json::to_value(Config::default()).expect("plain values");
        let mut keys: Vec<&str> = json.as_object().expect("a table").keys().map(String::as_str).collect();
        let mut explained: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        explained.sort_unstable();
        assert_eq!(explained, keys);
    }

    #[test]
    fn the_example_loads_as_the_defaults() {
        let read: Config = toml::from_str(&example()).expect("the example is a configuration");
        assert_eq!(read, Config::default());
    }

    #[test]
    fn the_example_in_the_repository_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tertulia.example.toml");
        let written = std::fs::read_to_string(path).expect("tertulia.example.toml");
        assert_eq!(written, example(), "run: cargo run --release -- config example > tertulia.example.toml");
    }
}
