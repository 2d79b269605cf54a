//! The one task that writes.
//!
//! Everything that wants to be written waits in one bounded mailbox. The task takes all that waits, carries it out in one
//! transaction, commits once, and then answers each. A lone piece is committed at once, and what arrives during a commit
//! shares the next; what comes within two milliseconds of the last beginning waits for the rest of them, to be shared, as
//! long as there is anybody to share with. Nothing starves, because nothing is left waiting while others go ahead, and nobody meets `SQLITE_BUSY`, because nobody
//! else writes.
//!
//! Posts, which are nearly everything, are written first, all by one statement ([`posting`]). Every other piece has a
//! savepoint, so that a piece that fails is taken back alone.

mod piece;
pub(super) mod posting;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use sqlx::{Row, SqliteConnection};
use tertulia_core::ports::{Append, Appended};
use tertulia_core::{Error, Result};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::index::{self, Entry};
use super::open;
use crate::error::{SqlResult, describe};
use crate::failpoint::{self, Failpoint};
use piece::{Answer, Piece};
use posting::Post;

/// What the mailbox takes.
enum Mail {
    Piece(Piece),
    Index(oneshot::Sender<Result<()>>),
    ForeignWrites(oneshot::Sender<Result<u64>>),
    Close(oneshot::Sender<Result<()>>),
}

/// Pieces that may wait; more are refused with `Busy`.
const MAILBOX: usize = 4_096;
/// With this many new messages the search index is told of them, or when nothing was written for so long.
pub(super) const UNTOLD_MAX: u64 = 400;
pub(super) const QUIET: Duration = Duration::from_millis(300);
/// Transactions keep this distance from each other where that gives them company. Only who comes right behind another waits for
/// it, and then shares a transaction with whoever comes meanwhile; without it a store that is asked for a thousand small things
/// a second makes a thousand transactions, because each is done before the next thing comes.
const PACE: Duration = Duration::from_millis(2);
/// After a wait for which nobody came, so many transactions wait for nobody: where one group alone is busy, each of its
/// messages comes when the one before it is done.
const PATIENCE_LOST: u32 = 32;
/// The most pieces of one transaction, so that the first of many is not kept waiting.
const BATCH_MAX: usize = 512;

crate::sql::sql! {
    BEGIN = "BEGIN IMMEDIATE";
    COMMIT = "COMMIT";
    ROLLBACK = "ROLLBACK";
    /// Moves when anybody but this connection has committed, and nobody else in this process ever does.
    DATA_VERSION = "PRAGMA data_version";
    SAVEPOINT = "SAVEPOINT piece";
    RELEASE = "RELEASE piece";
    TAKE_BACK = "ROLLBACK TO piece; RELEASE piece";
    /// Waits for readers only shortly, because everybody who writes waits along.
    EMPTY_LOG = "PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000";
}

/// What one job does with the connection.
pub(super) type Work<'c, T> = BoxFuture<'c, Result<T>>;

/// What kind of job.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// One statement, which is all or nothing by itself and needs no savepoint.
    Statement,
    /// Several statements.
    Several,
    /// Several statements that erase something whose old form must not stay in the file.
    Erasing,
}

/// The way to the task. Clones share it.
#[derive(Clone)]
pub(super) struct Writer {
    mailbox: mpsc::Sender<Mail>,
    commits: Arc<AtomicU64>,
    /// Messages recorded since the search index was told, or a few more.
    untold: Arc<AtomicU64>,
}

impl Writer {
    /// Starts the task on its connection.
    ///
    /// # Errors
    /// Where the connection cannot be prepared.
    pub async fn spawn(mut conn: SqliteConnection) -> Result<Writer, sqlx::Error> {
        sqlx::raw_sql(posting::PREPARE).execute(&mut conn).await?;
        if cfg!(feature = "failpoints") {
            conn.lock_handle().await?.set_commit_hook(|| {
                failpoint::pass(Failpoint::BeforeCommit);
                true
            });
        }
        let (mailbox, waiting) = mpsc::channel(MAILBOX);
        let commits = Arc::new(AtomicU64::new(0));
        let untold = Arc::new(AtomicU64::new(0));
        let task = Committer { conn, commits: commits.clone(), untold: untold.clone(), has_erased: false };
        tokio::spawn(task.run(waiting));
        Ok(Writer { mailbox, commits, untold })
    }

    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Appends to a journal; returns once it is durable.
    pub async fn append(&self, append: Append) -> Result<Appended> {
        let (answer, answered) = oneshot::channel();
        self.send(Piece::Append { append, answer })?;
        answered.await.map_err(|_| closed())?
    }

    /// Carries out any other write, all or nothing; returns once it is durable.
    pub async fn write<T, F>(&self, kind: Kind, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.send(Piece::work(kind, work, answer))?;
        answered.await.map_err(|_| closed())?
    }

