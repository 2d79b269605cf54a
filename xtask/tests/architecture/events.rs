//! Every kind of event has its place in all layers: a rule, a wire form, a fixture and something people see.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{assert_none, files, root};

const RULES: &str = "crates/tertulia-core/src/event";
const WIRE: &str = "crates/tertulia-protocol/src/event";
const FIXTURES: &str = "fixtures/journals";
const STATE: &str = "web/src/lib/state/events";
const COMPONENTS: &str = "web/src/features/chat";

/// What the wire says in place of an event that a reader may not see; no event of its own.
const STAND_INS: &[&str] = &["hidden"];

/// The kinds of event: one file each in the core.
fn kinds() -> BTreeSet<String> {
    stems(RULES, "rs")
}

/// The names of the files in `folder` itself, without what only ties them together or tests them.
fn stems(folder: &str, extension: &str) -> BTreeSet<String> {
    let folder = root().join(folder);
    files(&folder)
        .iter()
        .filter(|path| path.parent() == Some(&folder))
        .filter_map(|path| path.file_name()?.to_str()?.strip_suffix(&format!(".{extension}")))
        .filter(|stem| !["mod", "index", "tests"].contains(stem) && !stem.contains('.'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_kind_has_a_file_in_all_four_layers() {
    let kinds = kinds();
    assert!(!kinds.is_empty(), "the core has no events in {RULES}");
    let mut problems = Vec::new();
    for kind in &kinds {
        for place in [format!("{WIRE}/{kind}.rs"), format!("{FIXTURES}/{kind}.json"), format!("{STATE}/{kind}.ts")] {
            if !root().join(&place).is_file() {
                problems.push(format!("{kind} has no {place}"));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn no_layer_has_an_event_that_the_core_does_not_know() {
    let kinds = kinds();
    let mut problems = Vec::new();
    for (folder, extension) in [(WIRE, "rs"), (STATE, "ts")] {
        let there = stems(folder, extension);
        for stray in there.difference(&kinds).filter(|stem| !STAND_INS.contains(&stem.as_str())) {
            problems.push(format!("{folder}/{stray}.{extension} is no event of the core"));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_kind_names_the_component_that_shows_it() {
    let components: BTreeSet<String> = files(&root().join(COMPONENTS))
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "svelte"))
        .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
        .collect();
    let mut problems = Vec::new();
    for kind in kinds() {
        let path = root().join(STATE).join(format!("{kind}.ts"));
        // A missing file is reported by the test above.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let named = components_named(&text);
        if named.is_empty() {
            problems.push(format!("{} names no component", relative(&path)));
        }
        for missing in named.difference(&components) {
            problems.push(format!("{} names {missing}, which is not in {COMPONENTS}", relative(&path)));
        }
    }
    assert_none(&problems);
}

/// The file names ending in `.svelte` that a text mentions.
fn components_named(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.' || letter == '-'));
    words.filter(|word| word.ends_with(".svelte")).map(|word| word.trim_start_matches('.').to_owned()).collect()
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn components_are_found_however_they_are_written() {
    let text = "/** Shown by `Notice.svelte`. */ import Row from '../../features/chat/MessageRow.svelte';";
    let expected: BTreeSet<String> = ["Notice.svelte", "MessageRow.svelte"].map(str::to_owned).into();
    assert_eq!(components_named(text), expected);
}
