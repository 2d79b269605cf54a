//! One connection, from its first frame to its last.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, SinkExt};
use tertulia_core::Error;
use tertulia_engine::{Caller, CloseReason, Connection, Outgoing};
use tertulia_protocol::frame::{ClientFrame, close};
use tokio::time::{Instant, interval_at, timeout};
use tracing::{debug, warn};
use uuid::Uuid;

use super::incoming::{self, Answered, Wish};
use super::outgoing;
use crate::App;

/// How long a client has to hear that it was closed.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);
/// How many frames are written before the socket is flushed.
const FRAMES_AT_ONCE: usize = 64;
/// How many frames a client may send between two pings. A person's hundredfold.
const FRAMES_MAX: u32 = 3_000;

/// Why a talk ends.
pub enum End {
    /// The client went away, or cannot be reached.
    Gone,
    /// We say why.
    Close(u16),
}

/// Talks until one of the two ends it.
pub async fn talk(app: App, caller: Option<Caller>, mut socket: WebSocket) {
    let id = Uuid::now_v7().simple().to_string();
    let end = match caller {
        Some(caller) => converse(&app, caller, &mut socket, &id).await,
        None => End::Close(close::SIGNED_OUT),
    };
    if let End::Close(code) = end {
        debug!(socket.id = %id, code, "closing a socket");
        say_goodbye(socket, code).await;
    }
}

async fn converse(app: &App, caller: Caller, socket: &mut WebSocket, id: &str) -> End {
    let (positions, active) = match timeout(app.config.patience.first_frame, first(socket)).await {
        Ok(Ok(ClientFrame::Resume { positions, active })) => (positions, active),
        Ok(Ok(_)) | Err(_) => return End::Close(close::PROTOCOL_ERROR),
        Ok(Err(end)) => return end,
    };
    let mut connection = match Box::pin(app.engine.connect(caller)).await {
        Ok(connection) => connection,
        Err(error) => return ended_by(&error, id),
    };
    // What happens once or seldom is boxed: a connection is as large as the largest of what it may wait for.
    let begun = Box::pin(async {
        let welcome = outgoing::welcome(app, &connection).await?;
        connection.set_active(active).await?;
        connection.resume(&incoming::positions(&positions)).await?;
        Ok(welcome)
    });
    let welcome = match begun.await {
        Ok(welcome) => welcome,
        Err(error) => return ended_by(&error, id),
    };
    match write(app, socket, welcome).await {
        Ok(()) => go_on(app, &mut connection, socket, id).await,
        Err(end) => end,
    }
}

/// The frame that has to come first.
async fn first(socket: &mut WebSocket) -> Result<ClientFrame, End> {
    loop {
        match heard(socket.recv().await)? {
            Heard::Frame(frame) => return Ok(frame),
            Heard::SignOfLife => {}
        }
    }
}

async fn go_on(app: &App, connection: &mut Connection, socket: &mut WebSocket, id: &str) -> End {
    let caller = connection.caller();
    let patience = &app.config.patience;
    let mut ping = interval_at(Instant::now() + patience.ping_every, patience.ping_every);
    let mut last_heard = Instant::now();
    let mut frames = 0;
    // What the client asked last. While it is under way nothing more is read, so that a client's frames keep their order and
    // a client that asks faster than we answer waits; what others say goes on meanwhile.
    let mut asked: Option<BoxFuture<'_, Answered>> = None;
    let mut has_more = false;
    loop {
        let is_idle = asked.is_none();
        let is_behind = connection.is_behind();
        // Deliveries are nearly everything there is, so they are looked for first and cost no look at the rest. Where more of
        // them wait than are written at once, everything else has its turn in between.
        let is_others_turn = std::mem::take(&mut has_more);
        let done = tokio::select! {
            biased;
            () = connection.stir(), if !is_others_turn => {
                let passed_on = pass_on(app, connection, &mut asked, socket, id).await;
                has_more = connection.has_more();
                passed_on
            }
            answered = settled(&mut asked) => {
                asked = None;
                match answered {
                    Ok(Some(frame)) => write(app, socket, frame).await,
                    Ok(None) => Ok(()),
                    Err(error) => Err(ended_by(&error, id)),
                }
            }
            received = socket.recv(), if is_idle && !is_behind => {
                last_heard = Instant::now();
                frames += 1;
                match heard(received) {
                    Ok(_) if frames > FRAMES_MAX => Err(End::Close(close::PROTOCOL_ERROR)),
                    Ok(Heard::SignOfLife) => Ok(()),
                    Ok(Heard::Frame(frame)) => match incoming::wish(frame) {
                        Some(Wish::Follow(group, position)) => {
                            Box::pin(connection.follow(group, position)).await.map_err(|error| ended_by(&error, id))
                        }
                        Some(Wish::Active(on)) => {
                            Box::pin(connection.set_active(on)).await.map_err(|error| ended_by(&error, id))
                        }
                        Some(Wish::Ask(question)) => {
                            asked = Some(incoming::answer(app, caller, question, id).boxed());
                            Ok(())
                        }
                        // A second `resume`: the client does not know where it stands.
                        None => Err(End::Close(close::PROTOCOL_ERROR)),
                    },
                    Err(end) => Err(end),
                }
            }
            _ = ping.tick() => {
                frames = 0;
                // Who waits for an answer of ours is not read meanwhile, and so not silent.
                let is_silent = is_idle && !is_behind && last_heard.elapsed() > patience.silence;
                if is_silent { Err(End::Gone) } else { give_sign(app, socket).await }
            }
            () = std::future::ready(()), if is_others_turn => Ok(()),
        };
        if let Err(end) = done {
            return end;
        }
    }
}

