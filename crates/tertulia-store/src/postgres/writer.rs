//! The one task of a process that appends to journals.
//!
//! Appends wait in one bounded mailbox. The task takes all that wait and records them in one transaction, so that many groups
//! share one commit, and what arrives during a commit shares the next. It locks the groups of a batch in the order of their ids
//! before anything else: two nodes that append to the same groups wait for each other, and never in a circle.
//!
//! Posts, which are nearly everything, are recorded by one statement ([`posting`]). Every other append has a savepoint, so that
//! one that fails is taken back alone.

pub(super) mod posting;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{Connection as _, PgPool};
use tertulia_core::ports::{Append, Appended};
use tertulia_core::{Error, Result};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::common::record;
use super::{Conn, index};
use crate::error::describe;
use crate::failpoint::{self, Failpoint};

/// Appends that may wait; more are refused with `Busy`.
const MAILBOX: usize = 4_096;
/// The most appends of one transaction, so that the first of many is not kept waiting.
const BATCH_MAX: usize = 512;

crate::sql::sql! {
    LOCK = "SELECT id FROM groups WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";
    SAVEPOINT = "SAVEPOINT piece";
    RELEASE = "RELEASE SAVEPOINT piece";
}

const TAKE_BACK: &str = "ROLLBACK TO SAVEPOINT piece; RELEASE SAVEPOINT piece";

/// An append and whoever waits for it.
struct Waiting {
    append: Append,
    answer: oneshot::Sender<Result<Appended>>,
}

enum Mail {
    Append(Waiting),
    Close(oneshot::Sender<()>),
}

/// The way to the task. Clones share it.
#[derive(Clone)]
pub(super) struct Writer {
    mailbox: mpsc::Sender<Mail>,
    commits: Arc<AtomicU64>,
}

impl Writer {
    pub fn spawn(pool: PgPool) -> Writer {
        let (mailbox, waiting) = mpsc::channel(MAILBOX);
        let commits = Arc::new(AtomicU64::new(0));
        tokio::spawn(run(pool, waiting, commits.clone()));
        Writer { mailbox, commits }
    }

    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Appends to a journal; returns once it is durable.
    pub async fn append(&self, append: Append) -> Result<Appended> {
        let (answer, answered) = oneshot::channel();
        self.mailbox.try_send(Mail::Append(Waiting { append, answer })).map_err(|e| match e {
            mpsc::error::TrySendError::Full(_) => Error::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })?;
        answered.await.map_err(|_| closed())?
    }

    /// Returns when everything that waits has been recorded. Later appends fail.
    pub async fn close(&self) {
        let (answer, answered) = oneshot::channel();
        if self.mailbox.send(Mail::Close(answer)).await.is_ok() {
            // The task answers, or has ended, which is what is wanted.
            let _ = answered.await;
        }
    }
}

fn closed() -> Error {
    Error::Internal("the store is closed".into())
}

async fn run(pool: PgPool, mut mailbox: mpsc::Receiver<Mail>, commits: Arc<AtomicU64>) {
    let mut mail = Vec::new();
    let mut close = None;
    while mailbox.recv_many(&mut mail, BATCH_MAX).await > 0 {
        let mut batch = Vec::with_capacity(mail.len());
        for mail in mail.drain(..) {
            match mail {
                Mail::Append(waiting) => batch.push(waiting),
                Mail::Close(answer) => {
                    // What waits already is still written.
                    mailbox.close();
                    close = Some(answer);
                }
            }
        }
        if !batch.is_empty() {
            record_together(&pool, batch, &commits).await;
        }
    }
    if let Some(answer) = close {
        // Whoever asked may have gone.
        let _ = answer.send(());
    }
}

/// Records a batch and answers each once it is durable.
async fn record_together(pool: &PgPool, batch: Vec<Waiting>, commits: &AtomicU64) {
    let (appends, answers): (Vec<_>, Vec<_>) = batch.into_iter().map(|w| (w.append, w.answer)).unzip();
    let outcomes = match record_all(pool, appends).await {
        Ok(outcomes) => {
            commits.fetch_add(1, Ordering::Relaxed);
            failpoint::pass(Failpoint::BeforeAnswer);
            outcomes
        }
        Err(e) => {
            let cause = describe(&e);
            tracing::error!(appends = answers.len(), cause, "a transaction of the store failed");
            answers.iter().map(|_| Err(Error::Internal(cause.clone()))).collect()
        }
    };
    for (answer, outcome) in answers.into_iter().zip(outcomes) {
        // Whoever asked may have gone; what was written stays written.
        let _ = answer.send(outcome);
    }
}

/// What became of each append, in their order, once the transaction is durable.
///
/// # Errors
/// What fails the whole transaction; then nothing was recorded, unless the connection broke off in the commit.
async fn record_all(pool: &PgPool, appends: Vec<Append>) -> Result<Vec<Result<Appended>>, sqlx::Error> {
    let mut conn = pool.acquire().await?;
    let mut transaction = conn.begin().await?;
    let mut groups: Vec<Uuid> = appends.iter().map(|append| append.group.0).collect();
    groups.sort_unstable();
    groups.dedup();
    sqlx::query(LOCK).bind(groups).execute(&mut *transaction).await?;
    let mut outcomes: Vec<Option<Result<Appended>>> = appends.iter().map(|_| None).collect();
    for recorded in posting::write(&mut transaction, &appends).await? {
        outcomes[recorded] = Some(Ok(Appended::Recorded));
    }
    let mut entries = Vec::new();
    for (append, outcome) in appends.into_iter().zip(&mut outcomes) {
        if outcome.is_some() {
            continue;
        }
        let known = entries.len();
        let recorded = record::record(&mut transaction, append, &mut entries).await;
        if let Some(e) = recorded.broken {
            return Err(e);
        }
        if !matches!(recorded.outcome, Ok(Appended::Recorded)) {
            entries.truncate(known);
        }
        *outcome = Some(recorded.outcome);
    }
    index::write(&mut transaction, &entries).await?;
    failpoint::pass(Failpoint::BeforeCommit);
    transaction.commit().await?;
    Ok(outcomes
        .into_iter()
        .map(|outcome| outcome.unwrap_or_else(|| Err(Error::Internal("not written".into()))))
        .collect())
}

/// Takes a piece back alone.
///
/// # Errors
/// Where that fails, the transaction is gone.
pub(super) async fn take_back(conn: &mut Conn) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(TAKE_BACK).execute(conn).await.map(|_| ())
}
