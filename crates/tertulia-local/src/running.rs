//! A model that is kept running: started again when its engine ends, after longer and longer pauses while that does not help.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use tertulia_core::ports::Endpoint;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, warn};

use crate::child::{Running, Start};

/// How long weights may take to be read into memory.
const LOADING: Duration = Duration::from_secs(180);

/// The pauses before an engine is started again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backoff {
    /// Before the first time.
    pub first: Duration,
    /// The longest; each is twice the one before.
    pub longest: Duration,
    /// An engine that ran for this long is a good one, and the pauses begin anew.
    pub steady: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Backoff { first: Duration::from_millis(250), longest: seconds(30), steady: seconds(60) }
    }
}

impl Backoff {
    /// The pause after an engine ran for `lived` and the pause before it was `last`.
    fn next(self, last: Option<Duration>, lived: Duration) -> Duration {
        match last {
            Some(last) if lived < self.steady => (last * 2).min(self.longest),
            _ => self.first,
        }
    }
}

/// Where a model that is kept running stands.
#[derive(Clone, Debug)]
pub(crate) enum State {
    Starting,
    Ready(Endpoint),
    /// It did not start; it is tried again after a pause.
    Broken,
}

/// A model that is kept running, until this is stopped.
pub(crate) struct Kept {
    pub state: watch::Receiver<State>,
    /// Memory that it takes, in bytes.
    pub memory: u64,
    /// When somebody last took a seat.
    pub used: Instant,
    seats: Arc<()>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

/// Held while somebody is served.
pub(crate) struct Seat {
    seats: Option<Arc<()>>,
    freed: Arc<Notify>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats = None;
        self.freed.notify_waiters();
    }
}

impl Kept {
    pub fn start(start: Start, memory: u64, client: Client, backoff: Backoff) -> Kept {
        let (tell, state) = watch::channel(State::Starting);
        let stop = CancellationToken::new();
        let span = tracing::debug_span!("task", name = "a model of the house");
        let task = tokio::spawn(keep(start, client, backoff, tell, stop.clone()).instrument(span));
        Kept { state, memory, used: Instant::now(), seats: Arc::default(), stop, task }
    }

    pub fn is_ready(&self) -> bool {
        matches!(*self.state.borrow(), State::Ready(_))
    }

    /// Whether nobody is served.
    pub fn is_idle(&self) -> bool {
        Arc::strong_count(&self.seats) == 1
    }

    pub fn seat(&mut self, freed: &Arc<Notify>) -> Seat {
        self.used = Instant::now();
        Seat { seats: Some(self.seats.clone()), freed: freed.clone() }
    }

    /// Ends the engine and waits until it is gone.
    pub async fn stop(self) {
        self.stop.cancel();
        if let Err(error) = self.task.await {
            warn!(%error, "what kept a model running failed");
        }
    }
}

async fn keep(start: Start, client: Client, backoff: Backoff, tell: watch::Sender<State>, stop: CancellationToken) {
    let mut pause = None;
    loop {
        let mut served_since = None;
        let started = tokio::select! {
            started = Running::start(&start, &client, LOADING) => started,
            () = stop.cancelled() => return,
        };
        match started {
            Ok(mut running) => {
                served_since = Some(Instant::now());
                tell.send_replace(State::Ready(running.endpoint.clone()));
                let status = tokio::select! {
                    status = running.ended() => status,
                    () = stop.cancelled() => return running.stop().await,
                };
                tell.send_replace(State::Starting);
                let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
                warn!(status, model.name = start.name, "the engine of a model ended; it is started again");
            }
            Err(_said_already) => {
                tell.send_replace(State::Broken);
            }
        }
        // Time that it took in vain to start does not make it a good one.
        let lived = served_since.map_or(Duration::ZERO, |since| since.elapsed());
        let next = backoff.next(pause, lived);
        pause = Some(next);
        tokio::select! {
            () = sleep(next) => {}
            () = stop.cancelled() => return,
        }
        tell.send_if_modified(|state| {
            let was_broken = matches!(state, State::Broken);
            if was_broken {
                *state = State::Starting;
            }
            was_broken
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_while_it_does_not_help() {
        let backoff = Backoff::default();
        let mut pauses = Vec::new();
        for _ in 0..10 {
            pauses.push(backoff.next(pauses.last().copied(), Duration::from_secs(1)));
        }
        let millis: Vec<u128> = pauses.iter().map(Duration::as_millis).collect();
        assert_eq!(millis, [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(backoff.next(Some(backoff.longest), Duration::from_secs(61)), backoff.first, "it was a good one");
    }
}