/// Resolves when the question is answered; never without one.
async fn settled(asked: &mut Option<BoxFuture<'_, Answered>>) -> Answered {
    match asked {
        Some(asked) => asked.await,
        None => std::future::pending().await,
    }
}

/// Writes what is there, several frames at once. Who posts gets the message like everybody, and a moment later hears that it
/// is durable: where the answer is there already, it goes with the message, and both cost one write.
async fn pass_on(
    app: &App,
    connection: &mut Connection,
    asked: &mut Option<BoxFuture<'_, Answered>>,
    socket: &mut WebSocket,
    id: &str,
) -> Result<(), End> {
    for _ in 0..FRAMES_AT_ONCE {
        match connection.try_next().await {
            Ok(Some(Outgoing::Close(reason))) => return Err(End::Close(code(reason))),
            Ok(Some(outgoing)) => match outgoing::frame(outgoing) {
                Some(frame) => patiently(app, socket.feed(frame)).await?,
                None => return Err(End::Close(close::TOO_SLOW)),
            },
            Ok(None) => break,
            Err(error) => return Err(ended_by(&error, id)),
        }
    }
    if let Some(answered) = asked.as_mut().and_then(FutureExt::now_or_never) {
        *asked = None;
        match answered {
            Ok(Some(frame)) => patiently(app, socket.feed(frame)).await?,
            Ok(None) => {}
            Err(error) => return Err(ended_by(&error, id)),
        }
    }
    patiently(app, socket.flush()).await
}

/// What a client did.
enum Heard {
    Frame(ClientFrame),
    SignOfLife,
}

fn heard(received: Option<Result<Message, axum::Error>>) -> Result<Heard, End> {
    match received {
        Some(Ok(Message::Text(text))) => match incoming::read(text.as_bytes()) {
            Some(frame) => Ok(Heard::Frame(frame)),
            None => Err(End::Close(close::PROTOCOL_ERROR)),
        },
        Some(Ok(Message::Binary(_))) => Err(End::Close(close::PROTOCOL_ERROR)),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Heard::SignOfLife),
        Some(Ok(Message::Close(_))) | None => Err(End::Gone),
        // Too large, no UTF-8, or no frame at all; where the line is dead, saying so does no harm.
        Some(Err(_)) => Err(End::Close(close::PROTOCOL_ERROR)),
    }
}

async fn give_sign(app: &App, socket: &mut WebSocket) -> Result<(), End> {
    // The one for programs and what lies between, the other for pages, which cannot see pings.
    patiently(app, socket.feed(Message::Ping(Default::default()))).await?;
    write(app, socket, outgoing::ping()).await
}

async fn write(app: &App, socket: &mut WebSocket, frame: Message) -> Result<(), End> {
    patiently(app, socket.send(frame)).await
}

/// Somebody who does not read is not waited for.
async fn patiently(app: &App, written: impl Future<Output = Result<(), axum::Error>>) -> Result<(), End> {
    match timeout(app.config.patience.write, written).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}

async fn say_goodbye(mut socket: WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: Default::default() };
    let goodbye = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            // Until the client has closed too: a line that is cut too early swallows the reason.
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // A client that does not answer has had its chance.
    let _heard = timeout(CLOSE_PATIENCE, goodbye).await;
}

fn ended_by(error: &Error, id: &str) -> End {
    match error {
        Error::NotFound => End::Close(close::SUSPENDED),
        Error::TooMany(_) => End::Close(close::TOO_MANY),
        Error::Denied(_) | Error::Conflict(_) | Error::Busy => End::Close(close::TOO_SLOW),
        Error::Internal(cause) => {
            warn!(socket.id = id, %cause, "a connection broke for a fault of ours");
            End::Close(close::TOO_SLOW)
        }
    }
}

fn code(reason: CloseReason) -> u16 {
    match reason {
        CloseReason::ShuttingDown => close::SHUTTING_DOWN,
        CloseReason::SignedOut => close::SIGNED_OUT,
        CloseReason::TooSlow => close::TOO_SLOW,
        CloseReason::Suspended => close::SUSPENDED,
    }
}
