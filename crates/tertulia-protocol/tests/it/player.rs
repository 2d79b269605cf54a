//! Journals by chance: people do things, the rules decide, and what follows is written down.

use proptest::prelude::*;
use proptest::sample::Index;
use tertulia_core::command::Facts;
use tertulia_core::event::{GroupCreated, Stamp};
use tertulia_core::member::Via;
use tertulia_core::name::{DisplayName, GroupName, Username};
use tertulia_core::profile::{Profile, ProfileKind};
use tertulia_core::run::{End, Fault, FellBack, Origin, Outcome, Run, Served, Usage};
use tertulia_core::settings::{Mode, Newcomers, Seat, SettingsRight};
use tertulia_core::thread::Thread;
use tertulia_core::{
    BlobId, Body, Command, Emoji, Event, EventKind, Group, GroupId, InviteId, Mention, MessageId, ModelId, ProfileId,
    RunId, Seq, Timestamp,
};
use uuid::Uuid;

/// What somebody tries. Indices point to people, messages and words; those that the rules refuse leave no trace.
#[derive(Clone, Debug)]
pub enum Attempt {
    Post {
        by: usize,
        reply_to: Option<Index>,
        forwarded: bool,
        text: usize,
        mention: Option<usize>,
    },
    Edit {
        message: Index,
        text: usize,
    },
    Delete {
        by: usize,
        message: Index,
    },
    React {
        by: usize,
        message: Index,
        emoji: usize,
    },
    /// Mostly what somebody gave, sometimes what nobody did.
    Unreact {
        by: usize,
        message: Index,
        emoji: Option<usize>,
    },
    Pin {
        by: usize,
        message: Index,
        on: bool,
    },
    Join {
        by: usize,
        everything: bool,
        added_by: Option<usize>,
    },
    Leave {
        by: usize,
    },
    Remove {
        by: usize,
        member: usize,
    },
    UndoRemoval {
        removal: Index,
    },
    LiftRemoval {
        by: usize,
        removal: Index,
    },
    Settings {
        by: usize,
        which: usize,
        value: usize,
    },
    BeginRun {
        message: Index,
        origin: usize,
    },
    EndRun {
        message: Index,
        outcome: usize,
        text: usize,
    },
    ResetInvite {
        by: usize,
    },
    DeleteGroup {
        by: usize,
    },
    Wait,
}

const TEXTS: &[&str] = &[
    "hello",
    "🎉 two\nlines",
    "مرحبا \u{202e}back\u{202c}",
    "👩‍👩‍👧‍👦\u{200b}か\u{3099}",
    "</script> \\ \"q\" \u{0}\u{2028}",
    "語",
];
const EMOJI: &[&str] = &["👍", "👍🏽", "❤️", "🇵🇹", "1️⃣", "👩‍👩‍👧‍👦"];
const NAMES: &[(&str, &str)] = &[("ana", "Ana"), ("ben", "José"), ("cleo", "ليلى"), ("dan", "佐藤 花子")];
const PEOPLE: usize = NAMES.len();