    /// Returns once the search index knows all that is committed now.
    pub async fn bring_index_up_to_date(&self) -> Result<()> {
        if self.untold.load(Ordering::Acquire) == 0 {
            return Ok(());
        }
        let (answer, answered) = oneshot::channel();
        self.mailbox.send(Mail::Index(answer)).await.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }

    /// See `Housekeeping::foreign_writes`.
    pub async fn foreign_writes(&self) -> Result<u64> {
        let (answer, answered) = oneshot::channel();
        self.mailbox.send(Mail::ForeignWrites(answer)).await.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }

    pub async fn close(&self) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        if self.mailbox.send(Mail::Close(answer)).await.is_err() {
            return Ok(());
        }
        answered.await.map_err(|_| closed())?
    }

    fn send(&self, piece: Piece) -> Result<()> {
        self.mailbox.try_send(Mail::Piece(piece)).map_err(|e| match e {
            mpsc::error::TrySendError::Full(_) => Error::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })
    }
}

fn closed() -> Error {
    Error::Internal("the store is closed".into())
}

/// The task's own state.
struct Committer {
    conn: SqliteConnection,
    commits: Arc<AtomicU64>,
    untold: Arc<AtomicU64>,
    /// Something was erased whose old form may still stand in the write-ahead log.
    has_erased: bool,
}

/// What a batch made of its pieces: whom to answer what once it is durable.
#[derive(Default)]
struct Batch {
    answers: Vec<Answer>,
    entries: Vec<Entry>,
    /// At least as many as the messages about which the index has to be told later.
    untold: u64,
    has_erased: bool,
}

impl Committer {
    async fn run(mut self, mut mailbox: mpsc::Receiver<Mail>) {
        let mut waiting = Vec::new();
        let mut close = None;
        let mut pace = Pace { next: Instant::now(), waits_for_nobody: 0 };
        while self.wait(&mut mailbox, &mut waiting).await {
            pace.keep(&mut mailbox, &mut waiting).await;
            let mut pieces = Vec::with_capacity(waiting.len());
            let mut searching = Vec::new();
            let is_quiet = waiting.is_empty();
            for mail in waiting.drain(..) {
                match mail {
                    Mail::Piece(piece) => pieces.push(piece),
                    Mail::Index(answer) => searching.push(answer),
                    Mail::ForeignWrites(answer) => {
                        // Whoever asked may have gone.
                        let _ = answer.send(self.data_version().await);
                    }
                    Mail::Close(answer) => {
                        // What waits already is still written.
                        mailbox.close();
                        close = Some(answer);
                    }
                }
            }
            if !pieces.is_empty() {
                self.commit_together(pieces).await;
            }
            if is_quiet || !searching.is_empty() || self.untold.load(Ordering::Acquire) >= UNTOLD_MAX {
                let told = self.tell_index().await;
                for answer in searching {
                    // Whoever searched may have gone.
                    let _ = answer.send(told.clone().map_err(Error::Internal));
                }
            }
            if self.has_erased && mailbox.is_empty() {
                self.empty_log().await;
            }
        }
        let closed = open::close(self.conn).await.sql();
        if let Some(answer) = close {
            // Whoever asked may have gone.
            let _ = answer.send(closed);
        }
    }

    /// Waits for mail, or, where the index has not been told of everything, until it is quiet; then nothing is `waiting`.
    /// `false` at the end.
    async fn wait(&mut self, mailbox: &mut mpsc::Receiver<Mail>, waiting: &mut Vec<Mail>) -> bool {
        let mail = mailbox.recv_many(waiting, BATCH_MAX);
        if self.untold.load(Ordering::Acquire) == 0 {
            return mail.await > 0;
        }
        tokio::time::timeout(QUIET, mail).await.is_ok_and(|count| count > 0) || !mailbox.is_closed()
    }

    /// Tells the search index of all that is new. Where that fails, the next occasion does it.
    async fn tell_index(&mut self) -> Result<(), String> {
        let mut has_more = true;
        while has_more {
            has_more = match self.tell_index_once().await {
                Ok(has_more) => has_more,
                Err(e) => {
                    let cause = describe(&e);
                    tracing::error!(cause, "the search index could not be told of new messages");
                    // SQLite may have rolled back by itself; then there is nothing left to do.
                    let _ = sqlx::query(ROLLBACK).execute(&mut self.conn).await;
                    return Err(cause);
                }
            };
        }
        self.untold.store(0, Ordering::Release);
        Ok(())
    }

    async fn tell_index_once(&mut self) -> Result<bool, sqlx::Error> {
        sqlx::query(BEGIN).execute(&mut self.conn).await?;
        let has_more = index::go_on(&mut self.conn).await?;
        sqlx::query(COMMIT).execute(&mut self.conn).await?;
        self.commits.fetch_add(1, Ordering::Relaxed);
        Ok(has_more)
    }

