//! What a client says, and what follows from it.

use bytes::Bytes;
use tertulia_core::{Error, GroupId, MessageId, Seq};
use tertulia_engine::{Caller, Position};
use tertulia_protocol::frame::{ClientFrame, Position as WirePosition};
use tertulia_protocol::signal::Partial;
use tertulia_protocol::thread::PostMessage;
use tertulia_protocol::{Reason, ServerFrame};

use super::outgoing;
use crate::error::Failure;
use crate::rest::messages::new_message;
use crate::{App, malformed, view};

/// The longest `ref` that a client may choose, in bytes.
const REFERENCE_MAX: usize = 64;

/// What a client wishes.
pub enum Wish {
    /// To be told what it missed of a group.
    Follow(GroupId, Option<Position>),
    /// To be seen as looking, or not.
    Active(bool),
    /// Something that the engine answers.
    Ask(Question),
}

/// What the engine answers.
pub enum Question {
    Post { reference: String, group: GroupId, post: PostMessage },
    Typing { group: GroupId, on: bool },
    Read { group: GroupId, seq: Seq },
    Partial { group: GroupId, message: MessageId },
}

/// The frame to send, if one follows.
pub type Answered = Result<Option<Bytes>, Error>;

/// Reads a frame; `None` for what is none.
pub fn read(text: &[u8]) -> Option<ClientFrame> {
    let frame = malformed::read_json(text).ok()?;
    match &frame {
        ClientFrame::Post { reference, .. } if reference.len() > REFERENCE_MAX => None,
        _ => Some(frame),
    }
}

/// What a frame wishes; `None` for `resume`, which comes once and first.
pub fn wish(frame: ClientFrame) -> Option<Wish> {
    Some(match frame {
        ClientFrame::Resume { .. } => return None,
        ClientFrame::CatchUp { group, epoch, seq } => {
            let position = position(&WirePosition { group, epoch, seq });
            Wish::Follow(position.group, Some(position))
        }
        ClientFrame::Active { on } => Wish::Active(on),
        ClientFrame::Post { reference, group, message, body, reply_to, forward } => {
            let post = PostMessage { id: message, body, reply_to, forward };
            Wish::Ask(Question::Post { reference, group: GroupId(group), post })
        }
        ClientFrame::Typing { group, on } => Wish::Ask(Question::Typing { group: GroupId(group), on }),
        ClientFrame::Read { group, seq } => Wish::Ask(Question::Read { group: GroupId(group), seq: Seq(seq) }),
        ClientFrame::Partial { group, message } => {
            Wish::Ask(Question::Partial { group: GroupId(group), message: MessageId(message) })
        }
    })
}

/// Answers a question. The same authoriser as over REST: a group is entered anew each time.
///
/// # Errors
/// What ends the connection. What is only refused is answered.
pub async fn answer(app: &App, caller: Caller, question: Question, id: &str) -> Answered {
    match question {
        Question::Post { reference, group, post } => {
            let frame = match submit(app, caller, group, post).await {
                Ok(seq) => ServerFrame::Ack { reference, seq: seq.0 },
                Err(failure) => ServerFrame::Problem { reference, problem: failure.problem(id) },
            };
            Ok(Some(outgoing::message(&frame)))
        }
        Question::Typing { group, on } => signal(
            writes(caller, async {
                let access = app.engine.enter(caller, group).await?;
                app.engine.typing(&access, on);
                Ok(None)
            })
            .await,
        ),
        Question::Read { group, seq } => signal(
            writes(caller, async {
                let access = app.engine.enter(caller, group).await?;
                app.engine.read_up_to(&access, seq).await?;
                Ok(None)
            })
            .await,
        ),
        Question::Partial { group, message } => signal(partial(app, caller, group, message).await),
    }
}

/// Where a client says that it stands.
pub fn positions(positions: &[WirePosition]) -> Vec<Position> {
    positions.iter().map(position).collect()
}