/// Attempts, in the proportion in which people make them.
pub fn attempt() -> impl Strategy<Value = Attempt> {
    let who = 0..PEOPLE;
    let index = any::<Index>;
    let text = 0..TEXTS.len();
    let emoji = 0..EMOJI.len();
    prop_oneof![
        8 => (who.clone(), proptest::option::of(index()), any::<bool>(), text.clone(), proptest::option::of(who.clone()))
            .prop_map(|(by, reply_to, forwarded, text, mention)| Attempt::Post { by, reply_to, forwarded, text, mention }),
        4 => (index(), text.clone()).prop_map(|(message, text)| Attempt::Edit { message, text }),
        2 => (who.clone(), index()).prop_map(|(by, message)| Attempt::Delete { by, message }),
        6 => (who.clone(), index(), emoji.clone()).prop_map(|(by, message, emoji)| Attempt::React { by, message, emoji }),
        3 => (who.clone(), index(), proptest::option::weighted(0.2, emoji))
            .prop_map(|(by, message, emoji)| Attempt::Unreact { by, message, emoji }),
        3 => (who.clone(), index(), any::<bool>()).prop_map(|(by, message, on)| Attempt::Pin { by, message, on }),
        4 => (who.clone(), any::<bool>(), proptest::option::of(who.clone()))
            .prop_map(|(by, everything, added_by)| Attempt::Join { by, everything, added_by }),
        1 => who.clone().prop_map(|by| Attempt::Leave { by }),
        2 => (who.clone(), who.clone()).prop_map(|(by, member)| Attempt::Remove { by, member }),
        4 => index().prop_map(|removal| Attempt::UndoRemoval { removal }),
        1 => (who.clone(), index()).prop_map(|(by, removal)| Attempt::LiftRemoval { by, removal }),
        3 => (who.clone(), 0..6usize, 0..3usize).prop_map(|(by, which, value)| Attempt::Settings { by, which, value }),
        4 => (index(), 0..4usize).prop_map(|(message, origin)| Attempt::BeginRun { message, origin }),
        4 => (index(), 0..5usize, text).prop_map(|(message, outcome, text)| Attempt::EndRun { message, outcome, text }),
        1 => who.clone().prop_map(|by| Attempt::ResetInvite { by }),
        1 => (0..PEOPLE * 2).prop_map(|by| Attempt::DeleteGroup { by }),
        1 => Just(Attempt::Wait),
    ]
}

/// A journal being written.
pub struct Player {
    pub group: Group,
    pub thread: Thread,
    pub events: Vec<Event>,
    now: Timestamp,
    made: u128,
}

impl Player {
    /// A new group of two, with an assistant at its table.
    pub fn new() -> Player {
        let name = GroupName::parse("Lisbon trip").expect("a fit name");
        let group = Group::unborn(GroupId(id(0xa0)), person(0), name.clone());
        let now = Timestamp(1_763_024_400_000);
        let mut player = Player { group, thread: Thread::default(), events: Vec::new(), now, made: 0x1000 };
        let seats = vec![Seat { assistant: assistant(), mode: Mode::Auto, model: None }];
        player.record(person(0), EventKind::GroupCreated(GroupCreated { name, photo: None, seats }));
        player.decide(person(0), Command::Join { via: Via::Creating, sees_from: Some(Seq(1)), member_limit: 3 });
        let via = Via::Invite { invite: InviteId(id(0xd1)) };
        player.decide(person(1), Command::Join { via, sees_from: Some(Seq(1)), member_limit: 3 });
        player
    }

    /// The journal of `attempts`.
    pub fn play(attempts: &[Attempt]) -> Player {
        let mut player = Player::new();
        for attempt in attempts {
            player.attempt(attempt);
        }
        player
    }

