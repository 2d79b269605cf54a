//! The vocative test: is this name spoken to, or spoken about?

mod address;
mod suffix;

use super::clause::{Item, Pause, Sentence};
use super::names::Table;
use super::words::{Role, is};
use address::addresses;
use suffix::{Suffix, suffix};

/// Whether the name at `at` in the sentence is addressed. `log` says that the message is a pasted conversation, in
/// which "Name:" is a heading.
pub(super) fn is_vocative(table: &Table, sentence: &Sentence, at: usize, log: bool) -> bool {
    let Item::Name { bearers, .. } = &sentence.items[at] else { return false };
    let span = Span::around(&sentence.items, at);
    let (suffix, rest) = suffix(&sentence.items[span.end..]);
    if suffix == Suffix::ThirdPerson {
        return false;
    }
    let left = Left::of(&sentence.items[..span.start]);
    let (shared, word) = (table.is_shared(bearers), table.is_word(bearers));
    if shared || word {
        let set_apart =
            left.starts_clause() && left.first_segment && opens_with_pause(&rest, log) && !list_follows(&rest);
        // "Hey Nova, can you" needs no comma; where a person bears the name as well it does.
        return set_apart || !shared && (left.strong || left.lead == Lead::Call) && addresses(&rest, sentence.question);
    }
    match rest.first() {
        None | Some(Item::Pause(_)) => closes_segment(sentence, &span, &left, suffix, &rest, log),
        Some(_) => {
            left.strong
                || left.starts_clause()
                    && (suffix == Suffix::Vocative
                        || addresses(&rest, sentence.question)
                        || left.lead == Lead::Call && !first_is(&rest, Role::THIRD) && !first_is(&rest, Role::AND))
        }
    }
}

/// A name, or several joined by "and".
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    fn around(items: &[Item], at: usize) -> Span {
        let joined = |and: usize, name: usize| matches!((items.get(and), items.get(name)), (Some(Item::Word { text, .. }), Some(Item::Name { .. })) if is(text, Role::AND));
        let (mut start, mut end) = (at, at + 1);
        while start >= 2 && joined(start - 1, start - 2) {
            start -= 2;
        }
        while joined(end, end + 1) {
            end += 2;
        }
        Span { start, end }
    }

    fn is_several(&self) -> bool {
        self.end - self.start > 1
    }
}

/// What a segment says before the name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Nothing,
    /// "So", "ok": opens a sentence.
    Filler,
    /// "And": opens a sentence or continues a list.
    And,
    /// "Hi", "thanks": calls whoever is named next.
    Call,
    Other,
}

/// The sentence to the left of a name.
struct Left<'s> {
    lead: Lead,
    /// The last word before the name is a call that needs no clause edge.
    strong: bool,
    /// Nothing but pauses stands before this segment.
    first_segment: bool,
    /// The segment before this one.
    previous: &'s [Item],
    words: Vec<&'s str>,
}

