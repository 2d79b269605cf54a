//! `tertulia doctor`: what is wrong, and what to do about it.

use anyhow::bail;
use tertulia_store::AnyStore;

use crate::config::Config;
use crate::data_dir::DataDir;

/// Checks the configuration (which has been read by now), the data directory and the store.
pub async fn run(config: Config) -> anyhow::Result<()> {
    println!("configuration   read; people reach this instance at {}", config.public_url());
    let data = DataDir::existing(&config.data_dir)?;
    data.instance_key()?;
    println!("data directory  {} can be used, and its key is whole", config.data_dir.display());
    let store = AnyStore::open(config.database(), &data.store()).await?;
    let wrong = store.ports().check().await?;
    store.close().await?;
    for sentence in &wrong {
        println!("store           {sentence}");
    }
    if !wrong.is_empty() {
        bail!("the store is damaged in {} place(s); stop the server and restore it from a backup", wrong.len());
    }
    println!("store           whole: journals without gaps, projections equal to them");
    if !tertulia_web::BUILT {
        println!("web app         not in this binary; it serves the API alone");
    }
    Ok(())
}
