//! The gate on sentences of many languages. Every sentence is written for this table.

use std::time::Instant;
use tertulia_mind::gate::{
    Action, Decision, Mention, Message, Pace, ReasonCode, ReplyTo, Table, Typing, burst, decide,
};
use tertulia_mind::roster::{Kind, Mode, Participant, known_aliases};
use uuid::Uuid;

const TULIA: Uuid = Uuid::from_u128(1);
const CLAUDE: Uuid = Uuid::from_u128(2);
const ANA: Uuid = Uuid::from_u128(11);
const BEN: Uuid = Uuid::from_u128(12);
const NOBODY: [Uuid; 0] = [];

fn person(id: Uuid, username: &str, name: &str) -> Participant {
    Participant { id, username: username.into(), name: name.into(), kind: Kind::Person }
}

fn assistant(id: Uuid, username: &str, name: &str, mode: Mode) -> Participant {
    let aliases = known_aliases(name);
    Participant { id, username: username.into(), name: name.into(), kind: Kind::Assistant { mode, aliases } }
}

fn family() -> Vec<Participant> {
    vec![assistant(TULIA, "tulia", "Tulia", Mode::Auto), person(ANA, "ana_m", "Ana"), person(BEN, "ben", "Ben Okafor")]
}

fn message(author: Uuid, text: &str) -> Message {
    Message {
        id: Uuid::from_u128(1_000 + text.len() as u128),
        author,
        at_ms: 0,
        text: text.into(),
        mentions: Vec::new(),
        reply_to: None,
        forwarded: false,
    }
}

fn hear(participants: &[Participant], message: &Message) -> Decision {
    decide(&Table::new(participants), &[message], &Pace::default())
}

fn targets(participants: &[Participant], text: &str) -> Vec<Uuid> {
    hear(participants, &message(ANA, text)).targets
}

/// One sentence a line; a line with `#` and a space names the language.
fn sentences(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with("# "))
}

#[test]
fn a_name_in_address_is_a_call_in_many_languages() {
    let missed: Vec<&str> =
        sentences(include_str!("sentences/calls.txt")).filter(|text| targets(&family(), text) != [TULIA]).collect();
    assert!(missed.is_empty(), "not heard as a call: {missed:#?}");
}

#[test]
fn a_name_spoken_about_is_no_call_in_many_languages() {
    let heard: Vec<&str> =
        sentences(include_str!("sentences/talk.txt")).filter(|text| !targets(&family(), text).is_empty()).collect();
    assert!(heard.is_empty(), "heard as a call: {heard:#?}");
}

#[test]
fn what_is_shown_calls_nobody() {
    for text in [
        "> Tulia, what is this?\nlook what he wrote",
        "`Tulia, go`",
        "```\nTulia, run\n@tulia run\n```",
        "she wrote \"Tulia, come here\" to me",
        "„Tulia, hilf mir“ stand da",
        "« Tulia, aide-moi » a-t-il écrit",
        "彼は「Tulia、教えて」と書いた",
        "Ana: hello\nTulia: hello Ana\nBen: good morning",
        "~~~\n@tulia",
        "guests:\nAna\nBen\nTulia",
        "- bread\n- Tulia\n- milk",
        "(Tulia)",
    ] {
        assert_eq!(targets(&family(), text), NOBODY, "{text}");
    }
    let forwarded = Message { forwarded: true, ..message(ANA, "@tulia, what now?") };
    assert_eq!(hear(&family(), &forwarded).action, Action::Silent);
}

#[test]
fn a_call_beside_something_shown_is_a_call() {
    for text in [
        "> the lake is cold\nTulia, is that true?",
        "Tulia, what does `foo()` return?",
        "Tulia, translate \"der See ist kalt\"",
        "\"the lake is cold\" - is that true, Tulia?",
    ] {
        assert_eq!(targets(&family(), text), [TULIA], "{text}");
    }
}

