//! The rules of groups, as values.

use uuid::Uuid;

use super::*;
use crate::command::{Command, Facts};
use crate::event::{EventKind, GroupCreated, MemberJoined, Stamp};
use crate::member::Via;
use crate::run::{End, Fault, Origin, Outcome};
use crate::settings::{Mode, Seat};
use crate::thread::Thread;
use crate::{Body, Denial, Emoji, Event, RunId};

const TULIA: ProfileId = ProfileId(Uuid::from_u128(100));

fn person(n: u128) -> ProfileId {
    ProfileId(Uuid::from_u128(n))
}

fn message(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(1000 + n))
}

/// A group and its thread, driven by commands as an actor would.
struct Table {
    group: Group,
    thread: Thread,
    now: Timestamp,
}

impl Table {
    fn of(people: u128) -> Table {
        let name = GroupName::parse("Lisbon").expect("a name");
        let group = Group::unborn(GroupId(Uuid::from_u128(1)), person(1), name.clone());
        let mut table = Table { group, thread: Thread::default(), now: Timestamp(1_000) };
        let seats = vec![Seat { assistant: TULIA, mode: Mode::Auto, model: None }];
        table.record(person(1), EventKind::GroupCreated(GroupCreated { name, photo: None, seats }));
        table.record(person(1), EventKind::MemberJoined(MemberJoined { via: Via::Creating, sees_from: Seq::ZERO }));
        for n in 2..=people {
            table.join(n).expect("there is room");
        }
        table
    }

    fn record(&mut self, author: ProfileId, kind: EventKind) {
        let event = Event { stamp: Stamp { seq: self.group.head.next(), at: self.now, author }, kind };
        self.group.apply(&event);
        self.thread.apply(&event);
    }

    fn ask(&mut self, author: ProfileId, command: Command) -> Result<usize, Denial> {
        let subject = command.subject().and_then(|id| self.thread.message(id).cloned());
        let facts = Facts { message: subject, is_followed: false };
        let kinds = self.group.decide(self.now, author, command, &facts)?;
        let count = kinds.len();
        for kind in kinds {
            self.record(author, kind);
        }
        Ok(count)
    }

    fn join(&mut self, n: u128) -> Result<usize, Denial> {
        let via = Via::Addition { added_by: person(1) };
        self.ask(person(n), Command::Join { via, sees_from: Some(Seq::ZERO), member_limit: 20 })
    }

    fn post(&mut self, author: u128, n: u128) -> Result<usize, Denial> {
        let body = Body::plain(format!("message {n}"));
        self.ask(person(author), Command::Post { message: message(n), reply_to: None, forwarded: false, body })
    }

    fn begin(&mut self, n: u128, origin: Origin) -> Result<usize, Denial> {
        let run = Run {
            run: RunId(Uuid::from_u128(n)),
            message: message(n),
            assistant: TULIA,
            call: message(1),
            answers: person(1),
            model: None,
            model_name: "a model".into(),
            origin,
            began_at: self.now,
        };
        self.ask(TULIA, Command::BeginRun { run })
    }

    fn end(&mut self, n: u128, text: &str, outcome: Outcome) -> Result<usize, Denial> {
        let end = End::without_usage(outcome);
        let command = Command::EndRun { message: message(n), body: Body::plain(text), end };
        self.ask(TULIA, command)
    }
}

#[test]
fn the_group_is_full_at_its_limit() {
    let mut table = Table::of(20);
    assert_eq!(table.join(21), Err(Denial::GroupFull));
    assert_eq!(table.group.members.len(), 20, "assistants are not counted");
}

#[test]
fn undoing_a_removal_does_not_overfill_a_group() {
    let mut table = Table::of(20);
    table.ask(person(1), Command::Remove { member: person(5) }).expect("removed");
    assert_eq!(table.join(21), Ok(1), "the place is free");
    let undo = Command::UndoRemoval { member: person(5), member_limit: 20 };
    assert_eq!(table.ask(person(1), undo.clone()), Err(Denial::GroupFull));
    table.ask(person(21), Command::Leave).expect("left");
    assert_eq!(table.ask(person(1), undo), Ok(1));
}

