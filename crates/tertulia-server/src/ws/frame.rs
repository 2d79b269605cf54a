//! Frames as a server writes them (RFC 6455 §5.2): whole and unmasked, so that one buffer serves every reader.

use bytes::Bytes;

const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;

/// A text frame.
pub fn text(payload: &[u8]) -> Bytes {
    let length = payload.len();
    let mut frame = Vec::with_capacity(length + 10);
    frame.push(TEXT);
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..126), _) => frame.push(short),
        (_, Ok(long)) => {
            frame.push(126);
            frame.extend_from_slice(&long.to_be_bytes());
        }
        (_, Err(_)) => {
            frame.push(127);
            frame.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    frame.extend_from_slice(payload);
    frame.into()
}

/// Asks whether anybody is there, and says that we are: the protocol's ping for programs and what lies between, and a text
/// frame for pages, which cannot see pings. In one buffer, because they always go out together.
pub fn sign_of_life(payload: &[u8]) -> Bytes {
    [&[PING, 0], &text(payload)[..]].concat().into()
}

/// The last frame, with the reason.
pub fn close(code: u16) -> Bytes {
    let [high, low] = code.to_be_bytes();
    Bytes::copy_from_slice(&[CLOSE, 2, high, low])
}

/// The first text that a client reads.
#[cfg(test)]
pub fn read_text(frames: &Bytes) -> String {
    let line = std::io::Cursor::new(frames.to_vec());
    let mut client = tungstenite::WebSocket::from_raw_socket(line, tungstenite::protocol::Role::Client, None);
    loop {
        if let tungstenite::Message::Text(text) = client.read().expect("a whole frame") {
            return text.as_str().to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;
    use tungstenite::protocol::{CloseFrame, Role};
    use tungstenite::{Message, WebSocket};

    fn heard(frames: &[Bytes]) -> Vec<Message> {
        let line = Cursor::new(frames.concat());
        let mut client = WebSocket::from_raw_socket(line, Role::Client, None);
        std::iter::repeat_with(|| client.read()).map_while(Result::ok).collect()
    }

    #[test]
    fn a_client_reads_texts_of_every_length() {
        for length in [0, 1, 125, 126, 127, 65_535, 65_536, 300_000] {
            let payload = "é".repeat(length / 2) + if length % 2 == 1 { "x" } else { "" };
            assert_eq!(heard(&[text(payload.as_bytes())]), [Message::text(payload)], "{length}");
        }
    }

    #[test]
    fn a_client_reads_signs_of_life_and_the_reason_of_the_end() {
        let end = CloseFrame { code: 4008.into(), reason: "".into() };
        let heard = heard(&[sign_of_life(b"here"), close(4008)]);
        assert_eq!(heard, [Message::Ping(Bytes::new()), Message::text("here"), Message::Close(Some(end))]);
    }
}