#[test]
fn mentions_set_by_the_composer_count_wherever_they_stand() {
    let mut said = message(ANA, "the thing @Tulia made was fine");
    said.mentions.push(Mention { participant: TULIA, range: 10..16 });
    let decision = hear(&family(), &said);
    assert_eq!(
        (decision.action, decision.reason, decision.called_in),
        (Action::Respond, ReasonCode::Mentioned, Some(said.id))
    );
    let mut quoted = message(ANA, "> @Tulia is it true\nno idea");
    quoted.mentions.push(Mention { participant: TULIA, range: 2..8 });
    assert_eq!(hear(&family(), &quoted).action, Action::Silent, "a mention inside a quotation is the other's");
    let browser = Mention::at_utf16(TULIA, "🎉 @Tulia", 3..9).expect("inside the text");
    assert_eq!(browser.range, 5..11);
    assert_eq!(Mention::at_utf16(TULIA, "🎉 @Tulia", 1..9), None, "splits the emoji");
    assert_eq!(Mention::at_utf16(TULIA, "@Tulia", 0..7), None);
    let mut lying = message(ANA, "short");
    lying.mentions.push(Mention { participant: TULIA, range: 2..80 });
    assert_eq!(hear(&family(), &lying).action, Action::Silent);
    let mut person = message(ANA, "@ben are you in?");
    person.mentions.push(Mention { participant: BEN, range: 0..4 });
    assert_eq!(hear(&family(), &person).reason, ReasonCode::AddressedToPerson);
}

#[test]
fn typed_handles_are_mentions_and_small_slips_are_forgiven() {
    for text in [
        "@tulia what now",
        "now @Tulia",
        "ok,@tulia!",
        "@tulai help",
        "@tulla help",
        "@utlia?",
        "@tulia帮我",
        "@튤리아야",
        "@توليا",
    ] {
        assert_eq!(targets(&family(), text), [TULIA], "{text}");
    }
    assert_eq!(hear(&family(), &message(ANA, "@tulai help")).reason, ReasonCode::MentionedWithSlip);
    for text in ["@tulia_rose see you", "@tuliana hi", "@julia hi", "@ana_m hi", "@nobody hi", "ask@tulia", "@tul"] {
        assert_eq!(targets(&family(), text), NOBODY, "{text}");
    }
    let mut near = family();
    near.push(person(Uuid::from_u128(13), "tulla", "Tulla"));
    assert_eq!(targets(&near, "@tulla help"), NOBODY, "a member bears exactly that handle");
    assert_eq!(targets(&near, "@tulls help"), NOBODY, "a member's handle is nearer");
}

#[test]
fn a_reply_to_an_assistant_calls_it_and_a_reply_to_a_person_does_not() {
    let reply = |author| Message {
        reply_to: Some(ReplyTo { message: Uuid::from_u128(9), author }),
        ..message(ANA, "and in winter?")
    };
    let decision = hear(&family(), &reply(TULIA));
    assert_eq!((decision.targets, decision.reason), (vec![TULIA], ReasonCode::RepliedTo));
    let decision = hear(&family(), &reply(BEN));
    assert_eq!((decision.action, decision.reason), (Action::Silent, ReasonCode::AddressedToPerson));
    assert!(decision.p <= 0.02);
    assert_eq!(
        hear(&family(), &reply(Uuid::from_u128(99))).action,
        Action::Silent,
        "somebody who has left is a person"
    );
    let both = Message { text: "Tulia, is he right?".into(), ..reply(BEN) };
    assert_eq!(hear(&family(), &both).targets, [TULIA]);
}

#[test]
fn several_assistants_answer_when_several_are_called() {
    let mut table = family();
    table.push(assistant(CLAUDE, "claude", "Claude", Mode::Auto));
    assert_eq!(targets(&table, "Tulia and Claude, who is right?"), [TULIA, CLAUDE]);
    assert_eq!(targets(&table, "Claude, check what Tulia said"), [CLAUDE]);
    let reply = Message {
        reply_to: Some(ReplyTo { message: Uuid::from_u128(9), author: TULIA }),
        ..message(ANA, "@claude is that right?")
    };
    assert_eq!(hear(&table, &reply).targets, [CLAUDE], "naming another assistant in a reply asks that one");
}