#[test]
fn a_stranger_can_do_nothing() {
    let mut table = Table::of(2);
    table.post(1, 1).expect("posted");
    let stranger = person(9);
    let body = Body::plain("hi");
    for command in [
        Command::Post { message: message(2), reply_to: None, forwarded: false, body: body.clone() },
        Command::Edit { message: message(1), body },
        Command::Delete { message: message(1) },
        Command::React { message: message(1), emoji: Emoji::parse("👍").expect("an emoji") },
        Command::Unreact { message: message(1), emoji: Emoji::parse("👍").expect("an emoji") },
        Command::Pin { message: message(1) },
        Command::Unpin { message: message(1) },
        Command::Leave,
        Command::Remove { member: person(2) },
        Command::UndoRemoval { member: person(2), member_limit: 20 },
        Command::LiftRemoval { member: person(2) },
        Command::Rename { name: GroupName::parse("Mine").expect("a name") },
        Command::ChangePhoto { photo: None },
        Command::ChangeNewcomers { newcomers: Newcomers::FromJoining },
        Command::ChangeLocalModelsOnly { on: true },
        Command::ChangeSettingsRight { right: SettingsRight::CreatorOnly },
        Command::ChangeSeat { assistant: TULIA, mode: Mode::Off, model: None },
        Command::ResetInvite { invite: crate::InviteId(Uuid::nil()) },
        Command::DeleteGroup,
    ] {
        assert_eq!(table.ask(stranger, command.clone()), Err(Denial::NotAMember), "{command:?}");
    }
}

#[test]
fn any_member_removes_any_other_except_the_creator() {
    let mut table = Table::of(3);
    assert_eq!(table.ask(person(2), Command::Remove { member: person(1) }), Err(Denial::CreatorStays));
    assert_eq!(table.ask(person(2), Command::Remove { member: person(2) }), Err(Denial::LeaveInstead));
    assert_eq!(table.ask(person(2), Command::Remove { member: person(3) }), Ok(1));
    assert!(table.group.member(person(3)).is_none());
    assert_eq!(table.join(3), Err(Denial::RemovedFromGroup), "no link lets them back");
    assert_eq!(table.ask(person(2), Command::LiftRemoval { member: person(3) }), Ok(1));
    assert_eq!(table.join(3), Ok(1));
}

#[test]
fn a_removal_is_undone_by_its_remover_within_ten_seconds() {
    let mut table = Table::of(3);
    let before = *table.group.member(person(3)).expect("a member");
    table.ask(person(2), Command::Remove { member: person(3) }).expect("removed");
    let undo = Command::UndoRemoval { member: person(3), member_limit: 20 };
    assert_eq!(table.ask(person(1), undo.clone()), Err(Denial::NotYours));
    table.now = Timestamp(table.now.0 + 10_001);
    assert_eq!(table.ask(person(2), undo.clone()), Err(Denial::UndoTooLate));
    table.now = Timestamp(table.now.0 - 1);
    assert_eq!(table.ask(person(2), undo), Ok(1));
    assert_eq!(table.group.member(person(3)), Some(&before), "the membership goes on as it was");
}

#[test]
fn creatorship_passes_to_the_longest_standing_member() {
    let mut table = Table::of(3);
    table.ask(person(2), Command::Leave).expect("left");
    table.join(2).expect("back");
    assert_eq!(table.ask(person(1), Command::Leave), Ok(2));
    assert_eq!(table.group.creator, person(3));
    assert_eq!(table.ask(person(2), Command::Leave), Ok(1));
    assert_eq!(table.ask(person(3), Command::Leave), Ok(1), "the last one goes without an heir");
    assert!(table.group.members.is_empty());
    assert_eq!(table.join(2), Ok(2), "whoever comes into an empty group has it");
    assert_eq!((table.group.creator, table.join(3)), (person(2), Ok(1)));
    for n in [2, 3] {
        table.ask(person(n), Command::Leave).expect("left");
    }
    assert_eq!((table.group.creator, table.join(3)), (person(3), Ok(1)), "its own creator comes back as one");
}

