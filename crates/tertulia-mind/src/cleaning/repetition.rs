//! A model that says the same over and over, as small ones do, is stopped: nobody reads that, and it would go on up to the
//! greatest length.

use std::collections::VecDeque;

/// Longest piece whose repetition is recognised, in characters.
const LONGEST_PIECE: usize = 240;
/// How often a piece stands in a row before it is a loop, and how many characters that takes at least. A list, a table and a
/// refrain have less.
const TIMES: usize = 8;
const LEAST: usize = 320;
/// How many characters come between two looks.
const LOOK_EVERY: usize = 32;

/// Watches the end of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Repetition {
    last: VecDeque<char>,
    since_look: usize,
    is_loop: bool,
}

impl Repetition {
    pub fn take(&mut self, c: char) {
        self.last.push_back(c);
        if self.last.len() > LONGEST_PIECE * TIMES {
            self.last.pop_front();
        }
        self.since_look += 1;
        if self.since_look == LOOK_EVERY {
            self.since_look = 0;
            self.is_loop |= self.has_loop();
        }
    }

    /// Whether it does nothing but repeat itself.
    pub fn is_loop(&self) -> bool {
        self.is_loop
    }

    fn has_loop(&self) -> bool {
        (1..=LONGEST_PIECE).any(|length| {
            let span = (length * TIMES).max(LEAST);
            span <= self.last.len() && self.repeats(length, span) && self.has_words(length)
        })
    }

    /// Whether the last `span` characters are one piece of `length` again and again.
    fn repeats(&self, length: usize, span: usize) -> bool {
        let end = self.last.len();
        (end - span + length..end).rev().all(|at| self.last[at] == self.last[at - length])
    }

    /// A line of dashes and a row of stars are drawn, not said.
    fn has_words(&self, length: usize) -> bool {
        self.last.iter().rev().take(length).any(|c| c.is_alphanumeric())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_loop(text: &str) -> bool {
        let mut repetition = Repetition::default();
        text.chars().for_each(|c| repetition.take(c));
        repetition.is_loop()
    }

    #[test]
    fn a_piece_that_comes_again_and_again_is_a_loop() {
        for piece in ["I am here to help you. ", "the the ", "语言", "ha", "1. Take the tram.\n2. Walk up the hill.\n"]
        {
            assert!(is_loop(&format!("First. {}", piece.repeat(200))), "{piece}");
        }
    }

    #[test]
    fn what_people_write_is_none() {
        let table: String = (1..60).map(|n| format!("| {n} | {} | yes |\n", n * n)).collect();
        let refrain = "Row, row, row your boat, gently down the stream. ".repeat(4);
        for text in [
            table.as_str(),
            refrain.as_str(),
            &"-".repeat(2_000),
            &"* ".repeat(500),
            &"ha".repeat(40),
            &(1..400).map(|n| n.to_string()).collect::<Vec<_>>().join(" "),
        ] {
            assert!(!is_loop(text), "{text}");
        }
    }
}
