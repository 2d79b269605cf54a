//! Folding: making equal what people take for the same letter.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_script::{Script, UnicodeScript};

/// What a folded character is to the cutting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A letter, mark or digit of a script with spaces between its words.
    Spaced,
    /// A character of a script without, or a picture.
    Unspaced,
    /// Anything that stands between words.
    Between,
}

impl Kind {
    pub fn of(c: char) -> Kind {
        if c.is_ascii() {
            return if c.is_ascii_alphanumeric() { Kind::Spaced } else { Kind::Between };
        }
        if is_picture(c) {
            return Kind::Unspaced;
        }
        if !c.is_alphanumeric() && !is_combining_mark(c) {
            return Kind::Between;
        }
        match c.script() {
            Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Hangul
            | Script::Yi
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar => Kind::Unspaced,
            // The long-vowel mark and its like belong to both kana.
            Script::Common if matches!(u32::from(c), 0x3000..=0x30FF) => Kind::Unspaced,
            _ => Kind::Spaced,
        }
    }
}

/// Folds a text.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    // Most of what is written needs none of the tables.
    if text.is_ascii() {
        let has_capitals = text.bytes().any(|b| b.is_ascii_uppercase());
        return if has_capitals { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    Cow::Owned(text.nfkc().flat_map(char::to_lowercase).flat_map(fold_letter).collect())
}

/// Letters that are found by others.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        'ؤ' => "و",
        'ئ' | 'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        _ => return None,
    })
}

/// Folds one small letter, mostly to itself.
fn fold_letter(c: char) -> impl Iterator<Item = char> {
    let mut folded = ['\0'; 2];
    let mut len = 0;
    let mut push = |c: char| {
        if len < folded.len() {
            folded[len] = c;
            len += 1;
        }
    };
    match c {
        _ if c.is_ascii() => push(c),
        _ if is_dropped(c) => {}
        _ if spelled(c).is_some() => spelled(c).into_iter().flat_map(str::chars).for_each(push),
        _ => match (digit(c), c.script()) {
            (Some(digit), _) => push(digit),
            (None, Script::Latin | Script::Greek | Script::Cyrillic) => decompose_canonical(c, |part| {
                // What bears a mark may be a letter of the table below: ǽ, ǿ.
                match spelled(part) {
                    Some(letters) => letters.chars().for_each(&mut push),
                    None if is_combining_mark(part) => {}
                    None => push(part),
                }
            }),
            (None, _) => push(c),
        },
    }
    folded.into_iter().take(len)
}

/// Marks that people leave out when they type: accents, Arabic and Hebrew vowels, and characters that only join or shape.
fn is_dropped(c: char) -> bool {
    matches!(u32::from(c),
        0x00AD | 0x0300..=0x036F | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7
        | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7..=0x06E8
        | 0x06EA..=0x06ED | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x2069
        | 0xFE00..=0xFE0F | 0xFEFF | 0x1F3FB..=0x1F3FF)
}

/// Digits of the scripts whose writers also use European ones.
fn digit(c: char) -> Option<char> {
    let zero = match u32::from(c) {
        0x0660..=0x0669 => 0x0660,
        0x06F0..=0x06F9 => 0x06F0,
        0x0966..=0x096F => 0x0966,
        0x09E6..=0x09EF => 0x09E6,
        0x0E50..=0x0E59 => 0x0E50,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

/// Emoji can be searched for like characters.
fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27BF | 0x2B50 | 0x2B55 | 0x1F000..=0x1FAFF)
}
