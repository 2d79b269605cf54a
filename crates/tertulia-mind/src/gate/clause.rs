//! Clauses: a message cut into sentences of words, names and pauses.

use super::fold::fold;
use super::trigger::{MENTIONED, SHOWN};

/// One element of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A word, folded. `glued`: no space between it and the element before.
    Word { text: String, glued: bool },
    /// A participant's name. Several bearers when people and assistants share it.
    Name { bearers: Vec<usize>, by: By },
    /// A pause inside a sentence.
    Pause(Pause),
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// As a word of the sentence.
    Word,
    /// After an `@`.
    At,
    /// After an `@`, with a typing slip.
    Slip,
}

/// How a sentence pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    Comma,
    Colon,
    /// A dash or an ellipsis.
    Dash,
    /// An emoji or another symbol.
    Symbol,
    Bracket,
}

/// Items up to a full stop, a question mark, an exclamation mark or a line's end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub items: Vec<Item>,
    pub question: bool,
}

/// Writing systems as far as they decide where a word ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Spaced,
    Han,
    Hiragana,
    Katakana,
    Hangul,
    Thai,
}

/// Cuts the trigger text into sentences of words and pauses. Names are not marked yet.
pub(crate) fn sentences(text: &str) -> Vec<Sentence> {
    let folded = fold(text);
    let mut out: Vec<Sentence> = Vec::new();
    let mut now = Sentence::default();
    let chars: Vec<char> = folded.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let previous = i.checked_sub(1).map(|p| chars[p]);
        let next = chars.get(i + 1).copied();
        let glued = previous.is_some_and(|p| is_word(p) || matches!(p, '@' | '#' | SHOWN | MENTIONED));
        let inside_word = previous.is_some_and(is_word) && next.is_some_and(is_word);
        match c {
            '\n' | '\r' => {
                end(&mut out, &mut now, false);
            }
            _ if c.is_whitespace() => {}
            '#' if next.is_some_and(is_word) => {
                now.items.push(Item::Word { text: "#".into(), glued: false });
            }
            '*' | '#' | '|' => {} // Markdown emphasis and headings are not part of the sentence.
            '.' if next == Some('.') => {
                while chars.get(i + 1) == Some(&'.') {
                    i += 1;
                }
                pause(&mut now, Pause::Dash);
            }
            '…' => pause(&mut now, Pause::Dash),
            '?' | '？' | '؟' | '⸮' => end(&mut out, &mut now, true),
            // A Greek question mark folds to a semicolon, which otherwise ends a clause all the same.
            ';' => {
                let greek = out_is_greek(&now);
                end(&mut out, &mut now, greek);
            }
            '!' | '。' | '｡' | '؛' | '۔' | '।' | '॥' => end(&mut out, &mut now, false),
            '¿' | '¡' => {}
            '.' if !inside_word => end(&mut out, &mut now, false),
            ',' | '、' | '،' | '､' => {
                pause(&mut now, Pause::Comma);
            }
            ':' | '：' if !inside_word || next.is_some_and(|n| script(n) != Script::Spaced) => {
                pause(&mut now, Pause::Colon);
            }
            '–' | '—' | '―' | '⸺' => {
                pause(&mut now, Pause::Dash);
            }
            '-' if !inside_word => {
                pause(&mut now, Pause::Dash);
            }
            '(' | ')' | '[' | ']' | '{' | '}' | '（' | '）' | '【' | '】' => {
                pause(&mut now, Pause::Bracket);
            }
            '@' if next.is_some_and(is_word) && !previous.is_some_and(|p| p.is_ascii_alphanumeric()) => {
                now.items.push(Item::Word { text: "@".into(), glued: false });
            }
            _ if is_word(c) || c == SHOWN || c == MENTIONED => {
                let start = i;
                let kind = script(c);
                let address = is_address(&chars[i..]);
                while i + 1 < chars.len()
                    && if address { !chars[i + 1].is_whitespace() } else { continues(&chars, i + 1, kind) }
                {
                    i += 1;
                }
                now.items.push(Item::Word { text: chars[start..=i].iter().collect(), glued });
            }
            '&' => now.items.push(Item::Word { text: "&".into(), glued: false }),
            _ => {
                pause(&mut now, Pause::Symbol);
            }
        }
        i += 1;
    }
    end(&mut out, &mut now, false);
    out
}