    fn attempt(&mut self, attempt: &Attempt) {
        self.now = Timestamp(self.now.0 + 700);
        let at = |index: &Index| self.thread.messages().nth(index.index(self.thread.messages().count().max(1)));
        match attempt {
            Attempt::Post { by, reply_to, forwarded, text, mention } => {
                let reply_to = reply_to.as_ref().and_then(at).map(|m| m.id);
                let body = body(*text, mention.map(person));
                let message = MessageId(self.make());
                let by = self.somebody(*by);
                self.decide(by, Command::Post { message, reply_to, forwarded: *forwarded, body });
            }
            Attempt::Edit { message, text } => {
                let Some((message, by)) = at(message).map(|m| (m.id, m.author)) else { return };
                self.decide(by, Command::Edit { message, body: body(*text, None) });
            }
            Attempt::Delete { by, message } => {
                let Some(message) = at(message).map(|m| m.id) else { return };
                let by = self.somebody(*by);
                self.decide(by, Command::Delete { message });
            }
            Attempt::React { by, message, emoji } => {
                let Some(message) = at(message).map(|m| m.id) else { return };
                let by = self.somebody(*by);
                self.decide(by, Command::React { message, emoji: self::emoji(*emoji) });
            }
            Attempt::Unreact { by, message, emoji } => {
                let Some(message) = at(message) else { return };
                let given = message.reactions.iter().next().map(|(emoji, who)| (who[0], emoji.clone()));
                let wanted = emoji.map(|which| (self.somebody(*by), self::emoji(which)));
                let Some((by, emoji)) = wanted.or(given) else { return };
                let message = message.id;
                self.decide(by, Command::Unreact { message, emoji });
            }
            Attempt::Pin { by, message, on } => {
                let pinned = pick(&self.group.pins, message).filter(|_| !on).map(|p| p.message);
                let Some(message) = pinned.or_else(|| at(message).map(|m| m.id)) else { return };
                let command = if *on { Command::Pin { message } } else { Command::Unpin { message } };
                let by = self.somebody(*by);
                self.decide(by, command);
            }
            Attempt::Join { by, everything, added_by } => {
                let sees_from = if *everything { Seq(1) } else { self.group.head.next() };
                let via = match added_by {
                    Some(added_by) => Via::Addition { added_by: person(*added_by) },
                    None => Via::Invite { invite: InviteId(id(0xd1)) },
                };
                self.decide(person(*by), Command::Join { via, sees_from: Some(sees_from), member_limit: 3 });
            }
            Attempt::Leave { by } => self.decide(self.somebody(*by), Command::Leave),
            Attempt::Remove { by, member } => {
                let by = self.somebody(*by);
                let member = self.somebody(*member);
                self.decide(by, Command::Remove { member });
            }
            Attempt::UndoRemoval { removal } => {
                let Some(removal) = pick(&self.group.removed, removal) else { return };
                let (by, member) = (removal.by, removal.member.profile);
                self.decide(by, Command::UndoRemoval { member, member_limit: 3 });
            }
            Attempt::LiftRemoval { by, removal } => {
                let Some(member) = pick(&self.group.removed, removal).map(|r| r.member.profile) else { return };
                let by = self.somebody(*by);
                self.decide(by, Command::LiftRemoval { member });
            }
            Attempt::Settings { by, which, value } => {
                self.decide(self.somebody(*by), setting(*which, *value));
            }
            Attempt::BeginRun { message, origin } => {
                let Some(subject) = at(message) else { return };
                let (of, call) = (subject.id, subject.answer.as_ref().map_or(subject.id, |a| a.run.call));
                let answers = subject.answer.as_ref().map_or(subject.author, |a| a.run.answers);
                let origin = match origin {
                    0 => Origin::Call,
                    1 => Origin::Retry { of },
                    2 => Origin::Redo { of },
                    _ => Origin::Continue { of },
                };
                let run = Run {
                    run: RunId(self.make()),
                    message: MessageId(self.make()),
                    assistant: assistant(),
                    call,
                    answers,
                    model: None,
                    model_name: "Small".into(),
                    origin,
                    began_at: self.now,
                };
                self.decide(assistant(), Command::BeginRun { run });
            }
            Attempt::EndRun { message, outcome, text } => {
                let Some(message) = at(message).map(|m| m.id) else { return };
                let failed = *outcome == 4;
                let body = if failed { Body::default() } else { body(*text, None) };
                let kind = match outcome {
                    0 => Outcome::Finished,
                    1 => Outcome::Cut,
                    2 => Outcome::Stopped { by: person(0) },
                    3 => Outcome::Interrupted { fault: Fault::CutStream },
                    _ => Outcome::Failed { fault: Fault::RateLimited },
                };
                let usage = Usage { prompt_tokens: 9, cached_tokens: 4, completion_tokens: 2, estimated: failed };
                let fell_back = FellBack { model_name: "another model".into(), fault: Fault::Overloaded };
                let served = (*outcome == 3).then(|| Served {
                    model: ModelId(Uuid::from_u128(78)),
                    model_name: "a spare model".into(),
                    fell_back_from: vec![fell_back],
                });
                let end = End { outcome: kind, usage, served };
                self.decide(assistant(), Command::EndRun { message, body, end });
            }
            Attempt::ResetInvite { by } => {
                let by = self.somebody(*by);
                self.decide(by, Command::ResetInvite { invite: InviteId(id(0xd1)) });
            }
            Attempt::DeleteGroup { by } => {
                // Most groups live to the end of their journal.
                if *by < PEOPLE {
                    let by = self.somebody(*by);
                    self.decide(by, Command::DeleteGroup);
                }
            }
            Attempt::Wait => self.now = Timestamp(self.now.0 + 11_000),
        }
    }

