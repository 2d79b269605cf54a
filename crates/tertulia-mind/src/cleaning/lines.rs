//! The lines of an answer: their beginnings, and what is left out of them.

use super::start::{Beginning, Names};
use crate::roster::Participant;

/// Longest line of somebody else that is kept back at an answer's start, in characters, to see what follows it.
const LONGEST_ASIDE: usize = 240;
/// How often a name may stand before the words ("Tulia: Tulia: hi").
const MOST_HEADINGS: usize = 4;
const THINK_OPEN: &str = "<think>";
const THINK_CLOSE: &str = "</think>";

/// Reads an answer line by line.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    names: Names,
    mode: Mode,
    /// What is kept back: the beginning of a line.
    line: String,
    /// Nothing has been said yet.
    first: bool,
    headings: usize,
    fenced: bool,
    forged: bool,
}

#[derive(Clone, Debug)]
enum Mode {
    /// At the beginning of a line.
    Beginning,
    /// Inside a line that goes out as it comes. Kept back in `line`: the marks of a code fence.
    Inside,
    /// The first line bears a member's name: kept back until the next line shows whether this is a dialogue.
    Aside { body: usize },
    /// Inside the text of a transcript line.
    Record(Escape),
    /// Left out up to the end of the line.
    Drop,
    /// Reasoning before the answer: left out up to its end mark.
    Thinking,
}

/// Where in a JSON string the reader is.
#[derive(Clone, Debug)]
enum Escape {
    None,
    Backslash,
    /// `\u` and the digits so far; the first half of a surrogate pair before it.
    Unicode {
        digits: String,
        high: Option<u32>,
    },
    /// A first half was read: `\u` must follow.
    Pair {
        high: u32,
        backslash: bool,
    },
}

impl Lines {
    pub(super) fn new(own: &Participant, others: &[Participant]) -> Lines {
        Lines {
            names: Names::new(own, others),
            mode: Mode::Beginning,
            line: String::new(),
            first: true,
            headings: 0,
            fenced: false,
            forged: false,
        }
    }

    /// Begins inside a line.
    pub(super) fn skip_start(&mut self) {
        self.first = false;
        self.mode = Mode::Inside;
    }

    /// Whether the model went on to write lines of others.
    pub(super) fn forged(&self) -> bool {
        self.forged
    }

    pub(super) fn take(&mut self, c: char, said: &mut String) {
        if self.forged {
            return;
        }
        match &mut self.mode {
            Mode::Beginning => self.begin(c, said),
            Mode::Inside => {
                said.push(c);
                if c == '\n' {
                    self.mode = Mode::Beginning;
                }
            }
            Mode::Aside { body } => {
                let body = *body;
                self.line.push(c);
                self.aside(body, said);
            }
            Mode::Record(escape) => {
                if let Some(next) = record(escape, c, said) {
                    self.first = false;
                    self.mode = next;
                }
            }
            Mode::Drop => {
                if c == '\n' {
                    self.mode = Mode::Beginning;
                }
            }
            Mode::Thinking => {
                self.line.push(c);
                if self.line.ends_with(THINK_CLOSE) {
                    self.line.clear();
                    self.mode = Mode::Beginning;
                } else if self.line.len() > 64 {
                    // Only the end can complete the mark.
                    let from = self.line.char_indices().rev().nth(THINK_CLOSE.len()).map_or(0, |(at, _)| at);
                    self.line.drain(..from);
                }
            }
        }
    }

    pub(super) fn finish(&mut self, said: &mut String) {
        if self.forged {
            return;
        }
        match self.mode {
            Mode::Beginning if self.headed() => {}
            Mode::Beginning | Mode::Inside => said.push_str(&self.line),
            // A single line under a member's name: the name goes, the words stay.
            Mode::Aside { body } => said.push_str(&self.line[body..]),
            Mode::Record(_) | Mode::Drop | Mode::Thinking => {}
        }
        self.line.clear();
    }

    /// Nothing but the assistant's own name and a colon is kept back.
    fn headed(&self) -> bool {
        !self.fenced
            && matches!(self.names.beginning(&format!("{}x", self.line)), Beginning::Own(length) if length == self.line.len())
    }

    fn begin(&mut self, c: char, said: &mut String) {
        if self.first && self.line.is_empty() && c.is_whitespace() {
            return;
        }
        if c == '\n' && self.headed() {
            self.line.clear();
            return;
        }
        if c == '\n' {
            self.line.push(c);
            let line = std::mem::take(&mut self.line);
            self.fence(&line);
            said.push_str(&line);
            self.first &= line.trim().is_empty();
            return;
        }
        self.line.push(c);
        if self.first && THINK_OPEN.starts_with(self.line.as_str()) {
            if self.line == THINK_OPEN {
                self.line.clear();
                self.mode = Mode::Thinking;
            }
            return;
        }
        if self.fence_is_open() {
            return;
        }
        let beginning = if self.fenced { Beginning::Plain } else { self.names.beginning(&self.line) };
        match beginning {
            Beginning::Open => {}
            Beginning::Own(length) if self.headings < MOST_HEADINGS => {
                self.headings += 1;
                self.again(length, said);
            }
            Beginning::Other(length) if self.first => self.mode = Mode::Aside { body: length },
            Beginning::OwnRecord(_) if self.first => {
                self.line.clear();
                self.mode = Mode::Record(Escape::None);
            }
            Beginning::OtherRecord if self.first => {
                self.line.clear();
                self.mode = Mode::Drop;
            }
            Beginning::OwnRecord(_) | Beginning::OtherRecord => {
                self.line.clear();
                self.forged = true;
            }
            // Its own words stood under its own name, so this is a dialogue and the line is somebody else's.
            Beginning::Other(_) if self.headings > 0 => {
                self.line.clear();
                self.forged = true;
            }
            Beginning::Plain | Beginning::Own(_) | Beginning::Other(_) => self.go_inside(said),
        }
    }

