//! The transcript: what a model is shown of a group.
//!
//! Stable parts come first, so that a provider's cache holds them: policy and persona, the group's card, the messages
//! as JSON lines, and an open tail that says who asked and when. Members' words stand only inside JSON strings of the
//! user role, so that no text and no name can forge a speaker, a line, a system instruction or an assistant's turn.
//! Roles alternate strictly, because some models' templates refuse anything else.

mod budget;
mod line;
mod policy;
mod visible;

pub use budget::estimate_tokens;
pub use policy::POLICY_VERSION;
pub use visible::{visible_name, visible_text};

use crate::roster::Participant;
use budget::{Plan, plan};
use line::{Card, Gap, Header, Line, Omitted, Seat, Tail, minute, to_line};
use std::collections::HashMap;
use uuid::Uuid;

/// Everything a prompt is made from.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// The assistant that will answer.
    pub persona: &'a Persona,
    /// The group.
    pub group: &'a Group,
    /// Its messages in the order of the thread, oldest first. What is not passed cannot be seen.
    pub thread: &'a [Message],
    /// What is wanted.
    pub ask: Ask<'a>,
    /// The server's time: milliseconds since 1970-01-01T00:00:00Z.
    pub now_ms: i64,
    /// How much fits.
    pub room: Room,
}

/// Who the assistant is. Set by an administrator, so it stands in the system role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// The assistant's profile.
    pub id: Uuid,
    /// Handle without `@`.
    pub username: String,
    /// Display name.
    pub name: String,
    /// How it should be, in the administrator's words. May be empty.
    pub instructions: String,
}

/// The group's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's name.
    pub name: String,
    /// Everybody present, in the order of joining.
    pub present: Vec<Participant>,
    /// Those who have left and whose messages remain.
    pub former: Vec<Participant>,
}

/// A message as a model may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The message.
    pub id: Uuid,
    /// Its number in the thread.
    pub n: u64,
    /// When it was written: milliseconds since 1970-01-01T00:00:00Z.
    pub at_ms: i64,
    /// Who wrote it.
    pub author: Uuid,
    /// The message it replies to.
    pub reply_to: Option<Uuid>,
    /// The text after its last edit. `None` once deleted: a deleted message is not shown at all.
    pub text: Option<String>,
    /// Forwarded from elsewhere: shown as a quotation.
    pub forwarded: bool,
    /// How it ended, for an assistant's message.
    pub ending: Ending,
}

/// How an assistant's message ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// Whole. Every message of a person is.
    #[default]
    Whole,
    /// Cut at its greatest length.
    Cut,
    /// Stopped by a participant.
    Stopped,
    /// Broken off by a fault.
    Interrupted,
}

/// What the model shall do.
#[derive(Clone, Copy, Debug)]
pub enum Ask<'a> {
    /// Answer a call: the messages of the caller's burst, oldest first.
    Answer {
        /// The person answered.
        asker: Uuid,
        /// The burst. These messages always go in, shortened if they must.
        call: &'a [Uuid],
    },
    /// Go on where an answer of its own broke off.
    Continue {
        /// Who asked for more.
        asker: Uuid,
        /// The broken-off answer.
        partial: Uuid,
    },
}

/// How much fits, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The model's window: prompt and answer together.
    pub window: u32,
    /// The part kept free for the answer. At most half of the window is.
    pub answer: u32,
}

/// A prompt, and what it was made from (PRV-3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The turns: one of the system, then user and assistant by turns, the last one the user's.
    pub messages: Vec<PromptMessage>,
    /// The messages that the model sees, in the order of the prompt.
    pub seen: Vec<Uuid>,
    /// Those of them that are shortened.
    pub shortened: Vec<Uuid>,
    /// Estimated length of the prompt, in tokens.
    pub tokens: u32,
    /// The version of the policy text in it.
    pub policy: u32,
}

/// One turn of a prompt.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PromptMessage {
    /// Whose turn it is.
    pub role: Role,
    /// The author's handle where the whole turn is one person's: `a-z A-Z 0-9 _ -`, at most 64 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The text.
    pub content: String,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Policy and persona. Never anybody's words.
    System,
    /// The people, the card and the tail.
    User,
    /// The assistant's own earlier messages.
    Assistant,
}

