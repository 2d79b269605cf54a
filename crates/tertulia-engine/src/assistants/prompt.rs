//! What an assistant is shown for one answer: the newest messages and the chain of replies that fit the model's window.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use tertulia_core::model::Model;
use tertulia_core::ports::{CacheHint, Page, PromptMessage, PromptRole};
use tertulia_core::run::{Origin, Outcome, Run};
use tertulia_core::{Error, Group, GroupId, Message, MessageId, ProfileId, Result, Seq};
use tertulia_mind::cleaning::Cleaner;
use tertulia_mind::roster::{Kind, Participant};
use tertulia_mind::transcript::{self, Ask, Ending, Persona, Room, Scene};

pub(super) use tertulia_mind::transcript::estimate_tokens;

use super::table::participants;
use crate::Engine;

/// How many messages are read at once.
const READ: u32 = 200;
/// How many messages a prompt is chosen from at most, whatever the window.
const THREAD_MAX: usize = 2_000;
/// How far up a chain of replies is followed (`brains.md` 4B).
const CHAIN_DEPTH: usize = 6;
/// Tokens kept for the answer: a quarter of the window, between these.
const ANSWER_TOKENS: (u32, u32) = (256, 8_192);

/// How many stop strings a request has at most.
const STOPS_MAX: usize = 4;

/// A prompt with what is needed to read its answer.
pub(super) struct Prompt {
    pub messages: Vec<PromptMessage>,
    pub max_tokens: u32,
    pub estimated_tokens: u32,
    own: Participant,
    /// Those who spoke last come first.
    others: Vec<Participant>,
    goes_on: bool,
    /// What the call says.
    asked: String,
}

impl Prompt {
    /// Where a small model that goes on in others' names is stopped, so that nobody waits for what would be left out: at a line
    /// of the transcript, and at the names of those who spoke last. At most four, which is what all wires take. Somebody whom
    /// the call names may stand before a line of the answer: what each of them brings is asked for, not forged.
    pub fn stop(&self) -> Vec<String> {
        let foreign = self.others.iter().filter(|other| !self.asked.contains(other.name.to_lowercase().as_str()));
        let names = foreign.map(|other| format!("\n{}:", other.name));
        std::iter::once("\n{\"n\":".to_owned()).chain(names).take(STOPS_MAX).collect()
    }

    /// What of it comes again with the next call: everything but the last turn, which holds the call and the time.
    pub fn cache_hint(&self, group: GroupId) -> CacheHint {
        let digest = Sha256::digest(group.0.as_bytes());
        let key = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        CacheHint { key, stable: self.messages.len().saturating_sub(1) }
    }

    /// The cleaner for the answer to this prompt.
    pub fn cleaner(&self) -> Cleaner {
        match self.goes_on {
            // Its beginning is the middle of a text. It is a message of its own, with a length of its own.
            true => Cleaner::resume(&self.own, &self.others, 0),
            false => Cleaner::new(&self.own, &self.others),
        }
    }
}

/// Builds the prompt of a run.
///
/// # Errors
/// `NotFound` where the call or the assistant is gone, and what the store says.
pub(super) async fn build(engine: &Engine, group: &Group, run: &Run, model: &Model) -> Result<Prompt> {
    let present = participants(engine, group).await?;
    let own = present.iter().find(|p| p.id == run.assistant.0).cloned().ok_or(Error::NotFound)?;
    let room = Room {
        window: model.context_window,
        answer: (model.context_window / 4).clamp(ANSWER_TOKENS.0, ANSWER_TOKENS.1),
    };
    let thread = read_thread(engine, group, run, room.window).await?;
    let persona =
        Persona { id: own.id, username: own.username.clone(), name: own.name.clone(), instructions: String::new() };
    let former = former(engine, &thread, &present).await?;
    let burst = burst(&thread, run);
    let ask = match run.origin {
        Origin::Continue { of } => Ask::Continue { asker: run.answers.0, partial: of.0 },
        Origin::Call | Origin::Retry { .. } | Origin::Redo { .. } => Ask::Answer { asker: run.answers.0, call: &burst },
    };
    let card = transcript::Group { name: group.name.as_str().to_owned(), present, former };
    let shown: Vec<transcript::Message> = thread.values().map(shown).collect();
    let scene = Scene { persona: &persona, group: &card, thread: &shown, ask, now_ms: engine.now().0, room };
    let prompt = transcript::prompt(&scene);
    let mut others: Vec<Participant> =
        card.present.iter().chain(&card.former).filter(|p| p.id != own.id).cloned().collect();
    let spoke = |other: &Participant| thread.values().rev().position(|m| m.author.0 == other.id).unwrap_or(usize::MAX);
    others.sort_by_cached_key(spoke);
    let answer = room.answer.min(room.window / 2);
    let asked =
        thread.values().filter(|message| burst.contains(&message.id.0)).filter_map(|message| message.body.as_ref());
    Ok(Prompt {
        messages: prompt.messages.into_iter().map(turn).collect(),
        max_tokens: answer,
        estimated_tokens: prompt.tokens,
        own,
        others,
        goes_on: matches!(run.origin, Origin::Continue { .. }),
        asked: asked.map(|body| body.text.to_lowercase()).collect::<Vec<_>>().join("\n"),
    })
}

