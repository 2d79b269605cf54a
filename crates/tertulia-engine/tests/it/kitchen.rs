//! A group with an assistant, over models that speak a real wire.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tertulia_core::model::Api;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Clock, Page, Threads as _};
use tertulia_core::run::Outcome;
use tertulia_core::{Body, GroupId, Message, MessageId, Seq, Timestamp};
use tertulia_engine::{Access, Attention, Connection, Content, Engine, NewMessage, NewProvider, Outgoing, Patience};
use tertulia_providers::Adapter;
use tertulia_store::SqliteStore;
use tertulia_testkit::model_server::ModelServer;
use uuid::Uuid;

use crate::house::{PASSWORD, built};

/// What a call may take in the end: whoever waits longer hangs (AST-2).
const LIMIT: Duration = Duration::from_secs(20);

/// A twentieth of the real times, so that silence is not waited for.
pub fn quick() -> Patience {
    let real = Patience::default();
    Patience {
        call: real.call / 20,
        slow_call: real.slow_call / 20,
        first_word: real.first_word.map(|time| time / 20),
        stall: real.stall / 60,
        slow_stall: real.slow_stall / 120,
        pause: real.pause / 20,
        longest_wait: real.longest_wait / 20,
    }
}

/// The hold of a call follows the clock, so it has to go.
struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Timestamp(i64::try_from(since.as_millis()).unwrap())
    }
}

/// A group with an assistant.
pub struct Kitchen {
    pub engine: Engine,
    pub store: Arc<SqliteStore>,
    pub access: Access,
    /// The servers of its models, in the order in which they are asked.
    pub servers: Vec<ModelServer>,
    connection: Connection,
    _directory: tempfile::TempDir,
}

impl Kitchen {
    /// With so many scripted servers, and little patience.
    pub async fn with(api: Api, servers: usize) -> Kitchen {
        let mut running = Vec::new();
        for _ in 0..servers {
            running.push(ModelServer::start().await);
        }
        let urls: Vec<String> = running.iter().map(ModelServer::url).collect();
        let key = running.first().map_or("", ModelServer::api_key);
        let kitchen = Kitchen::at(api, &urls, key, quick()).await;
        Kitchen { servers: running, ..kitchen }
    }

    /// With servers at these addresses.
    pub async fn at(api: Api, urls: &[String], key: &str, patience: Patience) -> Kitchen {
        let (engine, store, directory) = built(Arc::new(Adapter::new()), Arc::new(WallClock), patience).await;
        engine.start(vec![Attention::new(engine.clone())]).await.unwrap();
        engine.admin_create_person("root", "Root", PASSWORD, true).await.unwrap();
        let root = engine.sign_in("root", PASSWORD, "test").await.unwrap().caller;
        for (number, url) in urls.iter().enumerate() {
            let new = NewProvider {
                name: format!("Server {number}"),
                api,
                base_url: url.clone(),
                key: Some(key.to_owned().into()),
                // A server on this machine would be given more time.
                is_local: Some(false),
                region: None,
                models: vec!["scripted".into()],
            };
            engine.add_provider(root, new).await.unwrap();
        }
        let name = GroupName::parse("Table").unwrap();
        let access = engine.create_group(root, GroupId(Uuid::now_v7()), name).await.unwrap();
        let mut connection = engine.connect(root, None).await.unwrap();
        connection.resume(&[]).await.unwrap();
        Kitchen { engine, store, access, servers: Vec::new(), connection, _directory: directory }
    }

    /// Calls the assistant, and gives the answers once it has answered.
    pub async fn call(&mut self) -> Vec<Message> {
        self.ask().await;
        self.ended().await
    }

    /// Calls the assistant.
    pub async fn ask(&self) {
        let id = MessageId(Uuid::now_v7());
        let content = Content::Written(Body::plain("Tulia, hello?"));
        self.engine.post(&self.access, NewMessage { id, reply_to: None, content }).await.unwrap();
    }

    /// The answers once another one has ended.
    pub async fn ended(&mut self) -> Vec<Message> {
        let ended = async {
            loop {
                if let Outgoing::Frame(frame) = self.connection.next().await.unwrap()
                    && frame.starts_with(b"event run_ended")
                {
                    break;
                }
            }
        };
        tokio::time::timeout(LIMIT, ended).await.expect("no call hangs");
        let page = self.store.page(self.access.group_id(), Page::Newest, Seq::ZERO, 50).await.unwrap();
        page.messages.into_iter().filter(|message| message.answer.is_some()).collect()
    }

    pub async fn close(self) {
        self.engine.stop(Duration::from_secs(5)).await;
    }
}

pub fn text(message: &Message) -> &str {
    message.body.as_ref().map_or("", |body| body.text.as_str())
}

pub fn outcome(message: &Message) -> Outcome {
    message.answer.as_ref().and_then(|answer| answer.ended.as_ref()).expect("it has ended").outcome
}
