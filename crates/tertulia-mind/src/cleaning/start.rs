//! How a line can begin that a model writes by imitation of the transcript: with a name, or as a line of JSON.

use super::LONGEST_HOLD;
use crate::roster::Participant;

/// Longest name with its decoration, in characters, before which a line is read as what it says.
const LONGEST_NAME: usize = 72;

/// The names a line could begin with.
#[derive(Clone, Debug)]
pub(super) struct Names {
    own: Vec<String>,
    others: Vec<String>,
    pub(super) own_username: String,
}

/// What the beginning of a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Cannot be told yet.
    Open,
    /// An ordinary line.
    Plain,
    /// The assistant's own name and a colon, this many bytes.
    Own(usize),
    /// A member's name and a colon, this many bytes.
    Other(usize),
    /// A transcript line of the assistant's own: its text begins after this many bytes.
    OwnRecord(usize),
    /// A transcript line of somebody else.
    OtherRecord,
}

impl Names {
    pub(super) fn new(own: &Participant, others: &[Participant]) -> Names {
        let both = |participant: &Participant| [lower(&participant.name), lower(&participant.username)];
        let own_names: Vec<String> = both(own).into_iter().filter(|name| !name.is_empty()).collect();
        let others = others.iter().filter(|other| other.id != own.id).flat_map(both);
        Names {
            others: others.filter(|name| !name.is_empty() && !own_names.contains(name)).collect(),
            own: own_names,
            own_username: own.username.clone(),
        }
    }

    /// Reads the beginning of a line, `text` up to its newline at most.
    pub(super) fn beginning(&self, text: &str) -> Beginning {
        if text.starts_with('{') {
            return self.record(text);
        }
        let prefixes = [(&self.own, true), (&self.others, false)];
        let mut open = false;
        for (names, own) in prefixes {
            for name in names {
                match heading(text, name) {
                    Heading::Whole(length) if own => return Beginning::Own(length),
                    Heading::Whole(length) => return Beginning::Other(length),
                    Heading::Open => open = true,
                    Heading::None => {}
                }
            }
        }
        if open && text.chars().count() < LONGEST_NAME { Beginning::Open } else { Beginning::Plain }
    }

    /// A line in the transcript's own format: known keys only, `text` the last of them.
    fn record(&self, text: &str) -> Beginning {
        const KEYS: [&str; 8] = ["n", "t", "from", "name", "re", "text", "you", "state"];
        let mut rest = text[1..].trim_start_matches(' ');
        let mut from = None;
        let mut known = 0;
        loop {
            let Some(quoted) = rest.strip_prefix('"') else { return self.unfinished(rest, text) };
            let Some((key, after)) = quoted.split_once('"') else {
                let possible = KEYS.iter().any(|key| key.starts_with(quoted));
                return if possible { self.unfinished("", text) } else { Beginning::Plain };
            };
            if !KEYS.contains(&key) {
                return Beginning::Plain;
            }
            let after = after.trim_start_matches(' ');
            let Some(value) = after.strip_prefix(':') else { return self.unfinished(after, text) };
            let value = value.trim_start_matches(' ');
            if key == "text" {
                let Some(body) = value.strip_prefix('"') else { return self.unfinished(value, text) };
                // A single key is too little to be sure that this is not the JSON somebody asked for.
                return match from {
                    _ if known == 0 => Beginning::Plain,
                    Some(name) if !self.is_own(name) => Beginning::OtherRecord,
                    _ => Beginning::OwnRecord(text.len() - body.len()),
                };
            }
            let (content, after) = match value.strip_prefix('"') {
                Some(string) => match string.split_once('"') {
                    Some(split) => split,
                    None => return self.unfinished("", text),
                },
                None => match value.find([',', '}']) {
                    Some(end) => value.split_at(end),
                    None => return self.unfinished("", text),
                },
            };
            if matches!(key, "from" | "name") {
                from = from.or(Some(content));
            }
            known += 1;
            let Some(next) = after.trim_start_matches(' ').strip_prefix(',') else {
                return self.unfinished(after.trim_start_matches(' '), text);
            };
            rest = next.trim_start_matches(' ');
        }
    }

    /// Open if the line simply ends here so far; plain if something else stands here than belongs.
    fn unfinished(&self, here: &str, text: &str) -> Beginning {
        if here.is_empty() && text.chars().count() < LONGEST_HOLD / 2 { Beginning::Open } else { Beginning::Plain }
    }

    fn is_own(&self, name: &str) -> bool {
        self.own.contains(&lower(name)) || name == self.own_username
    }
}

enum Heading {
    /// This many bytes, with the space behind.
    Whole(usize),
    Open,
    None,
}

/// `Name:`, `**Name:**`, `@name:`, `[Name]:`, `"Name":`, `Name (assistant):` and the like.
fn heading(text: &str, name: &str) -> Heading {
    let opening = |c: char| matches!(c, '*' | '_' | '@' | '[' | '"' | '(' | '#' | '`');
    let closing = |c: char| matches!(c, '*' | '_' | ']' | '"' | ')' | '`');
    let start = text.trim_start_matches(|c: char| opening(c) || c == ' ');
    if text.len() - start.len() > 8 {
        return Heading::None;
    }
    let mut rest = start.char_indices();
    for expected in name.chars() {
        let Some((_, c)) = rest.next() else { return Heading::Open };
        if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
            return Heading::None;
        }
    }
    let after = rest.as_str().trim_start_matches(|c: char| closing(c) || c == ' ');
    let after = match after.strip_prefix('(') {
        // A role in brackets: "Tulia (assistant):"
        Some(role) => match role.split_once(')') {
            Some((role, after)) if role.chars().count() <= 16 => {
                after.trim_start_matches(|c: char| closing(c) || c == ' ')
            }
            Some(_) => return Heading::None,
            None => return if role.chars().count() <= 16 { Heading::Open } else { Heading::None },
        },
        None => after,
    };
    match after.chars().next() {
        None => Heading::Open,
        Some(':' | '：') => {
            let colon = after.chars().next().map_or(0, char::len_utf8);
            let said = &after[colon..];
            // The end of the emphasis and one space may still come.
            let body = said.trim_start_matches(closing).trim_start_matches(' ');
            if body.is_empty() { Heading::Open } else { Heading::Whole(text.len() - body.len()) }
        }
        Some(_) => Heading::None,
    }
}

fn lower(name: &str) -> String {
    name.trim().to_lowercase()
}
