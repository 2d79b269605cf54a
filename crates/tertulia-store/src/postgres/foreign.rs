//! Noticing what other processes write.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::task::AbortHandle;
use uuid::Uuid;

/// Where triggers tell of writes, each with the name of the store that wrote.
const CHANNEL: &str = "tertulia_writes";

/// Counts what others write. Clones share it.
#[derive(Clone)]
pub(super) struct Foreign {
    writes: Arc<AtomicU64>,
    task: AbortHandle,
}

impl Foreign {
    /// Begins to listen, for the store that is called `own`.
    ///
    /// # Errors
    /// Where no connection is to be had.
    pub async fn listen(pool: &PgPool, own: Uuid) -> Result<Foreign, sqlx::Error> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        let writes = Arc::new(AtomicU64::new(0));
        let counted = writes.clone();
        let own = own.to_string();
        let task = tokio::spawn(async move {
            loop {
                match listener.try_recv().await {
                    Ok(Some(told)) if told.payload() == own => {}
                    // `None`: the connection broke off, and nobody knows what was told meanwhile.
                    Ok(_) => {
                        counted.fetch_add(1, Ordering::AcqRel);
                    }
                    Err(sqlx::Error::PoolClosed) => return,
                    Err(e) => {
                        tracing::warn!(cause = crate::error::describe(&e), "what other processes write is not heard");
                        counted.fetch_add(1, Ordering::AcqRel);
                        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                    }
                }
            }
        });
        Ok(Foreign { writes, task: task.abort_handle() })
    }

    /// See `Housekeeping::foreign_writes`.
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Acquire)
    }

    pub fn close(&self) {
        self.task.abort();
    }
}
