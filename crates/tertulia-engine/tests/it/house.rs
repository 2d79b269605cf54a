//! A house to test in: the engine over SQLite and a directory, with a clock that tests move.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use secrecy::{ExposeSecret, SecretBox};
use tertulia_core::model::Features;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{
    CleanPhoto, Clock, CompletionRequest, Endpoint, FoundModel, ModelProvider, ModelStream, PhotoError, Photos, Probe,
    ProviderError,
};
use tertulia_core::profile::Profile;
use tertulia_core::run::Fault;
use tertulia_core::{Body, Event, GroupId, MessageId, Timestamp};
use tertulia_engine::{
    Access, Caller, Connection, Content, Encode, Engine, EngineConfig, EngineParts, InviteTerms, NewMessage, Outgoing,
    Patience, Signal,
};
use tertulia_local::{Keeper, KeeperConfig};
use tertulia_store::{DirectoryBlobs, SqliteStore};
use uuid::Uuid;

pub const PASSWORD: &str = "correct horse battery";
/// The beginning of everything that the house takes for a picture.
pub const PICTURE: &[u8] = b"picture:";

pub struct House {
    pub engine: Engine,
    pub store: Arc<SqliteStore>,
    pub clock: Arc<TestClock>,
    pub provider: Arc<TestProvider>,
    /// The first administrator.
    pub admin: Caller,
    pub directory: tempfile::TempDir,
}

impl House {
    /// A house with an administrator called `root`.
    pub async fn new() -> House {
        let Rooms { engine, store, clock, provider, directory } = empty().await;
        engine.admin_create_person("root", "Root", PASSWORD, true).await.unwrap();
        let admin = engine.sign_in("root", PASSWORD, "test").await.unwrap().caller;
        House { engine, store, clock, provider, admin, directory }
    }

    /// Somebody with an account, signed in.
    pub async fn person(&self, username: &str) -> Caller {
        self.engine.admin_create_person(username, &capital(username), PASSWORD, false).await.unwrap();
        self.sign_in(username).await
    }

    pub async fn sign_in(&self, username: &str) -> Caller {
        self.engine.sign_in(username, PASSWORD, "test").await.unwrap().caller
    }

    pub async fn profile(&self, caller: Caller) -> Profile {
        self.engine.me(caller).await.unwrap().0
    }

    /// A group made by `caller`.
    pub async fn group(&self, caller: Caller, name: &str) -> Access {
        let id = GroupId(Uuid::now_v7());
        self.engine.create_group(caller, id, GroupName::parse(name).unwrap()).await.unwrap()
    }

    /// A group of several, the first of whom made it.
    pub async fn group_of(&self, callers: &[Caller]) -> Access {
        let access = self.group(callers[0], "Table").await;
        let secret = self.secret(&access, InviteTerms::default()).await;
        for caller in &callers[1..] {
            self.engine.redeem_invite(*caller, &secret).await.unwrap();
        }
        self.engine.enter(callers[0], access.group_id()).await.unwrap()
    }

    /// The secret of a new link.
    pub async fn secret(&self, access: &Access, terms: InviteTerms) -> String {
        secret_of(&self.engine.create_invite(access, terms).await.unwrap().link)
    }

    pub async fn post(&self, access: &Access, text: &str) -> MessageId {
        let id = MessageId(Uuid::now_v7());
        let message = NewMessage { id, reply_to: None, content: Content::Written(Body::plain(text)) };
        self.engine.post(access, message).await.unwrap();
        id
    }

    pub async fn enter(&self, caller: Caller, group: GroupId) -> Option<Access> {
        self.engine.enter(caller, group).await.ok()
    }

    /// A connection that follows everything of its person from now on.
    pub async fn connect(&self, caller: Caller) -> Connection {
        let mut connection = self.engine.connect(caller, None).await.unwrap();
        connection.resume(&[]).await.unwrap();
        loop {
            if let Outgoing::CaughtUp(None) = next(&mut connection).await {
                return connection;
            }
        }
    }
}

/// An engine that nobody administers yet, with what it stands on.
pub struct Rooms {
    pub engine: Engine,
    pub store: Arc<SqliteStore>,
    pub clock: Arc<TestClock>,
    pub provider: Arc<TestProvider>,
    pub directory: tempfile::TempDir,
}

/// Models of the house below a directory, with a scripted engine.
fn keeper(directory: &Path) -> Keeper {
    let mut config = KeeperConfig::new(directory.join("models"));
    config.llama_server =
        Some(concat!(env!("CARGO_MANIFEST_DIR"), "/../tertulia-local/tests/it/scripted-llama-server.mjs").into());
    drop(rustls::crypto::ring::default_provider().install_default());
    Keeper::new(config).unwrap()
}