#[test]
fn a_mention_names_participants_alone() {
    let mut table = Table::of(2);
    let (stranger, text) = (person(9), "@One @Tulia @Nine");
    let mention = |start, end, profile| crate::Mention { start, end, profile };
    let mentions = vec![mention(0, 4, person(1)), mention(5, 11, TULIA), mention(12, 17, stranger)];
    let body = Body { text: text.into(), mentions };
    let post = Command::Post { message: message(1), reply_to: None, forwarded: false, body: body.clone() };
    assert_eq!(table.ask(person(2), post), Ok(1));
    let mentioned = |table: &Table| -> Vec<ProfileId> {
        let body = table.thread.message(message(1)).and_then(|m| m.body.clone()).expect("a body");
        assert_eq!(body.text, text, "what was typed stays");
        body.mentions.iter().map(|m| m.profile).collect()
    };
    assert_eq!(mentioned(&table), [person(1), TULIA]);
    let edit = Command::Edit { message: message(1), body: body.clone() };
    assert_eq!(table.ask(person(2), edit.clone()), Ok(0), "nor does an edit bring a stranger in");
    table.ask(person(1), Command::Leave).expect("left");
    let less = Body { mentions: body.mentions[..1].to_vec(), ..body };
    assert_eq!(table.ask(person(2), Command::Edit { message: message(1), body: less }), Ok(1));
    assert_eq!(mentioned(&table), [person(1)], "who was mentioned and left stays mentioned");
}

#[test]
fn what_markdown_does_not_know_is_shown_as_such() {
    let mut table = Table::of(2);
    let mentions = vec![crate::Mention { start: 2, end: 6, profile: person(1) }];
    let body = Body { text: "\0 @One".into(), mentions: mentions.clone() };
    let post = Command::Post { message: message(1), reply_to: None, forwarded: false, body };
    assert_eq!(table.ask(person(2), post), Ok(1));
    let body = table.thread.message(message(1)).and_then(|m| m.body.clone()).expect("a body");
    assert_eq!(body, Body { text: "\u{FFFD} @One".into(), mentions });
    let edit = Command::Edit { message: message(1), body: Body::plain("a\0") };
    assert_eq!(table.ask(person(2), edit), Ok(1));
    let body = table.thread.message(message(1)).and_then(|m| m.body.clone()).expect("a body");
    assert_eq!(body.text, "a\u{FFFD}");
}

#[test]
fn people_change_their_own_messages_only() {
    let mut table = Table::of(3);
    table.post(2, 1).expect("posted");
    let edit = Command::Edit { message: message(1), body: Body::plain("other") };
    assert_eq!(table.ask(person(3), edit.clone()), Err(Denial::NotYours));
    assert_eq!(table.ask(person(1), edit.clone()), Err(Denial::NotYours), "nor does the creator put words in a mouth");
    assert_eq!(table.ask(person(2), edit.clone()), Ok(1));
    assert_eq!(table.ask(person(2), edit), Ok(0), "the same again changes nothing");
    assert_eq!(table.ask(person(3), Command::Delete { message: message(1) }), Err(Denial::NotYours));
    assert_eq!(table.ask(person(1), Command::Delete { message: message(1) }), Ok(1), "the creator may delete");
    assert_eq!(table.ask(person(1), Command::Delete { message: message(1) }), Ok(0));
    let react = Command::React { message: message(1), emoji: Emoji::parse("👍").expect("an emoji") };
    assert_eq!(table.ask(person(1), react), Err(Denial::MessageDeleted));
}

#[test]
fn who_may_not_see_a_message_may_not_touch_it() {
    let mut table = Table::of(1);
    table.post(1, 1).expect("posted");
    let via = Via::Addition { added_by: person(1) };
    table.ask(person(2), Command::Join { via, sees_from: None, member_limit: 20 }).expect("joined");
    assert_eq!(table.group.member(person(2)).map(|m| m.sees_from), Some(table.group.head));
    for command in [
        Command::Pin { message: message(1) },
        Command::React { message: message(1), emoji: Emoji::parse("👍").expect("an emoji") },
        Command::Delete { message: message(1) },
        Command::Post { message: message(2), reply_to: Some(message(1)), forwarded: false, body: Body::plain("re") },
    ] {
        assert_eq!(table.ask(person(2), command), Err(Denial::NoSuchMessage));
    }
}

#[test]
fn settings_can_be_the_creators_alone() {
    let mut table = Table::of(2);
    let right = SettingsRight::CreatorOnly;
    assert_eq!(table.ask(person(2), Command::ChangeSettingsRight { right }), Err(Denial::NotTheCreator));
    assert_eq!(table.ask(person(1), Command::ChangeSettingsRight { right }), Ok(1));
    let rename = Command::Rename { name: GroupName::parse("Porto").expect("a name") };
    assert_eq!(table.ask(person(2), rename.clone()), Err(Denial::SettingsAreTheCreators));
    assert_eq!(table.ask(person(1), rename), Ok(1));
}

