//! Dependencies point towards the rules; only the binary knows everyone.

use std::collections::BTreeSet;
use std::process::Command;

use serde::Deserialize;

use crate::{assert_none, root};

/// What a crate of ours may depend on.
enum Knows {
    /// These crates of ours and no other.
    Only(&'static [&'static str]),
    /// All that are part of the product.
    Everyone,
}
use Knows::{Everyone, Only};

/// The table of ARCHITECTURE.md. A new crate needs a line here.
const DIRECTION: &[(&str, Knows)] = &[
    ("tertulia-core", Only(&[])),
    ("tertulia-mind", Only(&["tertulia-core"])),
    ("tertulia-store", Only(&["tertulia-core"])),
    ("tertulia-providers", Only(&["tertulia-core"])),
    ("tertulia-local", Only(&["tertulia-core"])),
    ("tertulia-media", Only(&["tertulia-core"])),
    ("tertulia-engine", Only(&["tertulia-core", "tertulia-mind"])),
    ("tertulia-protocol", Only(&["tertulia-core"])),
    ("tertulia-web", Only(&[])),
    ("tertulia-server", Only(&["tertulia-core", "tertulia-engine", "tertulia-protocol", "tertulia-web"])),
    ("tertulia", Everyone),
    ("tertulia-testkit", Everyone),
    ("tertulia-bench", Everyone),
    ("xtask", Everyone),
];

/// Crates that nothing of the product may contain.
const TOOLS: &[&str] = &["tertulia-testkit", "tertulia-bench", "xtask"];

/// Other people's crates that only one part of the house may use: the crate, and who may.
const RESERVED: &[(&str, &[&str])] = &[
    ("sqlx", &["tertulia-store"]),
    ("libsqlite3-sys", &["tertulia-store"]),
    ("rusqlite", &["tertulia-store"]),
    ("reqwest", &["tertulia-providers", "tertulia-local", "tertulia-testkit", "tertulia-bench"]),
    ("axum", &["tertulia-server", "tertulia-testkit"]),
    ("axum-extra", &["tertulia-server"]),
    ("image", &["tertulia-media"]),
    ("fast_image_resize", &["tertulia-media"]),
];

/// What would bring a clock, randomness, a disk or a network into the rules and the judgement.
const IMPURE: &[&str] = &["tokio", "rand", "getrandom", "hyper", "http", "axum", "reqwest", "sqlx", "rustix"];

/// What `deny.toml` bans, held here too because everybody runs these tests.
const BANNED: &[&str] = &["openssl-sys", "aws-lc-sys", "native-tls", "rusqlite"];

/// What we read of `cargo metadata`.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev` or `build`; nothing for what becomes part of the product.
    kind: Option<String>,
}

impl Package {
    /// What is needed to build it, tests left out.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let built_in = self.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"));
        built_in.map(|dependency| dependency.name.as_str())
    }
}

/// The crates of the workspace.
fn packages() -> Vec<Package> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root());
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice::<Metadata>(&output.stdout).expect("cargo describes the workspace").packages
}

#[test]
fn crates_know_only_whom_the_table_allows() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut problems = Vec::new();
    for package in &packages {
        let name = package.name.as_str();
        let Some((_, knows)) = DIRECTION.iter().find(|(listed, _)| *listed == name) else {
            problems.push(format!("{name} has no place in the table of directions"));
            continue;
        };
        for other in package.needs().filter(|other| ours.contains(other)) {
            let allowed = match knows {
                Only(allowed) => allowed.contains(&other),
                Everyone => TOOLS.contains(&name) || !TOOLS.contains(&other),
            };
            if !allowed {
                problems.push(format!("{name} must not know {other}"));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn every_crate_of_the_table_exists() {
    let packages = packages();
    let listed: BTreeSet<&str> = DIRECTION.iter().map(|(name, _)| *name).collect();
    let there: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(listed, there);
}

#[test]
fn reserved_crates_stay_where_they_belong() {
    let mut problems = Vec::new();
    for package in &packages() {
        for other in package.needs() {
            let reserved = RESERVED.iter().find(|(name, _)| *name == other);
            if reserved.is_some_and(|(_, allowed)| !allowed.contains(&package.name.as_str())) {
                problems.push(format!("{} must not use {other}", package.name));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn rules_and_judgement_are_pure() {
    let mut problems = Vec::new();
    for package in
        packages().iter().filter(|package| ["tertulia-core", "tertulia-mind"].contains(&package.name.as_str()))
    {
        for other in package.needs().filter(|other| IMPURE.contains(other)) {
            problems.push(format!("{} must not use {other}", package.name));
        }
    }
    assert_none(&problems);
}

#[test]
fn nothing_banned_is_in_the_lockfile() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("the lockfile is part of the checkout");
    let deny = std::fs::read_to_string(root().join("deny.toml")).expect("the bans are part of the checkout");
    let mut problems = Vec::new();
    for name in BANNED {
        if lock.contains(&format!("name = \"{name}\"\n")) {
            problems.push(format!("{name} is in Cargo.lock"));
        }
        if !deny.contains(&format!("{{ name = \"{name}\"")) {
            problems.push(format!("{name} is not banned in deny.toml"));
        }
    }
    assert_none(&problems);
}
