//! A group as one member sees it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tertulia_core::ports::{Preferences, ReadPosition, Unread};
use tertulia_core::profile::Profile;
use tertulia_core::{Group, Message, MessageId, ProfileId, Result, RunId, Seq, Timestamp};

use crate::{Access, Engine};

/// How often a view is read again because the group grew meanwhile.
const READS_MAX: u32 = 3;

/// A group with what is personal to one member.
#[derive(Clone, Debug)]
pub struct GroupView {
    pub group: Arc<Group>,
    /// Of members, of those removed, of seats, and of whoever wrote `last`.
    pub profiles: Vec<Profile>,
    pub sees_from: Seq,
    pub read_seq: Seq,
    /// How far the others have read; empty where the member hides that.
    pub reads: Vec<ReadPosition>,
    pub unread: Unread,
    pub preferences: Preferences,
    pub last: Option<Message>,
    pub partials: Vec<Partial>,
    pub online: Vec<PresenceState>,
    /// How many people wait for approval.
    pub requests: u32,
}

/// The text so far of an answer that is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partial {
    pub message: MessageId,
    pub run: RunId,
    pub text: String,
}

/// Whether somebody is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PresenceState {
    pub profile: ProfileId,
    pub is_online: bool,
    /// Online, but not looking.
    pub is_away: bool,
    pub last_seen: Option<Timestamp>,
}

impl Engine {
    /// The group as the member who entered sees it, true at `group.head`.
    ///
    /// # Errors
    /// What the store says.
    pub async fn group_view(&self, access: &Access) -> Result<GroupView> {
        let mut view = self.read_view(access, access.live.state()).await?;
        for _ in 1..READS_MAX {
            let now = access.live.state();
            if now.head == view.group.head {
                break;
            }
            view = self.read_view(access, now).await?;
        }
        Ok(view)
    }

    async fn read_view(&self, access: &Access, group: Arc<Group>) -> Result<GroupView> {
        let store = &self.parts.store;
        let (id, me, sees_from) = (group.id, access.profile(), access.sees_from());
        let settings = store.account(me).await?.map(|a| a.settings).unwrap_or_default();
        let positions = self.read_positions(id).await?;
        let read_seq = positions.iter().find(|p| p.profile == me).map_or(Seq::ZERO, |p| p.seq);
        let last = store.last_message(id, sees_from, group.head).await?;
        let profiles = store.profiles(&named(&group, last.as_ref())).await?;
        let reads = match settings.hide_reads {
            true => Vec::new(),
            false => self.without_hidden_reads(positions.into_iter().filter(|p| p.profile != me).collect()).await?,
        };
        let online = if settings.hide_presence { Vec::new() } else { self.presence_of(&group, me).await? };
        Ok(GroupView {
            unread: store.unread(id, me, read_seq, sees_from, group.head).await?,
            preferences: store.preferences(id, me).await?,
            partials: self.partials_of(&group, sees_from),
            requests: u32::try_from(store.requests_of(id).await?.len()).unwrap_or(u32::MAX),
            group,
            profiles,
            sees_from,
            read_seq,
            reads,
            last,
            online,
        })
    }
}

fn named(group: &Group, last: Option<&Message>) -> Vec<ProfileId> {
    let members = group.members.iter().map(|m| m.profile);
    let removed = group.removed.iter().flat_map(|r| [r.member.profile, r.by]);
    let seats = group.seats.iter().map(|s| s.assistant);
    let wrote = last.map(|m| m.author);
    let ids: BTreeSet<ProfileId> = members.chain(removed).chain(seats).chain(wrote).chain([group.creator]).collect();
    ids.into_iter().collect()
}