#[test]
fn a_deleted_group_takes_nothing_but_the_end_of_a_run() {
    let mut table = Table::of(2);
    table.post(1, 1).expect("posted");
    table.begin(2, Origin::Call).expect("begun");
    assert_eq!(table.ask(person(2), Command::DeleteGroup), Err(Denial::NotTheCreator));
    assert_eq!(table.ask(person(1), Command::DeleteGroup), Ok(1));
    assert_eq!(table.post(1, 3), Err(Denial::GroupDeleted));
    assert_eq!(table.join(5), Err(Denial::GroupDeleted));
    assert!(table.group.member(person(1)).is_none(), "unreadable at once");
    assert_eq!(table.end(2, "text", Outcome::Finished), Ok(1), "no run stays open");
}

#[test]
fn a_call_is_answered_once_and_never_when_off() {
    let mut table = Table::of(2);
    table.post(1, 1).expect("posted");
    assert_eq!(table.begin(2, Origin::Call), Ok(1));
    assert_eq!(table.begin(3, Origin::Call), Err(Denial::AlreadyAnswering));
    let command = Command::Delete { message: message(2) };
    assert_eq!(table.ask(person(1), command), Err(Denial::StillRunning));
    assert_eq!(table.end(2, "Take the train.", Outcome::Finished), Ok(1));
    assert_eq!(table.end(2, "again", Outcome::Finished), Err(Denial::NotAnAnswer));
    table.ask(person(1), Command::ChangeSeat { assistant: TULIA, mode: Mode::Off, model: None }).expect("switched off");
    table.post(1, 4).expect("posted");
    let of = message(2);
    for origin in [Origin::Call, Origin::Retry { of }, Origin::Redo { of }, Origin::Continue { of }] {
        assert_eq!(table.begin(5, origin), Err(Denial::NoSuchAssistant), "{origin:?}");
    }
}

#[test]
fn what_follows_an_answer_depends_on_how_it_ended() {
    let of = message(2);
    let fault = Fault::CutStream;
    let ends: [(Outcome, [bool; 3]); 5] = [
        (Outcome::Finished, [false, true, false]),
        (Outcome::Cut, [false, true, true]),
        (Outcome::Stopped { by: person(1) }, [false, true, true]),
        (Outcome::Interrupted { fault }, [true, true, true]),
        (Outcome::Failed { fault }, [true, true, false]),
    ];
    for (outcome, allowed) in ends {
        let origins = [Origin::Retry { of }, Origin::Redo { of }, Origin::Continue { of }];
        for (origin, allowed) in origins.into_iter().zip(allowed) {
            let mut table = Table::of(1);
            table.post(1, 1).expect("posted");
            table.begin(2, Origin::Call).expect("begun");
            assert!(table.begin(3, origin).is_err(), "{origin:?} while it is written");
            table.end(2, "text", outcome).expect("ended");
            assert_eq!(table.begin(3, origin).is_ok(), allowed, "{origin:?} after {outcome:?}");
        }
    }
}

#[test]
fn deleting_takes_content_reactions_and_pin() {
    let mut table = Table::of(2);
    table.post(2, 1).expect("posted");
    table
        .ask(person(1), Command::React { message: message(1), emoji: Emoji::parse("🎉").expect("an emoji") })
        .expect("reacted");
    table.ask(person(1), Command::Pin { message: message(1) }).expect("pinned");
    table.ask(person(2), Command::Delete { message: message(1) }).expect("deleted");
    let left = table.thread.message(message(1)).expect("a tombstone");
    assert!(left.body.is_none() && left.reactions.is_empty() && left.deleted.is_some());
    assert!(table.group.pins.is_empty());
}

#[test]
fn events_are_taken_once() {
    let mut table = Table::of(2);
    let kind = EventKind::MemberJoined(MemberJoined { via: Via::Creating, sees_from: Seq::ZERO });
    let event = Event { stamp: Stamp { seq: Seq(2), at: Timestamp(0), author: person(7) }, kind };
    let before = table.group.clone();
    table.group.apply(&event);
    assert_eq!(table.group, before);
}
