use std::sync::atomic::AtomicUsize;

use tertulia_core::{ProfileId, SessionId};
use uuid::Uuid;

use super::*;
use crate::Credential;

const GROUP: GroupId = GroupId(Uuid::from_u128(7));

/// Remembers what was written.
#[derive(Default)]
struct Paper {
    written: Mutex<Vec<Bytes>>,
    /// Frames that there is room for; `0` for any number.
    room: AtomicUsize,
}

impl Paper {
    fn read(&self) -> Vec<String> {
        let written = self.written.lock().unwrap();
        written.iter().map(|frame| String::from_utf8(frame.to_vec()).unwrap()).collect()
    }
}

impl Outlet for Paper {
    fn send(&self, frame: &Bytes) -> bool {
        let mut written = self.written.lock().unwrap();
        let room = self.room.load(Ordering::Relaxed);
        if room > 0 && written.len() >= room {
            return false;
        }
        written.push(frame.clone());
        true
    }
}

fn caller() -> Caller {
    let credential = Credential::Session(SessionId(Uuid::from_u128(2)));
    Caller { profile: ProfileId(Uuid::from_u128(1)), is_administrator: false, credential }
}

/// A link that follows the group from the fourth event on and has nothing else under way.
fn clear() -> (Link, Arc<Paper>) {
    let paper = Arc::new(Paper::default());
    let link = Link::new(1, caller(), &AccountSettings::default(), Some(paper.clone()));
    link.follow(GROUP, Followed { seq: Seq(4), sees_from: Seq(3) });
    assert!(link.next_waiting().is_none());
    (link, paper)
}

fn event(seq: u64) -> Delivery {
    about(seq, None, None)
}

/// An event that touches the message at `place`.
fn about(seq: u64, place: Option<u64>, hidden: Option<&'static str>) -> Delivery {
    Delivery::Event(Arc::new(Published {
        group: GROUP,
        seq: Seq(seq),
        seen_from: place.map(Seq),
        frame: Bytes::from(format!("event {seq}")),
        hidden: hidden.map(|text| Bytes::from_static(text.as_bytes())),
    }))
}

fn signal(group: Option<GroupId>, place: Option<u64>) -> Delivery {
    Delivery::Frame { group, place: place.map(Seq), frame: Bytes::from_static(b"signal") }
}

fn waiting(link: &Link) -> usize {
    link.flow().waiting.len()
}

#[test]
fn what_comes_while_nothing_waits_is_written_at_once_and_in_order() {
    let (link, paper) = clear();
    for delivery in [event(5), signal(Some(GROUP), None), event(6), signal(None, None)] {
        link.send(&delivery);
    }
    assert_eq!(paper.read(), ["event 5", "signal", "event 6", "signal"]);
    assert_eq!((waiting(&link), link.followed(GROUP).unwrap().seq), (0, Seq(6)));
}

#[test]
fn what_is_known_already_or_of_another_group_is_not_written() {
    let (link, paper) = clear();
    let elsewhere = GroupId(Uuid::from_u128(8));
    for delivery in [event(4), event(3), signal(Some(elsewhere), None), signal(Some(GROUP), Some(2))] {
        link.send(&delivery);
    }
    assert_eq!(paper.read(), [""; 0]);
    assert_eq!(waiting(&link), 0);
}

#[test]
fn who_does_not_see_a_message_is_written_the_hidden_form_of_what_befalls_it() {
    let (link, paper) = clear();
    link.send(&about(5, Some(2), Some("hidden 5")));
    link.send(&about(6, Some(3), Some("hidden 6")));
    assert_eq!(paper.read(), ["hidden 5", "event 6"]);
    // Without one it has to be read from the journal.
    link.send(&about(7, Some(2), None));
    assert_eq!((paper.read().len(), waiting(&link)), (2, 1));
}

#[test]
fn nothing_overtakes_what_has_to_be_read_first() {
    for first in [event(6), Delivery::Came(GROUP), Delivery::Went(GROUP, Bytes::from_static(b"gone"))] {
        let (link, paper) = clear();
        for delivery in [first, event(5), signal(None, None)] {
            link.send(&delivery);
        }
        assert_eq!(paper.read(), [""; 0]);
        assert_eq!(waiting(&link), 3);
        for _ in 0..3 {
            assert!(link.next_waiting().is_some());
            // The task has not written it yet.
            link.send(&signal(None, None));
            assert_eq!(paper.read(), [""; 0]);
        }
        for _ in 0..3 {
            assert!(link.next_waiting().is_some());
        }
        // Whoever asks and hears that nothing is left has written all before.
        assert!(link.next_waiting().is_none());
        link.send(&event(5));
        assert_eq!(paper.read(), ["event 5"]);
    }
}

#[test]
fn all_waits_while_the_task_reads_by_its_own_wish() {
    let (link, paper) = clear();
    link.hold_back();
    link.send(&event(5));
    assert_eq!((paper.read().len(), waiting(&link)), (0, 1));
}

#[test]
fn who_is_closed_or_over_is_written_nothing_more() {
    let (link, paper) = clear();
    link.close(CloseReason::SignedOut);
    link.send(&event(5));
    assert_eq!((paper.read().len(), waiting(&link)), (0, 0));

    let (link, paper) = clear();
    link.end();
    assert_eq!(Arc::strong_count(&paper), 1, "the transport is let go of");
    link.send(&event(5));
    assert_eq!(paper.read(), [""; 0]);
}

#[test]
fn who_is_too_slow_is_closed_and_keeps_the_first_reason() {
    let (link, paper) = clear();
    paper.room.store(1, Ordering::Relaxed);
    link.send(&event(5));
    assert_eq!(link.closing(), None);
    link.send(&event(6));
    assert_eq!(link.closing(), Some(CloseReason::TooSlow));
    link.close(CloseReason::SignedOut);
    assert_eq!(link.closing(), Some(CloseReason::TooSlow));

    // The same where all goes through the task.
    let link = Link::new(1, caller(), &AccountSettings::default(), None);
    for _ in 0..WAITING_MAX {
        link.send(&signal(None, None));
    }
    assert_eq!(link.closing(), None);
    link.send(&signal(None, None));
    assert_eq!((link.closing(), waiting(&link)), (Some(CloseReason::TooSlow), WAITING_MAX));
}
