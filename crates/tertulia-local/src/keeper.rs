//! The keeper of the house's own models.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Client;
use reqwest::redirect::Policy;
use tertulia_core::model::{Features, ModelClass};
use tertulia_core::ports::{
    Endpoint, Fit, LocalFault, LocalModel, LocalModels, LocalOverview, LocalProgress, LocalReady, LocalSeat,
    LocalState, LocalStep, Machine, ProviderError,
};
use tertulia_core::run::Fault;
use tokio::sync::{Mutex as Lane, Notify};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::child::Start;
use crate::engine::Engines;
use crate::fetch::Fetch;
use crate::files::{Files, is_name};
use crate::list::{self, Listed};
use crate::load::fault;
use crate::machine::{machine, threads};
use crate::measure;
use crate::package::INDEX;
use crate::running::{Backoff, Kept, Seat, State};

/// Context of a model that an administrator brought, in tokens.
const OWN_CONTEXT: u32 = 8_192;
/// Memory that a model takes beside its weights, in bytes: context and engine.
const BESIDE: u64 = 512 << 20;
/// A model of an administrator with a larger file than this is not a light one.
const LIGHT_MAX: u64 = 2 << 30;
/// How long a model may take to be read into memory when it is tried.
const TRYING: Duration = Duration::from_secs(300);
/// How long a connection to a source may take to be made.
const CONNECT: Duration = Duration::from_secs(20);
/// How often a source may send elsewhere.
const REDIRECTS: usize = 5;

/// How the house's own models are kept.
#[derive(Clone, Debug)]
pub struct KeeperConfig {
    /// Where weights and engine lie.
    pub dir: PathBuf,
    /// What can be had by name.
    pub list: Vec<Listed>,
    /// The program that serves weights; absent: `llama-server` where the `PATH` has it, else one that is made.
    pub llama_server: Option<PathBuf>,
    /// The server's own binary, which becomes the engine by [`crate::run_worker`]. Without it an engine outlives a server that
    /// is killed.
    pub worker: Option<PathBuf>,
    /// The index of Python packages; absent: the one that everybody uses.
    pub package_index: Option<String>,
    /// Threads of a model; absent: as many as suit the machine.
    pub threads: Option<u32>,
    /// What the machine has.
    pub machine: Machine,
    /// The pauses before an engine is started again.
    pub backoff: Backoff,
    /// The first pause after a source broke off.
    pub pause: Duration,
}

impl KeeperConfig {
    /// The usual, below a directory.
    pub fn new(dir: PathBuf) -> KeeperConfig {
        KeeperConfig {
            dir,
            list: list::listed(),
            llama_server: None,
            worker: None,
            package_index: None,
            threads: None,
            machine: machine(),
            backoff: Backoff::default(),
            pause: Duration::from_secs(1),
        }
    }
}

/// Keeps the house's own models: what there is, what is on its way, what runs.
pub struct Keeper {
    config: KeeperConfig,
    files: Files,
    engines: Engines,
    /// For sources.
    remote: Client,
    /// For engines, never through a proxy.
    local: Client,
    fetches: Mutex<HashMap<String, Fetching>>,
    /// One deed at a time for each model: fetching it, removing it.
    deeds: Mutex<HashMap<String, Arc<Lane<()>>>>,
    /// One fetch at a time: they share a line, a disk and an engine that may have to be made.
    lane: Lane<()>,
    kept: Lane<HashMap<String, Kept>>,
    /// Told when somebody has been served.
    freed: Arc<Notify>,
}

enum Fetching {
    Going { progress: LocalProgress, cancel: CancellationToken },
    Failed(LocalFault),
}

impl Keeper {
    /// A keeper. Nothing is fetched or started yet.
    ///
    /// # Errors
    /// Where the system lacks what HTTP needs.
    pub fn new(config: KeeperConfig) -> reqwest::Result<Keeper> {
        let builder = || Client::builder().user_agent(concat!("tertulia/", env!("CARGO_PKG_VERSION")));
        Ok(Keeper {
            files: Files::new(config.dir.join("weights")),
            engines: Engines { named: config.llama_server.clone(), dir: config.dir.join("engine") },
            remote: builder().connect_timeout(CONNECT).redirect(Policy::limited(REDIRECTS)).build()?,
            local: builder().no_proxy().redirect(Policy::none()).build()?,
            fetches: Mutex::default(),
            deeds: Mutex::default(),
            lane: Lane::default(),
            kept: Lane::default(),
            freed: Arc::default(),
            config,
        })
    }

    fn listed(&self, name: &str) -> Option<&Listed> {
        self.config.list.iter().find(|model| model.name == name)
    }

    fn fetches(&self) -> MutexGuard<'_, HashMap<String, Fetching>> {
        self.fetches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whoever serves has no failure to show any more.
    fn forget_failure(&self, name: &str) {
        let mut fetches = self.fetches();
        if matches!(fetches.get(name), Some(Fetching::Failed(_))) {
            fetches.remove(name);
        }
    }

