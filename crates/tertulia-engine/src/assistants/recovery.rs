//! After a restart: no run stays open, and whoever asked a moment ago still gets an answer.

use std::time::Duration;

use tertulia_core::ports::OpenRun;
use tertulia_core::run::{End, Fault, Origin};
use tertulia_core::{Body, Command, Denial, Error, Result};
use tracing::{error, info};

use super::asking::after_fault;
use crate::Engine;

/// A call older than this is not taken up again by itself.
const YOUNG: Duration = Duration::from_secs(5 * 60);

impl Engine {
    /// Ends the runs that a crash left open: with text as interrupted, without as failed, and then tried once more if the
    /// call is young. Call before connections are taken.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn close_open_runs(&self) -> Result<()> {
        for open in self.parts.store.open_runs().await? {
            let (group, run) = (open.group, open.run.run);
            // One that cannot be closed keeps nobody from starting; the next start tries again.
            if let Err(cause) = self.close_open_run(open).await {
                error!(group.id = %group, run.id = %run, %cause, "a run that a restart left open could not be closed");
            }
        }
        Ok(())
    }

    async fn close_open_run(&self, open: OpenRun) -> Result<()> {
        let OpenRun { group, run, text } = open;
        let Some(live) = self.live_group(group).await? else { return Ok(()) };
        let outcome = after_fault(Fault::Restarted, &text);
        let was_silent = text.is_empty();
        let message = run.message;
        let command = Command::EndRun { message, body: Body::plain(text), end: End::without_usage(outcome) };
        match self.submit_to(&live, run.assistant, command).await {
            Ok(_) => info!(group.id = %group, run.id = %run.run, "closed a run that a restart left open"),
            Err(Error::Denied(Denial::NotAnAnswer)) => return Ok(()),
            Err(error) => return Err(error),
        }
        if was_silent && self.now().since(run.began_at) < YOUNG {
            let origin = Origin::Retry { of: message };
            let begun = self.begin_answer(group, run.assistant, run.call, run.answers, origin, run.model, None).await;
            match begun {
                Ok(_) | Err(Error::Denied(_) | Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
