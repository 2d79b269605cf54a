//! What single words do in an address, in many languages at once.
//!
//! A group mixes languages, so there is one table for all of them and no language guess. A word that would mean
//! something else in a neighbouring language is left out, or stands in a list that needs a second sign beside it.

mod indic_semitic;
mod latin;
mod slavic_turkic;
mod spaceless;

pub(crate) use spaceless::{
    HAN_ADDRESS_STARTS, HAN_QUESTION_ENDS, HAN_THIRD_PERSON_STARTS, HAN_VOCATIVE_SUFFIXES, HANGUL_HONORIFICS,
    HANGUL_REQUEST_ENDS, HANGUL_VOCATIVES, KANA_HONORIFICS, KANA_PARTICLES, KANA_REQUEST_ENDS, OPEN_ENDINGS,
};

use super::fold::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The words of one language by what they do, separated by commas. Entries may be phrases of two words where noted.
pub(crate) struct Language {
    /// Greetings, attention calls and thanks that stand before a name ("hey", "good morning"). Phrases allowed.
    pub calls: &'static str,
    /// Words that may open a sentence before a name without calling anybody ("ok", "so"). Phrases allowed.
    pub fillers: &'static str,
    /// Calls that make the next name a vocative anywhere in a sentence.
    pub strong: &'static str,
    /// Words right after a name that make it a vocative.
    pub suffixes: &'static str,
    /// Second-person pronouns.
    pub you: &'static str,
    /// Verb forms that can only be second person.
    pub you_verbs: &'static str,
    /// Imperatives that cannot be read as third person.
    pub asks: &'static str,
    /// Verb forms that are imperative or third person: they need "me", "us" or a question mark in the sentence.
    pub maybe_asks: &'static str,
    /// First-person objects that settle `maybe_asks`.
    pub me: &'static str,
    /// Politeness that only an address carries. Phrases allowed.
    pub please: &'static str,
    /// Question words that start a question wherever they follow a name.
    pub questions: &'static str,
    /// Question words with a second meaning: they count in a sentence that ends in a question mark.
    pub marked_questions: &'static str,
    /// Auxiliaries that stand before "you" or "we" in a question.
    pub auxiliaries: &'static str,
    /// First-person subjects.
    pub we: &'static str,
    /// Words after a name that make it the subject of a statement.
    pub third: &'static str,
    /// Conjunctions between two names.
    pub and: &'static str,
    /// Verbs of opinion at the end of "what do you think".
    pub think: &'static str,
    /// Words no finished sentence ends with.
    pub open: &'static str,
    /// Whether a verb at the end of the sentence makes the request.
    pub verb_final: bool,
    /// "Wait", "one second": the author says that more is coming. Phrases allowed.
    pub wait: &'static str,
}

impl Language {
    /// A language about which nothing is known, to fill in from.
    pub const NONE: Language = Language {
        calls: "",
        fillers: "",
        strong: "",
        suffixes: "",
        you: "",
        you_verbs: "",
        asks: "",
        maybe_asks: "",
        me: "",
        please: "",
        questions: "",
        marked_questions: "",
        auxiliaries: "",
        we: "",
        third: "",
        and: "",
        think: "",
        open: "",
        verb_final: false,
        wait: "",
    };
}

/// What a word can do. A word may do several things.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Role(u32);

impl Role {
    pub const CALL: Role = Role(1);
    pub const STRONG: Role = Role(1 << 1);
    pub const SUFFIX: Role = Role(1 << 2);
    pub const YOU: Role = Role(1 << 3);
    pub const YOU_VERB: Role = Role(1 << 4);
    pub const ASK: Role = Role(1 << 5);
    pub const MAYBE_ASK: Role = Role(1 << 6);
    pub const ME: Role = Role(1 << 7);
    pub const PLEASE: Role = Role(1 << 8);
    pub const QUESTION: Role = Role(1 << 9);
    pub const MARKED_QUESTION: Role = Role(1 << 10);
    pub const AUXILIARY: Role = Role(1 << 11);
    pub const WE: Role = Role(1 << 12);
    pub const THIRD: Role = Role(1 << 13);
    pub const AND: Role = Role(1 << 14);
    pub const THINK: Role = Role(1 << 15);
    pub const OPEN: Role = Role(1 << 16);
    pub const WAIT: Role = Role(1 << 17);
    pub const FILLER: Role = Role(1 << 18);
    pub const FINAL_ASK: Role = Role(1 << 19);
}

/// Whether the folded word or phrase has the role in any language.
pub(crate) fn is(word: &str, role: Role) -> bool {
    TABLE.get(word).is_some_and(|roles| roles & role.0 != 0)
}

/// The entries of a list separated by commas.
pub(crate) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

static TABLE: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    let all = latin::LANGUAGES
        .iter()
        .chain(slavic_turkic::LANGUAGES)
        .chain(indic_semitic::LANGUAGES)
        .chain(spaceless::LANGUAGES);
    for language in all {
        for (role, words) in [
            (Role::CALL, language.calls),
            (Role::FILLER, language.fillers),
            (Role::STRONG, language.strong),
            (Role::SUFFIX, language.suffixes),
            (Role::YOU, language.you),
            (Role::YOU_VERB, language.you_verbs),
            (Role::ASK, language.asks),
            (Role::MAYBE_ASK, language.maybe_asks),
            (Role::ME, language.me),
            (Role::PLEASE, language.please),
            (Role::QUESTION, language.questions),
            (Role::MARKED_QUESTION, language.marked_questions),
            (Role::AUXILIARY, language.auxiliaries),
            (Role::WE, language.we),
            (Role::THIRD, language.third),
            (Role::AND, language.and),
            (Role::THINK, language.think),
            (Role::OPEN, language.open),
            (Role::WAIT, language.wait),
            (Role::FINAL_ASK, if language.verb_final { language.asks } else { "" }),
        ] {
            for word in entries(words) {
                *table.entry(fold(word)).or_insert(0) |= role.0;
            }
        }
    }
    table
});
