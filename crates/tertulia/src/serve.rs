//! `tertulia serve`: from an empty directory to a listening server, and back without losing anything.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use anyhow::{Context, bail};
use tertulia_engine::{Attention, Engine};
use tertulia_server::{App, ServeError, ServerConfig, TrustedProxies};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::config::Config;
use crate::data_dir::DataDir;
use crate::{logging, model, wiring};

/// How long requests, answers and connections may take to end when the server stops.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or Ctrl-C.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    logging::start(&config)?;
    let data = DataDir::open(&config.data_dir, config.database.is_none())?;
    let _held = data.hold()?;
    let listener = listen(&config).await?;
    let address = listener.local_addr()?;
    let (public_url, port) = (config.public_url_on(address), address.port());
    let transports = transports(&config, &public_url)?;
    let (engine, store) = wiring::engine(&config, &data, &transports, Some(port)).await?;
    let Some(_hold) = store.hold().await? else {
        bail!("another Tertulia serves this database; stop it, or name another with the key database");
    };
    engine.ensure_assistant().await?;
    engine.declare(crate::catalogue::declared(&config.providers)?).await.context("providers")?;
    engine.start(vec![Attention::new(engine.clone())]).await?;
    greet(&engine, &public_url).await?;
    if let Some(name) = config.local_model.clone() {
        tokio::spawn(model::bring(engine.clone(), name));
    }

    let stopping = CancellationToken::new();
    let app = App::new(engine.clone(), transports);
    let serving = tokio::spawn(app.serve(listener, stopping.clone(), PATIENCE));
    let why = asked_to_stop().await?;
    info!("stopping, because of {why}");
    stopping.cancel();
    engine.stop(PATIENCE).await;
    serving.await.context("the transports did not end")??;
    store.close().await.context("the store did not close cleanly")?;
    info!("stopped; nothing acknowledged is lost");
    Ok(())
}

async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    // The configuration has been checked: beyond this machine plain HTTP was asked for, or a proxy stands before us.
    match tertulia_server::bind(config.listen, true).await {
        Ok(listener) => Ok(listener),
        Err(ServeError::AddressInUse(address)) => {
            bail!(
                "{address} is in use; stop what listens there, or choose another address with --listen 127.0.0.1:8701"
            )
        }
        Err(error) => Err(error).context("choose where to listen with --listen"),
    }
}

fn transports(config: &Config, public_url: &str) -> anyhow::Result<ServerConfig> {
    let trusted_proxies = TrustedProxies::parse(&config.trusted_proxies).map_err(|entry| {
        anyhow::anyhow!("trusted_proxies: {entry:?} is neither an address nor a network such as 10.0.0.0/8")
    })?;
    Ok(ServerConfig {
        insecure_http: config.insecure_http,
        trusted_proxies,
        max_connections: usize::try_from(config.max_connections)?,
        rates: config.rates(),
        ..ServerConfig::new(public_url)
    })
}

/// Says where it is, and how to become its first administrator.
async fn greet(engine: &Engine, public_url: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Tertulia is at {public_url}")?;
    if let Some(secret) = engine.make_setup_link(false).await? {
        writeln!(out, "\nTo set it up, open this link once:\n\n    {}\n", engine.setup_link(&secret))?;
    } else if out.is_terminal() {
        writeln!(out, "Ctrl-C stops it.")?;
    }
    out.flush()?;
    if !tertulia_web::BUILT {
        warn!("this binary was built without the web app; it serves the API alone");
    }
    Ok(())
}

async fn asked_to_stop() -> anyhow::Result<&'static str> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => {
            if let Err(cause) = pressed {
                error!(%cause, "Ctrl-C cannot be heard");
            }
            Ok("Ctrl-C")
        }
        _ = terminate.recv() => Ok("SIGTERM"),
    }
}
