//! Emoji: what a reaction is made of.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::Denial;

/// The longest emoji, in bytes. Family sequences with skin tones take about 40.
const MAX_BYTES: usize = 64;

/// Exactly one emoji, as a reader sees one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Emoji(String);

impl Emoji {
    /// Reads one emoji.
    ///
    /// # Errors
    /// `NotAnEmoji` for anything but a single grapheme cluster that holds a pictograph, a keycap or a flag.
    pub fn parse(text: &str) -> Result<Emoji, Denial> {
        let one = text.len() <= MAX_BYTES && text.graphemes(true).count() == 1;
        if one && text.chars().any(is_pictograph) && !text.chars().any(char::is_control) {
            return Ok(Emoji(text.to_owned()));
        }
        Err(Denial::NotAnEmoji)
    }

    /// The emoji as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Ranges of Unicode's `emoji-data.txt` that show as pictures, with the keycap mark and the regional letters of flags.
fn is_pictograph(c: char) -> bool {
    matches!(u32::from(c),
        0x00A9 | 0x00AE | 0x203C | 0x2049 | 0x20E3 | 0x2122 | 0x2139 | 0x2194..=0x2199 | 0x21A9..=0x21AA
        | 0x231A..=0x231B | 0x2328 | 0x23CF | 0x23E9..=0x23F3 | 0x23F8..=0x23FA | 0x24C2 | 0x25AA..=0x25AB | 0x25B6
        | 0x25C0 | 0x25FB..=0x25FE | 0x2600..=0x27BF | 0x2934..=0x2935 | 0x2B05..=0x2B07 | 0x2B1B..=0x2B1C | 0x2B50
        | 0x2B55 | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0x1F004 | 0x1F0CF | 0x1F170..=0x1F251 | 0x1F300..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_of_any_build_is_taken() {
        for emoji in ["👍", "👍🏽", "❤️", "👩‍👩‍👧‍👦", "🇵🇹", "1️⃣", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"]
        {
            assert_eq!(Emoji::parse(emoji).map(|e| e.as_str().to_owned()), Ok(emoji.to_owned()));
        }
    }

    #[test]
    fn words_pairs_and_controls_are_refused() {
        for text in ["", "a", "👍👍", "ok", "1", " ", "\u{202e}", "<b>"] {
            assert_eq!(Emoji::parse(text), Err(Denial::NotAnEmoji), "{text:?}");
        }
    }
}
