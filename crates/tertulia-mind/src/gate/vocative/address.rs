//! Whether what follows a name speaks to its bearer: second person, imperative, a question put to the listener.

use crate::gate::clause::Item;
use crate::gate::words::{
    HAN_ADDRESS_STARTS, HAN_QUESTION_ENDS, HAN_THIRD_PERSON_STARTS, HANGUL_REQUEST_ENDS, KANA_PARTICLES,
    KANA_REQUEST_ENDS, Role, is,
};

/// Endings of French and Portuguese verbs with the person they speak to or of.
const HYPHEN_PERSONS: &[&str] = &["-tu", "-vous", "-moi", "-nous", "-toi", "-me", "-nos"];
/// First-person subjects that follow a name only when it is addressed.
const FIRST_PERSONS: &[&str] = &["i", "i'm", "i've", "we", "we're", "ich", "wir", "je", "j'ai", "ik", "wij"];
/// Words a sentence needs before a first person settles it ("i" is also the Polish "and").
const FIRST_PERSON_WORDS: usize = 4;

/// Whether the rest of a sentence after a name at a clause's start addresses the bearer of the name.
pub(super) fn addresses(rest: &[Item], question: bool) -> bool {
    let words: Vec<&str> = rest
        .iter()
        .filter_map(|item| match item {
            Item::Word { text, .. } => Some(text.as_str()),
            Item::Name { .. } | Item::Pause(_) => None,
        })
        .collect();
    let Some(first) = words.first().copied() else { return false };
    let spaced = matches!(rest.first(), Some(Item::Word { glued: false, .. }));
    if inverted(&words, question) || starts_address(first) {
        return true;
    }
    if is(first, Role::THIRD) {
        return false;
    }
    commanded(&words, question)
        || asked(&words, question)
        || requested_at_end(&words)
        || polite(&words)
        || unspaced_question(&words, spaced, question)
}

/// A Chinese address without a space.
pub(super) fn starts_address(text: &str) -> bool {
    HAN_ADDRESS_STARTS.iter().any(|start| text.starts_with(start))
}

/// "can you ...", "what do you ...", "should we ...?"
fn inverted(words: &[&str], question: bool) -> bool {
    let at = |index: usize, role: Role| words.get(index).is_some_and(|w| is(w, role));
    let asks = at(0, Role::QUESTION) || at(0, Role::MARKED_QUESTION);
    at(0, Role::AUXILIARY) && at(1, Role::YOU)
        || asks && at(1, Role::AUXILIARY) && at(2, Role::YOU)
        || at(0, Role::AUXILIARY) && at(1, Role::WE) && question
}

fn commanded(words: &[&str], question: bool) -> bool {
    let first = words[0];
    let pair = words.get(..2).map(|pair| pair.join(" "));
    if is(first, Role::ASK) || is_arabic_request(first) || pair.is_some_and(|pair| is(&pair, Role::ASK)) {
        return true;
    }
    let maybe = words.iter().take(2).any(|w| is(w, Role::MAYBE_ASK));
    maybe && (question || words.iter().any(|w| is(w, Role::ME)))
}

/// An Arabic imperative with the person it is for attached: "write (it) for us".
fn is_arabic_request(word: &str) -> bool {
    ["لي", "لنا", "ني", "نا", "ها", "هم", "له", "لهم", "لها", "ه"]
        .iter()
        .filter_map(|person| word.strip_suffix(person))
        .any(|verb| verb.chars().count() > 2 && is(verb, Role::ASK))
}

fn asked(words: &[&str], question: bool) -> bool {
    let first = words[0];
    is(first, Role::YOU)
        || is(first, Role::YOU_VERB)
        || HYPHEN_PERSONS.iter().any(|person| first.ends_with(person))
        || is(first, Role::QUESTION)
        || question && is(first, Role::MARKED_QUESTION)
        || FIRST_PERSONS.contains(&first) && words.len() >= FIRST_PERSON_WORDS
}

/// Verbs at the end of the sentence: Korean, Japanese, Turkish, Hindi.
fn requested_at_end(words: &[&str]) -> bool {
    let last = words[words.len() - 1];
    let pair = words.len().checked_sub(2).map(|from| words[from..].join(" "));
    let end = words[words.len().saturating_sub(3)..].join(" ");
    is(last, Role::FINAL_ASK)
        || pair.is_some_and(|pair| is(&pair, Role::FINAL_ASK))
        || is(last, Role::YOU_VERB)
        || HANGUL_REQUEST_ENDS.iter().any(|request| end.ends_with(request))
        || KANA_REQUEST_ENDS.iter().any(|request| last.ends_with(request))
}

fn polite(words: &[&str]) -> bool {
    (1..=4).any(|length| words.windows(length).any(|phrase| is(&phrase.join(" "), Role::PLEASE)))
}

/// "Tulia 今天天气怎么样？": a space sets the name apart, and the sentence asks.
fn unspaced_question(words: &[&str], spaced: bool, question: bool) -> bool {
    let first = words[0];
    let cjk = first.chars().next().is_some_and(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'));
    let told = HAN_THIRD_PERSON_STARTS.iter().chain(KANA_PARTICLES).any(|start| first.starts_with(start));
    let asks = question || HAN_QUESTION_ENDS.iter().any(|end| words[words.len() - 1].ends_with(end));
    spaced && cjk && !told && asks
}
