//! A keeper over an empty directory, with a scripted engine.

use std::path::PathBuf;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tertulia_core::model::ModelClass;
use tertulia_core::ports::Machine;
use tertulia_local::list::{Listed, Source};
use tertulia_local::{Backoff, Keeper, KeeperConfig};

pub struct House {
    pub dir: TempDir,
    pub keeper: Keeper,
}

impl House {
    pub fn new(list: Vec<Listed>) -> House {
        House::with(list, |_| {})
    }

    pub fn with(list: Vec<Listed>, change: impl FnOnce(&mut KeeperConfig)) -> House {
        install_crypto();
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = KeeperConfig::new(dir.path().to_owned());
        config.list = list;
        config.llama_server = Some(scripted());
        config.machine = Machine { cores: 2, memory: Some(1_000) };
        config.pause = Duration::from_millis(1);
        config.backoff = Backoff { first: Duration::from_millis(5), ..Backoff::default() };
        config.backoff.longest = Duration::from_millis(20);
        change(&mut config);
        House { keeper: Keeper::new(config).expect("a keeper"), dir }
    }

    pub fn weights(&self, name: &str) -> PathBuf {
        self.dir.path().join("weights").join(format!("{name}.gguf"))
    }
}

fn install_crypto() {
    // Another test of this program may have been first.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// The scripted engine, by the way to this file.
fn scripted() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/scripted-llama-server.mjs")
}

/// A model of 400 bytes of memory with these weights.
pub fn listed(name: &str, weights: &[u8], sources: Vec<Source>) -> Listed {
    Listed {
        name: name.into(),
        title: name.to_uppercase(),
        size: weights.len() as u64,
        memory: 400,
        machine_memory: 800,
        licence: "MIT".into(),
        sha256: Sha256::digest(weights).iter().map(|byte| format!("{byte:02x}")).collect(),
        context: 8_192,
        class: ModelClass::Light,
        sources,
        is_verified: true,
        is_for_trying: true,
    }
}

pub fn url(source: &crate::source::Source) -> Source {
    Source::Url(format!("{}/weights.gguf", source.url))
}

/// Weights that differ at every place.
pub fn some_weights() -> Vec<u8> {
    b"GGUF".iter().copied().chain((0..200_000u32).flat_map(u32::to_le_bytes)).collect()
}
