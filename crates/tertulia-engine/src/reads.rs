//! Read positions: one row a member, monotonic, gathered and written together. Not in the journal.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tertulia_core::ports::{Preferences, ReadPosition};
use tertulia_core::{GroupId, ProfileId, Result, Seq};
use tracing::error;

use crate::{Access, Engine, Signal};

/// How long positions are gathered before they are written.
const GATHER: Duration = Duration::from_millis(500);

/// Positions that are not written yet.
#[derive(Default)]
pub(crate) struct Reads {
    waiting: Mutex<HashMap<(GroupId, ProfileId), Seq>>,
}

impl Reads {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<(GroupId, ProfileId), Seq>) -> T) -> T {
        act(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Engine {
    /// The member has read up to `seq`. Earlier positions change nothing, and nobody reads ahead of the journal.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read_up_to(&self, access: &Access, seq: Seq) -> Result<()> {
        let (group, profile) = (access.group_id(), access.profile());
        let seq = seq.min(access.live.state().head);
        if seq <= self.read_position(group, profile).await? {
            return Ok(());
        }
        let moved = self.reads.with(|waiting| {
            // Another device may have read on meanwhile.
            let known = waiting.entry((group, profile)).or_insert(Seq::ZERO);
            let moved = seq > *known;
            *known = seq.max(*known);
            moved
        });
        if moved {
            let hides = self.parts.store.account(profile).await?.is_some_and(|a| a.settings.hide_reads);
            let signal = Signal::Read { group, profile, seq };
            // Another device of the same person is told even where the others are not.
            self.hub
                .signal_group(group, &signal, |link| link.caller.profile == profile || (!hides && link.sees_reads()));
        }
        Ok(())
    }

    /// How far one member has read.
    async fn read_position(&self, group: GroupId, profile: ProfileId) -> Result<Seq> {
        // What waits is never behind what is written.
        if let Some(waiting) = self.reads.with(|waiting| waiting.get(&(group, profile)).copied()) {
            return Ok(waiting);
        }
        let written = self.parts.store.read_positions(group).await?;
        Ok(written.iter().find(|p| p.profile == profile).map_or(Seq::ZERO, |p| p.seq))
    }

    /// The positions of a group, those that are not written yet included.
    pub(crate) async fn read_positions(&self, group: GroupId) -> Result<Vec<ReadPosition>> {
        let mut positions = self.parts.store.read_positions(group).await?;
        self.reads.with(|waiting| {
            for ((_, profile), seq) in waiting.iter().filter(|((g, _), _)| *g == group) {
                match positions.iter_mut().find(|p| p.profile == *profile) {
                    Some(known) => known.seq = known.seq.max(*seq),
                    None => positions.push(ReadPosition { profile: *profile, seq: *seq }),
                }
            }
        });
        Ok(positions)
    }

    /// Leaves out those who hide how far they have read.
    pub(crate) async fn without_hidden_reads(&self, positions: Vec<ReadPosition>) -> Result<Vec<ReadPosition>> {
        let mut shown = Vec::with_capacity(positions.len());
        for position in positions {
            let account = self.parts.store.account(position.profile).await?;
            if account.is_some_and(|a| !a.settings.hide_reads) {
                shown.push(position);
            }
        }
        Ok(shown)
    }

    pub(crate) fn spawn_reads_writer(&self) {
        let engine = self.clone();
        let stopping = self.tasks.stopping();
        self.tasks.spawn("reads writer", async move {
            while stopping.run_until_cancelled(tokio::time::sleep(GATHER)).await.is_some() {
                engine.flush_reads().await;
            }
        });
    }

    /// Writes what is only in memory. What cannot be written now is kept for the next time.
    pub(crate) async fn flush_reads(&self) {
        let moves: Vec<(GroupId, ReadPosition)> = self.reads.with(|waiting| {
            let moves =
                waiting.iter().map(|((group, profile), seq)| (*group, ReadPosition { profile: *profile, seq: *seq }));
            moves.collect()
        });
        if moves.is_empty() {
            return;
        }
        match self.write_reads(&moves).await {
            // Until then they are known here, so that whoever asks meanwhile sees them. Who has read on waits again.
            Ok(()) => self.reads.with(|waiting| {
                for (group, position) in &moves {
                    if waiting.get(&(*group, position.profile)) == Some(&position.seq) {
                        waiting.remove(&(*group, position.profile));
                    }
                }
            }),
            Err(cause) => error!(%cause, "read positions could not be written; they are kept for the next time"),
        }
    }

    async fn write_reads(&self, moves: &[(GroupId, ReadPosition)]) -> Result<()> {
        self.parts.store.move_read_positions(moves).await?;
        for (group, position) in moves {
            self.clear_unread_mark(*group, *position).await?;
        }
        Ok(())
    }

    /// A group that was marked as unread is no more, once its member reads on.
    async fn clear_unread_mark(&self, group: GroupId, position: ReadPosition) -> Result<()> {
        let _alone = self.changes.alone(position.profile).await;
        let store = &self.parts.store;
        let known = store.preferences(group, position.profile).await?;
        if known.unread_from.is_none_or(|from| position.seq < from) {
            return Ok(());
        }
        let preferences = Preferences { unread_from: None, ..known };
        store.set_preferences(group, position.profile, preferences.clone()).await?;
        self.tell_preferences(group, position.profile, preferences).await
    }

    /// Tells a person's devices how the group stands for them.
    pub(crate) async fn tell_preferences(
        &self,
        group: GroupId,
        profile: ProfileId,
        preferences: Preferences,
    ) -> Result<()> {
        let Some(live) = self.live_group(group).await? else { return Ok(()) };
        let state = live.state();
        let Some(member) = state.member(profile).copied() else { return Ok(()) };
        let read_seq =
            self.read_positions(group).await?.iter().find(|p| p.profile == profile).map_or(Seq::ZERO, |p| p.seq);
        let unread = self.parts.store.unread(group, profile, read_seq, member.sees_from, state.head).await?;
        self.hub.signal_people(&[profile], &Signal::Preferences { group, preferences, unread }, |_| true);
        Ok(())
    }
}