#[test]
fn names_that_are_words_or_people_need_a_plain_address() {
    let mut table =
        vec![assistant(TULIA, "nova", "Nova", Mode::Auto), person(ANA, "ana_m", "Ana"), person(BEN, "ben", "Ben")];
    assert_eq!(targets(&table, "Nova, when does it start?"), [TULIA]);
    assert_eq!(targets(&table, "hey Nova, when does it start?"), [TULIA]);
    assert_eq!(targets(&table, "hey nova can you tell when it starts"), [TULIA]);
    assert_eq!(targets(&table, "@nova when does it start?"), [TULIA]);
    for text in ["nova", "nova can you see it tonight", "hey nova", "what a nova", "a bright star, nova?", "hi nova"] {
        assert_eq!(targets(&table, text), NOBODY, "{text}");
    }
    table[0] = assistant(TULIA, "sam", "Sam", Mode::Auto);
    table.push(person(Uuid::from_u128(14), "sam_k", "Sam"));
    assert_eq!(targets(&table, "Sam can you bring chairs?"), NOBODY);
    assert_eq!(targets(&table, "Sam?"), NOBODY);
    assert_eq!(targets(&table, "Sam, can you bring chairs?"), [TULIA]);
    assert_eq!(targets(&table, "@sam_k can you bring chairs?"), NOBODY);
}

#[test]
fn modes_decide_who_may_answer() {
    let with = |mode| vec![assistant(TULIA, "tulia", "Tulia", mode), person(ANA, "ana_m", "Ana")];
    for mode in [Mode::Auto, Mode::WhenMentioned] {
        assert_eq!(targets(&with(mode), "Tulia, are you there?"), [TULIA], "{mode:?}");
    }
    assert_eq!(hear(&with(Mode::Off), &message(ANA, "@tulia, are you there?")).reason, ReasonCode::ModeOff);
    let plain = message(ANA, "what is the capital of Peru?");
    assert_eq!(hear(&with(Mode::WhenMentioned), &plain).reason, ReasonCode::NotMentioned);
    let undecided = hear(&with(Mode::Auto), &plain);
    assert_eq!((undecided.reason, undecided.sure), (ReasonCode::NotCalled, false));
    assert_eq!(hear(&[person(ANA, "ana_m", "Ana")], &plain).reason, ReasonCode::NoAssistant);
    assert_eq!(hear(&with(Mode::Auto), &message(TULIA, "Tulia, go on")).reason, ReasonCode::AuthorIsAssistant);
}

#[test]
fn a_burst_is_one_call() {
    let table = Table::new(&family());
    let at = |second: i64, author: Uuid, text: &str| Message {
        at_ms: second * 1_000,
        id: Uuid::from_u128(second as u128),
        ..message(author, text)
    };
    let thread = [
        at(0, ANA, "long ago"),
        at(100, TULIA, "answered"),
        at(200, ANA, "too early"),
        at(300, ANA, "hey Tulia"),
        at(310, BEN, "lol"),
        at(320, ANA, "what should"),
        at(330, ANA, "we cook tonight?"),
    ];
    let burst = burst(&table, thread.iter());
    assert_eq!(
        burst.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(),
        ["hey Tulia", "what should", "we cook tonight?"]
    );
    let decision = decide(&table, &burst, &Pace::default());
    assert_eq!((decision.action, decision.hold_ms), (Action::Respond, 400));
    assert_eq!(decision.called_in, Some(Uuid::from_u128(300)));
}

