//! The load: one socket per member, messages at a steady rate, and a ledger of what arrived where.

mod ledger;
mod member;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Serialize;
use tokio::time::{sleep_until, timeout};

use crate::process::{Server, own_cpu};
use crate::system::{Group, System};
pub use ledger::Faults;
use ledger::Ledger;
use member::Member;

/// How many sockets are opened at the same time.
const OPENING_AT_ONCE: usize = 32;
/// How long a socket may take to be welcomed.
const WELCOME_PATIENCE: Duration = Duration::from_secs(60);
/// How long after the last message what is missing may still arrive; then it is lost.
const LATE: Duration = Duration::from_secs(15);

/// What all sockets of a load share.
struct Shared {
    system: Rc<dyn System>,
    ledger: RefCell<Ledger>,
    /// One buffer for all, because one thread reads them all.
    buffer: RefCell<Vec<u8>>,
    arrived: tokio::sync::Notify,
    /// Set when a socket ended that should not have.
    broken: Cell<Option<&'static str>>,
}

/// Connected members.
pub struct Load {
    shared: Rc<Shared>,
    groups: Rc<Vec<Group>>,
    /// Of each group, in order.
    members: Vec<Vec<Rc<Member>>>,
    phase: u32,
}

/// What one stretch of messages at one rate came to.
#[derive(Clone, Debug, Serialize)]
pub struct Stretch {
    /// Messages per second that were wanted.
    pub rate: u32,
    pub sent: u64,
    pub deliveries: u64,
    pub server_cpu_seconds: f64,
    /// The generator's, to tell a slow generator from a slow server.
    pub generator_cpu_seconds: f64,
    /// From the first message to the last delivery.
    pub seconds: f64,
    /// From when a message was due to when the last member had it, in milliseconds. A generator that is late counts as
    /// late, so that a system that stalls it does not look better.
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub p999_ms: f64,
    pub faults: Faults,
}

impl Stretch {
    /// What a million deliveries cost the server.
    pub fn cpu_seconds_per_million(&self) -> f64 {
        self.server_cpu_seconds * 1e6 / (self.deliveries.max(1) as f64)
    }
}

impl Load {
    /// Nobody yet.
    pub fn new(system: Rc<dyn System>, groups: Rc<Vec<Group>>) -> Load {
        let sizes = groups.iter().map(|group| group.members.len()).collect();
        let shared = Rc::new(Shared {
            system,
            ledger: RefCell::new(Ledger::new(sizes)),
            buffer: RefCell::new(vec![0; 64 * 1024]),
            arrived: tokio::sync::Notify::new(),
            broken: Cell::new(None),
        });
        let members = groups.iter().map(|_| Vec::new()).collect();
        Load { shared, groups, members, phase: 0 }
    }

    /// Opens the sockets of those members of each group for whom `wanted` holds, and waits until all are welcomed.
    ///
    /// # Errors
    /// Where one is refused.
    pub async fn connect(&mut self, server: &Server, wanted: impl Fn(usize) -> bool) -> Result<usize> {
        let places =
            self.groups.iter().enumerate().flat_map(|(group, g)| (0..g.members.len()).map(move |m| (group, m)));
        let places: Vec<(usize, usize)> = places.filter(|(_, member)| wanted(*member)).collect();
        let opening = places.iter().map(|&(group, member)| {
            let seat = &self.groups[group].members[member];
            let opening = Member::open(self.shared.clone(), server.address, seat, group, member);
            async move {
                let opened = timeout(WELCOME_PATIENCE, opening).await.context("a member was not welcomed in time")?;
                Ok::<_, anyhow::Error>((group, opened?))
            }
        });
        let opened: Vec<(usize, Rc<Member>)> = stream::iter(opening).buffered(OPENING_AT_ONCE).try_collect().await?;
        let count = opened.len();
        for (group, member) in opened {
            self.members[group].push(member);
        }
        Ok(count)
    }

    /// Sends messages at a rate, each from another group and member, and waits until all have them.
    ///
    /// # Errors
    /// Where a socket ended.
    pub async fn run(&mut self, server: &Server, rate: u32, length: Duration, bytes: usize) -> Result<Stretch> {
        self.phase += 1;
        let count = (f64::from(rate) * length.as_secs_f64()) as usize;
        let began = Instant::now();
        self.shared.ledger.borrow_mut().begin(self.phase, began, count);
        let (cpu, own) = (server.cpu()?, own_cpu()?);
        let mut sent = 0;
        while sent < count {
            let due = began + Duration::from_secs_f64(sent as f64 / f64::from(rate));
            if due > Instant::now() {
                sleep_until(due.into()).await;
            } else if sent % 16 == 0 {
                // A generator that is behind still reads.
                tokio::task::yield_now().await;
            }
            self.post(sent, due, bytes)?;
            sent += 1;
        }
        let complete = async {
            while !self.shared.ledger.borrow().is_complete() && self.shared.broken.get().is_none() {
                self.shared.arrived.notified().await;
            }
        };
        // What has not come by then is counted as lost.
        let _late = timeout(LATE, complete).await;
        if let Some(why) = self.shared.broken.get() {
            bail!("{why}");
        }
        let mut ledger = self.shared.ledger.borrow_mut();
        let stretch = Stretch {
            rate,
            sent: sent as u64,
            deliveries: ledger.deliveries(),
            server_cpu_seconds: (server.cpu()? - cpu).as_secs_f64(),
            generator_cpu_seconds: (own_cpu()? - own).as_secs_f64(),
            seconds: ledger.last_arrival().duration_since(began).as_secs_f64(),
            p50_ms: ledger.percentile_ms(0.5),
            p99_ms: ledger.percentile_ms(0.99),
            p999_ms: ledger.percentile_ms(0.999),
            faults: ledger.faults(),
        };
        Ok(stretch)
    }

    fn post(&self, number: usize, due: Instant, bytes: usize) -> Result<()> {
        let group = number % self.groups.len();
        let members = &self.members[group];
        let member = &members[(number / self.groups.len()) % members.len()];
        let text = ledger::text(self.phase, number, bytes);
        self.shared.ledger.borrow_mut().sent(number, group, due);
        member.say(&self.shared.system.post(&self.groups[group], &text))
    }
}