/// Whether the character belongs to a word: letters, digits, marks of Indic scripts, the underscore.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c)
}

fn continues(chars: &[char], at: usize, kind: Script) -> bool {
    let c = chars[at];
    let next = chars.get(at + 1).copied();
    match c {
        // Joiners inside a word: l'heure, dis-moi, 3.5, tulia.dev, tulia/x
        '\'' | '-' | '.' | '/' | ':' | '@' => {
            kind == Script::Spaced && next.is_some_and(|n| is_word(n) && script(n) == Script::Spaced)
        }
        'ー' => matches!(kind, Script::Hiragana | Script::Katakana),
        _ => is_word(c) && script(c) == kind,
    }
}

/// Whether a web address starts here. It runs to the next space, whatever it contains.
fn is_address(chars: &[char]) -> bool {
    ["http://", "https://", "www."]
        .iter()
        .any(|start| start.chars().zip(chars).filter(|(a, b)| a == *b).count() == start.len())
}

fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Script::Katakana,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => Script::Hangul,
        '\u{3005}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}' => Script::Han,
        '\u{0E00}'..='\u{0E7F}' => Script::Thai,
        _ => Script::Spaced,
    }
}

fn pause(now: &mut Sentence, kind: Pause) {
    match now.items.last_mut() {
        // Of two pauses in a row the one that says more stays: "Tulia 🙂, ..." pauses with a comma.
        Some(Item::Pause(last)) if *last == Pause::Symbol => *last = kind,
        Some(Item::Pause(_)) => {}
        _ => now.items.push(Item::Pause(kind)),
    }
}

fn end(out: &mut Vec<Sentence>, now: &mut Sentence, question: bool) {
    if now.items.is_empty() {
        // "?!" and "!?" are questions too.
        if let Some(last) = out.last_mut()
            && question
        {
            last.question = true;
        }
        return;
    }
    now.question = question;
    out.push(std::mem::take(now));
}

fn out_is_greek(now: &Sentence) -> bool {
    let last = now.items.iter().rev().find_map(|item| match item {
        Item::Word { text, .. } => text.chars().next(),
        _ => None,
    });
    last.is_some_and(|c| ('\u{0370}'..='\u{03FF}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let mut out = String::new();
        for sentence in sentences(text) {
            for item in &sentence.items {
                match item {
                    Item::Word { text, glued } => {
                        out.push_str(if *glued { "+" } else { " " });
                        out.push_str(text);
                    }
                    Item::Pause(pause) => out.push_str(match pause {
                        Pause::Comma => " ,",
                        Pause::Colon => " :",
                        Pause::Dash => " -",
                        Pause::Symbol => " *",
                        Pause::Bracket => " (",
                    }),
                    Item::Name { .. } => unreachable!("names are marked later"),
                }
            }
            out.push_str(if sentence.question { " ?" } else { " |" });
        }
        out.trim_start().to_owned()
    }

    #[test]
    fn sentences_end_in_every_script() {
        assert_eq!(shape("Is it? Yes. No!"), "is it ? yes | no |");
        assert_eq!(shape("本当？はい。"), "本当 ? はい |");
        assert_eq!(shape("حقا؟ نعم، طبعا"), "حقا ? نعم , طبعا |");
        assert_eq!(shape("सच? हाँ। ठीक"), "सच ? हाँ | ठीक |");
        assert_eq!(shape("정말? 응"), "정말 ? 응 |");
        assert_eq!(shape("Γιατί;"), "γιατι ?");
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        assert_eq!(shape("dis-moi l’heure, 3.5 km"), "dis-moi l'heure , 3.5 km |");
        assert_eq!(shape("mail me@tulia.dev – now"), "mail me@tulia.dev - now |");
        assert_eq!(shape("see https://x.org/a,b?c #tulia"), "see https://x.org/a,b?c #+tulia |");
        assert_eq!(shape("Tulia帮我"), "tulia+帮我 |");
        assert_eq!(shape("Tulia야 뭐해"), "tulia+야 뭐해 |");
        assert_eq!(shape("**Tulia**, go... now 🙂"), "tulia , go - now * |");
        assert_eq!(shape("really?!"), "really ?");
    }
}
