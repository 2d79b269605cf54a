//! The whole program, as people and operators meet it: the real binary, real sockets, a model on the real wire.

mod answers;
mod api_walk;
mod calls;
mod commands;
mod crashes;
mod faults;
mod local_models;
mod newcomers;
mod postgres;
mod secrets;

use serde_json::Value;
use tertulia_testkit::model_server::ModelServer;
use tertulia_testkit::{Person, TestServer};

/// A group of Ana, Ben and Tulia.
struct Table {
    server: TestServer,
    model: ModelServer,
    ana: Person,
    ben: Person,
    group: String,
}

impl Table {
    async fn set() -> Table {
        Table::set_at(start().await).await
    }

    /// The same in a house of its own making.
    async fn set_at(mut server: TestServer) -> Table {
        let ana = server.set_up().await;
        let model = server.connect_model(&ana).await;
        let group = ana.create_group("Lisbon").await;
        let ben = ana.bring_guest(&group, "Ben").await;
        Table { server, model, ana, ben, group }
    }

    fn at(&self, message: &str, verb: &str) -> String {
        format!("/groups/{}/messages/{message}/{verb}", self.group)
    }

    /// The answers in the thread, oldest first.
    async fn answers(&self) -> Vec<Value> {
        self.ana.thread(&self.group).await.into_iter().filter(|m| !m["answer"].is_null()).collect()
    }
}

async fn start() -> TestServer {
    TestServer::start(env!("CARGO_BIN_EXE_tertulia")).await
}
