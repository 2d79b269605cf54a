//! Whatever people do, the tables say what the journal says.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tertulia_core::member::Via;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Appended, Page, Store};
use tertulia_core::run::{End, Fault, FellBack, Origin, Outcome, Served, Usage};
use tertulia_core::settings::{Mode, Newcomers, SettingsRight};
use tertulia_core::thread::Thread;
use tertulia_core::{BlobId, Body, Command, Emoji, Event, Group, InviteId, Mention, Message, MessageId, ModelId, Seq};
use uuid::Uuid;

use super::tale::{Tale, person, tulia};

/// Stories told, each in a group of its own.
const STORIES: u128 = 40;
const STEPS: std::ops::Range<usize> = 1..90;

/// What somebody tries to do. `pick` chooses among the messages there are, counted from the newest.
#[derive(Clone, Debug)]
struct Step {
    who: u128,
    whom: u128,
    pick: usize,
    seconds: i64,
    act: Act,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Join,
    Leave,
    Remove,
    UndoRemoval,
    LiftRemoval,
    Rename,
    ChangePhoto,
    ChangeNewcomers,
    ChangeLocalModelsOnly,
    ChangeSettingsRight,
    ChangeSeat,
    ResetInvite,
    Post,
    Reply,
    Edit,
    Delete,
    React(&'static str),
    Unreact(&'static str),
    Pin,
    Unpin,
    Call,
    Retry,
    Redo,
    Continue,
    Finish,
    Interrupt,
    Fail,
    Stop,
    DeleteGroup,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => Just(Act::Join),
        12 => Just(Act::Post),
        6 => Just(Act::Reply),
        6 => Just(Act::Edit),
        5 => Just(Act::Delete),
        8 => prop::sample::select(vec!["👍", "❤️", "🎉"]).prop_map(Act::React),
        4 => prop::sample::select(vec!["👍", "❤️", "🎉"]).prop_map(Act::Unreact),
        6 => Just(Act::Pin),
        2 => Just(Act::Unpin),
        8 => Just(Act::Call),
        8 => prop::sample::select(vec![Act::Finish, Act::Interrupt, Act::Fail, Act::Stop]),
        4 => prop::sample::select(vec![Act::Retry, Act::Redo, Act::Continue]),
        4 => prop::sample::select(vec![Act::Leave, Act::Remove, Act::UndoRemoval, Act::LiftRemoval]),
        4 => prop::sample::select(vec![Act::Rename, Act::ChangePhoto, Act::ChangeNewcomers, Act::ResetInvite]),
        3 => prop::sample::select(vec![Act::ChangeSettingsRight, Act::ChangeSeat, Act::ChangeLocalModelsOnly]),
        1 => Just(Act::DeleteGroup),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    (1..5u128, 1..5u128, 0..4usize, 0..8i64, act()).prop_map(|(who, whom, pick, seconds, act)| Step {
        who,
        whom,
        pick,
        seconds,
        act,
    })
}

pub async fn projections_equal_the_journal_after_every_append(store: Arc<dyn Store>) {
    let mut runner = TestRunner::default();
    let stories = prop::collection::vec(step(), STEPS);
    let mut group = 0;
    for _ in 0..STORIES {
        let mut story = stories.new_tree(&mut runner).expect("a story");
        group += 1;
        let Err(mut difference) = tell(&store, group, &story.current()).await else { continue };
        let mut shortest = story.current();
        while story.simplify() {
            group += 1;
            while let Ok(()) = tell(&store, group, &story.current()).await {
                if !story.complicate() {
                    break;
                }
                group += 1;
            }
            group += 1;
            if let Err(other) = tell(&store, group, &story.current()).await {
                (difference, shortest) = (other, story.current());
            }
        }
        panic!("{difference}\nafter {shortest:#?}");
    }
}

/// Tells one story in group number `n`; says what differs.
async fn tell(store: &Arc<dyn Store>, n: u128, steps: &[Step]) -> Result<(), String> {
    let mut tale = Tale::begin(store, n).await;
    tale.join(person(2)).await;
    tale.join(person(3)).await;
    let mut thread = Thread::default();
    tale.events().await.iter().for_each(|event| thread.apply(event));
    for step in steps {
        tale.wait(step.seconds);
        let Some((author, command)) = command(&mut tale, &thread, step) else { continue };
        let facts = tale.facts(&command).await;
        let Ok(kinds) = tale.group.decide(tale.now(), author, command, &facts) else { continue };
        if kinds.is_empty() {
            continue;
        }
        let before = tale.group.head;
        match tale.append(author, kinds.clone()).await {
            Appended::Recorded => {}
            other => return Err(format!("{step:?} was {other:?}")),
        }
        // The story keeps its own thread, from the events as they were before anything was erased.
        for (kind, event) in kinds.into_iter().zip(store.events(tale.id(), before, 10).await.expect("events")) {
            thread.apply(&Event { stamp: event.stamp, kind });
        }
        compare(&tale, &thread).await.map_err(|what| format!("after {step:?}: {what}"))?;
    }
    Ok(())
}

async fn compare(tale: &Tale, thread: &Thread) -> Result<(), String> {
    let events = tale.events().await;
    let mut group = Group::unborn(tale.id(), person(1), tale.group.name.clone());
    let mut replayed = Thread::default();
    for event in &events {
        group.apply(event);
        replayed.apply(event);
    }
    same("the group replayed", &group, &tale.group)?;
    let loaded = tale.store.load_group(tale.id()).await.expect("the group loads");
    same("the group loaded", &loaded.as_ref(), &Some(&tale.group))?;

    let told: Vec<&Message> = thread.messages().collect();
    same("the thread replayed", &replayed.messages().collect::<Vec<_>>(), &told)?;
    let page = tale.store.page(tale.id(), Page::Newest, Seq::ZERO, 200).await.expect("a page");
    same("the page", &page.messages.iter().collect::<Vec<_>>(), &told)?;
    same("the page's head", &page.head, &tale.group.head)?;
    for message in told {
        let kept = tale.message(message.id).await;
        same("the message", &kept.as_ref(), &Some(message))?;
        let versions = tale.store.versions(tale.id(), message.id).await.expect("versions");
        same("the newest version", &versions.last().map(|v| &v.body), &message.body.as_ref())?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, kept: &T, told: &T) -> Result<(), String> {
    if kept == told { Ok(()) } else { Err(format!("{what} is\n{kept:#?}\nand should be\n{told:#?}")) }
}

/// The command of a step, and by whom; `None` where there is nothing yet to do it to.
fn command(tale: &mut Tale, thread: &Thread, step: &Step) -> Option<(tertulia_core::ProfileId, Command)> {
    let picked = thread.messages().rev().nth(step.pick);
    let by_its_author = matches!(step.act, Act::Edit | Act::Delete) && step.whom.is_multiple_of(2);
    let author = if by_its_author { picked?.author } else { person(step.who) };
    let picked = picked.map(|m| m.id);
    let member = person(step.whom);
    let emoji = |text| Emoji::parse(text).expect("an emoji");
    let answered = thread.messages().rev().filter(|m| m.answer.is_some()).nth(step.pick % 2);
    let command = match step.act {
        Act::Join => Command::Join {
            via: Via::Addition { added_by: member },
            sees_from: Some(Seq(tale.group.head.0 / 2)),
            member_limit: 4,
        },
        Act::Leave => Command::Leave,
        Act::Remove => Command::Remove { member },
        Act::UndoRemoval => Command::UndoRemoval { member, member_limit: 4 },
        Act::LiftRemoval => Command::LiftRemoval { member },
        Act::Rename => Command::Rename { name: GroupName::parse(&format!("Name {}", step.pick)).expect("a fit name") },
        Act::ChangePhoto => Command::ChangePhoto { photo: (step.pick > 1).then(|| BlobId(Uuid::from_u128(step.whom))) },
        Act::ChangeLocalModelsOnly => Command::ChangeLocalModelsOnly { on: step.pick.is_multiple_of(2) },
        Act::ChangeNewcomers => Command::ChangeNewcomers { newcomers: Newcomers::Last { count: 1 + step.pick as u32 } },
        Act::ChangeSettingsRight => Command::ChangeSettingsRight {
            right: if step.pick > 2 { SettingsRight::CreatorOnly } else { SettingsRight::AnyMember },
        },
        Act::ChangeSeat => {
            let mode = if step.pick > 2 { Mode::Off } else { Mode::WhenMentioned };
            Command::ChangeSeat { assistant: tulia(), mode, model: None }
        }
        Act::ResetInvite => Command::ResetInvite { invite: InviteId(Uuid::from_u128(step.whom)) },
        Act::Post => post(tale, step, None),
        Act::Reply => post(tale, step, Some(picked?)),
        Act::Edit => Command::Edit { message: picked?, body: body(step) },
        Act::Delete => Command::Delete { message: picked? },
        Act::React(text) => Command::React { message: picked?, emoji: emoji(text) },
        Act::Unreact(text) => Command::Unreact { message: picked?, emoji: emoji(text) },
        Act::Pin => Command::Pin { message: picked? },
        Act::Unpin => Command::Unpin { message: picked? },
        Act::Call => return Some((tulia(), begin(tale, picked?, Origin::Call))),
        Act::Retry => {
            let answer = answered?;
            return Some((tulia(), begin(tale, answer.reply_to?, Origin::Retry { of: answer.id })));
        }
        Act::Redo => {
            let answer = answered?;
            return Some((tulia(), begin(tale, answer.reply_to?, Origin::Redo { of: answer.id })));
        }
        Act::Continue => {
            let answer = answered?;
            return Some((tulia(), begin(tale, answer.reply_to?, Origin::Continue { of: answer.id })));
        }
        Act::Finish => return Some((tulia(), end(tale, step, "All of it.", Outcome::Finished)?)),
        Act::Interrupt => {
            let outcome = Outcome::Interrupted { fault: Fault::CutStream };
            return Some((tulia(), end(tale, step, "Some of", outcome)?));
        }
        Act::Fail => return Some((tulia(), end(tale, step, "", Outcome::Failed { fault: Fault::TimedOut })?)),
        Act::Stop => return Some((tulia(), end(tale, step, "Enough", Outcome::Stopped { by: author })?)),
        Act::DeleteGroup => Command::DeleteGroup,
    };
    Some((author, command))
}

fn body(step: &Step) -> Body {
    let mentions = match step.pick {
        0 => vec![Mention { start: 0, end: 2, profile: person(step.whom) }],
        _ => Vec::new(),
    };
    Body { text: format!("@x says {} 東京 {}", step.whom, step.pick), mentions }
}

fn post(tale: &mut Tale, step: &Step, reply_to: Option<MessageId>) -> Command {
    let message = tale.next_message();
    Command::Post { message, reply_to, forwarded: step.pick == 1, body: body(step) }
}

fn begin(tale: &mut Tale, call: MessageId, origin: Origin) -> Command {
    let message = tale.next_message();
    Command::BeginRun { run: tale.run(message, call, origin) }
}

fn end(tale: &Tale, step: &Step, text: &str, outcome: Outcome) -> Option<Command> {
    let run = tale.group.running.get(step.pick % 2).or(tale.group.running.first())?;
    let usage = Usage { completion_tokens: step.pick as u32, ..Usage::default() };
    let fell_back = FellBack { model_name: "first".into(), fault: Fault::TimedOut };
    let served = step.pick.is_multiple_of(3).then(|| Served {
        model: ModelId(Uuid::from_u128(7)),
        model_name: "second".into(),
        fell_back_from: vec![fell_back],
    });
    Some(Command::EndRun { message: run.message, body: Body::plain(text), end: End { outcome, usage, served } })
}