impl<'s> Left<'s> {
    fn of(before: &'s [Item]) -> Left<'s> {
        let is_pause = |item: &Item| matches!(item, Item::Pause(_));
        let start = before.iter().rposition(is_pause).map_or(0, |pause| pause + 1);
        let earlier = &before[..start.saturating_sub(1)];
        let previous = &earlier[earlier.iter().rposition(is_pause).map_or(0, |pause| pause + 1)..];
        let named = before[start..].iter().any(|item| matches!(item, Item::Name { .. }));
        let words: Vec<&str> = before[start..].iter().filter_map(word).collect();
        let lead = if named { Lead::Other } else { lead(&words) };
        Left {
            lead,
            strong: words.last().is_some_and(|last| is(last, Role::STRONG)) && !named,
            first_segment: before[..start].iter().all(is_pause),
            previous,
            words,
        }
    }

    fn starts_clause(&self) -> bool {
        self.lead != Lead::Other
    }

    /// The segment before this one is one name and nothing else, as in a list.
    fn follows_lone_name(&self) -> bool {
        matches!(self.previous, [Item::Name { .. }])
    }
}

fn lead(words: &[&str]) -> Lead {
    let mut found = Lead::Nothing;
    let mut at = 0;
    while at < words.len() {
        let step = (1..=3).rev().find_map(|length| {
            let phrase = words.get(at..at + length)?.join(" ");
            if is(&phrase, Role::CALL) || is(&phrase, Role::STRONG) || is(&phrase, Role::PLEASE) {
                Some((length, Lead::Call))
            } else if is(&phrase, Role::FILLER) {
                Some((length, if is(&phrase, Role::AND) { Lead::And } else { Lead::Filler }))
            } else {
                None
            }
        });
        let Some((length, kind)) = step else { return Lead::Other };
        found = match (found, kind) {
            (Lead::Call, _) | (_, Lead::Call) => Lead::Call,
            (_, kind) => kind,
        };
        at += length;
    }
    found
}

/// The name ends its segment: a pause or the sentence's end follows.
fn closes_segment(sentence: &Sentence, span: &Span, left: &Left, suffix: Suffix, rest: &[Item], log: bool) -> bool {
    let last = rest.iter().all(|item| matches!(item, Item::Pause(Pause::Symbol | Pause::Dash)));
    if !left.starts_clause() {
        return left.strong || last && ends_question_to_listener(sentence, left, suffix);
    }
    if left.first_segment {
        return match left.lead {
            _ if !last => opens_with_pause(rest, log) && !list_follows(rest),
            Lead::Call => true,
            Lead::Nothing => !span.is_several(),
            Lead::Filler => !sentence.question && !span.is_several(),
            Lead::And | Lead::Other => false,
        };
    }
    // Between commas or behind the last one. "Ana, Ben and Tulia" lists; "well, Tulia, ..." addresses.
    if span.is_several() || left.lead == Lead::And {
        return false;
    }
    if last {
        return !left.follows_lone_name();
    }
    if !opens_with_pause(rest, false) || list_follows(rest) {
        return false;
    }
    let next = &rest[1..];
    if left.follows_lone_name() {
        return sentence.question || addresses(next, sentence.question);
    }
    sentence.question || !first_is(next, Role::THIRD)
}

/// A name at the very end without a comma: "what do you think Tulia?", "help me please Tulia".
fn ends_question_to_listener(sentence: &Sentence, left: &Left, suffix: Suffix) -> bool {
    let Some(last) = left.words.last() else { return false };
    let said = || sentence.items.iter().filter_map(word);
    let you = said().any(|w| is(w, Role::YOU) || is(w, Role::YOU_VERB));
    let asks = sentence.question || said().any(|w| is(w, Role::QUESTION) || is(w, Role::MARKED_QUESTION));
    let phrase = |length: usize| left.words.len().checked_sub(length).map(|from| left.words[from..].join(" "));
    let polite = (1..=3).filter_map(phrase).any(|phrase| is(&phrase, Role::PLEASE));
    let called = suffix == Suffix::Vocative && (1..=2).filter_map(phrase).any(|phrase| is(&phrase, Role::CALL));
    polite || called || (is(last, Role::THINK) && you && asks)
}

/// The name is followed by a comma, a colon, a dash or an emoji.
fn opens_with_pause(rest: &[Item], log: bool) -> bool {
    match rest.first() {
        Some(Item::Pause(Pause::Comma | Pause::Dash | Pause::Symbol)) => true,
        Some(Item::Pause(Pause::Colon)) => !log,
        _ => false,
    }
}

/// The pause separates the names of a list: ", and ...", ", Ben and ...", ", Ben, and ...".
fn list_follows(rest: &[Item]) -> bool {
    let and = |item: Option<&Item>| matches!(item, Some(Item::Word { text, .. }) if is(text, Role::AND));
    let mut at = 1;
    while let Some(Item::Name { .. }) = rest.get(at) {
        if and(rest.get(at + 1)) {
            // "Tulia, Ben and Ana, what do you think?" puts a question to all of them.
            return !matches!(rest.get(at + 3), Some(Item::Pause(Pause::Comma | Pause::Colon)));
        }
        if !matches!(rest.get(at + 1), Some(Item::Pause(Pause::Comma))) {
            return false;
        }
        at += 2;
    }
    and(rest.get(at)) && (at > 1 || matches!(rest.get(at + 1), Some(Item::Name { .. })))
}

fn first_is(items: &[Item], role: Role) -> bool {
    items.first().and_then(word).is_some_and(|w| is(w, role))
}

fn word(item: &Item) -> Option<&str> {
    match item {
        Item::Word { text, .. } => Some(text),
        Item::Name { .. } | Item::Pause(_) => None,
    }
}
