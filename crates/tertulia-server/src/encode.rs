//! Frames: how the engine's news are written, once for all connections and as they go over the line.

use std::sync::Arc;

use bytes::Bytes;
use tertulia_core::profile::Profile;
use tertulia_core::{Event, GroupId};
use tertulia_engine::{Encode, InstanceView, Signal};
use tertulia_protocol::account::Me;
use tertulia_protocol::{ServerFrame, encode_event, encode_hidden};

use crate::{ServerConfig, view, ws};

/// Writes frames for the sockets of one instance.
#[derive(Debug)]
pub struct Frames {
    is_insecure: bool,
}

impl Frames {
    /// Frames of an instance.
    pub fn new(config: &ServerConfig) -> Arc<Frames> {
        Arc::new(Frames { is_insecure: config.is_insecure() })
    }

    fn frame(&self, signal: &Signal) -> ServerFrame {
        match signal {
            Signal::Typing { group, profile, on } => {
                ServerFrame::Typing { group: group.0, profile: profile.0, on: *on }
            }
            Signal::Presence { presence } => ServerFrame::Presence { presence: view::presence(presence) },
            Signal::Read { group, profile, seq } => {
                ServerFrame::Read { group: group.0, profile: profile.0, seq: seq.0 }
            }
            Signal::Delta { group, message, run, offset, text } => ServerFrame::Delta {
                group: group.0,
                message: message.0,
                run: run.0,
                offset: *offset,
                text: text.clone(),
            },
            Signal::Partial { group, partial } => {
                ServerFrame::Partial { group: group.0, partial: view::partial(partial) }
            }
            Signal::Assistant { group, assistant, state, call } => ServerFrame::Assistant {
                group: group.0,
                assistant: assistant.0,
                state: view::assistant_state(*state),
                call: call.map(|id| id.0),
            },
            Signal::Profile { profile } => ServerFrame::Profile { profile: profile.into() },
            Signal::Preferences { group, preferences, unread } => {
                ServerFrame::Preferences { group: group.0, preferences: preferences.into(), unread: (*unread).into() }
            }
            Signal::Additions => ServerFrame::Additions,
            Signal::Requests { group, count } => ServerFrame::Requests { group: group.0, count: *count },
            Signal::Gone { group, reason } => ServerFrame::Gone { group: group.0, reason: view::gone_reason(*reason) },
            Signal::Me { profile, account } => ServerFrame::Me { me: Me::of(profile, account) },
            Signal::Instance { settings, assistant, model_names } => {
                let instance = InstanceView {
                    settings: settings.clone(),
                    // Only administrators change it, so there is one.
                    needs_setup: false,
                    assistant: assistant.clone(),
                    model_names: model_names.clone(),
                };
                ServerFrame::Instance { instance: view::instance(instance, self.is_insecure) }
            }
        }
    }
}

impl Encode for Frames {
    fn event(&self, group: GroupId, event: &Event, joiner: Option<&Profile>) -> Bytes {
        ws::text(encode_event(group, event, joiner).as_bytes())
    }

    fn hidden(&self, group: GroupId, event: &Event) -> Bytes {
        ws::text(encode_hidden(group, event).as_bytes())
    }

    fn signal(&self, signal: &Signal) -> Bytes {
        write(&self.frame(signal))
    }
}

/// A frame as it is sent.
pub fn write(frame: &ServerFrame) -> Bytes {
    ws::text(&serde_json::to_vec(frame).expect("frames have string keys and no failing parts"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tertulia_core::{MessageId, ProfileId, RunId};
    use uuid::Uuid;

    #[test]
    fn a_signal_is_written_as_the_frame_of_its_name() {
        let frames = Frames::new(&ServerConfig::new("http://127.0.0.1:8700"));
        let id = Uuid::from_u128(7);
        let delta =
            Signal::Delta {
                group: GroupId(id), message: MessageId(id), run: RunId(id), offset: 3, text: "é🐟".into()
            };
        let written =
            |signal| -> serde_json::Value { serde_json::from_str(&ws::read_text(&frames.signal(signal))).unwrap() };
        let frame = written(&delta);
        assert_eq!(frame["type"], "delta");
        assert_eq!((&frame["offset"], &frame["text"]), (&3.into(), &"é🐟".into()));
        let typing = Signal::Typing { group: GroupId(id), profile: ProfileId(id), on: true };
        let frame = written(&typing);
        assert_eq!((&frame["type"], &frame["on"]), (&"typing".into(), &true.into()));
    }
}
