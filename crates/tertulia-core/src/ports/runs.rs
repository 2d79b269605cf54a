//! Runs that have not ended, with the text that people already saw.

use async_trait::async_trait;

use crate::run::Run;
use crate::{GroupId, MessageId, Result};

/// A run that has not ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenRun {
    pub group: GroupId,
    pub run: Run,
    /// The text of the last checkpoint.
    pub text: String,
}

/// `run_began` opens a run and `run_ended` closes it, in the journal's own transaction; here is what lies between.
#[async_trait]
pub trait Runs: Send + Sync {
    /// Every open run, of deleted groups too.
    async fn open_runs(&self) -> Result<Vec<OpenRun>>;
    /// Keeps the text shown so far; nothing happens if the run has ended.
    async fn checkpoint(&self, group: GroupId, message: MessageId, text: &str) -> Result<()>;
}