#[test]
fn an_unfinished_call_is_held_and_then_answered() {
    let table = Table::new(&family());
    for text in ["hey Tulia", "Tulia, two things:", "Tulia, could you compare the train and", "@tulia"] {
        let call = message(ANA, text);
        let held = decide(&table, &[&call], &Pace::default());
        assert_eq!((held.action, held.targets.as_slice()), (Action::Hold, [TULIA].as_slice()), "{text}");
        assert_eq!(held.hold_ms, 1_600, "{text}");
        let later = decide(&table, &[&call], &Pace { since_last_ms: 1_600, ..Pace::default() });
        assert_eq!((later.action, later.hold_ms), (Action::Respond, 0), "{text}");
    }
    let typing =
        decide(&table, &[&message(ANA, "Tulia, what is that?")], &Pace { typing: Typing::Now, ..Pace::default() });
    assert_eq!((typing.action, typing.hold_ms), (Action::Hold, 12_000));
    let quoted = message(ANA, "Tulia, explain:\n> the sea is salt");
    assert_eq!(
        decide(&table, &[&quoted], &Pace::default()).action,
        Action::Respond,
        "a quotation finishes the request"
    );
}

#[test]
fn renaming_everybody_changes_no_decision() {
    let renamed = |name: &str| {
        vec![
            assistant(TULIA, &name.to_lowercase(), name, Mode::Auto),
            person(ANA, "ana_m", "Ana"),
            person(BEN, "ben", "Ben"),
        ]
    };
    for text in [
        "NAME, where is it?",
        "I asked NAME",
        "hey NAME",
        "NAME said so",
        "what do you think, NAME?",
        "me, Ben, NAME",
        "NAME can you check",
    ] {
        let first = targets(&renamed("Tulia"), &text.replace("NAME", "Tulia"));
        for name in ["Quillon", "Zabeth", "Orrery"] {
            assert_eq!(targets(&renamed(name), &text.replace("NAME", name)), first, "{text} with {name}");
        }
    }
}

#[test]
fn an_added_mention_always_calls_and_a_quoted_name_never_does() {
    for text in ["fine by me", "did you see the match", "ok see you at six then", "ادفع أنت", "明日行く？", "क्या हुआ"]
    {
        assert_eq!(targets(&family(), &format!("@tulia {text}")), [TULIA], "{text}");
        assert_eq!(targets(&family(), &format!("{text} \"Tulia, {text}\"")), NOBODY, "{text}");
    }
}

#[test]
fn hostile_text_neither_calls_nor_breaks() {
    let long = "(".repeat(20_000);
    let ticks = "`".repeat(9_999);
    let quotes = "\"'“„«「".repeat(3_000);
    let ats = "@tuliaa".repeat(4_000);
    for text in [
        "",
        " ",
        "\u{0}",
        "\u{202E}ailuT",
        long.as_str(),
        ticks.as_str(),
        quotes.as_str(),
        ats.as_str(),
        "👩‍👩‍👧‍👦",
        "\r\n\r\n",
        "…",
        "@",
        "@@@@",
        "#",
    ] {
        assert!(!hear(&family(), &message(ANA, text)).is_call(), "{:?}", &text.chars().take(20).collect::<String>());
    }
    assert_eq!(decide(&Table::new(&family()), &[], &Pace::default()).action, Action::Silent);
}

/// Prints the cost of a decision; the number is for people, so nothing is asserted about it.
#[test]
fn the_cost_of_a_decision_is_printed() {
    let table = Table::new(&family());
    let texts = [
        "so Tulia handles the bookings now, does she? I thought it was Ben",
        "Tulia, which bus goes to the lake on Sundays?",
        "チューリア、予定を教えて",
        "@ben see you at six",
    ];
    let messages: Vec<Message> = texts.iter().map(|text| message(ANA, text)).collect();
    let rounds = 2_000;
    let started = Instant::now();
    let calls: usize = (0..rounds)
        .flat_map(|_| &messages)
        .filter(|message| decide(&table, &[message], &Pace::default()).is_call())
        .count();
    let each = started.elapsed().as_secs_f64() * 1e6 / (rounds * messages.len()) as f64;
    println!("{each:.1} µs per decision");
    assert_eq!(calls, rounds * 2);
}
