//! Folding: one spelling for what people type in many.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Lower case, compatibility forms unified (full width, ligatures), Latin accents, Greek tonos and Arabic vowel
/// signs dropped, alef forms unified, invisible characters removed.
///
/// Vowel signs of Indic scripts, Hangul syllables and the breve of Cyrillic short i carry meaning and stay.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            '\u{0300}'..='\u{036F}' => {} // An accent left over from lower-casing or from a letter without a composed form.
            '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' => folded.push('ي'),
            '’' | 'ʼ' | '＇' | '´' => folded.push('\''),
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            _ if is_invisible(c) => {}
            '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => {
                decompose_canonical(c, |part| {
                    if !is_combining_mark(part) {
                        folded.push(part);
                    }
                });
            }
            _ => folded.push(c),
        }
    }
    folded
}

/// Zero-width and direction characters that a reader does not see.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_together() {
        for (a, b) in [
            ("Túlia", "tulia"),
            ("ＴＵＬＩＡ", "tulia"),
            ("TULİA", "tulia"),
            ("أهلا", "اهلا"),
            ("Tu\u{200B}lia", "tulia"),
            ("Straße", "STRASSE"),
        ] {
            assert_eq!(fold(a), fold(b), "{a}");
        }
    }

    #[test]
    fn meaning_marks_stay() {
        assert_eq!(fold("तूलिया"), "तूलिया");
        assert_eq!(fold("튤리아"), "튤리아");
        assert_ne!(fold("мой"), fold("мои"));
    }
}
