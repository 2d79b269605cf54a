//! History: what happened to a group itself, between the messages of a page.

use std::collections::BTreeSet;

use tertulia_core::member::Via;
use tertulia_core::ports::{MessagePage, Page};
use tertulia_core::profile::Profile;
use tertulia_core::{Event, EventKind, ProfileId, Result, Seq};

use crate::{Access, Engine};

/// How many events are read at once.
const READ: u32 = 500;

/// What happened to a group itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    /// Oldest first; only what the member may see.
    pub events: Vec<Event>,
    /// Of whoever they name.
    pub profiles: Vec<Profile>,
}

impl Engine {
    /// What happened to the group itself in the part of the journal that a page covers, so that pages that lie side by side
    /// leave nothing out: up to the place before which, or from the place after which it was read; from where the member
    /// begins to see where nothing is older, and up to the head where nothing is newer.
    ///
    /// # Errors
    /// What the store says.
    pub async fn group_events(&self, access: &Access, page: Page, found: &MessagePage) -> Result<History> {
        let Some((from, to)) = covered(page, found, access.sees_from()) else { return Ok(History::default()) };
        let mut events = Vec::new();
        let mut after = Seq(from.0.saturating_sub(1));
        while after < to {
            let read = self.parts.store.events(access.group_id(), after, READ).await?;
            let Some(last) = read.last().map(|e| e.stamp.seq) else { break };
            events.extend(read.into_iter().filter(|e| e.stamp.seq <= to && is_shown(e, access.sees_from())));
            after = last;
        }
        let named: BTreeSet<ProfileId> = events.iter().flat_map(named).collect();
        let named: Vec<ProfileId> = named.into_iter().collect();
        Ok(History { events, profiles: self.parts.store.profiles(&named).await? })
    }
}

/// The first and the last place.
fn covered(page: Page, found: &MessagePage, sees_from: Seq) -> Option<(Seq, Seq)> {
    let first = found.messages.first().map(|m| m.seq);
    let last = found.messages.last().map(|m| m.seq);
    let from = match page {
        Page::After(place) => place.next(),
        Page::Newest | Page::Before(_) | Page::Around(_) if found.has_older => first?,
        Page::Newest | Page::Before(_) | Page::Around(_) => sees_from,
    };
    let to = match page {
        Page::Before(place) => Seq(place.0.saturating_sub(1)),
        Page::Newest | Page::After(_) | Page::Around(_) if found.has_newer => last?,
        Page::Newest | Page::After(_) | Page::Around(_) => found.head,
    };
    let (from, to) = (from.max(sees_from), to.min(found.head));
    (from <= to).then_some((from, to))
}

fn is_shown(event: &Event, sees_from: Seq) -> bool {
    event.kind.is_about_group() && event.kind.touches().is_none_or(|place| place >= sees_from)
}

fn named(event: &Event) -> Vec<ProfileId> {
    let other = match &event.kind {
        EventKind::MemberRemoved(e) => Some(e.member),
        EventKind::RemovalUndone(e) => Some(e.member),
        EventKind::RemovalLifted(e) => Some(e.member),
        EventKind::CreatorshipPassed(e) => Some(e.to),
        EventKind::SeatChanged(e) => Some(e.assistant),
        EventKind::MemberJoined(e) => match e.via {
            Via::Addition { added_by } => Some(added_by),
            Via::Creating | Via::Invite { .. } => None,
        },
        EventKind::GroupCreated(_)
        | EventKind::GroupRenamed(_)
        | EventKind::GroupPhotoChanged(_)
        | EventKind::LocalModelsOnlyChanged(_)
        | EventKind::NewcomersChanged(_)
        | EventKind::SettingsRightChanged(_)
        | EventKind::MemberLeft(_)
        | EventKind::InviteReset(_)
        | EventKind::MessagePinned(_)
        | EventKind::MessageUnpinned(_)
        | EventKind::GroupDeleted(_)
        | EventKind::MessagePosted(_)
        | EventKind::MessageEdited(_)
        | EventKind::MessageDeleted(_)
        | EventKind::ReactionAdded(_)
        | EventKind::ReactionRemoved(_)
        | EventKind::RunBegan(_)
        | EventKind::RunEnded(_) => None,
    };
    [Some(event.stamp.author), other].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use tertulia_core::{Message, MessageId, Timestamp};
    use uuid::Uuid;

    fn page(places: &[u64], head: u64, has_older: bool, has_newer: bool) -> MessagePage {
        let message = |place: &u64| Message {
            id: MessageId(Uuid::from_u128(u128::from(*place))),
            seq: Seq(*place),
            at: Timestamp(0),
            author: ProfileId(Uuid::nil()),
            reply_to: None,
            forwarded: false,
            body: None,
            version: 0,
            edited_at: None,
            deleted: None,
            reactions: BTreeMap::new(),
            answer: None,
        };
        MessagePage { messages: places.iter().map(message).collect(), head: Seq(head), has_older, has_newer }
    }

    fn places(at: Page, found: &MessagePage, sees_from: u64) -> Option<(u64, u64)> {
        covered(at, found, Seq(sees_from)).map(|(from, to)| (from.0, to.0))
    }

    #[test]
    fn pages_side_by_side_leave_nothing_out_and_share_nothing() {
        let newest = page(&[20, 25], 30, true, false);
        assert_eq!(places(Page::Newest, &newest, 0), Some((20, 30)));
        let older = page(&[8, 12], 30, true, true);
        assert_eq!(places(Page::Before(Seq(20)), &older, 0), Some((8, 19)));
        let oldest = page(&[4], 30, false, true);
        assert_eq!(places(Page::Before(Seq(8)), &oldest, 2), Some((2, 7)));
        let around = page(&[8, 12], 30, true, true);
        assert_eq!(places(Page::Around(Seq(10)), &around, 0), Some((8, 12)));
        let newer = page(&[20, 25], 30, true, false);
        assert_eq!(places(Page::After(Seq(12)), &newer, 0), Some((13, 30)));
    }

    #[test]
    fn a_thread_without_messages_has_a_history() {
        assert_eq!(places(Page::Newest, &page(&[], 3, false, false), 1), Some((1, 3)));
        assert_eq!(places(Page::Newest, &page(&[], 3, false, false), 9), None);
    }
}
