//! The gate: the first stage of attention. It hears explicit calls and nothing else.
//!
//! Deterministic and quick (tens of microseconds), run on every message. What it is told as structure (mention
//! entities, replies) it never guesses from text; text is read for people who write plain text or speak to an
//! assistant by name.

mod burst;
mod clause;
mod completeness;
mod decision;
mod fold;
mod hold;
mod names;
mod trigger;
mod vocative;
mod words;

pub use burst::{LONGEST_GAP_MS, burst};
pub use decision::{Action, Decision, ReasonCode};
pub use hold::{Pace, Typing};
pub use names::Table;

use crate::roster::{Kind, Mode};
use clause::{By, Item, Pause, Sentence};
use std::ops::Range;
use uuid::Uuid;

/// A message as the gate sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The message.
    pub id: Uuid,
    /// Who wrote it.
    pub author: Uuid,
    /// When the server took it: milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: i64,
    /// The text as written.
    pub text: String,
    /// Mentions that the composer set.
    pub mentions: Vec<Mention>,
    /// The message it replies to.
    pub reply_to: Option<ReplyTo>,
    /// Forwarded: the text was said elsewhere and calls nobody here.
    pub forwarded: bool,
}

/// A mention set by the composer's completion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who is mentioned.
    pub participant: Uuid,
    /// The bytes of the text that show it. A mention outside the text is ignored.
    pub range: Range<usize>,
}

impl Mention {
    /// A mention whose place is counted in UTF-16 code units, as browsers count. `None` where the place is outside
    /// the text or splits a character.
    pub fn at_utf16(participant: Uuid, text: &str, place: Range<u32>) -> Option<Mention> {
        let byte_at = |units: u32| {
            let mut passed = 0;
            let borders = text.char_indices().map(|(byte, c)| (byte, c.len_utf16() as u32));
            for (byte, width) in borders.chain(std::iter::once((text.len(), 1))) {
                if passed == units {
                    return Some(byte);
                }
                passed += width;
            }
            None
        };
        let (start, end) = (byte_at(place.start)?, byte_at(place.end)?);
        (start < end).then_some(Mention { participant, range: start..end })
    }
}

/// What a message replies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyTo {
    /// The message replied to.
    pub message: Uuid,
    /// Who wrote it.
    pub author: Uuid,
}

/// Decides about a burst: messages of one author, oldest first (see [`burst`]). An empty burst is silence.
///
/// The decision depends on nothing but the arguments, so the caller may ask again whenever time has passed.
pub fn decide(table: &Table, burst: &[&Message], pace: &Pace) -> Decision {
    let heard: Vec<Heard> = burst.iter().map(|message| hear(table, message)).collect();
    let burst: Vec<(&Message, &Heard)> = burst.iter().copied().zip(&heard).collect();
    decide_heard(table, &burst, pace)
}

/// [`decide`] for a caller who keeps what was heard, so that no message of a burst that grows is read twice.
pub fn decide_heard(table: &Table, burst: &[(&Message, &Heard)], pace: &Pace) -> Decision {
    let Some((last, _)) = burst.last() else { return Decision::silent(ReasonCode::NotCalled, true) };
    if table.is_assistant(last.author) {
        return Decision::silent(ReasonCode::AuthorIsAssistant, true);
    }
    let heard = || burst.iter().map(|(_, heard)| *heard);
    let called: Vec<(usize, ReasonCode)> = heard().flat_map(|heard| heard.calls.iter().copied()).collect();
    let awake = |seat: usize| mode(table, seat).is_some_and(|mode| mode != Mode::Off);
    let Some((_, reason)) = called.iter().filter(|(seat, _)| awake(*seat)).min_by_key(|(_, reason)| rank(*reason))
    else {
        return uncalled(table, &called, heard().any(|heard| heard.person));
    };
    let seats = (0..table.seats.len()).filter(|seat| awake(*seat) && called.iter().any(|(called, _)| called == seat));
    let caller = burst.iter().find(|(_, heard)| heard.calls.iter().any(|(seat, _)| awake(*seat)));
    let opener = heard().all(|heard| heard.opener);
    let completeness = completeness::completeness(&last.text, opener);
    let hold_ms = hold::hold_ms(completeness, pace);
    let unfinished = completeness == completeness::Completeness::Open || pace.typing == Typing::Now;
    Decision {
        action: if unfinished && hold_ms > 0 { Action::Hold } else { Action::Respond },
        targets: seats.map(|seat| table.seats[seat].id).collect(),
        called_in: caller.map(|(message, _)| message.id),
        hold_ms,
        sure: true,
        reason: *reason,
        p: 1.0,
    }
}

/// What one message says about who it is for, as those at the table stand. Made by [`hear`].
#[derive(Clone, Debug)]
pub struct Heard {
    /// Assistants called, with the way they were.
    calls: Vec<(usize, ReasonCode)>,
    /// Mentions a person, or replies to one.
    person: bool,
    /// Says nothing but a name and a greeting.
    opener: bool,
}

/// Reads a message for [`decide_heard`]. What was heard holds as long as neither the message nor the table changes.
pub fn hear(table: &Table, message: &Message) -> Heard {
    Heard::of(table, message)
}

