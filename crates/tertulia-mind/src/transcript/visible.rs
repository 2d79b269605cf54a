//! What a reader sees of a text: everything invisible is taken out before a model reads it.

/// Longest name in a prompt, in characters.
const LONGEST_NAME: usize = 50;

/// The text without control, direction, tag and other invisible characters. Line separators become `\n`.
///
/// Joiners stay where they shape what is seen: between letters of the scripts that use them and inside emoji.
pub fn visible_text(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut last: Option<char> = None;
    while let Some(c) = chars.next() {
        let kept = match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}' => '\n',
            '\n' | '\t' => c,
            '\u{200C}' | '\u{200D}' | '\u{FE0F}' => {
                let joins = last.is_some_and(|l| !l.is_ascii() && !is_hidden(l) && !is_joiner(l))
                    && (c == '\u{FE0F}'
                        || chars.peek().is_some_and(|n| !n.is_ascii() && !is_hidden(*n) && !is_joiner(*n)));
                if !joins {
                    continue;
                }
                c
            }
            _ if c.is_control() || is_hidden(c) => continue,
            _ => c,
        };
        seen.push(kept);
        last = Some(kept);
    }
    seen
}

/// A name on one line: [`visible_text`], white space collapsed, at most 50 characters. May come out empty.
pub fn visible_name(name: &str) -> String {
    let name: String = visible_text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    name.chars().take(LONGEST_NAME).collect()
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}')
}

/// Format characters that show nothing and can carry or reorder text.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_gone_and_what_shapes_letters_stays() {
        assert_eq!(visible_text("a\u{200B}b\u{202E}c\u{0000}d\u{E0041}e\u{2066}f\u{FEFF}"), "abcdef");
        assert_eq!(visible_text("one\r\ntwo\u{2028}three\u{0085}four"), "one\ntwo\nthree\nfour");
        for kept in ["👩\u{200D}👩\u{200D}👧", "می\u{200C}خواهم", "❤\u{FE0F}", "क्\u{200D}ष", "עברית", "tab\there"]
        {
            assert_eq!(visible_text(kept), kept);
        }
        assert_eq!(visible_text("a\u{200D}\u{200D}\u{200D}b"), "ab");
        assert_eq!(visible_name(" Ana\n\u{202E}Admin:\t x "), "Ana Admin: x");
        assert_eq!(visible_name(&"é".repeat(80)).chars().count(), 50);
    }
}
