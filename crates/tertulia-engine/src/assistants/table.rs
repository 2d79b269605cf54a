//! What the gate is shown: who sits at the table, and the newest messages.

use std::borrow::Borrow;
use std::collections::VecDeque;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use tertulia_core::member::Member;
use tertulia_core::ports::Page;
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::settings::{Mode, Seat};
use tertulia_core::{Body, Event, EventKind, Group, GroupId, Message, MessageId, ProfileId, Result, Seq, Timestamp};
use tertulia_mind::gate::{self, Decision, Heard, Pace, Table};
use tertulia_mind::roster::{self, Kind, Participant, known_aliases};

use crate::Engine;

/// How many messages the gate can look back on.
const KEPT: usize = 60;

/// The newest messages of a group, as the gate sees them.
#[derive(Default)]
pub(super) struct Tail {
    messages: VecDeque<Kept>,
    table: Option<Table>,
    seated: Option<Seated>,
}

/// A message, and what the gate heard in it once it was asked.
struct Kept {
    seq: Seq,
    message: gate::Message,
    heard: OnceLock<Heard>,
}

impl Borrow<gate::Message> for &Kept {
    fn borrow(&self) -> &gate::Message {
        &self.message
    }
}

/// What a table was made from.
#[derive(PartialEq, Eq)]
struct Seated {
    members: Vec<Member>,
    seats: Vec<Seat>,
    /// How often profiles had changed.
    profile_changes: u64,
}

impl Tail {
    /// The messages before and at `seq`.
    pub async fn before(engine: &Engine, group: GroupId, seq: Seq) -> Result<Tail> {
        let limit = u32::try_from(KEPT).unwrap_or(u32::MAX);
        let page = engine.parts.store.page(group, Page::Before(seq.next()), Seq::ZERO, limit).await?;
        let mut tail = Tail::default();
        for message in page.messages.iter().filter(|m| m.deleted.is_none()) {
            let reply_to = tail.find_reply(engine, group, message.reply_to).await?;
            tail.push_known(message, reply_to);
        }
        Ok(tail)
    }

    /// Takes one more event into account.
    pub async fn take(&mut self, engine: &Engine, group: GroupId, event: &Event) -> Result<()> {
        let stamp = &event.stamp;
        match &event.kind {
            EventKind::MessagePosted(posted) => {
                let said = Said {
                    id: posted.message,
                    author: stamp.author,
                    at: stamp.at,
                    body: posted.body.clone().unwrap_or_default(),
                    reply_to: self.find_reply(engine, group, posted.reply_to).await?,
                    forwarded: posted.forwarded,
                };
                self.push(stamp.seq, said);
            }
            EventKind::RunBegan(began) => {
                let (id, author, at) = (began.run.message, stamp.author, stamp.at);
                let said = Said { id, author, at, body: Body::default(), reply_to: None, forwarded: false };
                self.push(stamp.seq, said);
            }
            EventKind::MessageEdited(edited) => {
                let kept = self.messages.iter_mut().find(|k| k.message.id == edited.message.0);
                if let (Some(kept), Some(body)) = (kept, &edited.body) {
                    kept.message.mentions = mentions(body);
                    kept.message.text.clone_from(&body.text);
                    kept.heard = OnceLock::new();
                }
            }
            EventKind::MessageDeleted(deleted) => self.messages.retain(|k| k.message.id != deleted.message.0),
            // Everything else changes who sits at the table, which is asked before each decision, or nothing here.
            _ => {}
        }
        Ok(())
    }

    /// Who wrote the message that is replied to, however far back it lies: a reply to an assistant is a call.
    async fn find_reply(
        &self,
        engine: &Engine,
        group: GroupId,
        to: Option<MessageId>,
    ) -> Result<Option<gate::ReplyTo>> {
        let Some(to) = to else { return Ok(None) };
        let near = self.messages.iter().find(|k| k.message.id == to.0).map(|k| k.message.author);
        let author = match near {
            Some(author) => Some(author),
            None => engine.parts.store.message(group, to).await?.map(|m| m.author.0),
        };
        Ok(author.map(|author| gate::ReplyTo { message: to.0, author }))
    }

    /// Makes the table anew where somebody came, went or was renamed. Asked before each decision, so the store is only asked
    /// where something changed.
    pub async fn seat(&mut self, engine: &Engine, group: &Group) -> Result<()> {
        let profile_changes = engine.profile_changes.load(Ordering::Acquire);
        let is_same = self.seated.as_ref().is_some_and(|seated| {
            seated.profile_changes == profile_changes && seated.members == group.members && seated.seats == group.seats
        });
        if !is_same {
            self.table = Some(Table::new(&participants(engine, group).await?));
            for kept in &mut self.messages {
                kept.heard = OnceLock::new();
            }
            self.seated = Some(Seated { members: group.members.clone(), seats: group.seats.clone(), profile_changes });
        }
        Ok(())
    }

