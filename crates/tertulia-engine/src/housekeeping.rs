//! Housekeeping: erasing what was deleted once its grace period is over, and forgetting sessions that have ended.

use std::time::Duration;

use tertulia_core::{GroupId, Result, Timestamp};
use tracing::{error, info};

use crate::Engine;

/// How often the house is kept, beside once at start.
const KEEP_EVERY: Duration = Duration::from_secs(60 * 60);

impl Engine {
    /// Erases groups that were deleted, or left by their last member, longer ago than the grace period (GRP-8, GRP-12), and
    /// forgets sessions that have ended.
    ///
    /// # Errors
    /// What the stores say; what could not be done now is tried again the next time.
    pub async fn keep_house(&self) -> Result<()> {
        let now = self.now();
        let grace = i64::try_from(self.parts.config.grace.as_millis()).unwrap_or(i64::MAX);
        let before = Timestamp(now.0.saturating_sub(grace));
        for group in self.parts.store.groups_to_erase(before).await? {
            self.erase_group(group).await?;
        }
        let forgotten = self.parts.store.forget_ended_sessions(now).await?;
        if forgotten > 0 {
            info!(sessions = forgotten, "{forgotten} ended sessions were forgotten");
        }
        Ok(())
    }

    pub(crate) fn spawn_housekeeper(&self) {
        let engine = self.clone();
        let stopping = self.tasks.stopping();
        self.tasks.spawn("housekeeper", async move {
            loop {
                if let Err(cause) = engine.keep_house().await {
                    error!(%cause, "the house could not be kept");
                }
                if stopping.run_until_cancelled(tokio::time::sleep(KEEP_EVERY)).await.is_none() {
                    return;
                }
            }
        });
    }

    async fn erase_group(&self, id: GroupId) -> Result<()> {
        // Nobody joins a group without members while it is erased.
        let _alone = self.changes.alone(id).await;
        let Some(live) = self.live_group(id).await? else { return Ok(()) };
        let group = live.state();
        if group.deleted_at.is_none() && !group.members.is_empty() {
            return Ok(());
        }
        // First the bytes: if we fail in between, the group is still there to be erased again.
        if let Some(photo) = group.photo {
            self.parts.blobs.remove(photo).await?;
        }
        self.parts.store.erase_group(id).await?;
        info!(group.id = %id, "a group was erased");
        Ok(())
    }
}
