//! Serving: accepting connections, and stopping without losing what was promised.

mod placed;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use tracing::{debug, warn};

use crate::App;
use crate::address::Peer;
pub(crate) use placed::Placed;

/// The longest head of a request, in bytes, and how much of it is read at once.
const HEAD_MAX_BYTES: usize = 32 * 1024;
/// How many requests one HTTP/2 connection may have under way.
const STREAMS_MAX: u32 = 100;
/// How often what was counted and is quiet now is forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);
/// How long to wait after the system refused a connection, as without file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// Why there is nothing to serve on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Somebody else listens there.
    #[error("{0} is in use")]
    AddressInUse(SocketAddr),
    /// Plain HTTP beyond this machine, which nobody asked for.
    #[error("{0} is reachable from other machines, and plain HTTP is not safe there")]
    NotLoopback(SocketAddr),
    /// What the system says.
    #[error("cannot listen on {0}: {1}")]
    Io(SocketAddr, #[source] io::Error),
}

/// Begins to listen. Plain HTTP stays on this machine unless `insecure_http` says otherwise (OPS-3).
///
/// # Errors
/// [`ServeError`].
pub async fn bind(listen: SocketAddr, insecure_http: bool) -> Result<TcpListener, ServeError> {
    if !listen.ip().is_loopback() && !insecure_http {
        return Err(ServeError::NotLoopback(listen));
    }
    TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::AddressInUse(listen),
        _ => ServeError::Io(listen, error),
    })
}

impl App {
    /// Serves until `stopping` is cancelled; then accepts nothing more, and lets requests and sockets end for as long as
    /// `patience`. Sockets end when the engine is stopped, which is asked for at the same time.
    ///
    /// # Errors
    /// None once it listens; the result is for what may come.
    pub async fn serve(
        self,
        listener: TcpListener,
        stopping: CancellationToken,
        patience: Duration,
    ) -> Result<(), ServeError> {
        let router = self.router();
        let places = Arc::new(Semaphore::new(self.config.max_connections));
        let graceful = GracefulShutdown::new();
        let connections = TaskTracker::new();
        let mut forget = tokio::time::interval(FORGET_EVERY);
        let builder = http(self.config.patience.head);
        loop {
            // A place first: whoever comes to a full house waits at the door, and costs nothing there.
            let place = tokio::select! {
                () = stopping.cancelled() => break,
                _ = forget.tick() => { self.limits.forget_the_quiet(); continue }
                place = places.clone().acquire_owned() => place.expect("nobody closes the house"),
            };
            let accepted = tokio::select! {
                () = stopping.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            };
            if let Err(error) = stream.set_nodelay(true) {
                debug!(%error, "a connection was gone before it began");
                continue;
            }
            let router = router.clone();
            let service = service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(Peer(peer));
                router.clone().oneshot(request)
            });
            let stream = TokioIo::new(Placed::new(stream, place, self.config.patience.head));
            let connection = builder.serve_connection_with_upgrades(stream, service).into_owned();
            let connection = graceful.watch(connection);
            connections.spawn(async move {
                if let Err(error) = connection.await {
                    // Broken lines and broken requests are the clients' affair.
                    debug!(%error, "a connection broke");
                }
            });
        }
        drop(listener);
        connections.close();
        self.sockets.close();
        let ended = async {
            tokio::join!(graceful.shutdown(), connections.wait(), self.sockets.wait());
        };
        if tokio::time::timeout(patience, ended).await.is_err() {
            warn!(
                sockets = self.sockets.len(),
                connections = connections.len(),
                "some connections did not end in time"
            );
        }
        Ok(())
    }
}

fn http(head_patience: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head_patience)
        .max_buf_size(HEAD_MAX_BYTES)
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(u32::try_from(HEAD_MAX_BYTES).unwrap_or(u32::MAX))
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(20));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn plain_http_stays_on_this_machine_unless_asked() {
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
        assert!(matches!(bind(everywhere, false).await, Err(ServeError::NotLoopback(_))));
        assert!(bind(everywhere, true).await.is_ok());
        assert!(bind(SocketAddr::from(([127, 0, 0, 1], 0)), false).await.is_ok());
    }

    #[tokio::test]
    async fn a_busy_port_is_named() {
        let first = bind(SocketAddr::from(([127, 0, 0, 1], 0)), false).await.expect("a free port");
        let taken = first.local_addr().expect("it listens");
        assert!(matches!(bind(taken, false).await, Err(ServeError::AddressInUse(address)) if address == taken));
    }
}
