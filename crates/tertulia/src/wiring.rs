//! Wiring: which adapter stands behind which port.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tertulia_core::Timestamp;
use tertulia_core::ports::Clock;
use tertulia_engine::{Engine, EngineConfig, EngineParts, Patience};
use tertulia_local::{Keeper, KeeperConfig};
use tertulia_media::{Media, WorkerCommand};
use tertulia_providers::Adapter;
use tertulia_server::{Frames, ServerConfig};
use tertulia_store::{AnyStore, DirectoryBlobs};

use crate::config::Config;
use crate::data_dir::DataDir;

/// The machine's clock.
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The keeper of the house's own models.
pub fn keeper(config: &Config, data: &DataDir) -> anyhow::Result<Keeper> {
    // As for photos: an upgrade replaces the file while the old program still runs.
    let link = Path::new("/proc/self/exe");
    let worker = if link.exists() { link.to_path_buf() } else { std::env::current_exe()? };
    let keeper = KeeperConfig {
        llama_server: config.llama_server.clone(),
        worker: Some(worker),
        package_index: config.package_index.clone(),
        threads: config.local_threads,
        ..KeeperConfig::new(data.models())
    };
    Ok(Keeper::new(keeper)?)
}

/// An engine over the data directory, not started yet, for a server on `port`, and the store to close in the end.
pub async fn engine(
    config: &Config,
    data: &DataDir,
    transports: &ServerConfig,
    port: Option<u16>,
) -> anyhow::Result<(Engine, AnyStore)> {
    let store = AnyStore::open(config.database(), &data.store()).await?;
    let parts = EngineParts {
        store: store.ports(),
        blobs: Arc::new(DirectoryBlobs::open(&data.blobs())?),
        photos: Arc::new(Media::new(WorkerCommand::this_binary()?)),
        provider: Arc::new(Adapter::new()),
        local: Arc::new(keeper(config, data)?),
        clock: Arc::new(SystemClock),
        encode: Frames::new(transports),
        config: EngineConfig {
            instance_key: data.instance_key()?,
            public_url: transports.public_url.clone(),
            port,
            posts_per_ten_seconds: config.posts_per_ten_seconds,
            grace: Duration::from_secs(u64::from(config.grace_days) * 24 * 60 * 60),
            connections_per_person: usize::try_from(config.connections_per_person)?,
            patience: Patience::default(),
        },
    };
    Ok((Engine::new(parts), store))
}
