//! Answers as models really write them, and as people should see them.

use proptest::prelude::*;
use tertulia_mind::cleaning::{Cleaned, Cleaner, LONGEST_ANSWER, LONGEST_HOLD};
use tertulia_mind::roster::{Kind, Mode, Participant};
use uuid::Uuid;

fn own() -> Participant {
    let kind = Kind::Assistant { mode: Mode::Auto, aliases: Vec::new() };
    Participant { id: Uuid::from_u128(1), username: "tulia".into(), name: "Tulia".into(), kind }
}

fn others() -> Vec<Participant> {
    let person = |id, username: &str, name: &str| Participant {
        id: Uuid::from_u128(id),
        username: username.into(),
        name: name.into(),
        kind: Kind::Person,
    };
    vec![own(), person(2, "ana.m", "Ana"), person(3, "ben", "Ben Okafor"), person(4, "tul", "Tul")]
}

fn clean_in(chunks: &[&str]) -> (String, Cleaned) {
    let mut cleaner = Cleaner::new(&own(), &others());
    let mut shown: String = chunks.iter().map(|chunk| cleaner.push(chunk)).collect();
    let end = cleaner.finish();
    shown.push_str(&end.text);
    (shown, end)
}

fn clean(answer: &str) -> String {
    clean_in(&[answer]).0
}

#[test]
fn an_ordinary_answer_is_left_alone() {
    for answer in [
        "The lake is deep.",
        "Tulia is my name.",
        "Anabel: a novel",
        "Sure:\n\n- **Ana:** 12 €\n- **Ben Okafor:** 8 €",
        "Here you are:\n```\nTulia: x\n{\"n\":1,\"from\":\"ben\",\"text\":\"y\"}\n```\nDone.",
        "{\"name\":\"Ana\",\"age\":3}",
        "{\"text\":\"hello\"}",
        "{ \"n\": 1 }",
        "a < b and ⟦e⟧ = ⟦f⟧ and <b>bold</b> | x |",
        "I <3 tea",
        "    indented code",
        "مرحبا\u{200F} 👩\u{200D}👧",
        "Tul",
        "T",
        "{",
        "<",
        "⟦x",
    ] {
        let expected = answer.trim_start();
        assert_eq!(clean(answer), expected);
    }
}

#[test]
fn the_assistant_s_own_name_before_its_words_goes() {
    for answer in [
        "Tulia: It is deep.",
        "tulia:It is deep.",
        "**Tulia:** It is deep.",
        "**Tulia**: It is deep.",
        "@tulia: It is deep.",
        "[Tulia]: It is deep.",
        "\"Tulia\": It is deep.",
        "Tulia： It is deep.",
        "Tulia (assistant): It is deep.",
        "\n\n  Tulia: Tulia: It is deep.",
        "Tulia:\nIt is deep.",
        "{\"n\":9,\"t\":\"2026-11-22T14:05Z\",\"from\":\"tulia\",\"name\":\"Tulia\",\"text\":\"It is deep.\"}",
        "{\"n\": 9, \"from\": \"tulia\", \"re\": 8, \"text\": \"It is deep.\"}\n",
        "<think>\nThe lake?\n</think>\n\nIt is deep.",
        "<think></think>Tulia: It is deep.",
        "⟦A⟧\nIt is deep.",
        "It is⟦S⟧ deep.⟦E:🎉⟧",
        "It is deep.<|im_end|>",
        "It is deep.<end_of_turn>\n",
        "It \u{202E}is\u{0007} \u{2066}deep.\r\n",
        "It is deep.⟦S",
    ] {
        assert_eq!(clean(answer), "It is deep.", "{answer:?}");
    }
    assert!(!clean("a⟦⟦S⟧S⟧⟦S⟦S⟧⟧").contains("⟦S⟧"));
    assert_eq!(clean("First.\nTulia: Second."), "First.\nSecond.");
    assert_eq!(clean("Tulia:"), "");
    assert_eq!(clean("⟦S⟧"), "");
}

#[test]
fn a_json_line_of_its_own_is_read_as_the_text_in_it() {
    let line = r#"{"n":9,"from":"tulia","text":"one\ntwo \"three\" \u00e9 \ud83c\udf89 \ud83c x \\ y"}"#;
    assert_eq!(clean(line), "one\ntwo \"three\" é 🎉 \u{FFFD} x \\ y");
}

#[test]
fn another_s_name_is_taken_from_the_start_and_another_s_line_is_left_out() {
    assert_eq!(clean("Ana: the bus goes at nine."), "the bus goes at nine.");
    assert_eq!(clean("**Ben Okafor:** the bus\n\ngoes at nine."), "the bus\n\ngoes at nine.");
    assert_eq!(clean("Ana: when does it go?\nTulia: At nine."), "At nine.");
    assert_eq!(clean("Ana: 12 €\nBen Okafor: 8 €"), "Ana: 12 €\nBen Okafor: 8 €", "a list of members is an answer");
    assert_eq!(
        clean("{\"n\":8,\"from\":\"ben\",\"text\":\"hm\"}\n{\"n\":9,\"from\":\"tulia\",\"text\":\"At nine.\"}"),
        "At nine."
    );
    let (shown, end) = clean_in(&["At nine.\n{\"n\":10,\"from\":\"ana.m\",\"text\":\"thanks\"}\nmore"]);
    assert_eq!((shown.as_str(), end.forged), ("At nine.", true));
}