/// The newest messages that can fit, and the chain of replies above the call, by their places. Beside the call itself, and
/// an answer that is to go on, only what everybody sees who will read the answer: the assistant does not tell newcomers what
/// the group keeps from them.
async fn read_thread(engine: &Engine, group: &Group, run: &Run, window: u32) -> Result<BTreeMap<Seq, Message>> {
    let store = &engine.parts.store;
    let all_see_from = group.members.iter().map(|m| m.sees_from).max().unwrap_or(Seq::ZERO);
    let group = group.id;
    let mut thread = BTreeMap::new();
    let mut tokens = 0u32;
    let mut page = store.page(group, Page::Newest, all_see_from, READ).await?;
    loop {
        let oldest = page.messages.first().map(|m| m.seq);
        for message in page.messages {
            tokens += message.body.as_ref().map_or(0, |b| estimate_tokens(&b.text));
            keep(&mut thread, message, run);
        }
        match oldest {
            Some(oldest) if page.has_older && tokens < window && thread.len() < THREAD_MAX => {
                page = store.page(group, Page::Before(oldest), all_see_from, READ).await?;
            }
            _ => break,
        }
    }
    let mut next = Some(run.call);
    for _ in 0..=CHAIN_DEPTH {
        let Some(id) = next else { break };
        let Some(message) = store.message(group, id).await? else { break };
        if message.seq < all_see_from && id != run.call {
            break;
        }
        next = message.reply_to;
        keep(&mut thread, message, run);
    }
    if let Some(of) = run.origin.of().filter(|_| matches!(run.origin, Origin::Continue { .. })) {
        let partial = store.message(group, of).await?.ok_or(Error::NotFound)?;
        keep(&mut thread, partial, run);
    }
    Ok(thread)
}

/// The run's own message and the attempt that it replaces say nothing about the question.
fn keep(thread: &mut BTreeMap<Seq, Message>, message: Message, run: &Run) {
    let replaced = match run.origin {
        Origin::Retry { of } | Origin::Redo { of } => Some(of),
        Origin::Call | Origin::Continue { .. } => None,
    };
    if message.id != run.message && Some(message.id) != replaced {
        thread.insert(message.seq, message);
    }
}

/// The messages of the call: what the caller wrote from it on, until an assistant spoke.
fn burst(thread: &BTreeMap<Seq, Message>, run: &Run) -> Vec<uuid::Uuid> {
    let Some(call) = thread.values().find(|m| m.id == run.call) else { return vec![run.call.0] };
    let since = thread.range(call.seq..).map(|(_, m)| m).take_while(|m| m.answer.is_none());
    since.filter(|m| m.author == call.author).map(|m| m.id.0).collect()
}

async fn former(engine: &Engine, thread: &BTreeMap<Seq, Message>, present: &[Participant]) -> Result<Vec<Participant>> {
    let mut gone: Vec<ProfileId> = thread.values().map(|m| m.author).collect();
    gone.sort_unstable();
    gone.dedup();
    gone.retain(|id| !present.iter().any(|p| p.id == id.0));
    let profiles = engine.parts.store.profiles(&gone).await?;
    let participant = |p: &tertulia_core::profile::Profile| Participant {
        id: p.id.0,
        username: p.username.as_str().to_owned(),
        name: p.name.as_str().to_owned(),
        kind: Kind::Person,
    };
    Ok(profiles.iter().map(participant).collect())
}

fn shown(message: &Message) -> transcript::Message {
    let ending = match message.outcome() {
        None | Some(Outcome::Finished) => Ending::Whole,
        Some(Outcome::Cut) => Ending::Cut,
        Some(Outcome::Stopped { .. }) => Ending::Stopped,
        Some(Outcome::Interrupted { .. } | Outcome::Failed { .. }) => Ending::Interrupted,
    };
    transcript::Message {
        id: message.id.0,
        n: message.seq.0,
        at_ms: message.at.0,
        author: message.author.0,
        reply_to: message.reply_to.map(|MessageId(id)| id),
        text: message.body.as_ref().map(|b| b.text.clone()),
        forwarded: message.forwarded,
        ending,
    }
}

fn turn(message: transcript::PromptMessage) -> PromptMessage {
    let role = match message.role {
        transcript::Role::System => PromptRole::System,
        transcript::Role::User => PromptRole::User,
        transcript::Role::Assistant => PromptRole::Assistant,
    };
    PromptMessage::text(role, message.name, message.content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn participant(name: &str) -> Participant {
        Participant { id: Uuid::new_v4(), username: name.to_lowercase(), name: name.into(), kind: Kind::Person }
    }

    #[test]
    fn an_answer_stops_at_members_whom_nobody_asked_about() {
        let prompt = |asked: &str| Prompt {
            messages: Vec::new(),
            max_tokens: 1,
            estimated_tokens: 1,
            own: participant("Tulia"),
            others: ["Ana", "Ben", "Cleo", "Dora", "Eva"].map(participant).into(),
            goes_on: false,
            asked: asked.to_lowercase(),
        };
        assert_eq!(prompt("who is right?").stop(), ["\n{\"n\":", "\nAna:", "\nBen:", "\nCleo:"], "no more than four");
        assert_eq!(prompt("what do ANA and Cleo bring?").stop(), ["\n{\"n\":", "\nBen:", "\nDora:", "\nEva:"]);
    }
}
