//! A group in which a test lets people speak: commands go through the rules, their events into the store.

use std::sync::Arc;

use tertulia_core::command::Facts;
use tertulia_core::event::{GroupCreated, Stamp};
use tertulia_core::member::Via;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Append, Appended, Store};
use tertulia_core::run::{End, Origin, Outcome, Run, Usage};
use tertulia_core::settings::{Mode, Seat};
use tertulia_core::{
    Body, Command, Denial, Event, EventKind, Group, GroupId, Message, MessageId, ProfileId, RunId, Seq, Timestamp,
};
use uuid::Uuid;

/// Somebody, by a number.
pub fn person(n: u128) -> ProfileId {
    ProfileId(Uuid::from_u128(0xA000 + n))
}

/// The assistant of every tale.
pub fn tulia() -> ProfileId {
    ProfileId(Uuid::from_u128(0xAAAA))
}

pub fn message_id(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(0xB000_0000 + n))
}

/// A group and what happens in it. Time goes on by one second with each append.
pub struct Tale {
    pub store: Arc<dyn Store>,
    pub group: Group,
    now: Timestamp,
    next_message: u128,
}

impl Tale {
    /// Makes group number `n`, with person 1 as its creator and the assistant at the table.
    pub async fn begin(store: &Arc<dyn Store>, n: u128) -> Tale {
        let id = GroupId(Uuid::from_u128((n << 64) | (0xC000_0000 + n)));
        let name = GroupName::parse("Circle").expect("a fit name");
        let group = Group::unborn(id, person(1), name.clone());
        let mut tale = Tale { store: store.clone(), group, now: Timestamp(1_000_000), next_message: n * 1_000_000 };
        let seats = vec![Seat { assistant: tulia(), mode: Mode::Auto, model: None }];
        let kinds = vec![
            EventKind::GroupCreated(GroupCreated { name, photo: None, seats }),
            EventKind::MemberJoined(tertulia_core::event::MemberJoined { via: Via::Creating, sees_from: Seq(1) }),
        ];
        assert_eq!(tale.append(person(1), kinds).await, Appended::Recorded);
        tale
    }

    pub fn id(&self) -> GroupId {
        self.group.id
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Lets time pass without an event.
    pub fn wait(&mut self, seconds: i64) {
        self.now = Timestamp(self.now.0 + seconds * 1_000);
    }

    pub fn next_message(&mut self) -> MessageId {
        self.next_message += 1;
        message_id(self.next_message)
    }

    /// Events as they would follow the group's head now.
    pub fn stamp(&self, author: ProfileId, kinds: Vec<EventKind>) -> Append {
        let mut seq = self.group.head;
        let events = kinds
            .into_iter()
            .map(|kind| {
                seq = seq.next();
                Event { stamp: Stamp { seq, at: self.now, author }, kind }
            })
            .collect();
        Append { group: self.group.id, expected: self.group.head, events }
    }

    pub async fn append(&mut self, author: ProfileId, kinds: Vec<EventKind>) -> Appended {
        self.wait(1);
        let append = self.stamp(author, kinds);
        let events = append.events.clone();
        let appended = self.store.append(append).await.expect("the store appends");
        if appended == Appended::Recorded {
            events.iter().for_each(|event| self.group.apply(event));
        }
        appended
    }

    /// What the rules have to know for a command, read from the store.
    pub async fn facts(&self, command: &Command) -> Facts {
        let Some(subject) = command.subject() else { return Facts::default() };
        Facts {
            message: self.message(subject).await,
            is_followed: self.store.is_followed(self.id(), subject).await.expect("the store answers"),
        }
    }

    /// Asks the rules; what follows is appended.
    pub async fn try_to(&mut self, author: ProfileId, command: Command) -> Result<Appended, Denial> {
        let facts = self.facts(&command).await;
        let kinds = self.group.decide(self.now, author, command, &facts)?;
        if kinds.is_empty() {
            return Ok(Appended::Recorded);
        }
        Ok(self.append(author, kinds).await)
    }

    pub async fn lets(&mut self, author: ProfileId, command: Command) {
        assert_eq!(self.try_to(author, command).await, Ok(Appended::Recorded));
    }

    pub async fn join(&mut self, who: ProfileId) {
        let via = Via::Addition { added_by: person(1) };
        self.lets(who, Command::Join { via, sees_from: Some(Seq(1)), member_limit: 20 }).await;
    }

    pub async fn post(&mut self, author: ProfileId, text: &str) -> MessageId {
        self.say(author, Body::plain(text), None).await
    }

    pub async fn reply(&mut self, author: ProfileId, to: MessageId, text: &str) -> MessageId {
        self.say(author, Body::plain(text), Some(to)).await
    }

    pub async fn say(&mut self, author: ProfileId, body: Body, reply_to: Option<MessageId>) -> MessageId {
        let message = self.next_message();
        self.lets(author, Command::Post { message, reply_to, forwarded: false, body }).await;
        message
    }

    pub async fn edit(&mut self, author: ProfileId, message: MessageId, text: &str) {
        self.lets(author, Command::Edit { message, body: Body::plain(text) }).await;
    }

    pub async fn delete(&mut self, author: ProfileId, message: MessageId) {
        self.lets(author, Command::Delete { message }).await;
    }

    /// The assistant begins to answer.
    pub async fn begin_answer(&mut self, call: MessageId, origin: Origin) -> MessageId {
        let message = self.next_message();
        let run = self.run(message, call, origin);
        self.lets(tulia(), Command::BeginRun { run }).await;
        message
    }

    pub fn run(&self, message: MessageId, call: MessageId, origin: Origin) -> Run {
        Run {
            run: RunId(message.0),
            message,
            assistant: tulia(),
            call,
            answers: person(1),
            model: None,
            model_name: "Model".into(),
            origin,
            began_at: self.now,
        }
    }

    pub async fn end_answer(&mut self, message: MessageId, text: &str, outcome: Outcome) {
        let usage = Usage { prompt_tokens: 7, cached_tokens: 0, completion_tokens: 3, estimated: true };
        self.lets(
            tulia(),
            Command::EndRun { message, body: Body::plain(text), end: End { outcome, usage, served: None } },
        )
        .await;
    }

    pub async fn message(&self, id: MessageId) -> Option<Message> {
        self.store.message(self.id(), id).await.expect("the store reads")
    }

    /// The whole journal.
    pub async fn events(&self) -> Vec<Event> {
        self.store.events(self.id(), Seq::ZERO, u32::MAX).await.expect("the store reads")
    }
}
