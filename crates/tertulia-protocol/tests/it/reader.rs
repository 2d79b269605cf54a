//! A reader as a client is one: it begins with views, takes wire events, and can be looked at as views.

use tertulia_core::group::{Group, Pin};
use tertulia_core::name::GroupName;
use tertulia_core::thread::Thread;
use tertulia_core::{BlobId, GroupId, MessageId, ProfileId, Seq, Timestamp};
use tertulia_protocol as wire;

/// A group and its thread, as somebody reads them.
#[derive(Clone)]
pub struct Reader {
    group: Group,
    thread: Thread,
}

/// What a reader sees.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Views {
    pub group: wire::Group,
    pub messages: Vec<wire::Message>,
}

impl Reader {
    /// A reader who knows nothing yet of `group`.
    pub fn new(group: GroupId) -> Reader {
        let nobody = ProfileId(uuid::Uuid::nil());
        let name = GroupName::parse("unborn").expect("a fit name");
        Reader { group: Group::unborn(group, nobody, name), thread: Thread::default() }
    }

    /// A reader who begins with views.
    pub fn of(views: Views) -> Reader {
        let head = Seq(views.group.seq);
        let messages = views.messages.into_iter().map(|m| m.try_into().expect("a message that the rules allow"));
        Reader { group: core_group(views.group), thread: Thread::read_at(head, messages) }
    }

    /// Takes one event, or the news that there was one.
    pub fn take(&mut self, event: &wire::Event) {
        let seq = Seq(event.seq);
        match event.clone().into_core().expect("an event that the rules allow") {
            Some(event) => {
                self.group.apply(&event);
                self.thread.apply(&event);
            }
            None if seq > self.group.head => {
                self.group.head = seq;
                self.thread = Thread::read_at(seq, self.thread.messages().cloned());
            }
            None => {}
        }
    }

    /// What the reader sees now, through the wire's own text.
    pub fn views(&self) -> Views {
        self.seen_from(Seq::ZERO)
    }

    /// The same for a member who sees messages from `sees_from` on.
    pub fn seen_from(&self, sees_from: Seq) -> Views {
        let view = |m| wire::Message::of(self.group.id, self.thread.head(), m);
        let views = Views {
            group: wire::Group::seen_from(&self.group, sees_from),
            messages: self.thread.messages().filter(|m| m.seq >= sees_from).map(view).collect(),
        };
        let text = serde_json::to_string(&views).expect("views are written");
        serde_json::from_str(&text).expect("what was written is read")
    }
}

fn core_group(group: wire::Group) -> Group {
    let pin = |p: wire::group::Pin| Pin {
        message: MessageId(p.message),
        message_seq: Seq(p.message_seq),
        by: ProfileId(p.by),
        at: p.at.into(),
    };
    Group {
        id: GroupId(group.id),
        epoch: group.epoch,
        head: Seq(group.seq),
        created_at: group.created_at.into(),
        creator: ProfileId(group.creator),
        name: GroupName::parse(&group.name).expect("a name that the rules allow"),
        photo: group.photo.map(BlobId),
        members: group.members.into_iter().map(Into::into).collect(),
        removed: group.removed.into_iter().map(Into::into).collect(),
        seats: group.seats.into_iter().map(Into::into).collect(),
        newcomers: group.newcomers.into(),
        settings_right: group.settings_right.into(),
        local_models_only: group.local_models_only,
        pins: group.pins.into_iter().map(pin).collect(),
        // Only for deciding, which readers do not do.
        running: Vec::new(),
        deleted_at: group.deleted.then(Timestamp::default),
    }
}