    fn decide(&mut self, author: ProfileId, command: Command) {
        let message = command.subject().and_then(|id| self.thread.message(id)).cloned();
        let is_followed = match &command {
            Command::BeginRun { run } => self.thread.messages().filter_map(|m| m.answer.as_ref()).any(|a| {
                let follows = matches!(a.run.origin, Origin::Retry { .. } | Origin::Continue { .. });
                (follows && a.run.origin.of() == run.origin.of()) || (a.run.call == run.call && a.ended.is_none())
            }),
            _ => false,
        };
        let decided = self.group.decide(self.now, author, command, &Facts { message, is_followed });
        for kind in decided.unwrap_or_default() {
            self.record(author, kind);
        }
    }

    fn record(&mut self, author: ProfileId, kind: EventKind) {
        let event = Event { stamp: Stamp { seq: self.group.head.next(), at: self.now, author }, kind };
        self.group.apply(&event);
        self.thread.apply(&event);
        self.events.push(event);
    }

    /// A member mostly; now and then somebody who is none.
    fn somebody(&self, n: usize) -> ProfileId {
        self.group.members.get(n).map_or(person(n), |m| m.profile)
    }

    fn make(&mut self) -> Uuid {
        self.made += 1;
        id(self.made)
    }
}

/// The profile of a person or of the assistant.
pub fn profile(of: ProfileId) -> Profile {
    let (kind, (username, name)) = match (0..PEOPLE).find(|n| person(*n) == of) {
        Some(n) => (ProfileKind::Person, NAMES[n]),
        None => (ProfileKind::Assistant, ("tulia", "Tulia")),
    };
    Profile {
        id: of,
        kind,
        username: Username::parse(username).expect("a fit username"),
        name: DisplayName::parse(name).expect("a fit name"),
        photo: None,
    }
}

fn setting(which: usize, value: usize) -> Command {
    match which {
        0 => Command::Rename { name: GroupName::parse(["One", "Две", "三"][value]).expect("a fit name") },
        1 => Command::ChangePhoto { photo: [None, Some(BlobId(id(0xb1))), Some(BlobId(id(0xb2)))][value] },
        2 => {
            let newcomers = [Newcomers::Everything, Newcomers::Last { count: 3 }, Newcomers::FromJoining][value];
            Command::ChangeNewcomers { newcomers }
        }
        3 => {
            let right = if value == 0 { SettingsRight::CreatorOnly } else { SettingsRight::AnyMember };
            Command::ChangeSettingsRight { right }
        }
        4 => Command::ChangeLocalModelsOnly { on: value > 0 },
        _ => {
            let mode = [Mode::Auto, Mode::WhenMentioned, Mode::Off][value];
            let model = (value == 1).then(|| ModelId(id(0xe1)));
            Command::ChangeSeat { assistant: assistant(), mode, model }
        }
    }
}

fn pick<'a, T>(from: &'a [T], index: &Index) -> Option<&'a T> {
    (!from.is_empty()).then(|| index.get(from))
}

fn body(text: usize, mention: Option<ProfileId>) -> Body {
    match mention {
        Some(profile) => {
            let text = format!("🎉@x {}", TEXTS[text]);
            Body { text, mentions: vec![Mention { start: 2, end: 4, profile }] }
        }
        None => Body::plain(TEXTS[text]),
    }
}

fn emoji(which: usize) -> Emoji {
    Emoji::parse(EMOJI[which]).expect("an emoji")
}

fn person(n: usize) -> ProfileId {
    ProfileId(id(n as u128 + 1))
}

fn assistant() -> ProfileId {
    ProfileId(id(0xf))
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}
