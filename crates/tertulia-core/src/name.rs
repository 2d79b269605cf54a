//! Names: what participants and groups are called, and what they may not be called (ACC-3, ACC-4).

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

use crate::Denial;

/// The most characters of a display name (ACC-3).
pub const DISPLAY_NAME_MAX_CHARS: usize = 50;
/// The most characters of a group's name.
pub const GROUP_NAME_MAX_CHARS: usize = 100;

/// A name that people see: 1 to 50 characters, NFC, without control, bidi or zero-width characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DisplayName(String);

impl DisplayName {
    /// Normalises and checks a name.
    ///
    /// # Errors
    /// `NameInvalid` for a name that is empty, too long or holds characters that names may not hold.
    pub fn parse(text: &str) -> Result<DisplayName, Denial> {
        clean(text, DISPLAY_NAME_MAX_CHARS).map(DisplayName)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a reader could take this name for `other`: equal skeletons (Unicode TR39) without case and spaces.
    pub fn looks_like(&self, other: &DisplayName) -> bool {
        look(&self.0) == look(&other.0) || look_of_capitals(&self.0) == look(&other.0)
    }
}

/// A group's name: 1 to 100 characters, cleaned like a display name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupName(String);

impl GroupName {
    /// Normalises and checks a name.
    ///
    /// # Errors
    /// `NameInvalid`, as for a display name.
    pub fn parse(text: &str) -> Result<GroupName, Denial> {
        clean(text, GROUP_NAME_MAX_CHARS).map(GroupName)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A unique name to be found by: 3 to 30 of `a-z 0-9 _ .`, not beginning or ending with a dot.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Folds to lower case and checks.
    ///
    /// # Errors
    /// `UsernameInvalid` for anything outside the rule.
    pub fn parse(text: &str) -> Result<Username, Denial> {
        let text = text.trim().trim_start_matches('@').to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
        let dots = text.starts_with('.') || text.ends_with('.') || text.contains("..");
        if (3..=30).contains(&text.len()) && text.chars().all(allowed) && !dots {
            return Ok(Username(text));
        }
        Err(Denial::UsernameInvalid)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Refuses a person's names that look like an assistant's (ACC-4).
///
/// # Errors
/// `NameImpersonates` where the display name or the username could be taken for one of `assistants`.
pub fn refuse_impersonation(name: &DisplayName, username: &Username, assistants: &[DisplayName]) -> Result<(), Denial> {
    let username = look(username.as_str());
    let taken = |a: &DisplayName| name.looks_like(a) || look(a.as_str()) == username;
    if assistants.iter().any(taken) { Err(Denial::NameImpersonates) } else { Ok(()) }
}

fn clean(text: &str, max_chars: usize) -> Result<String, Denial> {
    let text: String = text.nfc().collect();
    let text = text.trim();
    let chars = text.chars().count();
    if chars == 0 || chars > max_chars || text.chars().any(is_forbidden) || !text.chars().any(is_visible) {
        return Err(Denial::NameInvalid);
    }
    Ok(text.to_owned())
}

/// Skeletons (Unicode TR39) without case, spaces and marks. Case is folded before and after, because the small i and the
/// capital I have different look-alikes.
fn look(text: &str) -> String {
    let small: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    skeleton(&small).collect::<String>().to_lowercase()
}

fn look_of_capitals(text: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    skeleton(&letters).collect::<String>().to_lowercase()
}

/// Control, bidi, zero-width, blank, line-breaking, tag and private characters.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E
            | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFC | 0xE000..=0xF8FF | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF | 0xF0000..=0x10FFFF)
}

fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !(unicode_normalization::char::is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DisplayName {
        DisplayName::parse(text).expect("a fit name")
    }

    #[test]
    fn names_of_every_script_are_taken_and_normalised() {
        for text in ["Ana", "José", "김서연", "佐藤 花子", "ليلى", "Σωκράτης", "O'Brien-Smith"] {
            assert_eq!(name(text).as_str(), text.nfc().collect::<String>());
        }
        assert_eq!(name("Jose\u{301}").as_str(), "José");
    }

    #[test]
    fn invisible_and_turning_characters_are_refused() {
        for text in
            ["", "  ", "a\u{202e}b", "a\u{200b}b", "a\nb", "\u{feff}", "a\u{0}", "\u{301}", "a\u{2066}", "\u{3164}"]
                .into_iter()
                .chain(["\u{2800}", "a\u{1bca0}b", "a\u{1d173}b", "a\u{e0041}b", "\u{a0}\u{3000}"])
        {
            assert_eq!(DisplayName::parse(text), Err(Denial::NameInvalid), "{text:?}");
        }
        assert_eq!(DisplayName::parse(&"x".repeat(51)), Err(Denial::NameInvalid));
    }

    #[test]
    fn look_alikes_of_an_assistant_are_refused() {
        let tulia = [name("Tulia")];
        let ok = Username::parse("ana").unwrap();
        for text in ["Tulia", "tulia", "TULIA", "Tu lia", "Тulia", "Tulıa", "Tuliа", "T.u.l.i.a", "TuIia"] {
            assert_eq!(refuse_impersonation(&name(text), &ok, &tulia), Err(Denial::NameImpersonates), "{text}");
        }
        let username = Username::parse("tulia_").unwrap();
        assert_eq!(refuse_impersonation(&name("Ana"), &username, &tulia), Err(Denial::NameImpersonates));
        assert_eq!(refuse_impersonation(&name("Julia"), &Username::parse("julia").unwrap(), &tulia), Ok(()));
    }

    #[test]
    fn usernames_are_small_and_plain() {
        assert_eq!(Username::parse("@Ana.B_1").unwrap().as_str(), "ana.b_1");
        for text in ["ab", "a b", "ána", ".ana", "ana.", "a..b", &"a".repeat(31)] {
            assert_eq!(Username::parse(text), Err(Denial::UsernameInvalid), "{text}");
        }
    }
}
