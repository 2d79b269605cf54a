//! Standing: whether the credential of an open connection still stands. Ending one closes its connections at once; what is
//! ended elsewhere, by expiry or from the command line, is found by looking again.

use std::time::Duration;

use tertulia_core::Result;
use tokio::time::Instant;
use tracing::error;

use crate::{Caller, CloseReason, Credential, Engine};

/// How often the credentials of all connections are looked at, because they expire.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// How often the store is asked whether another process has written, such as `tertulia admin` beside the server. What it
/// ends has to end here within a second. Nobody is asked while nobody is connected.
const ASK_EVERY: Duration = Duration::from_millis(400);
/// A session that is used by a connection alone slides along this often.
const SLIDE_EVERY: Duration = Duration::from_secs(60 * 60);

impl Engine {
    /// Why a caller would be turned away now; `None` where the credential still stands.
    pub(crate) async fn turned_away(&self, caller: &Caller) -> Result<Option<CloseReason>> {
        let store = &self.parts.store;
        let Some(account) = store.account(caller.profile).await? else { return Ok(Some(CloseReason::SignedOut)) };
        if account.suspended_at.is_some() {
            return Ok(Some(CloseReason::Suspended));
        }
        let stands = match caller.credential {
            Credential::Session(id) => {
                let now = self.now();
                let session = store.sessions_of(caller.profile).await?.into_iter().find(|s| s.id == id);
                let session = session.filter(|s| now < s.expires_at);
                if session.as_ref().is_some_and(|s| now.since(s.last_used_at) >= SLIDE_EVERY) {
                    self.slide_session(id, now).await;
                }
                session.is_some()
            }
            Credential::Token(id, _) => store.tokens_of(caller.profile).await?.iter().any(|t| t.id == id),
        };
        Ok(if stands { None } else { Some(CloseReason::SignedOut) })
    }

    pub(crate) fn spawn_standing_keeper(&self) {
        let engine = self.clone();
        let stopping = self.tasks.stopping();
        self.tasks.spawn("standing keeper", async move {
            let mut looked_at = Instant::now();
            let mut known = None;
            while stopping.run_until_cancelled(tokio::time::sleep(ASK_EVERY)).await.is_some() {
                if looked_at.elapsed() >= LOOK_EVERY {
                    looked_at = Instant::now();
                    known = None;
                    engine.passwords.forget_the_quiet();
                }
                if engine.hub.is_empty() {
                    continue;
                }
                match engine.look_after_writes(known).await {
                    Ok(writes) => known = Some(writes),
                    Err(cause) => error!(%cause, "the credentials of connections could not be looked at"),
                }
            }
        });
    }

    /// Looks at all credentials unless the `known` writes of others are all there are; what is known now.
    async fn look_after_writes(&self, known: Option<u64>) -> Result<u64> {
        // Asked first: what is written while we look is found the next time.
        let writes = self.parts.store.foreign_writes().await?;
        if known != Some(writes) {
            self.close_the_fallen().await?;
        }
        Ok(writes)
    }

    /// Closes the connections whose credential has ended.
    ///
    /// # Errors
    /// What the store says.
    pub async fn close_the_fallen(&self) -> Result<()> {
        for caller in self.hub.callers() {
            if let Some(reason) = self.turned_away(&caller).await? {
                self.hub.close_where(caller.profile, reason, |c| c.credential == caller.credential);
            }
        }
        Ok(())
    }
}
