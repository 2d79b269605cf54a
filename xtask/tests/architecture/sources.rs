//! What no source of ours may contain, whatever a linter thinks.

use std::fs;
use std::path::Path;

use crate::{assert_none, files, root};

/// A forbidden text, in files of which kinds, and why. Each is cut in two so that this file does not contain it.
const FORBIDDEN: &[([&str; 2], &[&str], &str)] = &[
    (["{@", "html"], &["svelte"], "what people write would become markup"),
    ([".inner", "HTML"], &["svelte", "ts", "js", "mjs", "html"], "what people write would become markup"),
    ([".outer", "HTML"], &["svelte", "ts", "js", "mjs", "html"], "what people write would become markup"),
    (["inner", "HTML="], &["svelte", "ts", "js", "mjs", "html"], "what people write would become markup"),
    (["#[", "ignore"], &["rs"], "a test that does not run proves nothing"),
    (["test.", "skip"], &["ts", "js", "mjs"], "a test that does not run proves nothing"),
    (["describe.", "skip"], &["ts", "js", "mjs"], "a test that does not run proves nothing"),
    (["it.", "skip"], &["ts", "js", "mjs"], "a test that does not run proves nothing"),
    (["test.", "fixme"], &["ts", "js", "mjs"], "a test that does not run proves nothing"),
    (["test.", "todo"], &["ts", "js", "mjs"], "a test that does not run proves nothing"),
    ([".on", "ly("], &["ts", "js", "mjs"], "the other tests would not run"),
    (["todo", "!("], &["rs"], "it is not finished"),
    (["unimplemented", "!("], &["rs"], "it is not finished"),
];

/// The longest file of code that still tells one story, in lines.
const MAX_LINES: usize = 500;

/// Where our sources are.
const FOLDERS: &[&str] = &["crates", "xtask", "bench", "web/src", "web/build", "web/scripts", "web/e2e", "web/public"];

fn is_kind(path: &Path, kinds: &[&str]) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| kinds.contains(&extension))
}

/// The sources of ours with their text, and their path as people write it.
fn sources() -> Vec<(String, std::path::PathBuf, String)> {
    let root = root();
    let mut found = Vec::new();
    for path in FOLDERS.iter().flat_map(|folder| files(&root.join(folder))) {
        if !is_kind(&path, &["rs", "svelte", "ts", "js", "mjs", "html", "css"]) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        let name = path.strip_prefix(&root).expect("a file of ours lies in the checkout").display().to_string();
        found.push((name, path, text));
    }
    found
}

#[test]
fn nothing_forbidden_is_in_the_sources() {
    let sources = sources();
    assert!(sources.len() > 20, "the sources were not found");
    let mut problems = Vec::new();
    for (name, path, text) in &sources {
        for (parts, kinds, why) in FORBIDDEN {
            if !is_kind(path, kinds) {
                continue;
            }
            let forbidden = parts.concat();
            for (number, line) in text.lines().enumerate().filter(|(_, line)| line.contains(&forbidden)) {
                problems.push(format!("{name}:{}: {why}: {}", number + 1, line.trim()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn every_file_is_short_enough_for_one_story() {
    let mut problems = Vec::new();
    for (name, _, text) in sources() {
        let lines = text.lines().count();
        // What is generated from the code is as long as the code says.
        if lines > MAX_LINES && !name.ends_with(".d.ts") && !name.contains(".gen.") {
            problems.push(format!("{name} has {lines} lines, at most {MAX_LINES} are wanted"));
        }
    }
    assert_none(&problems);
}