impl Heard {
    fn of(table: &Table, message: &Message) -> Heard {
        let mut heard = Heard { calls: Vec::new(), person: false, opener: false };
        let shown = if message.forwarded {
            std::iter::once(0..message.text.len()).collect()
        } else {
            trigger::shown(&message.text)
        };
        let mentions: Vec<&Mention> =
            message.mentions.iter().filter(|mention| is_said(mention, &message.text, &shown)).collect();
        for mention in &mentions {
            heard.hear(table, table.seat(mention.participant), ReasonCode::Mentioned);
        }
        let sentences = said(table, message, shown, &mentions);
        heard.listen(table, &sentences);
        heard.opener = completeness::is_opener(&sentences) && message.reply_to.is_none() && !message.forwarded;
        if let Some(reply) = message.reply_to {
            let seat = table.seat(reply.author);
            let to_assistant = seat.is_some_and(|seat| table.seats[seat].is_assistant());
            // Naming another assistant in a reply asks that one about the message replied to.
            if !to_assistant || heard.calls.is_empty() {
                heard.hear(table, seat, ReasonCode::RepliedTo);
            }
        }
        heard
    }

    fn hear(&mut self, table: &Table, seat: Option<usize>, reason: ReasonCode) {
        match seat {
            Some(seat) if table.seats[seat].is_assistant() => self.calls.push((seat, reason)),
            // Somebody who has left is still a person.
            Some(_) | None => self.person = true,
        }
    }

    fn listen(&mut self, table: &Table, sentences: &[Sentence]) {
        let log = is_pasted_log(sentences);
        let list = is_list_of_names(sentences);
        for sentence in sentences {
            let entry =
                lone_name(sentence).is_some() && (list || matches!(sentence.items.first(), Some(Item::Pause(_))));
            for (at, item) in sentence.items.iter().enumerate() {
                let Item::Name { bearers, by } = item else { continue };
                if *by != By::Word {
                    // An @name that an assistant shares with a person is the person's: the composer tells them apart.
                    let seat = bearers
                        .iter()
                        .copied()
                        .find(|seat| !table.seats[*seat].is_assistant())
                        .or(bearers.first().copied());
                    self.hear(
                        table,
                        seat,
                        if *by == By::Slip { ReasonCode::MentionedWithSlip } else { ReasonCode::Mentioned },
                    );
                } else if !entry && vocative::is_vocative(table, sentence, at, log) {
                    let assistants = bearers.iter().filter(|seat| table.seats[**seat].is_assistant());
                    self.calls.extend(assistants.map(|seat| (*seat, ReasonCode::Named)));
                }
            }
        }
    }
}

/// The sentences that the author says, with names marked. Structural mentions are taken out: they are heard already.
fn said(table: &Table, message: &Message, shown: Vec<Range<usize>>, mentions: &[&Mention]) -> Vec<Sentence> {
    let mentioned = mentions.iter().map(|mention| (mention.range.clone(), trigger::MENTIONED));
    let mut out: Vec<_> = shown.into_iter().map(|range| (range, trigger::SHOWN)).chain(mentioned).collect();
    out.sort_by_key(|(range, _)| range.start);
    out.dedup_by(|(next, _), (kept, _)| next.start < kept.end);
    let mut sentences = clause::sentences(&trigger::without(&message.text, &out));
    for sentence in &mut sentences {
        table.mark(sentence);
    }
    sentences
}

fn is_said(mention: &Mention, text: &str, shown: &[Range<usize>]) -> bool {
    let Range { start, end } = mention.range;
    start < end && text.get(start..end).is_some() && !shown.iter().any(|shown| start < shown.end && shown.start < end)
}

/// Two different names with a colon at the start of sentences: somebody pasted a conversation.
fn is_pasted_log(sentences: &[Sentence]) -> bool {
    let mut headings = sentences.iter().filter_map(|sentence| match &sentence.items[..] {
        [Item::Name { bearers, .. }, Item::Pause(Pause::Colon), ..] => Some(bearers),
        _ => None,
    });
    headings.next().is_some_and(|first| headings.any(|other| other != first))
}

/// The name that is all a sentence says, behind the dash of a list at most.
fn lone_name(sentence: &Sentence) -> Option<&Vec<usize>> {
    match &sentence.items[..] {
        [Item::Name { bearers, by: By::Word }] | [Item::Pause(_), Item::Name { bearers, by: By::Word }] => {
            Some(bearers)
        }
        _ => None,
    }
}

/// Different names, each alone in its line: a list of people, which calls none of them.
fn is_list_of_names(sentences: &[Sentence]) -> bool {
    let mut names = sentences.iter().filter_map(lone_name);
    names.next().is_some_and(|first| names.any(|other| other != first))
}

fn mode(table: &Table, seat: usize) -> Option<Mode> {
    match &table.seats[seat].kind {
        Kind::Person => None,
        Kind::Assistant { mode, .. } => Some(*mode),
    }
}

/// The plainer the call, the smaller the rank.
fn rank(reason: ReasonCode) -> u8 {
    match reason {
        ReasonCode::Mentioned => 0,
        ReasonCode::MentionedWithSlip => 1,
        ReasonCode::RepliedTo => 2,
        ReasonCode::Named
        | ReasonCode::NoAssistant
        | ReasonCode::AuthorIsAssistant
        | ReasonCode::ModeOff
        | ReasonCode::AddressedToPerson
        | ReasonCode::NotMentioned
        | ReasonCode::NotCalled => 3,
    }
}

fn uncalled(table: &Table, called: &[(usize, ReasonCode)], is_to_person: bool) -> Decision {
    let modes: Vec<Mode> = (0..table.seats.len()).filter_map(|seat| mode(table, seat)).collect();
    if modes.is_empty() {
        Decision::silent(ReasonCode::NoAssistant, true)
    } else if !called.is_empty() || modes.iter().all(|mode| *mode == Mode::Off) {
        Decision::silent(ReasonCode::ModeOff, true)
    } else if is_to_person {
        Decision::silent(ReasonCode::AddressedToPerson, true)
    } else if modes.iter().all(|mode| *mode != Mode::Auto) {
        Decision::silent(ReasonCode::NotMentioned, true)
    } else {
        Decision::silent(ReasonCode::NotCalled, false)
    }
}
