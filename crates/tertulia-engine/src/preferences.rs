//! Preferences: how a member wants a group shown and notified, for themselves alone (GRP-10).

use tertulia_core::ports::{Mute, Preferences, Unread};
use tertulia_core::{Denial, GroupId, ProfileId, Result, Seq, Timestamp};

use crate::{Access, Engine};

/// What a member changes. `None` stays as it is; `Some(None)` clears.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PreferencesChange {
    pub mute: Option<Option<Mute>>,
    pub is_pinned: Option<bool>,
    pub is_archived: Option<bool>,
    /// Marks the group as unread from this message on.
    pub unread_from: Option<Option<Seq>>,
}

impl Engine {
    /// Changes the member's own preferences for the group, and tells their devices.
    ///
    /// # Errors
    /// `Denied(OutOfRange)` for a mute that ends in the past, and for a place that is not in the part of the thread that the
    /// member sees.
    pub async fn change_preferences(
        &self,
        access: &Access,
        change: PreferencesChange,
    ) -> Result<(Preferences, Unread)> {
        let (group, profile) = (access.group_id(), access.profile());
        let _alone = self.changes.alone(profile).await;
        let head = access.live.state().head;
        check(&change, self.now(), access.sees_from(), head)?;
        let known = self.parts.store.preferences(group, profile).await?;
        let preferences = Preferences {
            mute: change.mute.unwrap_or(known.mute),
            is_pinned: change.is_pinned.unwrap_or(known.is_pinned),
            is_archived: change.is_archived.unwrap_or(known.is_archived),
            unread_from: change.unread_from.unwrap_or(known.unread_from),
        };
        self.parts.store.set_preferences(group, profile, preferences.clone()).await?;
        self.tell_preferences(group, profile, preferences.clone()).await?;
        let positions = self.read_positions(group).await?;
        let read_seq = positions.iter().find(|p| p.profile == profile).map_or(Seq::ZERO, |p| p.seq);
        let head = access.live.state().head;
        let unread = self.parts.store.unread(group, profile, read_seq, access.sees_from(), head).await?;
        Ok((preferences, unread))
    }

    /// Whoever leaves takes nothing along: a pin or a mute of a former life would surprise who comes back.
    pub(crate) async fn forget_preferences(&self, group: GroupId, profile: ProfileId) -> Result<()> {
        self.parts.store.set_preferences(group, profile, Preferences::default()).await
    }
}

fn check(change: &PreferencesChange, now: Timestamp, sees_from: Seq, head: Seq) -> Result<(), Denial> {
    let mute_ends_later = change.mute.flatten().and_then(|m| m.until).is_none_or(|until| until > now);
    let place_is_seen = change.unread_from.flatten().is_none_or(|at| at > Seq::ZERO && at >= sees_from && at <= head);
    if mute_ends_later && place_is_seen { Ok(()) } else { Err(Denial::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mute_ends_later_and_a_place_is_one_that_the_member_sees() {
        let mute = |until: Option<i64>| PreferencesChange {
            mute: Some(Some(Mute { until: until.map(Timestamp), except_mentions: false })),
            ..PreferencesChange::default()
        };
        let unread = |at| PreferencesChange { unread_from: Some(Some(Seq(at))), ..PreferencesChange::default() };
        let check = |change| check(&change, Timestamp(10), Seq(5), Seq(9));
        assert_eq!(check(PreferencesChange::default()), Ok(()));
        assert_eq!(check(mute(None)), Ok(()));
        assert_eq!(check(mute(Some(11))), Ok(()));
        assert_eq!(check(mute(Some(10))), Err(Denial::OutOfRange));
        assert_eq!(check(unread(5)), Ok(()));
        assert_eq!(check(unread(9)), Ok(()));
        for at in [0, 4, 10] {
            assert_eq!(check(unread(at)), Err(Denial::OutOfRange), "{at}");
        }
    }
}
