//! The log: one thread that writes all that waits with one call, and makes it durable with another.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use bytes::Bytes;
use tokio::sync::mpsc;

/// Records that may wait.
const WAITING_MAX: usize = 4_096;

/// A text on its way: to the disk first, then to the group.
pub struct Record {
    pub group: u32,
    /// As the group's connections get it.
    pub frame: Bytes,
}

/// The way to the log.
#[derive(Clone)]
pub struct Log {
    waiting: mpsc::Sender<Record>,
}

impl Log {
    /// Begins a log; what is durable comes out of the other end.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn open(path: &Path) -> Result<(Log, mpsc::Receiver<Result<Vec<Record>>>)> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| format!("cannot open the log {}", path.display()))?;
        let (waiting, records) = mpsc::channel(WAITING_MAX);
        let (durable, batches) = mpsc::channel(WAITING_MAX);
        std::thread::Builder::new()
            .name("log".into())
            .spawn(move || write_all(file, records, &durable))
            .context("cannot start the log's thread")?;
        Ok((Log { waiting }, batches))
    }

    /// Waits for a place in the log, not for the disk.
    ///
    /// # Errors
    /// Where the log has failed.
    pub async fn append(&self, record: Record) -> Result<()> {
        self.waiting.send(record).await.ok().context("the log has failed")
    }
}

fn write_all(mut file: File, mut records: mpsc::Receiver<Record>, durable: &mpsc::Sender<Result<Vec<Record>>>) {
    let mut bytes = Vec::new();
    loop {
        let mut batch = Vec::new();
        if records.blocking_recv_many(&mut batch, WAITING_MAX) == 0 {
            return;
        }
        bytes.clear();
        for record in &batch {
            bytes.extend_from_slice(&record.group.to_le_bytes());
            bytes.extend_from_slice(&(record.frame.len() as u32).to_le_bytes());
            bytes.extend_from_slice(&record.frame);
        }
        let written = file.write_all(&bytes).and_then(|()| file.sync_data()).context("cannot write the log");
        let has_failed = written.is_err();
        if durable.blocking_send(written.map(|()| batch)).is_err() || has_failed {
            return;
        }
    }
}
