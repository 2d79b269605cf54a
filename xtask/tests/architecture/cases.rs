//! `docs/security/cases.md` names the tests that prove each case. Whoever renames a test renames it there too.

use std::fs;

use crate::{assert_none, files, root};

/// Every source below a folder, with its path.
fn texts(folder: &str, kind: &str) -> Vec<(String, String)> {
    let of_kind = files(&root().join(folder)).into_iter().filter(|path| path.extension().is_some_and(|e| e == kind));
    of_kind
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a source of ours can be read")))
        .collect()
}

#[test]
fn every_test_that_a_case_names_is_there() {
    let cases = fs::read_to_string(root().join("docs/security/cases.md")).expect("the cases can be read");
    let (rust, web) = (texts("crates", "rs"), [texts("web/src", "ts"), texts("web/e2e", "ts")].concat());
    let quoted: Vec<&str> = cases.split('`').collect();
    let mut problems = Vec::new();
    let mut named = 0;
    for (at, name) in quoted.iter().enumerate().filter(|(at, _)| at % 2 == 1) {
        let is_function = name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let is_there = if is_function {
            rust.iter().any(|(_, text)| text.contains(&format!("fn {name}(")))
        } else if name.ends_with(".ts") {
            // What follows in quotation marks is the test's title.
            let title = quoted[at + 1].strip_prefix(" \"").and_then(|rest| rest.split('"').next());
            let holds = |title: &str| web.iter().any(|(path, text)| path.ends_with(name) && text.contains(title));
            title.is_none_or(holds) && web.iter().any(|(path, _)| path.ends_with(name))
        } else {
            continue;
        };
        named += 1;
        if !is_there {
            problems.push(format!("{name} is named and not there"));
        }
    }
    assert!(named > 100, "{named}");
    assert_none(&problems);
}
