//! Stale state plus events equals fresh state: for any journal, any place at which a reader begins or comes back, and any
//! overlap of what it has with what it is sent.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tertulia_core::EventKind;
use tertulia_protocol::Event;

use crate::fixtures::{self, Fixture};
use crate::player::{self, Player, attempt};
use crate::reader::Reader;

/// How many journals the web app is given.
const JOURNALS: usize = 48;

fn on_the_wire(player: &Player) -> Vec<Event> {
    let wire = |event: &tertulia_core::Event| {
        let joiner = player::profile(event.stamp.author);
        Event::of(player.group.id, event, Some(&joiner))
    };
    player.events.iter().map(wire).collect()
}

fn read(group: tertulia_core::GroupId, events: &[Event]) -> Reader {
    let mut reader = Reader::new(group);
    events.iter().for_each(|event| reader.take(event));
    reader
}

/// Writes journals for the web app, the same ones each time.
pub fn write(folder: &Path) {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for number in 0..JOURNALS {
        let attempts = vec(attempt(), 18..34).new_tree(&mut runner).expect("attempts can be made").current();
        let about = format!("Journal {number} of a group in which everybody does something by chance.");
        let fixture = Fixture { about, events: on_the_wire(&Player::play(&attempts)), expected: None };
        fs::write(folder.join(format!("{number:02}.json")), fixture.text()).expect("fixtures can be written");
    }
}

proptest! {
    #![proptest_config(Config { cases: 400, failure_persistence: None, ..Config::default() })]

    #[test]
    fn stale_state_plus_events_equals_fresh_state(attempts in vec(attempt(), 1..60), stale: Index, overlap: Index) {
        let player = Player::play(&attempts);
        let events = on_the_wire(&player);
        let fresh = read(player.group.id, &events).views();
        let stale = stale.index(events.len()) + 1;
        let overlap = overlap.index(stale);
        let mut reader = Reader::of(read(player.group.id, &events[..stale]).views());
        events[overlap..].iter().for_each(|event| reader.take(event));
        prop_assert_eq!(reader.views(), fresh);
    }

    #[test]
    fn the_wire_shows_what_the_rules_made(attempts in vec(attempt(), 1..60)) {
        let player = Player::play(&attempts);
        let views = read(player.group.id, &on_the_wire(&player)).views();
        prop_assert_eq!(views.group, tertulia_protocol::Group::from(&player.group));
        let head = player.thread.head();
        let messages: Vec<_> = player.thread.messages()
            .map(|m| tertulia_protocol::Message::of(player.group.id, head, m))
            .collect();
        prop_assert_eq!(views.messages, messages);
    }

    #[test]
    fn a_journal_whose_bodies_were_erased_makes_the_same(attempts in vec(attempt(), 1..60)) {
        let mut player = Player::play(&attempts);
        let fresh = read(player.group.id, &on_the_wire(&player)).views();
        for event in &mut player.events {
            let deleted = |id| player.thread.message(id).is_some_and(|m| m.deleted.is_some());
            if event.kind.message().is_some_and(deleted) {
                event.kind.set_body(None);
            }
        }
        prop_assert_eq!(read(player.group.id, &on_the_wire(&player)).views(), fresh);
    }
}

#[test]
fn the_web_app_is_given_journals_of_every_kind() {
    let folder = fixtures::folder().join("generated");
    let generated: Vec<_> = fixtures::all().into_iter().filter(|(path, _)| path.starts_with(&folder)).collect();
    assert_eq!(generated.len(), JOURNALS);
    let size: usize = generated.iter().map(|(_, (text, _))| text.len()).sum();
    assert!(size < 300_000, "{size} bytes are too many for a repository");
    let events = generated.into_iter().flat_map(|(_, (_, fixture))| fixture.events);
    let mut seen: Vec<&'static str> = events
        .map(|event| event.into_core().expect("fit events").expect("fixtures hide nothing"))
        .map(|event: tertulia_core::Event| EventKind::name(&event.kind))
        .collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 24, "some kinds never happen: {seen:?}");
}
