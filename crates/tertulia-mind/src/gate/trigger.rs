//! The trigger text: what the author says, without what the author shows.
//!
//! Code, quotations and forwarded bodies call nobody. What is taken out leaves [`SHOWN`] behind, so that a sentence
//! keeps its shape and a name beside a quotation does not move to a clause's edge.

use std::ops::Range;

/// Stands for something shown (a quotation, code). A word to the sentence around it.
pub(crate) const SHOWN: char = '\u{FFFC}';
/// Stands for a mention that the composer set.
pub(crate) const MENTIONED: char = '\u{FFF9}';

/// Longest quotation inside a line, in characters. A lone quotation mark must not swallow a message.
const LONGEST_QUOTE: usize = 600;

/// Byte ranges of `text` that are shown and not said, in order, without overlap.
pub(crate) fn shown(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut fence: Option<(char, usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim_start();
        let mark = fence_mark(body);
        if let Some((c, length, from)) = fence {
            if mark.is_some_and(|(d, n)| d == c && n >= length && body.trim_end().chars().all(|x| x == c)) {
                ranges.push(from..at);
                fence = None;
            }
        } else if let Some((c, length)) = mark {
            fence = Some((c, length, start));
        } else if body.starts_with('>') || body.starts_with('＞') {
            ranges.push(start..start + line.trim_end_matches('\n').len());
        } else {
            in_line(line, start, &mut ranges);
        }
    }
    if let Some((_, _, from)) = fence {
        ranges.push(from..text.len());
    }
    ranges
}

/// `text` with every one of `ranges` replaced by the character beside it. The ranges are in order and do not overlap.
pub(crate) fn without(text: &str, ranges: &[(Range<usize>, char)]) -> String {
    let mut said = String::with_capacity(text.len());
    let mut from = 0;
    for (range, mark) in ranges {
        said.push_str(&text[from..range.start]);
        said.push(*mark);
        // A whole line that is shown still ends a clause.
        if text[range.clone()].ends_with('\n') {
            said.push('\n');
        }
        from = range.end;
    }
    said.push_str(&text[from..]);
    said
}

fn fence_mark(line: &str) -> Option<(char, usize)> {
    let c = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|x| *x == c).count();
    (length >= 3).then_some((c, length))
}

/// Inline code and quoted spans of one line.
fn in_line(line: &str, offset: usize, ranges: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while from < line.len() {
        let Some(c) = line[from..].chars().next() else { break };
        let end = match c {
            '`' => code_end(line, from),
            _ => quote_end(line, from, c),
        };
        match end {
            Some(end) => {
                ranges.push(offset + from..offset + end);
                from = end;
            }
            // A run of backticks without its match opens nothing at all.
            None if c == '`' => from += line[from..].len() - line[from..].trim_start_matches('`').len(),
            None => from += c.len_utf8(),
        }
    }
}

fn code_end(line: &str, from: usize) -> Option<usize> {
    let run = line[from..].len() - line[from..].trim_start_matches('`').len();
    let mut at = from + run;
    while let Some(found) = line[at..].find('`') {
        let start = at + found;
        let length = line[start..].len() - line[start..].trim_start_matches('`').len();
        if length == run {
            return Some(start + length);
        }
        at = start + length;
    }
    None
}

fn quote_end(line: &str, from: usize, open: char) -> Option<usize> {
    let close: &[char] = match open {
        '"' => &['"'],
        '\'' => &['\''],
        '“' => &['”', '“'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '‘' => &['’'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '〈' => &['〉'],
        '＂' => &['＂'],
        _ => return None,
    };
    let straight = matches!(open, '"' | '\'' | '‘' | '»');
    if straight && line[..from].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let inside = from + open.len_utf8();
    for (at, c) in line[inside..].char_indices().take(LONGEST_QUOTE).skip(1) {
        if !close.contains(&c) {
            continue;
        }
        let end = inside + at + c.len_utf8();
        // An apostrophe inside a word closes nothing.
        if straight && line[end..].chars().next().is_some_and(char::is_alphanumeric) {
            continue;
        }
        return Some(end);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        without(text, &shown(text).into_iter().map(|range| (range, SHOWN)).collect::<Vec<_>>()).replace(SHOWN, "_")
    }

    #[test]
    fn code_and_quotations_are_not_said() {
        assert_eq!(said("see `Tulia, go` ok"), "see _ ok");
        assert_eq!(said("``a ` b`` c"), "_ c");
        assert_eq!(said("```\nTulia, go\n```\nthanks"), "_\nthanks");
        assert_eq!(said("~~~rust\nTulia,"), "_");
        assert_eq!(said("> Tulia, go\nlook at this"), "_\nlook at this");
        assert_eq!(said("she wrote \"Tulia, go\" yesterday"), "she wrote _ yesterday");
        assert_eq!(said("er schrieb „Tulia, los“ gestern"), "er schrieb _ gestern");
        assert_eq!(said("il a écrit « Tulia, aide » hier"), "il a écrit _ hier");
        assert_eq!(said("彼は「Tulia、教えて」と言った"), "彼は_と言った");
        assert_eq!(said("'Tulia, go' was all"), "_ was all");
    }

    #[test]
    fn apostrophes_inches_and_lone_marks_quote_nothing() {
        for text in ["it's Ana's", "a 5\" screen, Tulia, or 6\"?", "\"Tulia, go", "don't, Tulia, don't", "a ` b"] {
            assert_eq!(said(text), text);
        }
    }
}
