//! Who comes and who goes (GRP-2, GRP-6 to GRP-8).

use std::time::Duration;

use super::decide::{Decision, none, one};
use crate::event::{CreatorshipPassed, MemberJoined, MemberLeft, MemberRemoved, RemovalLifted, RemovalUndone};
use crate::group::Group;
use crate::member::{REMOVAL_UNDO_SECONDS, Via};
use crate::settings::Newcomers;
use crate::{Denial, EventKind, ProfileId, Seq, Timestamp};

impl Group {
    pub(super) fn decide_join(
        &self,
        author: ProfileId,
        via: Via,
        sees_from: Option<Seq>,
        member_limit: u32,
    ) -> Decision {
        if self.member(author).is_some() {
            return Err(Denial::AlreadyAMember);
        }
        if self.is_removed(author) {
            return Err(Denial::RemovedFromGroup);
        }
        if self.is_full(member_limit) {
            return Err(Denial::GroupFull);
        }
        // The setting may have become stricter since the way in was looked at.
        let sees_from = sees_from.filter(|_| self.newcomers != Newcomers::FromJoining).unwrap_or(self.head.next());
        let mut events = vec![EventKind::MemberJoined(MemberJoined { via, sees_from })];
        // Everybody had left, the creator among them: a group without one could never be deleted.
        if self.members.is_empty() && author != self.creator {
            events.push(EventKind::CreatorshipPassed(CreatorshipPassed { to: author }));
        }
        Ok(events)
    }

    fn is_full(&self, member_limit: u32) -> bool {
        self.members.len() >= usize::try_from(member_limit).unwrap_or(usize::MAX)
    }

    /// The creator can go too: creatorship passes to the longest-standing member.
    pub(super) fn decide_leave(&self, author: ProfileId) -> Decision {
        let mut events = vec![EventKind::MemberLeft(MemberLeft {})];
        if author == self.creator {
            let others = self.members.iter().filter(|m| m.profile != author);
            if let Some(heir) = others.min_by_key(|m| m.joined_seq) {
                events.push(EventKind::CreatorshipPassed(CreatorshipPassed { to: heir.profile }));
            }
        }
        Ok(events)
    }

    pub(super) fn decide_remove(&self, author: ProfileId, member: ProfileId) -> Decision {
        if author == member {
            return Err(Denial::LeaveInstead);
        }
        if self.is_removed(member) {
            return none();
        }
        if self.member(member).is_none() {
            return Err(Denial::NotAMember);
        }
        if member == self.creator {
            return Err(Denial::CreatorStays);
        }
        one(EventKind::MemberRemoved(MemberRemoved { member }))
    }

    pub(super) fn decide_undo_removal(
        &self,
        now: Timestamp,
        author: ProfileId,
        member: ProfileId,
        member_limit: u32,
    ) -> Decision {
        let removal = self.removed.iter().find(|r| r.member.profile == member).ok_or(Denial::NotRemoved)?;
        if removal.by != author {
            return Err(Denial::NotYours);
        }
        if now.since(removal.at) > Duration::from_secs(REMOVAL_UNDO_SECONDS) {
            return Err(Denial::UndoTooLate);
        }
        // Somebody else took the place meanwhile.
        if self.is_full(member_limit) {
            return Err(Denial::GroupFull);
        }
        one(EventKind::RemovalUndone(RemovalUndone { member }))
    }

    pub(super) fn decide_lift_removal(&self, member: ProfileId) -> Decision {
        if !self.is_removed(member) {
            return Err(Denial::NotRemoved);
        }
        one(EventKind::RemovalLifted(RemovalLifted { member }))
    }
}