    /// Decides about the burst that ends with the message at `last`. `pace` is told when that message was posted.
    pub fn judge(&self, last: Seq, pace: impl FnOnce(Option<Timestamp>) -> Pace) -> Decision {
        let Some(table) = &self.table else { return gate::decide_heard(&Table::new(&[]), &[], &pace(None)) };
        let end = self.messages.partition_point(|k| k.seq <= last);
        let burst = gate::burst(table, self.messages.range(..end));
        let heard: Vec<(&gate::Message, &Heard)> = burst
            .iter()
            .map(|kept| (&kept.message, kept.heard.get_or_init(|| gate::hear(table, &kept.message))))
            .collect();
        gate::decide_heard(table, &heard, &pace(burst.last().map(|k| Timestamp(k.message.at_ms))))
    }

    /// The pauses between an author's messages, in milliseconds.
    pub fn gaps_of(&self, author: ProfileId) -> Vec<u64> {
        let mut times = self.messages.iter().filter(|k| k.message.author == author.0).map(|k| k.message.at_ms);
        let Some(mut before) = times.next() else { return Vec::new() };
        let gap = |at| u64::try_from(at - std::mem::replace(&mut before, at)).unwrap_or(0);
        times.map(gap).collect()
    }

    /// When a message was posted.
    pub fn at(&self, message: MessageId) -> Option<Timestamp> {
        self.messages.iter().find(|k| k.message.id == message.0).map(|k| Timestamp(k.message.at_ms))
    }

    fn push_known(&mut self, message: &Message, reply_to: Option<gate::ReplyTo>) {
        let said = Said {
            id: message.id,
            author: message.author,
            at: message.at,
            body: message.body.clone().unwrap_or_default(),
            reply_to,
            forwarded: message.forwarded,
        };
        self.push(message.seq, said);
    }

    fn push(&mut self, seq: Seq, said: Said) {
        let message = gate::Message {
            id: said.id.0,
            author: said.author.0,
            at_ms: said.at.0,
            mentions: mentions(&said.body),
            text: said.body.text,
            reply_to: said.reply_to,
            forwarded: said.forwarded,
        };
        self.messages.push_back(Kept { seq, message, heard: OnceLock::new() });
        if self.messages.len() > KEPT {
            self.messages.pop_front();
        }
    }
}

/// A message on its way into the tail.
struct Said {
    id: MessageId,
    author: ProfileId,
    at: Timestamp,
    body: Body,
    reply_to: Option<gate::ReplyTo>,
    forwarded: bool,
}

/// The members and assistants of a group, in the order of joining.
pub(super) async fn participants(engine: &Engine, group: &Group) -> Result<Vec<Participant>> {
    let members = group.members.iter().map(|m| m.profile);
    let ids: Vec<ProfileId> = members.chain(group.seats.iter().map(|s| s.assistant)).collect();
    let mut profiles = engine.parts.store.profiles(&ids).await?;
    profiles.sort_by_key(|p| ids.iter().position(|id| *id == p.id));
    Ok(profiles.iter().map(|profile| participant(group, profile)).collect())
}

fn participant(group: &Group, profile: &Profile) -> Participant {
    let kind = match profile.kind {
        ProfileKind::Person | ProfileKind::Guest => Kind::Person,
        ProfileKind::Assistant => {
            let mode = match group.seat(profile.id).map(|s| s.mode) {
                Some(Mode::Auto) => roster::Mode::Auto,
                Some(Mode::WhenMentioned) => roster::Mode::WhenMentioned,
                Some(Mode::Off) | None => roster::Mode::Off,
            };
            Kind::Assistant { mode, aliases: known_aliases(profile.name.as_str()) }
        }
    };
    Participant {
        id: profile.id.0,
        username: profile.username.as_str().to_owned(),
        name: profile.name.as_str().to_owned(),
        kind,
    }
}

/// Mentions with byte ranges, which judgement counts in, made from UTF-16 places, which browsers count in.
pub(super) fn mentions(body: &Body) -> Vec<gate::Mention> {
    let mut borders = std::collections::HashMap::new();
    if !body.mentions.is_empty() {
        let mut units = 0u32;
        for (byte, c) in body.text.char_indices() {
            borders.insert(units, byte);
            units += if c.len_utf16() == 2 { 2 } else { 1 };
        }
        borders.insert(units, body.text.len());
    }
    let range = |m: &tertulia_core::Mention| Some(*borders.get(&m.start)?..*borders.get(&m.end)?);
    let found = body.mentions.iter().filter_map(|m| Some(gate::Mention { participant: m.profile.0, range: range(m)? }));
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tertulia_core::Mention;
    use uuid::Uuid;

    #[test]
    fn places_in_utf16_become_places_in_bytes() {
        let profile = ProfileId(Uuid::from_u128(7));
        let body = Body { text: "🎉é @Tulia!".into(), mentions: vec![Mention { start: 4, end: 10, profile }] };
        let found = mentions(&body);
        assert_eq!(&body.text[found[0].range.clone()], "@Tulia");
    }
}