/// Makes the prompt.
pub fn prompt(scene: &Scene) -> Prompt {
    let Plan { system, card, chosen, shortened, tokens } = plan(scene);
    let mut turns = Turns::new(system);
    turns.line(&card, Author::Server);
    let numbers: HashMap<Uuid, u64> = chosen.iter().map(|(message, _)| (message.id, message.n)).collect();
    let mut before: Option<usize> = None;
    for (message, text) in &chosen {
        let at = scene.position(message.id);
        turns.omitted(scene.skipped(before, at, &numbers), before.is_none());
        before = at;
        let re = message.reply_to.and_then(|id| numbers.get(&id)).copied();
        if message.author == scene.persona.id {
            turns.line(&to_line(&Header::of(message, &scene.persona.username, re)), Author::Notice);
            turns.own(text);
        } else {
            let speaker = Seat::of(scene.participant(message.author));
            turns.line(&to_line(&Line::of(message, &speaker, re, text)), Author::Person(&speaker.from));
        }
    }
    turns.line(&to_line(&scene.tail(&numbers)), Author::Server);
    Prompt {
        messages: turns.done,
        seen: chosen.iter().map(|(message, _)| message.id).collect(),
        shortened,
        tokens,
        policy: POLICY_VERSION,
    }
}

impl Scene<'_> {
    fn participant(&self, id: Uuid) -> Option<&Participant> {
        self.group.present.iter().chain(&self.group.former).find(|participant| participant.id == id)
    }

    fn position(&self, id: Uuid) -> Option<usize> {
        self.thread.iter().position(|message| message.id == id)
    }

    /// Messages that could be shown and are not, between two that are.
    fn skipped(&self, before: Option<usize>, at: Option<usize>, shown: &HashMap<Uuid, u64>) -> usize {
        let (from, to) = (before.map_or(0, |before| before + 1), at.unwrap_or(0));
        // The answer to be continued stands at the end, behind messages that came after it: no gap to count there.
        let gap = self.thread.get(from..to).unwrap_or_default();
        gap.iter().filter(|message| self.is_shown(message) && !shown.contains_key(&message.id)).count()
    }

    fn is_shown(&self, message: &Message) -> bool {
        message.text.as_deref().is_some_and(|text| !visible_text(text).trim().is_empty())
    }

    fn card(&self, seats: usize) -> Card {
        Card {
            group: visible_name(&self.group.name),
            you: self.persona.username.clone(),
            members: self.group.present.iter().take(seats).map(|participant| Seat::of(Some(participant))).collect(),
            and_more: Some(self.group.present.len().saturating_sub(seats)).filter(|more| *more > 0),
        }
    }

    fn tail(&self, numbers: &HashMap<Uuid, u64>) -> Tail {
        let (asker, asked_in, instruction) = match self.ask {
            Ask::Answer { asker, call } => {
                (asker, call.iter().filter_map(|id| numbers.get(id)).copied().collect(), policy::ANSWER)
            }
            Ask::Continue { asker, partial } => {
                (asker, numbers.get(&partial).copied().into_iter().collect(), policy::CONTINUE)
            }
        };
        Tail { now: minute(self.now_ms), asked_by: Seat::of(self.participant(asker)).from, asked_in, instruction }
    }
}

/// Turns under construction. Lines of the user role gather in one turn until the assistant speaks.
struct Turns {
    done: Vec<PromptMessage>,
    /// Whether the last turn holds lines that are not its named person's.
    mixed: bool,
}

/// Whose a line of the user role is.
enum Author<'a> {
    Person(&'a str),
    /// A notice between messages: it leaves a turn to the person who speaks in it.
    Notice,
    /// Card and tail: nobody's words.
    Server,
}

impl Turns {
    fn new(system: String) -> Turns {
        Turns { done: vec![PromptMessage { role: Role::System, name: None, content: system }], mixed: false }
    }

    fn line(&mut self, line: &str, author: Author) {
        match self.done.last_mut() {
            Some(turn) if turn.role == Role::User => {
                turn.content.push('\n');
                turn.content.push_str(line);
            }
            _ => {
                self.done.push(PromptMessage { role: Role::User, name: None, content: line.to_owned() });
                self.mixed = false;
            }
        }
        let Some(turn) = self.done.last_mut() else { return };
        match author {
            Author::Notice => {}
            Author::Server => self.mixed = true,
            Author::Person(username) => {
                let name = wire_name(username);
                self.mixed |= turn.name.as_ref().is_some_and(|before| *before != name);
                turn.name = Some(name);
            }
        }
        if self.mixed {
            turn.name = None;
        }
    }

    fn own(&mut self, text: &str) {
        self.done.push(PromptMessage { role: Role::Assistant, name: None, content: line::unmarked(text) });
    }

    /// How many there were before the first is not said: the number would be another one in each prompt.
    fn omitted(&mut self, count: usize, is_first: bool) {
        if count > 0 {
            let omitted = if is_first { Omitted::Earlier } else { Omitted::Between(count) };
            self.line(&to_line(&Gap { omitted }), Author::Notice);
        }
    }
}

/// A handle in the letters that the wire allows.
fn wire_name(username: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' };
    username.chars().map(allowed).take(64).collect()
}
