//! The real binary, as an operator starts it: over a directory of its own, on a port that the system chooses.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use crate::model_server::ModelServer;
use crate::{FreshDatabase, PATIENCE, Person};

/// The password of everybody whom tests make.
pub const PASSWORD: &str = "correct horse battery";

/// Variables that configure a server.
type Environment = Vec<(String, String)>;

/// Where a server keeps everything.
struct House {
    directory: TempDir,
    /// Where tests are asked to run on PostgreSQL: `TEST_STORE=postgres`.
    _database: Option<FreshDatabase>,
}

/// A running Tertulia.
pub struct TestServer {
    binary: PathBuf,
    house: Arc<House>,
    environment: Environment,
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub url: String,
    setup_secret: Option<String>,
}

/// A Tertulia that was stopped, with what it left.
pub struct Stopped {
    binary: PathBuf,
    house: Arc<House>,
    environment: Environment,
    /// The code with which it ended; `None` when it was killed.
    pub code: Option<i32>,
    /// What it logged, and whoever ran before it over the same directory.
    pub log: String,
}

impl TestServer {
    /// Starts `binary` over an empty directory.
    pub async fn start(binary: impl Into<PathBuf>) -> TestServer {
        TestServer::start_with(binary, &[]).await
    }

    /// The same, configured by these variables.
    pub async fn start_with(binary: impl Into<PathBuf>, environment: &[(&str, &str)]) -> TestServer {
        let on_postgres = std::env::var("TEST_STORE").is_ok_and(|store| store == "postgres");
        let database = on_postgres.then(|| FreshDatabase::make().expect("a database"));
        TestServer::start_in(binary.into(), environment, database).await
    }

    /// The same with its store in a file, whatever tests are asked to run on.
    pub async fn start_on_file(binary: impl Into<PathBuf>) -> TestServer {
        TestServer::start_in(binary.into(), &[], None).await
    }

    async fn start_in(binary: PathBuf, given: &[(&str, &str)], database: Option<FreshDatabase>) -> TestServer {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let url = database.as_ref().map(|database| ("TERTULIA_DATABASE", database.url.as_str()));
        // What is given comes later, and counts.
        let environment =
            url.iter().chain(given).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        TestServer::start_over(binary, Arc::new(House { directory, _database: database }), environment).await
    }

    /// The same, with as much in its log as `log` says.
    pub async fn start_logging(binary: impl Into<PathBuf>, log: &str) -> TestServer {
        TestServer::start_with(binary, &[("TERTULIA_LOG", log)]).await
    }

    async fn start_over(binary: PathBuf, house: Arc<House>, environment: Environment) -> TestServer {
        // A file and no pipe: a server that logs much would wait for somebody to read it.
        let log_file = File::options().create(true).append(true).open(log_of(house.directory.path())).expect("a log");
        let mut child = command(&binary, house.directory.path(), &environment)
            .args(["--listen", "127.0.0.1:0"])
            .stderr(log_file)
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let mut url = None;
        let mut setup_secret = None;
        let greeting = async {
            let mut line = String::new();
            while stdout.read_line(&mut line).await.expect("readable") > 0 {
                if let Some(found) = line.trim().strip_prefix("Tertulia is at ") {
                    url = Some(found.to_owned());
                }
                if let Some((_, secret)) = line.trim().split_once("/setup#") {
                    setup_secret = Some(secret.to_owned());
                }
                // The setup link comes last, and only until somebody has used it.
                if url.is_some() && (setup_secret.is_some() || is_set_up(house.directory.path())) {
                    break;
                }
                line.clear();
            }
        };
        tokio::time::timeout(PATIENCE, greeting).await.expect("the server says where it is");
        let url = url.expect("the server says where it is");
        TestServer { binary, house, environment, child, stdout, url, setup_secret }
    }

    /// Uses up the setup link: makes the administrator `ana`.
    pub async fn set_up(&mut self) -> Person {
        let secret = self.setup_secret.take().expect("nobody has set it up yet");
        let mut ana = Person::nobody(&self.url);
        let form = json!({
            "secret": secret, "instance_name": "Home", "name": "Ana", "username": "ana", "password": PASSWORD
        });
        ana.come_in("/setup", form).await;
        std::fs::write(self.house.directory.path().join("set-up"), "").expect("noted");
        ana
    }

    /// Starts a scripted model server and gives it to the table.
    pub async fn connect_model(&self, administrator: &Person) -> ModelServer {
        let model = ModelServer::start().await;
        let provider = json!({
            "name": "Scripted", "base_url": model.url(), "key": model.api_key(), "models": ["scripted"]
        });
        administrator.post("/admin/providers", provider).await.ok();
        model
    }

    /// Signs somebody in again.
    pub async fn sign_in(&self, username: &str) -> Person {
        let mut person = Person::nobody(&self.url);
        person.come_in("/sessions", json!({ "username": username, "password": PASSWORD })).await;
        person
    }

    /// The status of what nobody has to sign in for, such as `/readyz`.
    pub async fn status(&self, path: &str) -> u16 {
        let answer = reqwest::get(format!("{}{path}", self.url)).await.expect("it answers");
        answer.status().as_u16()
    }

    /// Where everything is kept.
    pub fn data_dir(&self) -> PathBuf {
        self.house.directory.path().join("data")
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// Another command over the same directory, such as `doctor`.
    pub fn command(&self) -> Command {
        command(&self.binary, self.house.directory.path(), &self.environment)
    }

    /// As a power cut does.
    pub async fn kill(mut self) -> Stopped {
        self.child.start_kill().expect("it runs");
        self.ended().await
    }

    /// As an operator does. Drops nothing before it has ended.
    pub async fn terminate(mut self) -> Stopped {
        let pid = self.pid().to_string();
        let signalled = Command::new("kill").args(["-TERM", &pid]).status().await.expect("kill");
        assert!(signalled.success());
        self.ended().await
    }

    async fn ended(&mut self) -> Stopped {
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends").expect("waited");
        let log = std::fs::read_to_string(log_of(self.house.directory.path())).expect("readable");
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).await.expect("readable");
        Stopped {
            binary: self.binary.clone(),
            house: self.house.clone(),
            environment: self.environment.clone(),
            code: status.code(),
            log,
        }
    }
}

impl Stopped {
    /// Configures it otherwise from now on.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Stopped {
        self.environment.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Where everything is kept.
    pub fn data_dir(&self) -> PathBuf {
        self.house.directory.path().join("data")
    }

    /// Starts it again over the same directory. People have to sign in again where the port changed their address.
    pub async fn start(self) -> TestServer {
        TestServer::start_over(self.binary, self.house, self.environment).await
    }

    /// A command over the directory, such as `doctor`.
    pub fn command(&self) -> Command {
        command(&self.binary, self.house.directory.path(), &self.environment)
    }
}

fn command(binary: &Path, directory: &Path, environment: &Environment) -> Command {
    let mut command = Command::new(binary);
    command.arg("--data-dir").arg(directory.join("data"));
    command.env("TERTULIA_RATE_FACTOR", "1000").env("TERTULIA_POSTS_PER_TEN_SECONDS", "10000");
    command.envs(environment.iter().map(|(key, value)| (key, value)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn log_of(directory: &Path) -> PathBuf {
    directory.join("log")
}

fn is_set_up(directory: &Path) -> bool {
    directory.join("set-up").exists()
}
