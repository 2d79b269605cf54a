//! Cutting text into what can be searched for, in every script.
//!
//! Text is folded first: width, case, accents, hamza and alef forms, digits. Then scripts that put spaces between words
//! give words, which are found by their beginnings. Scripts that do not (Han, kana, Hangul with its endings, Thai and its
//! neighbours) give single characters and overlapping pairs, so that any stretch of text is found exactly. A query is cut
//! by the same code as the text it looks for.

mod fold;

use fold::{Kind, fold};

/// The longest word that is kept whole, in characters; longer ones are cut there, in the text and in the query.
const WORD_MAX_CHARS: usize = 48;
/// Pieces of a query beyond this are not looked for.
const QUERY_PIECES_MAX: usize = 32;
/// Characters of an unspaced stretch in a query beyond this are not looked for.
const QUERY_STRETCH_MAX_CHARS: usize = 64;

/// A part of a folded text.
#[derive(Clone, Copy)]
enum Piece<'t> {
    /// Between spaces or marks.
    Word(&'t str),
    /// An unbroken stretch of a script without spaces.
    Stretch(&'t str),
}

/// Something to look for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Term {
    /// A word that begins like this.
    Prefix(String),
    /// These words, one right after the other.
    Phrase(Vec<String>),
}

/// Gives the words under which a text is found, in its order, repetitions included.
pub(crate) fn each_word(text: &str, mut give: impl FnMut(&str)) {
    each_piece(&fold(text), |piece| match piece {
        Piece::Word(word) => give(word),
        Piece::Stretch(stretch) => each_stretch_word(stretch, &mut give),
    });
}

/// What a query looks for; all of it has to be found. Empty where the query holds nothing that can be looked for.
pub(crate) fn terms(query: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    each_piece(&fold(query), |piece| {
        if terms.len() == QUERY_PIECES_MAX {
            return;
        }
        terms.push(match piece {
            Piece::Word(word) => Term::Prefix(word.to_owned()),
            Piece::Stretch(stretch) => Term::Phrase(phrase(first_chars(stretch, QUERY_STRETCH_MAX_CHARS))),
        });
    });
    terms
}

/// The words that stand in a text one after the other wherever this stretch does: from its first pair to its last. What
/// comes before and after in the text changes neither.
fn phrase(stretch: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_stretch_word(stretch, &mut |word| words.push(word.to_owned()));
    if words.len() > 1 {
        words.pop();
        words.remove(0);
    }
    words
}

/// For `ABC`: `A`, `AB`, `B`, `BC`, `C`.
fn each_stretch_word(stretch: &str, give: &mut impl FnMut(&str)) {
    let mut borders = stretch.char_indices().map(|(at, _)| at).skip(1).chain([stretch.len()]).peekable();
    let mut start = 0;
    while let Some(end) = borders.next() {
        give(&stretch[start..end]);
        if let Some(next_end) = borders.peek() {
            give(&stretch[start..*next_end]);
        }
        start = end;
    }
}

fn each_piece<'t>(folded: &'t str, mut give: impl FnMut(Piece<'t>)) {
    let mut start = 0;
    let mut kind = Kind::Between;
    let mut close = |kind, part: &'t str| match kind {
        Kind::Between => {}
        Kind::Spaced => give(Piece::Word(first_chars(part, WORD_MAX_CHARS))),
        Kind::Unspaced => give(Piece::Stretch(part)),
    };
    for (at, c) in folded.char_indices() {
        let next = Kind::of(c);
        if next != kind {
            close(kind, &folded[start..at]);
            (start, kind) = (at, next);
        }
    }
    close(kind, &folded[start..]);
}

fn first_chars(text: &str, max: usize) -> &str {
    match text.char_indices().nth(max) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests;