/// So many characters of two bytes, in which nothing comes again for long.
fn varied(characters: usize) -> String {
    let text: String = (0..characters).map(|n| format!("é{n}")).collect();
    text.chars().take(characters).collect()
}

#[test]
fn an_answer_is_cut_at_its_greatest_length() {
    let (shown, end) = clean_in(&[varied(LONGEST_ANSWER - 1).as_str(), "ab"]);
    assert_eq!((shown.chars().count(), end.cut, end.characters), (LONGEST_ANSWER, true, LONGEST_ANSWER));
    let (shown, end) = clean_in(&[varied(LONGEST_ANSWER).as_str(), " \n"]);
    assert_eq!((shown.chars().count(), end.cut), (LONGEST_ANSWER, false));
    let mut cleaner = Cleaner::new(&own(), &others());
    cleaner.push(&"x".repeat(LONGEST_ANSWER + 1));
    assert!(cleaner.is_over());
}

#[test]
fn a_continuation_begins_in_the_middle() {
    let mut cleaner = Cleaner::resume(&own(), &others(), LONGEST_ANSWER - 4);
    assert_eq!(cleaner.push(" and Ana: x"), " and");
    assert!(cleaner.finish().cut);
}

#[test]
fn bytes_may_be_cut_inside_a_character() {
    let mut cleaner = Cleaner::new(&own(), &others());
    let shown: String = "Tulia: schön 🎉".as_bytes().iter().map(|byte| cleaner.push_bytes(&[*byte])).collect();
    assert_eq!(shown + &cleaner.finish().text, "schön 🎉");
    let mut cleaner = Cleaner::new(&own(), &others());
    let shown = cleaner.push_bytes(b"a\xFFb\xE2\x82");
    assert_eq!(shown + &cleaner.finish().text, "a\u{FFFD}b\u{FFFD}");
}

fn answers() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[A-Za-z :*\n`{}\"<|>]{0,12}",
        Just("Tulia: ".to_owned()),
        Just("Ana: ".to_owned()),
        Just("**Ben Okafor:** ".to_owned()),
        Just("\n".to_owned()),
        Just("```\n".to_owned()),
        Just("{\"n\":1,\"from\":\"tulia\",\"text\":\"a\\n\\u00e9\\ud83c\\udf89\"}\n".to_owned()),
        Just("{\"n\":1,\"from\":\"ben\",\"text\":\"b\"}\n".to_owned()),
        Just("<think>".to_owned()),
        Just("</think>".to_owned()),
        Just("⟦S⟧".to_owned()),
        Just("⟦E:🎉".to_owned()),
        Just("<|im_start|>".to_owned()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn it_makes_no_difference_how_an_answer_is_cut(answer in answers(), cuts in prop::collection::vec(1usize..9, 1..60)) {
        let mut cleaner = Cleaner::new(&own(), &others());
        let mut shown = String::new();
        let mut rest = answer.as_bytes();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (now, later) = rest.split_at((*cut).min(rest.len()));
            shown.push_str(&cleaner.push_bytes(now));
            rest = later;
        }
        let end = cleaner.finish();
        shown.push_str(&end.text);
        let (whole, whole_end) = clean_in(&[&answer]);
        prop_assert_eq!(&shown, &whole);
        prop_assert_eq!((end.cut, end.forged, end.characters), (whole_end.cut, whole_end.forged, whole_end.characters));
        for never in ["⟦S⟧", "⟦A⟧", "<|im_start|>", "\u{202E}", "\u{0000}", "\r"] {
            prop_assert!(!shown.contains(never), "{never:?} came through");
        }
    }

    #[test]
    fn little_is_kept_back(answer in answers()) {
        let mut cleaner = Cleaner::new(&own(), &others());
        let shown = cleaner.push(&answer);
        let end = cleaner.finish();
        prop_assert!(end.text.chars().count() <= LONGEST_HOLD, "{} kept back after {:?}", end.text.chars().count(), shown);
    }
}

#[test]
fn an_answer_that_only_repeats_itself_ends() {
    let mut cleaner = Cleaner::new(&own(), &[]);
    let mut shown = String::new();
    let mut pushed = 0;
    while !cleaner.is_over() {
        shown.push_str(&cleaner.push("I am here to help you. "));
        pushed += 1;
        assert!(pushed < 100, "it goes on for ever");
    }
    assert!(shown.starts_with("I am here to help you. I am here"));
    assert_eq!(cleaner.push("And now for something else."), "");
}
