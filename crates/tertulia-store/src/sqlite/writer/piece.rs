//! Pieces: what waits to be written, and how each is carried out and answered.

use futures_util::future::BoxFuture;
use sqlx::SqliteConnection;
use tertulia_core::ports::{Append, Appended};
use tertulia_core::{Error, Result};
use tokio::sync::oneshot;

use super::{Kind, RELEASE, SAVEPOINT, Work, take_back};
use crate::sqlite::common::record;
use crate::sqlite::index::Entry;

/// Answers whoever waits, given what became of the transaction.
pub(super) type Answer = Box<dyn FnOnce(Result<()>) + Send>;

/// One write that is all or nothing.
pub(super) enum Piece {
    Append { append: Append, answer: oneshot::Sender<Result<Appended>> },
    Work { kind: Kind, job: Box<dyn Job> },
}

/// What became of a piece inside its transaction.
pub(super) struct Performed {
    pub answer: Answer,
    /// Whether anything of it stays.
    pub is_kept: bool,
    /// Whether its old form must not stay in the write-ahead log.
    pub has_erased: bool,
    /// Set where it took the whole transaction with it.
    pub broken: Option<sqlx::Error>,
}

/// A write of any kind.
pub(super) trait Job: Send {
    /// Carries it out; says whom to answer what, and whether it succeeded.
    fn perform<'c>(self: Box<Self>, conn: &'c mut SqliteConnection) -> BoxFuture<'c, (Answer, bool)>;
    fn unperformed(self: Box<Self>) -> Answer;
}

struct Waiting<T, F> {
    work: F,
    answer: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Waiting<T, F>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
{
    fn perform<'c>(self: Box<Self>, conn: &'c mut SqliteConnection) -> BoxFuture<'c, (Answer, bool)> {
        Box::pin(async move {
            let done = (self.work)(conn).await;
            let is_kept = done.is_ok();
            (when_durable(done, self.answer), is_kept)
        })
    }

    fn unperformed(self: Box<Self>) -> Answer {
        when_durable(Err(Error::Internal("not written".into())), self.answer)
    }
}

/// An answer that waits for the commit. Whoever asked may have gone meanwhile; what was written stays written.
pub(super) fn when_durable<T: Send + 'static>(done: Result<T>, answer: oneshot::Sender<Result<T>>) -> Answer {
    Box::new(move |committed| {
        let _ = answer.send(match committed {
            Ok(()) => done,
            Err(e) => done.and(Err(e)),
        });
    })
}

impl Piece {
    pub fn work<T, F>(kind: Kind, work: F, answer: oneshot::Sender<Result<T>>) -> Piece
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        Piece::Work { kind, job: Box::new(Waiting { work, answer }) }
    }

    /// Carries the piece out. Alone in its transaction, a job needs no savepoint: the transaction is taken back with it.
    pub async fn perform(self, conn: &mut SqliteConnection, is_alone: bool, entries: &mut Vec<Entry>) -> Performed {
        match self {
            Piece::Append { append, answer } => {
                let recorded = record::record(conn, append, entries).await;
                let is_kept = matches!(recorded.outcome, Ok(Appended::Recorded));
                Performed {
                    answer: when_durable(recorded.outcome, answer),
                    is_kept,
                    has_erased: false,
                    broken: recorded.broken,
                }
            }
            Piece::Work { kind, job } => {
                let needs_savepoint = !is_alone && kind != Kind::Statement;
                let performed = perform(job, conn, needs_savepoint).await;
                Performed { has_erased: kind == Kind::Erasing, ..performed }
            }
        }
    }

    /// The answer of a piece whose transaction broke before its turn.
    pub fn unperformed(self) -> Answer {
        match self {
            Piece::Append { answer, .. } => when_durable(Err(Error::Internal("not written".into())), answer),
            Piece::Work { job, .. } => job.unperformed(),
        }
    }
}

async fn perform(job: Box<dyn Job>, conn: &mut SqliteConnection, needs_savepoint: bool) -> Performed {
    if !needs_savepoint {
        let (answer, is_kept) = job.perform(conn).await;
        return Performed { answer, is_kept, has_erased: false, broken: None };
    }
    if let Err(e) = sqlx::query(SAVEPOINT).execute(&mut *conn).await {
        return Performed { answer: job.unperformed(), is_kept: false, has_erased: false, broken: Some(e) };
    }
    let (answer, is_kept) = job.perform(&mut *conn).await;
    let settled = match is_kept {
        true => sqlx::query(RELEASE).execute(&mut *conn).await.map(|_| ()),
        false => take_back(conn).await,
    };
    Performed { answer, is_kept, has_erased: false, broken: settled.err() }
}
