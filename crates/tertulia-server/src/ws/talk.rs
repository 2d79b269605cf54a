//! One connection, from its first frame to its last.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tertulia_core::Error;
use tertulia_engine::{Caller, CloseReason, Connection, Outgoing};
use tertulia_protocol::frame::{ClientFrame, close};
use tokio::time::{Instant, interval_at, timeout};
use tracing::{debug, warn};
use uuid::Uuid;

use super::incoming::{self, Answered, Question, Wish};
use super::line::{Broken, Line};
use super::voice::{Heard, Voice};
use super::{End, frame, outgoing};
use crate::App;

/// How long a client has to hear that it was closed.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);
/// How many frames of the connection's own are written together.
const FRAMES_AT_ONCE: usize = 64;
/// How many frames a client may send between two pings. A person's hundredfold.
const FRAMES_MAX: u32 = 3_000;

/// Talks until one of the two ends it.
pub async fn talk(app: App, caller: Option<Caller>, line: Line, begun: Bytes) {
    let id = Uuid::now_v7().simple().to_string();
    let line = Arc::new(line);
    let mut voice = Voice::new(line.clone(), &begun);
    let end = match caller {
        Some(caller) => converse(&app, caller, &line, &mut voice, &id).await,
        None => End::Close(close::SIGNED_OUT),
    };
    if let End::Close(code) = end {
        debug!(socket.id = %id, code, "closing a socket");
        say_goodbye(&line, &mut voice, code).await;
    }
}

async fn converse(app: &App, caller: Caller, line: &Arc<Line>, voice: &mut Voice, id: &str) -> End {
    let (positions, active) = match timeout(app.config.patience.first_frame, first(voice)).await {
        Ok(Ok(ClientFrame::Resume { positions, active })) => (positions, active),
        Ok(Ok(_)) | Err(_) => return End::Close(close::PROTOCOL_ERROR),
        Ok(Err(end)) => return end,
    };
    let mut connection = match Box::pin(app.engine.connect(caller, Some(line.clone()))).await {
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
    match write(app, line, welcome).await {
        Ok(()) => go_on(app, &mut connection, line, voice, id).await,
        Err(end) => end,
    }
}

/// The frame that has to come first.
async fn first(voice: &mut Voice) -> Result<ClientFrame, End> {
    loop {
        match voice.hear().await? {
            Heard::Frame(frame) => return Ok(frame),
            Heard::SignOfLife => {}
        }
    }
}

/// What everybody gets is written by whoever publishes it; here is all the rest.
async fn go_on(app: &App, connection: &mut Connection, line: &Arc<Line>, voice: &mut Voice, id: &str) -> End {
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
        // Where more waits than is written at once, everything else has its turn in between.
        let is_others_turn = std::mem::take(&mut has_more);
        let done = tokio::select! {
            biased;
            () = connection.stir(), if !is_others_turn => {
                let passed_on = pass_on(app, connection, line, id).await;
                has_more = connection.has_more();
                passed_on
            }
            answered = settled(&mut asked) => {
                asked = None;
                let said = match answered {
                    Ok(Some(frame)) => write(app, line, frame).await,
                    Ok(None) => Ok(()),
                    Err(error) => Err(ended_by(&error, id)),
                };
                line.release();
                said
            }
            heard = voice.hear(), if is_idle && !is_behind => {
                last_heard = Instant::now();
                frames += 1;
                match heard {
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
                            // Who posts gets the message like everybody, and a moment later hears that it is durable: both
                            // go out together.
                            if matches!(question, Question::Post { .. }) {
                                line.keep_back(1);
                            }
                            asked = Some(incoming::answer(app, caller, question, id).boxed());
                            Ok(())
                        }
                        // A second `resume`: the client does not know where it stands.
                        None => Err(End::Close(close::PROTOCOL_ERROR)),
                    },
                    Err(end) => Err(end),
                }
            }
            Err(Broken) = line.unstick(patience.write) => Err(End::Gone),
            _ = ping.tick() => {
                frames = 0;
                // Who waits for an answer of ours is not read meanwhile, and so not silent.
                let is_silent = is_idle && !is_behind && last_heard.elapsed() > patience.silence;
                if is_silent { Err(End::Gone) } else { write(app, line, outgoing::ping()).await }
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

/// Writes what waits for this task, several frames at once.
async fn pass_on(app: &App, connection: &mut Connection, line: &Line, id: &str) -> Result<(), End> {
    for _ in 0..FRAMES_AT_ONCE {
        match connection.try_next().await {
            Ok(Some(Outgoing::Close(reason))) => return Err(End::Close(code(reason))),
            Ok(Some(outgoing)) => match outgoing::frame(outgoing) {
                Some(frame) => write(app, line, frame).await?,
                None => return Err(End::Close(close::TOO_SLOW)),
            },
            Ok(None) => break,
            Err(error) => return Err(ended_by(&error, id)),
        }
    }
    Ok(())
}

/// Somebody who does not read is not waited for.
async fn write(app: &App, line: &Line, frame: Bytes) -> Result<(), End> {
    line.say(frame, app.config.patience.write).await.map_err(|Broken| End::Gone)
}

async fn say_goodbye(line: &Line, voice: &mut Voice, code: u16) {
    line.say_last(frame::close(code));
    // Until the client has closed too: a line that is cut too early swallows the reason. A client that does not answer has had
    // its chance.
    let goodbye = async {
        tokio::select! {
            () = voice.hear_out() => {}
            Err(Broken) = line.unstick(CLOSE_PATIENCE) => {}
        }
    };
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
