//! `fixtures/journals`: what events make of a group, read here and by the web app's `reduce`.
//!
//! After a change that is meant, write them anew with `TERTULIA_WRITE_FIXTURES=1 cargo test --release -p
//! tertulia-protocol`, and read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use serde::{Deserialize, Serialize};
use tertulia_core::profile::Profile;
use tertulia_core::{EventKind, GroupId};
use tertulia_protocol::{Event, ServerFrame, encode_event};

use crate::reader::{Reader, Views};

/// A journal and what follows from it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    pub about: String,
    pub events: Vec<Event>,
    pub expected: Option<Views>,
}

impl Fixture {
    /// The fixture as it is kept: an event and a message a line, so that a difference can be read.
    pub fn text(&self) -> String {
        fn json(value: &impl Serialize) -> String {
            serde_json::to_string(value).expect("fixtures have string keys")
        }
        fn lines(values: &[impl Serialize], indent: &str) -> String {
            let lines: Vec<_> = values.iter().map(|v| format!("{indent}{}", json(v))).collect();
            if lines.is_empty() { "[]".into() } else { format!("[\n{}\n{}]", lines.join(",\n"), &indent[2..]) }
        }
        let views = self.follow();
        format!(
            "{{\n  \"about\": {},\n  \"events\": {},\n  \"expected\": {{\n    \"group\": {},\n    \"messages\": {}\n  }}\n}}\n",
            json(&self.about),
            lines(&self.events, "    "),
            json(&views.group),
            lines(&views.messages, "      "),
        )
    }

    /// What the events make.
    pub fn follow(&self) -> Views {
        let mut reader = Reader::new(GroupId(self.events[0].group));
        for event in &self.events {
            reader.take(event);
        }
        reader.views()
    }
}

/// Every fixture below `fixtures/journals`, by path; written anew before where that was asked for.
pub fn all() -> BTreeMap<PathBuf, (String, Fixture)> {
    static WRITTEN: Once = Once::new();
    if std::env::var_os("TERTULIA_WRITE_FIXTURES").is_some() {
        WRITTEN.call_once(|| {
            crate::generated::write(&folder().join("generated"));
            for (path, (_, fixture)) in read() {
                fs::write(path, fixture.text()).expect("fixtures can be written");
            }
        });
    }
    read()
}

fn read() -> BTreeMap<PathBuf, (String, Fixture)> {
    let mut found = BTreeMap::new();
    for folder in [folder(), folder().join("generated")] {
        for entry in fs::read_dir(&folder).expect("the folder of fixtures is there") {
            let path = entry.expect("the folder can be read").path();
            if path.extension().is_some_and(|e| e == "json") {
                let text = fs::read_to_string(&path).expect("a fixture is text");
                let fixture = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                found.insert(path, (text, fixture));
            }
        }
    }
    found
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/journals")
}

#[test]
fn every_fixture_says_what_its_events_make() {
    for (path, (text, fixture)) in all() {
        assert!(fixture.expected == Some(fixture.follow()), "{}: the events make something else", path.display());
        assert!(text == fixture.text(), "{} is not written as the wire writes it", path.display());
    }
}

#[test]
fn every_kind_of_event_has_a_fixture_of_its_own_and_no_other_is_there() {
    let names: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tertulia-core/src/event"))
        .expect("the core keeps each kind in a file of its own")
        .map(|e| e.expect("the folder can be read").path().file_stem().expect("files have names").to_owned())
        .collect();
    assert_eq!(names.len(), 24);
    for name in &names {
        let path = folder().join(name).with_extension("json");
        let fixture = all().remove(&path).unwrap_or_else(|| panic!("{} is missing", path.display())).1;
        let kinds = fixture.events.into_iter().filter_map(|e| e.into_core().expect("fit events")).map(|e| e.kind);
        assert!(kinds.into_iter().any(|k| k.name() == name), "{} has no such event", path.display());
    }
    let kept = fs::read_dir(folder()).expect("the folder is there").flatten().filter(|e| e.path().is_file()).count();
    assert_eq!(kept, names.len());
}

#[test]
fn events_come_back_from_the_core_as_they_went_in() {
    for (path, (_, fixture)) in all() {
        for event in fixture.events {
            let joiner = match &event.kind {
                tertulia_protocol::EventKind::MemberJoined(joined) => {
                    joined.profile.as_ref().map(|p| Profile::try_from(p).expect("a fit profile"))
                }
                _ => None,
            };
            let core = event.clone().into_core().expect("fit events").expect("fixtures hide nothing");
            let frame = encode_event(GroupId(event.group), &core, joiner.as_ref());
            let expected =
                serde_json::to_string(&ServerFrame::Event { event: event.clone() }).expect("frames are written");
            assert_eq!(frame, expected, "{}", path.display());
            let read: ServerFrame = serde_json::from_str(&frame).expect("what was written is read");
            assert!(read == ServerFrame::Event { event }, "{}", path.display());
        }
    }
}

#[test]
fn the_fixtures_speak_of_messages_where_they_stand() {
    for (path, (_, fixture)) in all() {
        let mut places = BTreeMap::new();
        for (place, event) in fixture.events.into_iter().enumerate() {
            let event = event.into_core().expect("fit events").expect("fixtures hide nothing");
            assert_eq!(event.stamp.seq.0, place as u64 + 1, "{}: journals have no gaps", path.display());
            let (message, touches) = (event.kind.message(), event.kind.touches());
            match (message, touches, &event.kind) {
                (Some(message), None, EventKind::MessagePosted(_) | EventKind::RunBegan(_)) => {
                    places.insert(message, event.stamp.seq);
                }
                (Some(message), Some(seq), _) => {
                    let known = places.get(&message).copied().unwrap_or(seq);
                    assert_eq!(known, seq, "{} event {}", path.display(), event.stamp.seq);
                }
                (_, _, _) => {}
            }
        }
    }
}
