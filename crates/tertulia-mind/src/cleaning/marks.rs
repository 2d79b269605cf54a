//! Characters and tokens that are no part of an answer: controls, overrides, sentinels, template tokens.

/// Longest token that is recognised, in characters.
const LONGEST_TOKEN: usize = 40;

/// Takes out controls at once and tokens as soon as they are complete.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// The beginning of what may be a token.
    open: String,
}

/// What a text that begins like a token is.
enum Token {
    /// No token can begin like this.
    No,
    /// Could still become one.
    Open,
    /// A token to take out.
    Yes,
}

impl Marks {
    pub(super) fn take(&mut self, c: char, plain: &mut String) {
        let c = match c {
            '\u{2028}' | '\u{2029}' | '\u{0085}' => '\n',
            '\n' | '\t' => c,
            '\r' => return,
            _ if c.is_control() || is_override(c) => return,
            _ => c,
        };
        self.open.push(c);
        self.settle(plain);
    }

    pub(super) fn finish(&mut self, plain: &mut String) {
        // A sentinel that the model did not close is a sentinel all the same.
        if !is_open_sentinel(&self.open) {
            plain.push_str(&self.open);
        }
        self.open.clear();
    }

    fn settle(&mut self, plain: &mut String) {
        loop {
            match token(&self.open) {
                Token::Open => return,
                Token::Yes => {
                    self.open.clear();
                    return;
                }
                Token::No => {
                    let mut rest = self.open.chars();
                    let Some(first) = rest.next() else { return };
                    // Inside out, "⟦⟦S⟧S⟧" would become a sentinel again.
                    if first != '⟦' || !rest.as_str().contains('⟦') {
                        plain.push(first);
                    }
                    self.open = rest.collect();
                    if self.open.is_empty() {
                        return;
                    }
                }
            }
        }
    }
}

fn token(text: &str) -> Token {
    match text.chars().next() {
        Some('⟦') => sentinel(text),
        Some('<') => template_token(text),
        _ => Token::No,
    }
}

/// ⟦S⟧, ⟦A⟧, ⟦E:🎉⟧. Mathematics in the same brackets stays.
fn sentinel(text: &str) -> Token {
    let inside = &text['⟦'.len_utf8()..];
    let Some(body) = inside.strip_suffix('⟧') else {
        return if is_open_sentinel(text) { Token::Open } else { Token::No };
    };
    match body {
        "S" | "A" => Token::Yes,
        _ if body.starts_with("E:") => Token::Yes,
        _ => Token::No,
    }
}

fn is_open_sentinel(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('⟦') else { return false };
    let emoji = |c: char| !c.is_ascii_alphanumeric() && !c.is_whitespace();
    match inside.strip_prefix("E:") {
        Some(reaction) => reaction.chars().all(emoji) && reaction.chars().count() < 16,
        None => matches!(inside, "" | "S" | "A" | "E"),
    }
}

/// <|im_end|> and its kin, <end_of_turn>. Markup that people write stays.
fn template_token(text: &str) -> Token {
    const TURNS: [&str; 2] = ["<start_of_turn>", "<end_of_turn>"];
    if TURNS.contains(&text) {
        return Token::Yes;
    }
    let bar = |c: char| matches!(c, '|' | '｜');
    let mut inside = text.chars().skip(1);
    match inside.next() {
        None => Token::Open,
        Some(c) if bar(c) => {
            let name: Vec<char> = inside.collect();
            let letter = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '▁');
            let letters = name.iter().take_while(|c| letter(c)).count();
            match name[letters..] {
                [] if letters < LONGEST_TOKEN => Token::Open,
                [end] if bar(end) && letters > 0 => Token::Open,
                [end, '>'] if bar(end) && letters > 0 => Token::Yes,
                _ => Token::No,
            }
        }
        Some(_) if TURNS.iter().any(|turn| turn.starts_with(text)) => Token::Open,
        Some(_) => Token::No,
    }
}

/// Characters that reorder or hide text. Marks and joiners that Arabic, Hebrew and emoji need stay.
fn is_override(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}
