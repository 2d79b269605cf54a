//! Whether a message looks finished. Judged on the raw text: taking a quotation out must not make it look cut off.

use super::clause::{Item, Sentence, sentences};
use super::words::{HANGUL_REQUEST_ENDS, KANA_REQUEST_ENDS, OPEN_ENDINGS, Role, is};

/// Fewest words in a call that has no end mark, for it to stand on its own.
const OPENER_WORDS: usize = 3;

/// How finished a message looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Completeness {
    /// A whole question or request.
    Complete,
    /// Could stand, could go on.
    Unclear,
    /// Ends where no sentence ends, or announces more.
    Open,
}

/// Judges the last message of a burst. `opener`: the whole burst so far only calls ("hey Tulia").
pub(super) fn completeness(raw: &str, opener: bool) -> Completeness {
    let text = raw.trim_end();
    if ends_open(text) || open_fence(text) {
        return Completeness::Open;
    }
    // "Tulia?" is a question of its own; "Tulia" alone is the start of one.
    if ends_question(text) {
        return if opener { Completeness::Unclear } else { Completeness::Complete };
    }
    if opener || announces_more(text) {
        return Completeness::Open;
    }
    let parts = sentences(text);
    match parts.last() {
        Some(last) if ends_open_word(last) => Completeness::Open,
        Some(last) if text.ends_with(['.', '!', '。', '！', '।', '۔']) || asks(last) => Completeness::Complete,
        _ => Completeness::Unclear,
    }
}

/// Fewer than three words and no end mark: somebody clearing their throat.
pub(super) fn is_opener(said: &[Sentence]) -> bool {
    let mut words = said.iter().flat_map(|sentence| &sentence.items).filter_map(|item| match item {
        Item::Word { text, .. } => Some(text.as_str()),
        Item::Name { .. } | Item::Pause(_) => None,
    });
    let spaceless = |w: &str| {
        w.chars().any(|c| matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
    };
    let said: Vec<&str> = words
        .by_ref()
        .filter(|w| {
            !is(w, Role::CALL) && !is(w, Role::FILLER) && !is(w, Role::SUFFIX) && !w.contains(super::trigger::MENTIONED)
        })
        .collect();
    let long = said.iter().any(|w| spaceless(w) && w.chars().count() > 2 || w.contains(super::trigger::SHOWN));
    !long
        && said.len() < OPENER_WORDS
        && !said.iter().any(|w| is(w, Role::ASK) || is(w, Role::QUESTION) || is(w, Role::PLEASE))
}

fn ends_open(text: &str) -> bool {
    if text.ends_with([':', ',', '、', '，', '،', '：', '(', '（', '[', '–', '—', '-', ';', '“', '«', '「'])
    {
        return true;
    }
    let straight = text.matches('"').count();
    straight % 2 == 1 && text.split('\n').next_back().is_some_and(|line| line.matches('"').count() % 2 == 1)
        || ["“”", "„“", "「」", "『』", "«»"].iter().any(|pair| {
            let mut marks = pair.chars();
            let (Some(open), Some(close)) = (marks.next(), marks.next()) else { return false };
            text.matches(open).count() > text.matches(close).count()
        })
}

fn open_fence(text: &str) -> bool {
    text.lines().filter(|line| line.trim_start().starts_with("```")).count() % 2 == 1
}

fn ends_question(text: &str) -> bool {
    text.trim_end_matches(['!', '！', ')', '"', '”', '」']).ends_with(['?', '？', '؟', '⸮'])
}

fn announces_more(text: &str) -> bool {
    let parts = sentences(text);
    let Some(last) = parts.last() else { return false };
    let words: Vec<&str> = last
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Word { text, .. } => Some(text.as_str()),
            Item::Name { .. } | Item::Pause(_) => None,
        })
        .collect();
    // "Tulia wait, I am pasting it" announces; the name itself may stand before or behind.
    let announces = (0..words.len()).any(|from| {
        let edge = |length: usize| from <= 2 || from + length == words.len();
        (1..=3).any(|length| {
            edge(length) && words.get(from..from + length).is_some_and(|phrase| is(&phrase.join(" "), Role::WAIT))
        })
    });
    announces
        || words
            .last()
            .is_some_and(|last| OPEN_ENDINGS.iter().any(|open| last.ends_with(open)) && !last.ends_with("だから"))
}

fn ends_open_word(last: &Sentence) -> bool {
    // "Who are you with?" ends in "with"; a statement or request does not.
    !last.question && matches!(last.items.last(), Some(Item::Word { text, .. }) if is(text, Role::OPEN))
}

fn asks(sentence: &Sentence) -> bool {
    let words: Vec<&str> = sentence
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Word { text, .. } => Some(text.as_str()),
            Item::Name { .. } | Item::Pause(_) => None,
        })
        .collect();
    let enough = words.len() > OPENER_WORDS;
    let end = words[words.len().saturating_sub(3)..].join(" ");
    enough
        && words
            .iter()
            .take(4)
            .any(|w| is(w, Role::ASK) || is(w, Role::QUESTION) || is(w, Role::PLEASE) || is(w, Role::YOU_VERB))
        || words.last().is_some_and(|w| enough && is(w, Role::FINAL_ASK))
        || HANGUL_REQUEST_ENDS.iter().any(|request| end.ends_with(request))
        || KANA_REQUEST_ENDS.iter().any(|request| end.ends_with(request))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_whether_more_is_coming() {
        for (text, expected) in [
            ("Tulia, what is the fastest way to the lake?", Completeness::Complete),
            ("Tulia, summarise the plan for Saturday", Completeness::Complete),
            ("Tulia, I have two questions:", Completeness::Open),
            ("Tulia, could you compare the bus and", Completeness::Open),
            ("Tulia one sec", Completeness::Open),
            ("Tulia, look at this:\n```\nlet x", Completeness::Open),
            ("Tulia, he wrote \"come at", Completeness::Open),
            ("Tulia, the train leaves at nine", Completeness::Unclear),
            ("Tulia, kannst du mir sagen, ob", Completeness::Open),
            ("Tulia、明日の予定を教えて", Completeness::Complete),
            ("Tulia, 내일 일정 알려줘", Completeness::Complete),
            ("Tulia, 天气怎么样？", Completeness::Complete),
            ("توليا، عندي سؤال عن", Completeness::Open),
            ("Tulia, what did they mean by \"soon\"?", Completeness::Complete),
        ] {
            assert_eq!(completeness(text, false), expected, "{text}");
        }
    }
}
