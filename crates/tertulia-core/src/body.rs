//! Bodies: what a message says. Kept apart from events, so that erasing one rewrites no history.

use serde::{Deserialize, Serialize};

use crate::{Denial, ProfileId};

/// The most characters (Unicode scalar values) a person's message may have (MSG-1).
pub const PERSON_TEXT_MAX_CHARS: usize = 32_000;
/// The most characters an assistant's answer may have; a longer one is cut there (MSG-1).
pub const ASSISTANT_TEXT_MAX_CHARS: usize = 128_000;
/// The most mentions one message may carry.
pub const MENTIONS_MAX: usize = 100;

/// What a message says: Markdown, and who is mentioned where in it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// Markdown (CommonMark with GFM), as its author wrote it.
    pub text: String,
    /// In the order of their places, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
}

/// A place in a text that stands for a participant.
///
/// Places are counted in UTF-16 code units, as browsers count them; `end` is exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mention {
    pub start: u32,
    pub end: u32,
    pub profile: ProfileId,
}

impl Body {
    /// A body without mentions.
    pub fn plain(text: impl Into<String>) -> Self {
        Body { text: text.into(), mentions: Vec::new() }
    }

    /// Whether this body can stand as a person's message.
    ///
    /// # Errors
    /// `EmptyText` where nothing but white space was written, `TextTooLong` above 32,000 characters,
    /// `MentionsInvalid` where a mention lies outside the text, overlaps another or splits a character.
    pub fn check(&self) -> Result<(), Denial> {
        if self.text.trim().is_empty() {
            return Err(Denial::EmptyText);
        }
        // A character has at most four bytes, so most texts are cleared without counting.
        if self.text.len() > PERSON_TEXT_MAX_CHARS && self.text.chars().count() > PERSON_TEXT_MAX_CHARS {
            return Err(Denial::TextTooLong);
        }
        self.check_mentions()
    }

    /// The same with U+FFFD wherever U+0000 stood, which Markdown does not know (CommonMark 2.3) and not every database holds. No
    /// place moves by that.
    #[must_use]
    pub fn without_null(mut self) -> Body {
        if self.text.contains('\0') {
            self.text = self.text.replace('\0', "\u{FFFD}");
        }
        self
    }

    fn check_mentions(&self) -> Result<(), Denial> {
        if self.mentions.is_empty() {
            return Ok(());
        }
        if self.mentions.len() > MENTIONS_MAX {
            return Err(Denial::MentionsInvalid);
        }
        let mut borders = vec![0u32];
        let mut at = 0u32;
        for c in self.text.chars() {
            at += if c.len_utf16() == 2 { 2 } else { 1 };
            borders.push(at);
        }
        let mut last_end = 0;
        for mention in &self.mentions {
            let inside = mention.start < mention.end && mention.start >= last_end;
            let whole = borders.binary_search(&mention.start).is_ok() && borders.binary_search(&mention.end).is_ok();
            if !inside || !whole {
                return Err(Denial::MentionsInvalid);
            }
            last_end = mention.end;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn mention(start: u32, end: u32) -> Mention {
        Mention { start, end, profile: ProfileId(Uuid::from_u128(1)) }
    }

    #[test]
    fn white_space_is_no_message() {
        assert_eq!(Body::plain(" \n\t").check(), Err(Denial::EmptyText));
        assert_eq!(Body::plain(" a ").check(), Ok(()));
    }

    #[test]
    fn the_limit_counts_characters_and_not_bytes() {
        assert_eq!(Body::plain("語".repeat(PERSON_TEXT_MAX_CHARS)).check(), Ok(()));
        assert_eq!(Body::plain("語".repeat(PERSON_TEXT_MAX_CHARS + 1)).check(), Err(Denial::TextTooLong));
    }

    #[test]
    fn mentions_stay_inside_whole_and_apart() {
        let body = |mentions| Body { text: "🎉 @Ana hi".into(), mentions };
        assert_eq!(body(vec![mention(3, 7)]).check(), Ok(()));
        assert_eq!(body(vec![mention(1, 7)]).check(), Err(Denial::MentionsInvalid), "splits the emoji");
        assert_eq!(body(vec![mention(3, 70)]).check(), Err(Denial::MentionsInvalid));
        assert_eq!(body(vec![mention(3, 3)]).check(), Err(Denial::MentionsInvalid));
        assert_eq!(body(vec![mention(3, 7), mention(6, 8)]).check(), Err(Denial::MentionsInvalid));
    }
}