    fn deed(&self, name: &str) -> Arc<Lane<()>> {
        let mut deeds = self.deeds.lock().unwrap_or_else(PoisonError::into_inner);
        deeds.entry(name.to_owned()).or_default().clone()
    }

    /// Ends a model's engine, if it has one.
    async fn end(&self, name: &str) {
        let kept = self.kept.lock().await.remove(name);
        if let Some(model) = kept {
            model.stop().await;
        }
    }

    /// Engine, weights, trial.
    async fn bring(&self, name: &str, tell: &(dyn Fn(LocalProgress) + Send + Sync)) -> Result<LocalReady, LocalFault> {
        let _alone = self.lane.lock().await;
        let index = self.config.package_index.as_deref().unwrap_or(INDEX);
        if self.engines.find().is_none() {
            let loaded = |done, total| tell(LocalProgress { step: LocalStep::Engine, done, total });
            loaded(0, 0);
            self.engines.make(&self.remote, index, self.config.pause, &loaded).await?;
        }
        if let Some(model) = self.listed(name) {
            let (client, files, pause) = (&self.remote, &self.files, self.config.pause);
            Fetch { client, files, index, pause, tell }.weights(model).await?;
        }
        let size = self.files.size(name);
        tell(LocalProgress { step: LocalStep::Starting, done: size, total: size });
        let tried = match self.serve(name, TRYING).await {
            Ok(seat) => measure::reading_speed(&self.local, &seat.endpoint, name).await,
            Err(_said_already) => None,
        };
        let Some(speed) = tried else {
            // Nobody has asked for it yet, so it need not be tried again and again.
            self.end(name).await;
            return Err(LocalFault::CannotStart);
        };
        Ok(self.ready(name, speed))
    }

    fn ready(&self, name: &str, speed: f64) -> LocalReady {
        let listed = self.listed(name);
        let own_class = if self.files.size(name) > LIGHT_MAX { ModelClass::Standard } else { ModelClass::Light };
        LocalReady {
            name: name.to_owned(),
            title: listed.map_or_else(|| name.to_owned(), |model| model.title.clone()),
            class: listed.map_or(own_class, |model| model.class),
            context_window: measure::window(speed, self.context(name)),
            features: Features {
                usage: Some(true),
                // Small ones are better asked for JSON in their text.
                tools: Some(false),
                images: Some(false),
                json_schema: Some(true),
            },
        }
    }

    fn context(&self, name: &str) -> u32 {
        self.listed(name).map_or(OWN_CONTEXT, |model| model.context)
    }

    fn memory(&self, name: &str) -> u64 {
        self.listed(name).map_or_else(|| self.files.size(name) / 10 * 12 + BESIDE, |model| model.memory)
    }

    /// A seat at a model, which is started where it does not run, once there is room for it.
    async fn take_seat(
        &self,
        name: &str,
        until: Instant,
    ) -> Result<(Seat, tokio::sync::watch::Receiver<State>), ProviderError> {
        loop {
            let freed = self.freed.notified();
            let mut kept = self.kept.lock().await;
            if let Some(model) = kept.get_mut(name) {
                return Ok((model.seat(&self.freed), model.state.clone()));
            }
            if self.make_room(&mut kept, self.memory(name)).await {
                let engine = self.engines.find().ok_or(ProviderError::from(Fault::Unreachable))?;
                let start = Start {
                    engine,
                    worker: self.config.worker.clone(),
                    weights: self.files.weights(name),
                    name: name.to_owned(),
                    context: self.context(name),
                    threads: self.config.threads.unwrap_or_else(|| threads(self.config.machine.cores)),
                };
                let model = Kept::start(start, self.memory(name), self.local.clone(), self.config.backoff);
                kept.insert(name.to_owned(), model);
                continue;
            }
            drop(kept);
            if timeout_at(until, freed).await.is_err() {
                return Err(Fault::Overloaded.into());
            }
        }
    }

    /// Stops models that nobody uses, the longest unused first, until another one fits. Where nobody knows how much memory
    /// there is, one model runs at a time.
    async fn make_room(&self, kept: &mut HashMap<String, Kept>, memory: u64) -> bool {
        loop {
            let taken: u64 = kept.values().map(|model| model.memory).sum();
            let fits = self.config.machine.memory.is_some_and(|all| taken.saturating_add(memory) <= all / 10 * 8);
            if fits || kept.is_empty() {
                return true;
            }
            let idle = kept.iter().filter(|(_, model)| model.is_idle()).min_by_key(|(_, model)| model.used);
            let Some(name) = idle.map(|(name, _)| name.clone()) else { return false };
            if let Some(model) = kept.remove(&name) {
                model.stop().await;
            }
        }
    }

    async fn state(&self, name: &str) -> LocalState {
        let kept = self.files.kept(name);
        match self.fetches().get(name) {
            Some(Fetching::Going { progress, .. }) => return LocalState::Fetching(*progress),
            Some(Fetching::Failed(fault)) => {
                return LocalState::Failed { fault: *fault, kept: kept.max(self.files.size(name)) };
            }
            None => {}
        }
        if !self.files.is_there(name) {
            return LocalState::Absent { kept };
        }
        let runs = self.kept.lock().await.get(name).is_some_and(Kept::is_ready);
        if runs { LocalState::Running } else { LocalState::Idle }
    }