    /// A line that is only the beginning of a fence mark so far.
    fn fence_is_open(&self) -> bool {
        let marks = self.line.trim_start_matches(' ');
        marks.len() <= 3
            && !marks.is_empty()
            && (marks.chars().all(|c| c == '`') || marks.chars().all(|c| c == '~'))
            && marks.len() < 3
    }

    fn go_inside(&mut self, said: &mut String) {
        let line = std::mem::take(&mut self.line);
        self.fence(&line);
        said.push_str(&line);
        self.first = false;
        self.mode = Mode::Inside;
    }

    fn fence(&mut self, line: &str) {
        let line = line.trim_start_matches(' ');
        if line.starts_with("```") || line.starts_with("~~~") {
            self.fenced = !self.fenced;
        }
    }

    /// Reads what stands behind a heading as the beginning of a line.
    fn again(&mut self, from: usize, said: &mut String) {
        let rest: Vec<char> = self.line[from..].chars().collect();
        self.line.clear();
        for c in rest {
            self.take(c, said);
        }
    }

    /// The answer begins with a member's name. What follows the line decides: the assistant's own name, and the line
    /// was the member's; another name, and it is a list; anything else, and only the name goes.
    fn aside(&mut self, body: usize, said: &mut String) {
        let Some((line, next)) = self.line.split_once('\n') else {
            if self.line.chars().count() > LONGEST_ASIDE {
                self.release(body, said);
            }
            return;
        };
        let next = next.trim_start_matches(['\n', ' ']);
        if next.is_empty() {
            return;
        }
        match self.names.beginning(next) {
            Beginning::Open => {}
            Beginning::Own(_) | Beginning::OwnRecord(_) => {
                let from = self.line.len() - next.len();
                self.mode = Mode::Beginning;
                self.again(from, said);
            }
            Beginning::OtherRecord => {
                let said_line = line[body..].to_owned();
                said.push_str(&said_line);
                self.line.clear();
                self.forged = true;
            }
            Beginning::Other(_) => self.release(0, said),
            Beginning::Plain => self.release(body, said),
        }
    }

    /// Lets the kept-back lines go from byte `from` on.
    fn release(&mut self, from: usize, said: &mut String) {
        let kept = self.line[from..].to_owned();
        self.line.clear();
        self.first = false;
        self.mode = Mode::Inside;
        for c in kept.chars() {
            self.take(c, said);
        }
    }
}

/// One character of a JSON string. Gives the next mode at the string's end.
fn record(escape: &mut Escape, c: char, said: &mut String) -> Option<Mode> {
    match escape {
        Escape::None => match c {
            '"' => return Some(Mode::Drop),
            '\\' => *escape = Escape::Backslash,
            // A line break inside a JSON string: the model did not mean JSON after all.
            '\n' => {
                said.push(c);
                return Some(Mode::Beginning);
            }
            _ => said.push(c),
        },
        Escape::Backslash => {
            *escape = Escape::None;
            match c {
                'n' => said.push('\n'),
                't' => said.push('\t'),
                'r' | 'b' | 'f' => {}
                'u' => *escape = Escape::Unicode { digits: String::new(), high: None },
                _ => said.push(c),
            }
        }
        Escape::Unicode { digits, high } => {
            if !c.is_ascii_hexdigit() {
                said.push('\u{FFFD}');
                *escape = Escape::None;
                return record(escape, c, said);
            }
            digits.push(c);
            if digits.len() == 4 {
                let unit = u32::from_str_radix(digits, 16).unwrap_or(0xFFFD);
                *escape = unit_read(unit, *high, said);
            }
        }
        Escape::Pair { high, backslash } => match (*backslash, c) {
            (false, '\\') => *backslash = true,
            (true, 'u') => *escape = Escape::Unicode { digits: String::new(), high: Some(*high) },
            (was_backslash, _) => {
                said.push('\u{FFFD}');
                *escape = if was_backslash { Escape::Backslash } else { Escape::None };
                return record(escape, c, said);
            }
        },
    }
    None
}

fn unit_read(unit: u32, high: Option<u32>, said: &mut String) -> Escape {
    let whole = match (high, unit) {
        (Some(high), 0xDC00..=0xDFFF) => char::from_u32(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)),
        (None, 0xD800..=0xDBFF) => return Escape::Pair { high: unit, backslash: false },
        _ => char::from_u32(unit),
    };
    let shown = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    said.extend(Some(whole.unwrap_or('\u{FFFD}')).filter(shown));
    Escape::None
}
