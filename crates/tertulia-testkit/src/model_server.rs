//! A model server that speaks the real wires (chat completions, Responses, Messages, Gemini) and says what a test tells it to.
//!
//! ```no_run
//! # use tertulia_testkit::model_server::{ModelServer, Script};
//! # async fn example() {
//! let server = ModelServer::start().await;
//! server.queue(Script::answer("The lake is deep.").gated());
//! // ... a client asks at server.url() with server.api_key() ...
//! server.gate().release(2); // two more tokens go out
//! let request = server.request(0).await;
//! assert_eq!(request.model, "scripted");
//! # }
//! ```
//!
//! Scripts wait in a queue: the next request takes the next one. Scripts for requests that say something certain come
//! before the queue; when nothing is left the server echoes what it was asked.

mod control;
mod record;
mod script;
mod serve;
mod wire;

pub use record::{HangUp, Recorded};
pub use script::{Fault, ListedModel, Reply, Script};

use record::Records;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// The key that the server asks for unless told otherwise.
pub const API_KEY: &str = "sk-scripted-0123456789";

/// A running server. It stops when it is dropped.
pub struct ModelServer {
    state: Arc<State>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

/// Lets the tokens of gated answers out.
#[derive(Clone)]
pub struct Gate {
    state: Arc<State>,
}

/// What requests and tests share.
pub(crate) struct State {
    key: Mutex<Option<String>>,
    queue: Mutex<VecDeque<Script>>,
    /// Scripts for requests whose messages contain a text.
    matched: Mutex<Vec<(String, Script)>>,
    otherwise: Mutex<Script>,
    models: Mutex<Result<Vec<ListedModel>, Fault>>,
    records: Records,
    /// One permit lets one token of a gated answer out.
    tokens: Semaphore,
    gate_is_open: AtomicBool,
    /// One permit lets one stalled answer go on.
    resumes: Semaphore,
}

impl ModelServer {
    /// Starts on a free port of the loopback interface.
    pub async fn start() -> ModelServer {
        ModelServer::start_on(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port on loopback")
    }

    /// Starts on this address.
    ///
    /// # Errors
    /// Whatever the operating system says about the address.
    pub async fn start_on(address: SocketAddr) -> std::io::Result<ModelServer> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::new());
        let router = serve::router(Arc::clone(&state)).merge(control::router(Arc::clone(&state)));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                panic!("the scripted model server stopped: {error}");
            }
        });
        Ok(ModelServer { state, address, task })
    }

    /// The base of the API: `http://127.0.0.1:port/v1`.
    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Where `/control/...` is: `http://127.0.0.1:port`.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The key it asks for.
    pub fn api_key(&self) -> &'static str {
        API_KEY
    }

    /// Changes the key; `None` asks for none, like a local server.
    pub fn set_key(&self, key: Option<&str>) {
        *lock(&self.state.key) = key.map(str::to_owned);
    }

    /// Adds a script for one request, behind those that wait.
    pub fn queue(&self, script: Script) {
        lock(&self.state.queue).push_back(script);
    }

    /// Answers every request whose messages contain `text` with this script. Later rules come first.
    pub fn when(&self, text: &str, script: Script) {
        lock(&self.state.matched).insert(0, (text.to_owned(), script));
    }

    /// Answers every request for which nothing else is scripted. An echo unless changed.
    pub fn otherwise(&self, script: Script) {
        *lock(&self.state.otherwise) = script;
    }

    /// What `GET /models` lists.
    pub fn list(&self, models: Vec<ListedModel>) {
        *lock(&self.state.models) = Ok(models);
    }

    /// What `GET /models` fails with.
    pub fn fail_to_list(&self, fault: Fault) {
        *lock(&self.state.models) = Err(fault);
    }

    /// The gate of gated answers.
    pub fn gate(&self) -> Gate {
        Gate { state: Arc::clone(&self.state) }
    }

    /// Lets one stalled answer go on, now or when it stalls.
    pub fn resume(&self) {
        self.state.resumes.add_permits(1);
    }

    /// The requests for answers so far, oldest first.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.records.requests()
    }

    /// Waits for the request with this number, counted from 0.
    pub async fn request(&self, number: usize) -> Recorded {
        self.state.records.request(number).await
    }

    /// Answers that a client hung up on, oldest first.
    pub fn hang_ups(&self) -> Vec<HangUp> {
        self.state.records.hang_ups()
    }

    /// Waits for the hang-up with this number, counted from 0.
    pub async fn hang_up(&self, number: usize) -> HangUp {
        self.state.records.hang_up(number).await
    }

    /// Waits until this many tokens of text have gone out in all answers together.
    pub async fn tokens_sent(&self, count: usize) {
        self.state.records.tokens_sent(count).await;
    }
}

impl Drop for ModelServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Gate {
    /// Lets `tokens` more tokens out.
    pub fn release(&self, tokens: usize) {
        self.state.tokens.add_permits(tokens);
    }

    /// Lets everything out from now on.
    pub fn open(&self) {
        self.state.gate_is_open.store(true, Ordering::SeqCst);
        // Wakes whoever waits for a permit now; later tokens do not ask for one.
        self.state.tokens.add_permits(1_000_000);
    }

    /// Closes an opened gate again.
    pub fn close(&self) {
        self.state.gate_is_open.store(false, Ordering::SeqCst);
        self.state.tokens.forget_permits(Semaphore::MAX_PERMITS);
    }
}

impl State {
    fn new() -> State {
        State {
            key: Mutex::new(Some(API_KEY.to_owned())),
            queue: Mutex::default(),
            matched: Mutex::default(),
            otherwise: Mutex::new(Script::echo()),
            models: Mutex::new(Ok(vec![ListedModel::new("scripted").with_window(8_192)])),
            records: Records::default(),
            tokens: Semaphore::new(0),
            gate_is_open: AtomicBool::new(false),
            resumes: Semaphore::new(0),
        }
    }

    /// The script for a request that says `said`.
    fn script_for(&self, said: &str) -> Script {
        let matched =
            lock(&self.matched).iter().find(|(text, _)| said.contains(text)).map(|(_, script)| script.clone());
        matched.or_else(|| lock(&self.queue).pop_front()).unwrap_or_else(|| lock(&self.otherwise).clone())
    }

    /// Waits until a gated token may go out.
    async fn pass_gate(&self) {
        if self.gate_is_open.load(Ordering::SeqCst) {
            return;
        }
        self.tokens.acquire().await.expect("the gate is never closed for good").forget();
    }

    /// Waits until a stalled answer may go on.
    async fn pass_stall(&self) {
        self.resumes.acquire().await.expect("stalls are never closed for good").forget();
    }

    fn reset(&self) {
        lock(&self.queue).clear();
        lock(&self.matched).clear();
        *lock(&self.otherwise) = Script::echo();
        self.gate_is_open.store(false, Ordering::SeqCst);
        self.tokens.forget_permits(Semaphore::MAX_PERMITS);
        self.resumes.forget_permits(Semaphore::MAX_PERMITS);
        self.records.clear();
    }
}

/// A lock whose holder panicked still guards whole values here: each is replaced in one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
