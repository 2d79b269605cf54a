//! What is glued to a name or stands right behind it: case endings, particles, honorifics.

use crate::gate::clause::{Item, Pause};
use crate::gate::words::{
    HAN_THIRD_PERSON_STARTS, HAN_VOCATIVE_SUFFIXES, HANGUL_HONORIFICS, HANGUL_VOCATIVES, KANA_HONORIFICS,
    KANA_PARTICLES, Role, is,
};

/// What the ending of a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suffix {
    None,
    /// Marks an address.
    Vocative,
    /// Makes the name part of a statement.
    ThirdPerson,
}

/// Reads the ending of a name and gives the items after it.
pub(super) fn suffix(after: &[Item]) -> (Suffix, Vec<Item>) {
    let keep = |from: usize| after[from..].to_vec();
    let Some(Item::Word { text, glued }) = after.first() else { return (Suffix::None, keep(0)) };
    if !glued {
        let next_is_third = matches!(after.get(1), Some(Item::Word { text, .. }) if is(text, Role::THIRD));
        return match is(text, Role::SUFFIX) {
            true if next_is_third => (Suffix::ThirdPerson, keep(0)),
            true => (Suffix::Vocative, keep(1)),
            false => (Suffix::None, keep(0)),
        };
    }
    match text.chars().next() {
        Some('\u{AC00}'..='\u{D7AF}') => hangul(text, keep(1)),
        Some('\u{3040}'..='\u{30FF}' | '様' | '君' | '先') => kana(text, keep(1)),
        Some('\u{3400}'..='\u{9FFF}') => han(text, after),
        // An apostrophe or a Latin ending glued to a name of another script is a case ending.
        _ => (Suffix::None, keep(0)),
    }
}

fn hangul(text: &str, rest: Vec<Item>) -> (Suffix, Vec<Item>) {
    let ending = HANGUL_HONORIFICS.iter().find_map(|honorific| text.strip_prefix(honorific));
    match ending {
        Some("") => (Suffix::None, rest),
        Some(_) => (Suffix::ThirdPerson, rest),
        None if HANGUL_VOCATIVES.contains(&text) => (Suffix::Vocative, rest),
        None => (Suffix::ThirdPerson, rest),
    }
}

fn kana(text: &str, rest: Vec<Item>) -> (Suffix, Vec<Item>) {
    let ending = KANA_HONORIFICS.iter().find_map(|honorific| text.strip_prefix(honorific)).unwrap_or(text);
    if KANA_PARTICLES.iter().any(|particle| ending.starts_with(particle)) {
        return (Suffix::ThirdPerson, rest);
    }
    let mut rest = rest;
    if !ending.is_empty() {
        rest.insert(0, Item::Word { text: ending.to_owned(), glued: true });
    }
    (Suffix::None, rest)
}

fn han(text: &str, after: &[Item]) -> (Suffix, Vec<Item>) {
    let paused = matches!(after.get(1), None | Some(Item::Pause(Pause::Comma | Pause::Dash | Pause::Symbol)));
    if HAN_VOCATIVE_SUFFIXES.contains(&text) && paused {
        return (Suffix::Vocative, after[1..].to_vec());
    }
    // "能不能你..." asks; "能..." tells. The longer reading is tried by the address test first.
    let third = HAN_THIRD_PERSON_STARTS.iter().any(|start| text.starts_with(start));
    let asked = super::address::starts_address(text);
    if third && !asked {
        return (Suffix::ThirdPerson, after.to_vec());
    }
    (Suffix::None, after.to_vec())
}