pub async fn empty() -> Rooms {
    let provider = Arc::new(TestProvider::default());
    let clock = Arc::new(TestClock(AtomicI64::new(1_800_000_000_000)));
    let (engine, store, directory) = built(provider.clone(), clock.clone(), Patience::default()).await;
    Rooms { engine, store, clock, provider, directory }
}

/// An engine that asks this provider, with the store and the directory that it stands on.
pub async fn built(
    provider: Arc<dyn ModelProvider>,
    clock: Arc<dyn Clock>,
    patience: Patience,
) -> (Engine, Arc<SqliteStore>, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(&directory.path().join("test.db")).await.unwrap());
    let engine = Engine::new(EngineParts {
        store: store.clone(),
        blobs: Arc::new(DirectoryBlobs::open(&directory.path().join("blobs")).unwrap()),
        photos: Arc::new(TestPhotos),
        provider,
        local: Arc::new(keeper(directory.path())),
        clock,
        encode: Arc::new(Plain),
        config: EngineConfig {
            instance_key: SecretBox::new(Box::new(std::array::from_fn(|i| u8::try_from(i).unwrap()))),
            public_url: "https://chat.example.org".into(),
            port: Some(8000),
            posts_per_ten_seconds: 1_000,
            grace: Duration::from_secs(30 * 24 * 60 * 60),
            connections_per_person: 10,
            patience,
        },
    });
    engine.ensure_assistant().await.unwrap();
    (engine, store, directory)
}

/// What comes next on a connection, which has to come within a second.
pub async fn next(connection: &mut Connection) -> Outgoing {
    let next = tokio::time::timeout(Duration::from_secs(1), connection.next());
    next.await.expect("something comes within a second").unwrap()
}

/// Reads on until a frame that holds `text`.
pub async fn hears(connection: &mut Connection, text: &str) -> String {
    loop {
        if let Outgoing::Frame(frame) = next(connection).await {
            let frame = String::from_utf8(frame.to_vec()).unwrap();
            if frame.contains(text) {
                return frame;
            }
        }
    }
}

/// The part of a link that browsers do not send.
pub fn secret_of(link: &str) -> String {
    link.split_once('#').expect("a link with a secret").1.to_owned()
}

fn capital(username: &str) -> String {
    username[..1].to_uppercase() + &username[1..]
}

/// A clock that tests move.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Takes everything that begins with [`PICTURE`] for a picture.
struct TestPhotos;

#[async_trait]
impl Photos for TestPhotos {
    async fn clean(&self, bytes: Bytes) -> Result<CleanPhoto, PhotoError> {
        match bytes.strip_prefix(PICTURE) {
            Some(rest) => {
                let small = Bytes::copy_from_slice(rest);
                Ok(CleanPhoto { large: bytes, small, mime: "image/jpeg" })
            }
            None => Err(PhotoError::NotAPicture),
        }
    }
}

/// Remembers with what it was asked.
#[derive(Default)]
pub struct TestProvider {
    pub asked: Mutex<Vec<(String, Option<String>)>>,
    pub lists: Mutex<Vec<FoundModel>>,
    pub features: Mutex<Features>,
}

impl TestProvider {
    fn remember(&self, endpoint: &Endpoint) {
        let key = endpoint.key.as_ref().map(|k| k.expose_secret().to_owned());
        self.asked.lock().unwrap().push((endpoint.base_url.clone(), key));
    }
}

#[async_trait]
impl ModelProvider for TestProvider {
    async fn stream(&self, _request: CompletionRequest) -> Result<ModelStream, ProviderError> {
        Err(Fault::Unreachable.into())
    }

    async fn list_models(&self, endpoint: &Endpoint) -> Result<Vec<FoundModel>, ProviderError> {
        self.remember(endpoint);
        Ok(self.lists.lock().unwrap().clone())
    }

    async fn probe(&self, endpoint: &Endpoint, model: Option<&str>) -> Probe {
        self.remember(endpoint);
        let features = *self.features.lock().unwrap();
        Probe { tried_model: model.map(str::to_owned), features, ..Probe::default() }
    }
}

/// Frames that tests can read.
struct Plain;

impl Encode for Plain {
    fn event(&self, _group: GroupId, event: &Event, _joiner: Option<&Profile>) -> Bytes {
        Bytes::from(format!("event {} {:?}", event.kind.name(), event.kind))
    }

    fn hidden(&self, _group: GroupId, _event: &Event) -> Bytes {
        Bytes::from_static(b"event hidden")
    }

    fn signal(&self, signal: &Signal) -> Bytes {
        Bytes::from(format!("signal {signal:?}"))
    }
}
