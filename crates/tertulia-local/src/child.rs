//! One engine with one model: started, waited for, and killed when it is dropped.

use std::ffi::OsString;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rand::distr::{Alphanumeric, SampleString};
use reqwest::Client;
use secrecy::{ExposeSecret, SecretString};
use tertulia_core::model::Api;
use tertulia_core::ports::{Endpoint, LocalFault};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};
use tracing::{info, warn};

use crate::engine::Engine;
use crate::worker::WORKER_ARGUMENT;

/// How often an engine is asked whether it is ready.
const ASK_EVERY: Duration = Duration::from_millis(50);
/// How long an engine may take for that question.
const ASK_PATIENCE: Duration = Duration::from_secs(2);
/// How much of what a failing engine says goes to the log, in bytes. It has seen nobody's words by then.
const COMPLAINT_MAX: usize = 2_048;
/// Memory for prompts that may come again, in MiB.
const CACHE_MIB: u32 = 256;

/// What an engine is started with.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub engine: Engine,
    /// The server's own binary, which becomes the engine; without it the engine is started as it is.
    pub worker: Option<PathBuf>,
    pub weights: PathBuf,
    pub name: String,
    /// Tokens.
    pub context: u32,
    pub threads: u32,
}

/// A running engine. Dropping it kills it.
pub(crate) struct Running {
    process: Child,
    pub endpoint: Endpoint,
}

impl Running {
    /// Starts an engine and waits until it serves.
    ///
    /// # Errors
    /// `CannotStart`.
    pub async fn start(start: &Start, client: &Client, patience: Duration) -> Result<Running, LocalFault> {
        let port = free_port().ok_or(LocalFault::CannotStart)?;
        let key = Alphanumeric.sample_string(&mut rand::rng(), 40);
        let mut command = command(start, port, &key);
        let mut process = command.spawn().map_err(|error| {
            warn!(%error, program = %start.engine.program.display(), "the engine cannot be started");
            LocalFault::CannotStart
        })?;
        let said = process.stderr.take().map(|pipe| tokio::spawn(listen(pipe)));
        let endpoint = Endpoint {
            api: Api::OpenAiChat,
            base_url: format!("http://127.0.0.1:{port}/v1"),
            key: Some(SecretString::from(key)),
        };
        let health = format!("http://127.0.0.1:{port}/health");
        let until = Instant::now() + patience;
        loop {
            if let Ok(Some(status)) = process.try_wait() {
                let complaint = match said {
                    Some(said) => said.await.unwrap_or_default(),
                    None => String::new(),
                };
                warn!(%status, complaint, model.name = start.name, "the engine ended before it served");
                return Err(LocalFault::CannotStart);
            }
            if is_ready(client, &health, &endpoint).await {
                info!(model.name = start.name, pid = process.id(), "a model of the house runs");
                return Ok(Running { process, endpoint });
            }
            if Instant::now() >= until {
                warn!(model.name = start.name, "the engine did not serve in time");
                return Err(LocalFault::CannotStart);
            }
            sleep(ASK_EVERY).await;
        }
    }

    /// Resolves when it has ended by itself.
    pub async fn ended(&mut self) -> std::io::Result<ExitStatus> {
        self.process.wait().await
    }

    /// Ends it and waits until it is gone.
    pub async fn stop(mut self) {
        if let Err(error) = self.process.kill().await {
            warn!(%error, "an engine could not be ended");
        }
    }
}

fn command(start: &Start, port: u16, key: &str) -> Command {
    let mut words: Vec<OsString> = Vec::new();
    if let Some(worker) = &start.worker {
        let pid = std::process::id().to_string();
        words.extend([worker.into(), WORKER_ARGUMENT.into(), pid.into()]);
    }
    words.push(start.engine.program.clone().into());
    words.extend(start.engine.arguments.iter().cloned());
    let mut command = Command::new(&words[0]);
    let number = |number: u32| number.to_string();
    // Any variable may hold a provider's key; only what programs need to find their libraries and devices goes along.
    command.env_clear().envs(std::env::vars_os().filter(|(name, _)| is_needed(&name.to_string_lossy())));
    command
        .args(&words[1..])
        .args([Path::new("--model"), &start.weights])
        .args(["--alias", &start.name])
        .args(["--host", &Ipv4Addr::LOCALHOST.to_string(), "--port", &port.to_string()])
        .args(["--ctx-size", &number(start.context), "--parallel", "1"])
        .args(["--threads", &number(start.threads), "--threads-batch", &number(start.threads)])
        // By the environment: an older llama-server does not mind what it does not know.
        .env("LLAMA_API_KEY", key)
        .env("LLAMA_ARG_CACHE_RAM", number(CACHE_MIB))
        .env("LLAMA_CHAT_TEMPLATE_KWARGS", r#"{"enable_thinking":false}"#)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Variables that an engine may need.
fn is_needed(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "PATH",
        "HOME",
        "TMPDIR",
        "LANG",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "XDG_CACHE_HOME",
        "SYSTEMROOT",
        "TEMP",
    ];
    const FAMILIES: [&str; 5] = ["CUDA_", "HIP_", "ROCR_", "GGML_", "VK_"];
    NAMES.contains(&name) || FAMILIES.iter().any(|family| name.starts_with(family))
}

/// A port that nobody has at the moment. Where somebody takes it first the engine ends, and is started again with another.
fn free_port() -> Option<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).ok()?;
    listener.local_addr().ok().map(|address| address.port())
}

/// Whether it is ours that answers, and ready: another program on the same port does not know the key.
async fn is_ready(client: &Client, health: &str, endpoint: &Endpoint) -> bool {
    let asked = timeout(ASK_PATIENCE, client.get(health).send()).await;
    if !asked.is_ok_and(|answer| answer.is_ok_and(|answer| answer.status().is_success())) {
        return false;
    }
    let key = endpoint.key.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
    let models = client.get(format!("{}/models", endpoint.base_url)).bearer_auth(key).send();
    timeout(ASK_PATIENCE, models).await.is_ok_and(|answer| answer.is_ok_and(|answer| answer.status().is_success()))
}

/// Reads what the engine says to the end, so that it never waits for a reader, and keeps the last of it.
async fn listen(mut pipe: impl AsyncRead + Unpin) -> String {
    let mut kept: Vec<u8> = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(read @ 1..) = pipe.read(&mut chunk).await {
        kept.extend_from_slice(&chunk[..read]);
        let surplus = kept.len().saturating_sub(COMPLAINT_MAX);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_go_along() {
        for name in ["OPENAI_API_KEY", "EXAMPLE_API_KEY", "TERTULIA_LISTEN", "AWS_SECRET_ACCESS_KEY"] {
            assert!(!is_needed(name), "{name}");
        }
        assert!(is_needed("PATH") && is_needed("CUDA_VISIBLE_DEVICES"));
    }
}