fn position(position: &WirePosition) -> Position {
    Position { group: GroupId(position.group), epoch: position.epoch, seq: Seq(position.seq) }
}

async fn submit(app: &App, caller: Caller, group: GroupId, post: PostMessage) -> Result<Seq, Failure> {
    if !caller.may_write() {
        return Err(Reason::ScopeTooSmall.into());
    }
    let access = app.engine.enter(caller, group).await?;
    Ok(app.engine.post(&access, new_message(post)?).await?.seq)
}

async fn partial(app: &App, caller: Caller, group: GroupId, message: MessageId) -> Answered {
    let access = app.engine.enter(caller, group).await?;
    // Asked of the thread, so that a text is only shown to those who may see its message.
    let message = app.engine.message(&access, message).await?;
    let text = app.engine.partial(message.id);
    let frame = |partial: Partial| outgoing::message(&ServerFrame::Partial { group: group.0, partial });
    Ok(text.map(|partial| frame(view::partial(&partial))))
}

/// A token that may only read gives no signals either.
async fn writes(caller: Caller, act: impl Future<Output = Answered>) -> Answered {
    if caller.may_write() { act.await } else { Ok(None) }
}

/// Signals have no answer, so there is nobody to tell of a refusal: a group that one has just left is no fault.
fn signal(answered: Answered) -> Answered {
    match answered {
        Err(Error::NotFound | Error::Denied(_) | Error::Conflict(_) | Error::TooMany(_) | Error::Busy) => Ok(None),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: &str = "01900000-0000-7000-8000-0000000000a0";

    #[test]
    fn frames_of_the_protocol_are_read() {
        for text in [
            r#"{"type":"resume","positions":[],"active":true}"#.to_owned(),
            format!(r#"{{"type":"resume","positions":[{{"group":"{GROUP}","epoch":1,"seq":7}}],"active":false}}"#),
            format!(
                r#"{{"type":"post","ref":"1","group":"{GROUP}","message":"{GROUP}","body":{{"text":"hi","mentions":[]}}}}"#
            ),
            format!(r#"{{"type":"typing","group":"{GROUP}","on":true}}"#),
            format!(r#"{{"type":"read","group":"{GROUP}","seq":7}}"#),
            r#"{"type":"active","on":false}"#.to_owned(),
            format!(r#"{{"type":"catch_up","group":"{GROUP}","epoch":1,"seq":7}}"#),
            format!(r#"{{"type":"partial","group":"{GROUP}","message":"{GROUP}"}}"#),
        ] {
            assert!(read(text.as_bytes()).is_some(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_none_and_harms_nobody() {
        let nested = format!(r#"{{"type":"post","body":{}"#, "[".repeat(200_000));
        let long = format!(
            r#"{{"type":"post","ref":"{}","group":"{GROUP}","message":"{GROUP}"}}"#,
            "x".repeat(REFERENCE_MAX + 1)
        );
        for text in [
            "",
            "null",
            "[]",
            "{}",
            "\u{0}",
            r#"{"type":"welcome"}"#,
            r#"{"type":"typing"}"#,
            r#"{"type":["typing"]}"#,
            r#"{"type":"active","on":"yes"}"#,
            r#"{"type":"active","on":true,"as":"admin"}"#,
            r#"{"type":"read","group":"7","seq":-1}"#,
            r#"{"type":"read","group":"01900000-0000-7000-8000-0000000000a0","seq":1e400}"#,
            nested.as_str(),
            long.as_str(),
        ] {
            assert!(read(text.as_bytes()).is_none(), "{}", &text[..text.len().min(80)]);
        }
        assert!(read(&[0xff, 0xfe, b'{', b'}']).is_none());
    }

    #[test]
    fn a_client_resumes_once() {
        let resume = ClientFrame::Resume { positions: Vec::new(), active: true };
        assert!(wish(resume).is_none());
        assert!(matches!(wish(ClientFrame::Active { on: true }), Some(Wish::Active(true))));
    }
}