    async fn data_version(&mut self) -> Result<u64> {
        let version: i64 = sqlx::query_scalar(DATA_VERSION).fetch_one(&mut self.conn).await.sql()?;
        Ok(version.unsigned_abs())
    }

    async fn commit_together(&mut self, pieces: Vec<Piece>) {
        let mut batch = Batch::default();
        let outcome = match self.write_all(pieces, &mut batch).await {
            Ok(()) => Ok(()),
            Err(e) => {
                let cause = describe(&e);
                tracing::error!(pieces = batch.answers.len(), cause, "a transaction of the store failed");
                // SQLite may have rolled back by itself; then there is nothing left to do.
                let _ = sqlx::query(ROLLBACK).execute(&mut self.conn).await;
                Err(cause)
            }
        };
        // Before anybody hears of it, so that whoever searches then finds it.
        self.untold.fetch_add(batch.untold, Ordering::AcqRel);
        failpoint::pass(Failpoint::BeforeAnswer);
        for answer in batch.answers {
            answer(match &outcome {
                Ok(()) => Ok(()),
                Err(cause) => Err(Error::Internal(cause.clone())),
            });
        }
    }

    /// # Errors
    /// Only what fails the whole transaction; the failure of a piece is in its answer.
    async fn write_all(&mut self, pieces: Vec<Piece>, batch: &mut Batch) -> Result<(), sqlx::Error> {
        let (posts, mut others) = posting::apart(pieces);
        let mut is_anything_kept = false;
        let mut broken = None;
        if posts.is_empty() {
            broken = sqlx::query(BEGIN).execute(&mut self.conn).await.err();
        } else if posting::write(&mut self.conn, &posts, !others.is_empty()).await.is_ok() {
            is_anything_kept = true;
            batch.untold += posts.len() as u64;
            batch.answers.extend(posts.into_iter().map(Post::recorded));
            if others.is_empty() {
                self.commits.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
        } else {
            // One of them cannot be recorded. Each alone says which, and why.
            let _ = sqlx::query(ROLLBACK).execute(&mut self.conn).await;
            others.splice(..0, posts.into_iter().map(Piece::from));
            broken = sqlx::query(BEGIN).execute(&mut self.conn).await.err();
        }
        let is_alone = !is_anything_kept && others.len() == 1;
        for piece in others {
            if broken.is_some() {
                batch.answers.push(piece.unperformed());
                continue;
            }
            let entries = batch.entries.len();
            let performed = piece.perform(&mut self.conn, is_alone, &mut batch.entries).await;
            if performed.is_kept {
                is_anything_kept = true;
                batch.has_erased |= performed.has_erased;
            } else {
                batch.entries.truncate(entries);
            }
            batch.answers.push(performed.answer);
            broken = performed.broken;
        }
        if let Some(e) = broken {
            return Err(e);
        }
        if !is_anything_kept {
            return sqlx::query(ROLLBACK).execute(&mut self.conn).await.map(|_| ());
        }
        batch.untold += batch.entries.len() as u64;
        index::write(&mut self.conn, &batch.entries).await?;
        sqlx::query(COMMIT).execute(&mut self.conn).await?;
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.has_erased |= batch.has_erased || batch.entries.iter().any(Entry::is_removal);
        Ok(())
    }

    /// Empties the write-ahead log, where the old form of what was erased would stand until overwritten. Where a reader
    /// is in the way, the next occasion does it.
    async fn empty_log(&mut self) {
        match sqlx::query(EMPTY_LOG).fetch_all(&mut self.conn).await {
            // The second statement's row begins with whether somebody was in the way.
            Ok(rows) => self.has_erased = rows.get(1).is_none_or(|row| row.get::<i64, _>(0) != 0),
            Err(e) => tracing::warn!(cause = describe(&e), "the write-ahead log could not be emptied"),
        }
    }
}

/// The distance between transactions.
struct Pace {
    /// When the next may begin.
    next: Instant,
    /// So many of the next do not wait.
    waits_for_nobody: u32,
}

impl Pace {
    /// Waits for company where that has been of use, and takes whatever has come meanwhile.
    async fn keep(&mut self, mailbox: &mut mpsc::Receiver<Mail>, waiting: &mut Vec<Mail>) {
        if self.waits_for_nobody > 0 {
            self.waits_for_nobody -= 1;
        } else if !waiting.is_empty() && Instant::now() < self.next {
            let alone = waiting.len();
            tokio::time::sleep_until(self.next).await;
            while waiting.len() < BATCH_MAX
                && let Ok(mail) = mailbox.try_recv()
            {
                waiting.push(mail);
            }
            if waiting.len() == alone {
                self.waits_for_nobody = PATIENCE_LOST;
            }
        }
        self.next = Instant::now() + PACE;
    }
}

/// Takes a piece back alone.
///
/// # Errors
/// Where that fails, the transaction is gone: SQLite ends it by itself when, say, the disk is full.
pub(super) async fn take_back(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query(TAKE_BACK).execute(conn).await.map(|_| ())
}