    async fn described(&self, model: &Listed) -> LocalModel {
        LocalModel {
            name: model.name.clone(),
            title: model.title.clone(),
            size: model.size,
            memory: model.memory,
            licence: Some(model.licence.clone()),
            is_own: false,
            is_verified: model.is_verified,
            is_for_trying: model.is_for_trying,
            fit: model.fit(self.config.machine),
            state: self.state(&model.name).await,
        }
    }

    async fn own(&self, name: String) -> LocalModel {
        let memory = self.memory(&name);
        let too_large = self.config.machine.memory.is_some_and(|all| all < memory);
        LocalModel {
            title: name.clone(),
            size: self.files.size(&name),
            memory,
            licence: None,
            is_own: self.files.is_link(&name),
            is_verified: true,
            is_for_trying: false,
            fit: if too_large { Fit::TooLarge } else { Fit::Good },
            state: self.state(&name).await,
            name,
        }
    }
}

#[async_trait]
impl LocalModels for Keeper {
    async fn overview(&self) -> LocalOverview {
        let mut models = Vec::new();
        for model in &self.config.list {
            models.push(self.described(model).await);
        }
        for name in self.files.names() {
            if self.listed(&name).is_none() {
                models.push(self.own(name).await);
            }
        }
        LocalOverview {
            machine: self.config.machine,
            engine: self.engines.state().await,
            recommended: list::recommended(&self.config.list, self.config.machine).map(|model| model.name.clone()),
            models,
        }
    }

    async fn fetch(&self, name: &str) -> Result<LocalReady, LocalFault> {
        if self.listed(name).is_none() && !(is_name(name) && self.files.is_there(name)) {
            return Err(LocalFault::Unknown);
        }
        let deed = self.deed(name);
        let _alone = deed.lock().await;
        let cancel = {
            let progress = LocalProgress { step: LocalStep::Weights, done: self.files.kept(name), total: 0 };
            let cancel = CancellationToken::new();
            self.fetches().insert(name.to_owned(), Fetching::Going { progress, cancel: cancel.clone() });
            cancel
        };
        let tell = |now: LocalProgress| {
            if let Some(Fetching::Going { progress, .. }) = self.fetches().get_mut(name) {
                *progress = now;
            }
        };
        let brought = tokio::select! {
            brought = self.bring(name, &tell) => brought,
            () = cancel.cancelled() => Err(LocalFault::Cancelled),
        };
        match &brought {
            Ok(_) | Err(LocalFault::Cancelled) => self.fetches().remove(name),
            Err(fault) => self.fetches().insert(name.to_owned(), Fetching::Failed(*fault)),
        };
        brought
    }

    fn cancel(&self, name: &str) {
        match self.fetches().get(name) {
            Some(Fetching::Going { cancel, .. }) => cancel.cancel(),
            Some(Fetching::Failed(_)) | None => {}
        }
    }

    async fn adopt(&self, file: &Path) -> Result<String, LocalFault> {
        let (files, file) = (self.files.clone(), file.to_owned());
        let listed: Vec<String> = self.config.list.iter().map(|model| model.name.clone()).collect();
        let is_taken = move |name: &str| listed.iter().any(|listed| listed == name);
        let adopted =
            tokio::task::spawn_blocking(move || files.adopt(&file, is_taken)).await.map_err(|_| LocalFault::Files)?;
        adopted.map_err(|error| fault(&error))?.ok_or(LocalFault::NotWeights)
    }

    async fn remove(&self, name: &str) -> Result<bool, LocalFault> {
        if !is_name(name) {
            return Ok(false);
        }
        self.cancel(name);
        let deed = self.deed(name);
        let _alone = deed.lock().await;
        self.end(name).await;
        self.fetches().remove(name);
        self.files.remove(name).map_err(|error| fault(&error))
    }

    async fn serve(&self, name: &str, patience: Duration) -> Result<LocalSeat, ProviderError> {
        if !is_name(name) || !self.files.is_there(name) {
            return Err(Fault::NoSuchModel.into());
        }
        let until = Instant::now() + patience;
        let (seat, mut state) = self.take_seat(name, until).await?;
        let settled = timeout_at(until, state.wait_for(|state| !matches!(state, State::Starting))).await;
        let endpoint: Endpoint = match settled {
            Ok(Ok(state)) => match &*state {
                State::Ready(endpoint) => endpoint.clone(),
                State::Broken | State::Starting => return Err(Fault::Unreachable.into()),
            },
            Ok(Err(_stopped)) => return Err(Fault::Unreachable.into()),
            Err(_elapsed) => return Err(Fault::TimedOut.into()),
        };
        self.forget_failure(name);
        Ok(LocalSeat { endpoint, hold: Box::new(seat) })
    }

    async fn stop(&self) {
        let kept: Vec<Kept> = self.kept.lock().await.drain().map(|(_, model)| model).collect();
        for model in kept {
            model.stop().await;
        }
    }
}
