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

/// A part of a text.
enum Piece {
    /// Between spaces or marks.
    Word(String),
    /// An unbroken stretch of a script without spaces.
    Stretch(Vec<char>),
}

/// Something to look for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Term {
    /// A word that begins like this.
    Prefix(String),
    /// These words, one right after the other.
    Phrase(Vec<String>),
}

/// The words under which a text is found, in its order, repetitions included.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in cut(text) {
        match piece {
            Piece::Word(word) => words.push(word),
            Piece::Stretch(chars) => stretch_words(&chars, &mut words),
        }
    }
    words
}

/// What a query looks for; all of it has to be found. Empty where the query holds nothing that can be looked for.
pub(crate) fn terms(query: &str) -> Vec<Term> {
    cut(query)
        .into_iter()
        .take(QUERY_PIECES_MAX)
        .map(|piece| match piece {
            Piece::Word(word) => Term::Prefix(word),
            Piece::Stretch(mut chars) => {
                chars.truncate(QUERY_STRETCH_MAX_CHARS);
                let mut words = Vec::new();
                stretch_words(&chars, &mut words);
                if chars.len() > 1 {
                    // From the first pair to the last: those stand in the text in the same order, without anything between.
                    words.pop();
                    words.remove(0);
                }
                Term::Phrase(words)
            }
        })
        .collect()
}

/// For `ABC`: `A`, `AB`, `B`, `BC`, `C`.
fn stretch_words(chars: &[char], words: &mut Vec<String>) {
    for (i, c) in chars.iter().enumerate() {
        words.push(c.to_string());
        if let Some(next) = chars.get(i + 1) {
            words.push([*c, *next].iter().collect());
        }
    }
}

fn cut(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // Whether the last piece can still grow.
    let mut is_open = false;
    for c in fold(text) {
        match (Kind::of(c), pieces.last_mut()) {
            (Kind::Between, _) => is_open = false,
            (Kind::Spaced, Some(Piece::Word(word))) if is_open => word.push(c),
            (Kind::Unspaced, Some(Piece::Stretch(chars))) if is_open => chars.push(c),
            (Kind::Spaced, _) => {
                pieces.push(Piece::Word(c.to_string()));
                is_open = true;
            }
            (Kind::Unspaced, _) => {
                pieces.push(Piece::Stretch(vec![c]));
                is_open = true;
            }
        }
    }
    for piece in &mut pieces {
        if let Piece::Word(word) = piece
            && let Some((end, _)) = word.char_indices().nth(WORD_MAX_CHARS)
        {
            word.truncate(end);
        }
    }
    pieces
}

#[cfg(test)]
mod tests;
