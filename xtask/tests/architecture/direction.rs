//! Dependencies point towards the rules; only the binary knows everyone.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

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
    ("reqwest", &["tertulia-providers", "tertulia-testkit", "tertulia-bench"]),
    ("axum", &["tertulia-server", "tertulia-testkit"]),
    ("axum-extra", &["tertulia-server"]),
    ("image", &["tertulia-media"]),
    ("fast_image_resize", &["tertulia-media"]),
];

/// What would bring a clock, randomness, a disk or a network into the rules and the judgement.
const IMPURE: &[&str] = &["tokio", "rand", "getrandom", "hyper", "http", "axum", "reqwest", "sqlx", "rustix"];

/// What `deny.toml` bans, held here too because everybody runs these tests.
const BANNED: &[&str] = &["openssl-sys", "aws-lc-sys", "native-tls", "rusqlite"];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo describes the workspace")
}

fn is_built_in(kind: DependencyKind) -> bool {
    kind != DependencyKind::Development
}

fn ours<'a>(package: &'a Package, names: &BTreeSet<String>) -> Vec<&'a str> {
    let dependencies = package.dependencies.iter().filter(|dependency| is_built_in(dependency.kind));
    dependencies.map(|dependency| dependency.name.as_str()).filter(|name| names.contains(*name)).collect()
}

#[test]
fn crates_know_only_whom_the_table_allows() {
    let metadata = metadata();
    let names: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let mut problems = Vec::new();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let Some((_, knows)) = DIRECTION.iter().find(|(listed, _)| *listed == name) else {
            problems.push(format!("{name} has no place in the table of directions"));
            continue;
        };
        for other in ours(package, &names) {
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
    let metadata = metadata();
    let listed: BTreeSet<&str> = DIRECTION.iter().map(|(name, _)| *name).collect();
    let there: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(listed, there);
}

#[test]
fn reserved_crates_stay_where_they_belong() {
    let mut problems = Vec::new();
    for package in &metadata().packages {
        for dependency in package.dependencies.iter().filter(|dependency| is_built_in(dependency.kind)) {
            let reserved = RESERVED.iter().find(|(name, _)| *name == dependency.name);
            if reserved.is_some_and(|(_, allowed)| !allowed.contains(&package.name.as_str())) {
                problems.push(format!("{} must not use {}", package.name, dependency.name));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn rules_and_judgement_are_pure() {
    let mut problems = Vec::new();
    for package in &metadata().packages {
        if !["tertulia-core", "tertulia-mind"].contains(&package.name.as_str()) {
            continue;
        }
        for dependency in package.dependencies.iter().filter(|dependency| is_built_in(dependency.kind)) {
            if IMPURE.contains(&dependency.name.as_str()) {
                problems.push(format!("{} must not use {}", package.name, dependency.name));
            }
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
