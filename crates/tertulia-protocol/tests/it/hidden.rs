//! Readers who joined later: they hear of everything after their joining, and nothing about what they may not see.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;
use tertulia_core::Seq;
use tertulia_protocol::{Event, ServerFrame, encode_hidden};

use crate::player::{self, Player, attempt};
use crate::reader::Reader;

proptest! {
    #![proptest_config(Config { cases: 400, failure_persistence: None, ..Config::default() })]

    #[test]
    fn hidden_events_leave_no_gap_and_tell_nothing(attempts in vec(attempt(), 5..60), from: Index, begins: Index) {
        let player = Player::play(&attempts);
        let group = player.group.id;
        let sees_from = Seq(from.index(player.events.len()) as u64 + 1);
        // A reader begins where it joined, which is not before the first message that it sees.
        let begins = begins.index(player.events.len() + 1).max(sees_from.0 as usize - 1);

        let mut whole = Reader::new(group);
        let mut reader = None;
        for (place, event) in player.events.iter().enumerate() {
            let open = Event::of(group, event, Some(&player::profile(event.stamp.author)));
            if place == begins {
                reader = Some(Reader::of(whole.seen_from(sees_from)));
            }
            whole.take(&open);
            if let Some(reader) = &mut reader {
                let is_hidden = event.kind.touches().is_some_and(|seq| seq < sees_from);
                let shown = if is_hidden { Event::hidden(group, &event.stamp) } else { open };
                reader.take(&shown);
            }
        }
        if let Some(reader) = reader {
            prop_assert_eq!(reader.views(), whole.seen_from(sees_from));
        }
    }

    #[test]
    fn a_hidden_frame_says_where_and_when_and_no_more(attempts in vec(attempt(), 5..40)) {
        let player = Player::play(&attempts);
        for event in &player.events {
            let frame = encode_hidden(player.group.id, event);
            let event = Event::hidden(player.group.id, &event.stamp);
            prop_assert_eq!(serde_json::from_str::<ServerFrame>(&frame).unwrap(), ServerFrame::Event { event });
            let fields = serde_json::from_str::<serde_json::Value>(&frame).unwrap();
            let fields: Vec<_> = fields["event"].as_object().unwrap().keys().cloned().collect();
            prop_assert_eq!(fields, ["at", "author", "group", "kind", "seq"]);
        }
    }
}
