//! Cleaning: what is taken out of a model's answer before anybody sees it.
//!
//! Works character by character on a stream, so that it makes no difference how a provider cuts its chunks, and keeps
//! back no more than a short piece whose meaning is still open. Taken out: the assistant's own name before its words,
//! transcript lines and other members' names that a model writes by imitation, sentinels and control tokens, reasoning
//! before the answer, control and direction-override characters. An answer that only repeats itself ends there.

mod lines;
mod marks;
mod repetition;
mod start;

use crate::roster::Participant;
use lines::Lines;
use marks::Marks;
use repetition::Repetition;

/// Most characters of an answer (MSG-1). A longer one is cut there.
pub const LONGEST_ANSWER: usize = 128_000;
/// Most characters kept back at any time because their meaning is still open.
pub const LONGEST_HOLD: usize = 1_024;
/// White space at the end of an answer is dropped; in the middle this many characters of it wait for what follows.
const LONGEST_SPACE: usize = 256;

/// Cleans one answer as it streams.
///
/// ```
/// # use tertulia_mind::{cleaning::Cleaner, roster::{Kind, Mode, Participant}};
/// # use uuid::Uuid;
/// let tulia = Participant {
///     id: Uuid::from_u128(1),
///     username: "tulia".into(),
///     name: "Tulia".into(),
///     kind: Kind::Assistant { mode: Mode::Auto, aliases: vec![] },
/// };
/// let mut cleaner = Cleaner::new(&tulia, &[]);
/// let mut shown = String::new();
/// for chunk in ["Tul", "ia: The lake is", " deep.\n"] {
///     shown.push_str(&cleaner.push(chunk));
/// }
/// let end = cleaner.finish();
/// shown.push_str(&end.text);
/// assert_eq!(shown, "The lake is deep.");
/// ```
#[derive(Clone, Debug)]
pub struct Cleaner {
    marks: Marks,
    lines: Lines,
    /// The first bytes of a character whose rest is in the next chunk.
    bytes: Vec<u8>,
    spaces: String,
    written: usize,
    cut: bool,
    repetition: Repetition,
}

/// The end of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// What was still kept back and is part of the answer.
    pub text: String,
    /// The answer was longer than [`LONGEST_ANSWER`] and is cut there.
    pub cut: bool,
    /// The model went on to write other people's lines; they are left out.
    pub forged: bool,
    /// Characters of the whole answer. 0 means that nothing was said.
    pub characters: usize,
}

impl Cleaner {
    /// A cleaner for one answer of `own`; `others` are those whose names it might write before its words.
    pub fn new(own: &Participant, others: &[Participant]) -> Cleaner {
        Cleaner {
            marks: Marks::default(),
            lines: Lines::new(own, others),
            bytes: Vec::new(),
            spaces: String::new(),
            written: 0,
            cut: false,
            repetition: Repetition::default(),
        }
    }

    /// A cleaner for the rest of a broken-off answer that already has `written` characters. Nothing is taken from its
    /// start, which is the middle of a text.
    pub fn resume(own: &Participant, others: &[Participant], written: usize) -> Cleaner {
        let mut cleaner = Cleaner::new(own, others);
        cleaner.lines.skip_start();
        cleaner.written = written;
        cleaner
    }

    /// Takes the next piece and gives what can be shown now.
    pub fn push(&mut self, chunk: &str) -> String {
        let mut shown = String::with_capacity(chunk.len());
        for c in chunk.chars() {
            self.take(c, &mut shown);
        }
        shown
    }

    /// Takes the next bytes, which may end inside a character. What is no UTF-8 becomes U+FFFD.
    pub fn push_bytes(&mut self, chunk: &[u8]) -> String {
        self.bytes.extend_from_slice(chunk);
        let bytes = std::mem::take(&mut self.bytes);
        let mut shown = String::with_capacity(bytes.len());
        let mut rest = bytes.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    shown.push_str(&self.push(text));
                    return shown;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    shown.push_str(&self.push(&String::from_utf8_lossy(good)));
                    let Some(length) = error.error_len() else {
                        self.bytes = bad.to_vec();
                        return shown;
                    };
                    shown.push_str(&self.push("\u{FFFD}"));
                    rest = &bad[length..];
                }
            }
        }
    }

    /// Ends the answer.
    pub fn finish(mut self) -> Cleaned {
        let mut text = String::new();
        if !self.bytes.is_empty() {
            text.push_str(&self.push("\u{FFFD}"));
        }
        let mut plain = String::new();
        self.marks.finish(&mut plain);
        let mut said = String::new();
        for c in plain.chars() {
            self.lines.take(c, &mut said);
        }
        self.lines.finish(&mut said);
        self.write(&said, &mut text);
        Cleaned { text, cut: self.cut, forged: self.lines.forged(), characters: self.written }
    }

    /// Whether everything that still comes is left out, so that the model can be stopped.
    pub fn is_over(&self) -> bool {
        self.cut || self.lines.forged() || self.repetition.is_loop()
    }

    fn take(&mut self, c: char, shown: &mut String) {
        if self.is_over() {
            return;
        }
        let mut plain = String::new();
        self.marks.take(c, &mut plain);
        let mut said = String::new();
        for c in plain.chars() {
            self.lines.take(c, &mut said);
        }
        self.write(&said, shown);
    }

    /// Writes up to the greatest length. White space waits for a word, because none ends an answer.
    fn write(&mut self, said: &str, shown: &mut String) {
        for c in said.chars() {
            if c.is_whitespace() && self.spaces.chars().count() < LONGEST_SPACE {
                self.spaces.push(c);
                continue;
            }
            let spaces = std::mem::take(&mut self.spaces);
            for c in spaces.chars().chain(std::iter::once(c)) {
                if self.written == LONGEST_ANSWER {
                    self.cut = true;
                    return;
                }
                shown.push(c);
                self.written += 1;
                self.repetition.take(c);
            }
        }
    }
}
