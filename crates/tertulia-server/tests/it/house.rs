//! A house to test in: a server on a free port over SQLite in a temporary directory.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use secrecy::SecretBox;
use serde_json::{Value, json};
use tertulia_core::Timestamp;
use tertulia_core::ports::{
    CleanPhoto, Clock, CompletionRequest, Endpoint, FoundModel, ModelProvider, ModelStream, PhotoError, Photos, Probe,
    ProviderError,
};
use tertulia_core::run::Fault;
use tertulia_engine::{Engine, EngineConfig, EngineParts, Patience};
use tertulia_local::{Keeper, KeeperConfig};
use tertulia_server::{App, Frames, Rates, ServeError, ServerConfig, bind};
use tertulia_store::{DirectoryBlobs, SqliteStore};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub const PASSWORD: &str = "correct horse battery";

pub struct House {
    pub engine: Engine,
    pub address: SocketAddr,
    pub stopping: CancellationToken,
    pub serving: JoinHandle<Result<(), ServeError>>,
    _directory: tempfile::TempDir,
}

impl House {
    /// A house in which nothing is too often.
    pub async fn open() -> House {
        House::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut ServerConfig)) -> House {
        let directory = tempfile::tempdir().expect("a directory");
        let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0)), false).await.expect("a free port");
        let address = listener.local_addr().expect("it listens");
        let mut config = ServerConfig::new(format!("http://{address}"));
        config.rates = Rates::generous();
        change(&mut config);
        drop(rustls::crypto::ring::default_provider().install_default());
        let engine = Engine::new(EngineParts {
            store: Arc::new(SqliteStore::open(&directory.path().join("test.db")).await.expect("a store")),
            blobs: Arc::new(DirectoryBlobs::open(&directory.path().join("blobs")).expect("a directory")),
            photos: Arc::new(AnyPhoto),
            provider: Arc::new(NoProvider),
            local: Arc::new(Keeper::new(KeeperConfig::new(directory.path().join("models"))).expect("a keeper")),
            clock: Arc::new(WallClock),
            encode: Frames::new(&config),
            config: EngineConfig {
                instance_key: SecretBox::new(Box::new(std::array::from_fn(|i| u8::try_from(i).expect("small")))),
                public_url: config.public_url.clone(),
                port: None,
                posts_per_ten_seconds: 10_000,
                grace: Duration::from_secs(60),
                connections_per_person: 5,
                patience: Patience::default(),
            },
        });
        engine.ensure_assistant().await.expect("an assistant");
        let stopping = CancellationToken::new();
        let app = App::new(engine.clone(), config);
        let serving = tokio::spawn(app.serve(listener, stopping.clone(), Duration::from_secs(10)));
        House { engine, address, stopping, serving, _directory: directory }
    }

    /// Somebody who is nobody yet.
    pub fn visitor(&self) -> Client {
        Client { address: self.address, headers: HeaderMap::new() }
    }

    /// Somebody with an account, signed in by cookie.
    pub async fn person(&self, username: &str) -> Client {
        self.engine.admin_create_person(username, username, PASSWORD, false).await.expect("a person");
        self.sign_in(username).await
    }

    pub async fn sign_in(&self, username: &str) -> Client {
        let mut client = self.visitor();
        let body = json!({ "username": username, "password": PASSWORD });
        let answer = client.post("/api/v1/sessions", body).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.json());
        client.keep_cookie(&answer);
        client
    }
}

/// A program or a browser that talks to the house.
#[derive(Clone)]
pub struct Client {
    pub address: SocketAddr,
    /// Sent with everything.
    pub headers: HeaderMap,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Client {
    pub fn with(mut self, name: &'static str, value: &str) -> Client {
        self.headers.insert(name, value.parse().expect("a header"));
        self
    }

    pub fn keep_cookie(&mut self, answer: &Answer) {
        let line = answer.headers[header::SET_COOKIE].to_str().expect("text");
        let pair = line.split(';').next().expect("a pair");
        self.headers.insert(header::COOKIE, pair.parse().expect("a header"));
    }

    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: impl Into<Bytes>) -> Answer {
        let stream = TcpStream::connect(self.address).await.expect("the house is open");
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("HTTP");
        tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(path).body(Full::new(body.into())).expect("a request");
        *request.headers_mut() = self.headers.clone();
        request.headers_mut().insert(header::HOST, self.address.to_string().parse().expect("a header"));
        if let Some(kind) = kind {
            request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().expect("a header"));
        }
        let response = sender.send_request(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Bytes::new()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None, Bytes::new()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, body).await
    }

    pub async fn json(&self, method: Method, path: &str, body: Value) -> Answer {
        self.send(method, path, Some("application/json"), body.to_string()).await
    }

    /// A group made by this person; its id.
    pub async fn group(&self, name: &str) -> String {
        let id = uuid::Uuid::now_v7().to_string();
        let answer = self.post("/api/v1/groups", json!({ "id": id, "name": name })).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        id
    }

    /// Joins `group` of `host` by its link.
    pub async fn join(&self, host: &Client, group: &str) {
        let invites = host.get(&format!("/api/v1/groups/{group}/invites")).await.json();
        let link = invites[0]["link"].as_str().expect("a link").to_owned();
        let secret = link.split_once('#').expect("a secret").1;
        let joined = self.post("/api/v1/invites/redeem", json!({ "secret": secret })).await.json();
        assert_eq!(joined["state"], "joined");
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {:?}", self.body))
    }

    /// The slug of the problem.
    pub fn problem(&self) -> String {
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["request_id"], self.headers["x-request-id"].to_str().expect("text"));
        problem["type"].as_str().expect("a type").trim_start_matches("/problems/").to_owned()
    }
}

struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        Timestamp(i64::try_from(since.as_millis()).expect("before the end"))
    }
}

/// Takes everything for a picture.
struct AnyPhoto;

#[async_trait]
impl Photos for AnyPhoto {
    async fn clean(&self, bytes: Bytes) -> Result<CleanPhoto, PhotoError> {
        Ok(CleanPhoto { large: bytes.clone(), small: bytes, mime: "image/png" })
    }
}

/// No model anywhere.
struct NoProvider;

#[async_trait]
impl ModelProvider for NoProvider {
    async fn stream(&self, _: CompletionRequest) -> Result<ModelStream, ProviderError> {
        Err(Fault::Unreachable.into())
    }

    async fn list_models(&self, _: &Endpoint) -> Result<Vec<FoundModel>, ProviderError> {
        Err(Fault::Unreachable.into())
    }

    async fn probe(&self, _: &Endpoint, _: Option<&str>) -> Probe {
        Probe { error: Some(Fault::Unreachable.into()), ..Probe::default() }
    }
}
