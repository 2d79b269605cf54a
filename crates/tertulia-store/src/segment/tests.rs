use super::*;
use proptest::prelude::*;

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

/// Whether the index, as the database reads it, would find `query` in `text`.
fn finds(text: &str, query: &str) -> bool {
    let words = words(text);
    let terms = terms(query);
    !terms.is_empty()
        && terms.iter().all(|term| match term {
            Term::Prefix(prefix) => words.iter().any(|w| w.starts_with(prefix.as_str())),
            Term::Phrase(phrase) => words.windows(phrase.len()).any(|w| w == phrase.as_slice()),
        })
}

#[test]
fn two_characters_find_their_message_in_every_script() {
    for (text, query) in [
        ("See you at the bakery", "ba"),
        ("明天去图书馆吧", "图书"),
        ("明天去圖書館吧", "書館"),
        ("来週東京へ行きます", "東京"),
        ("カフェで会おう", "カフ"),
        ("ひらがなだけのぶん", "けの"),
        ("내일 도서관에서 만나요", "서관"),
        ("نلتقي غداً في المكتبة", "ال"),
        ("Увидимся в библиотеке", "би"),
        ("Θα τα πούμε αύριο", "αυ"),
        ("ניפגש מחר בספרייה", "מח"),
        ("कल मिलते हैं", "मि"),
        ("เจอกันพรุ่งนี้", "พร"),
        ("ვნახოთ ხვალ", "ხვ"),
        ("Հանդիպենք վաղը", "վա"),
    ] {
        assert!(finds(text, query), "{query} in {text}");
    }
}

#[test]
fn one_character_finds_too() {
    for (text, query) in [("hello", "h"), ("東京", "京"), ("감사", "사"), ("مرحبا", "م"), ("🎉 done", "🎉")]
    {
        assert!(finds(text, query), "{query} in {text}");
    }
}

#[test]
fn what_people_take_for_the_same_letter_is_the_same() {
    for (text, query) in [
        ("Ｔｏｋｙｏ ２０２５", "tokyo 2025"),
        ("ｶﾌｪ", "カフェ"),
        ("Café au lait", "cafe"),
        ("CAFE", "café"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Đà Nẵng", "da nang"),
        ("Σοφός", "σοφοσ"),
        ("ёлка", "елка"),
        ("أحمد", "احمد"),
        ("إسلام آباد", "اسلام اباد"),
        ("مُحَمَّد", "محمد"),
        ("مكتبة", "مكتبه"),
        ("سـلام", "سلام"),
        ("می‌خواهم", "میخواهم"),
        ("١٢٣", "123"),
        ("שָׁלוֹם", "שלום"),
        ("e\u{301}te\u{301}", "été"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
    ] {
        assert!(finds(text, query), "{query} in {text}");
    }
}

#[test]
fn words_are_found_by_their_beginning_and_stretches_anywhere() {
    assert!(finds("unbelievable", "unbel"));
    assert!(!finds("unbelievable", "believ"));
    assert!(finds("東京都庁", "京都"));
    assert!(finds("東京都庁", "東京都"));
    assert!(!finds("東京と京都", "東京都"), "the pairs are there, but not one after the other");
    assert!(!finds("東京 都", "東京都"));
    assert!(finds("GPT4で翻訳", "gpt 翻訳"));
}

#[test]
fn all_of_a_query_has_to_be_found() {
    assert!(finds("the quick brown fox", "fox quick"));
    assert!(!finds("the quick brown fox", "fox slow"));
}

#[test]
fn a_query_of_marks_looks_for_nothing() {
    for query in ["", "  ", "\"", "-", "* ((", "''\"\"", "\u{200b}", "…", "،؟"] {
        assert_eq!(terms(query), [], "{query:?}");
    }
}

#[test]
fn private_characters_and_marks_of_markdown_separate() {
    assert_eq!(words("**bold**\u{E000}_it_"), ["bold", "it"]);
}

#[test]
fn a_very_long_word_is_found_by_all_of_it() {
    let long = "x".repeat(500);
    assert!(finds(&long, &long));
    assert!(words(&long).iter().all(|w| w.chars().count() <= WORD_MAX_CHARS));
}

#[test]
fn a_marked_letter_of_the_table_is_found_by_what_it_is_spelled_as() {
    for (text, query) in [("Ǽ", "ae"), ("ǿre", "ore")] {
        assert!(finds(text, query), "{text}");
    }
}

proptest! {
    #[test]
    fn no_word_holds_what_the_index_reads_as_an_end(text in any::<String>()) {
        for word in words(&text) {
            prop_assert!(!word.is_empty());
            prop_assert!(word.chars().all(|c| c.is_ascii_alphanumeric() || !c.is_ascii()), "{:?}", word);
            let holds_private = word.contains('\u{E000}');
            prop_assert!(!holds_private);
        }
    }

    #[test]
    fn a_text_is_found_by_itself(text in "[a-zа-яא-ת가-힣一-龥ぁ-ゟء-ي0-9 ,.]{1,60}") {
        prop_assume!(!terms(&text).is_empty());
        prop_assert!(finds(&text, &text));
    }

    #[test]
    fn folding_again_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        let words_once = words(&text);
        prop_assert_eq!(words(&once), words_once);
    }
}
