//! The lines of a transcript: JSON, one a line, with nothing in them that a model's template could take for its own.

use super::{Ending, Message, visible_name};
use crate::roster::Participant;
use serde::Serialize;

/// One message of somebody else.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    n: u64,
    t: String,
    from: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    re: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
}

/// Announces a message of the assistant's own, whose text follows as an assistant turn.
#[derive(Serialize)]
pub(super) struct Header<'a> {
    n: u64,
    t: String,
    from: &'a str,
    you: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    re: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
}

/// Messages are left out here.
#[derive(Serialize)]
pub(super) struct Gap {
    pub omitted: Omitted,
}

/// Which ones.
pub(super) enum Omitted {
    /// Everything before.
    Earlier,
    /// So many.
    Between(usize),
}

impl Serialize for Omitted {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Omitted::Earlier => serializer.serialize_str("all earlier messages"),
            Omitted::Between(count) => count.serialize(serializer),
        }
    }
}

/// The group's card.
#[derive(Serialize)]
pub(super) struct Card {
    pub group: String,
    pub you: String,
    pub members: Vec<Seat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub and_more: Option<usize>,
}

/// One participant.
#[derive(Serialize)]
pub(super) struct Seat {
    pub from: String,
    pub name: String,
    pub kind: &'static str,
}

/// The last line.
#[derive(Serialize)]
pub(super) struct Tail {
    pub now: String,
    pub asked_by: String,
    pub asked_in: Vec<u64>,
    #[serde(rename = "do")]
    pub instruction: &'static str,
}

impl<'a> Line<'a> {
    pub(super) fn of(message: &Message, speaker: &'a Seat, re: Option<u64>, text: &'a str) -> Line<'a> {
        let (said, quote) = if message.forwarded { (None, Some(text)) } else { (Some(text), None) };
        Line {
            n: message.n,
            t: minute(message.at_ms),
            from: &speaker.from,
            name: &speaker.name,
            re,
            text: said,
            quote,
            state: state(message.ending),
        }
    }
}

impl<'a> Header<'a> {
    pub(super) fn of(message: &Message, username: &'a str, re: Option<u64>) -> Header<'a> {
        Header { n: message.n, t: minute(message.at_ms), from: username, you: true, re, state: state(message.ending) }
    }
}

impl Seat {
    /// A participant, or somebody of whom nothing is known any more.
    pub(super) fn of(participant: Option<&Participant>) -> Seat {
        let Some(participant) = participant else {
            // No handle looks like this, so nobody can be taken for them.
            return Seat { from: "?".into(), name: "Unknown".into(), kind: "person" };
        };
        let name = visible_name(&participant.name);
        let name = if name.is_empty() { participant.username.clone() } else { name };
        let kind = if participant.is_assistant() { "assistant" } else { "person" };
        Seat { from: participant.username.clone(), name, kind }
    }
}

/// One line of JSON. It holds no line break and no control token of a model's template, whatever its strings hold.
pub(super) fn to_line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("plain structs of strings and numbers are JSON");
    let mut line = String::with_capacity(json.len());
    let mut rest = json.as_str();
    while let Some(at) = rest.find(['<', '[']) {
        line.push_str(&rest[..at]);
        let tail = &rest[at..];
        match (is_marker(tail), tail.as_bytes()[0]) {
            (true, b'<') => line.push_str("\\u003c"),
            (true, _) => line.push_str("\\u005b"),
            (false, mark) => line.push(char::from(mark)),
        }
        rest = &tail[1..];
    }
    line.push_str(rest);
    line
}

/// An own turn, which is not JSON: a control token loses its shape by a space.
pub(super) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[']) {
        plain.push_str(&rest[..=at]);
        if is_marker(&rest[at..]) {
            plain.push(' ');
        }
        rest = &rest[at + 1..];
    }
    plain.push_str(rest);
    plain
}

/// Control tokens of the chat templates in use. A server may read them in a member's text as if they were its own.
fn is_marker(text: &str) -> bool {
    const MARKERS: &[&str] = &[
        "<|",
        "<｜",
        "<s>",
        "</s>",
        "<bos>",
        "<eos>",
        "<pad>",
        "<unk>",
        "<start_of_turn>",
        "<end_of_turn>",
        "<<sys",
        "<</sys",
        "[inst]",
        "[/inst]",
        "[system_prompt]",
        "[/system_prompt]",
        "[tool_calls]",
        "[available_tools]",
        "[tool_results]",
        "[gmask]",
        "<sop>",
        "<eop>",
        "<extra_id_",
        "<start_of_image>",
        "<tool_call>",
        "<think>",
        "</think>",
    ];
    MARKERS.iter().any(|marker| text.get(..marker.len()).is_some_and(|start| start.eq_ignore_ascii_case(marker)))
}

fn state(ending: Ending) -> Option<&'static str> {
    match ending {
        Ending::Whole => None,
        Ending::Cut => Some("cut"),
        Ending::Stopped => Some("stopped"),
        Ending::Interrupted => Some("interrupted"),
    }
}

/// An instant to the minute, in UTC: `2026-11-22T14:05Z`. Seconds would change with every turn and tell nothing.
pub(super) fn minute(at_ms: i64) -> String {
    let earliest_or_latest = if at_ms < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(earliest_or_latest);
    at.strftime("%Y-%m-%dT%H:%MZ").to_string()
}
