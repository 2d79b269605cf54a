//! As much of the WebSocket protocol (RFC 6455) as a relay and a load generator on one machine need: whole text frames,
//! pings and closes. No fragments, no extensions.

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

/// The longest payload that is read, in bytes.
const PAYLOAD_MAX: usize = 1 << 20;
const ACCEPT_SALT: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/// Clients must mask. Ours do it with one key, which costs the server what any key does.
const MASK: [u8; 4] = [0x5a, 0xa5, 0x3c, 0xc3];

/// What a frame is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opcode {
    Text,
    Close,
    Ping,
    Pong,
}

/// A frame that was read.
#[derive(PartialEq, Eq, Debug)]
pub struct Frame<'b> {
    pub opcode: Opcode,
    pub payload: &'b [u8],
}

/// What a server answers to the key of a handshake.
pub fn accept(key: &str) -> String {
    let mut sha = Sha1::new();
    sha.update(key.as_bytes());
    sha.update(ACCEPT_SALT);
    STANDARD.encode(sha.finalize())
}

/// A frame as a server writes it.
pub fn from_server(opcode: Opcode, payload: &[u8]) -> Vec<u8> {
    let mut frame = head(opcode, payload.len(), 0);
    frame.extend_from_slice(payload);
    frame
}

/// A frame as a client writes it.
pub fn from_client(opcode: Opcode, payload: &[u8]) -> Vec<u8> {
    let mut frame = head(opcode, payload.len(), 0x80);
    frame.extend_from_slice(&MASK);
    let start = frame.len();
    frame.extend_from_slice(payload);
    unmask(&mut frame[start..], MASK);
    frame
}

/// Takes the first whole frame out of `bytes`, in place; how many bytes it took. `None` where it has not arrived whole.
///
/// # Errors
/// Where this is not a frame that we speak.
pub fn read(bytes: &mut [u8]) -> Result<Option<(Frame<'_>, usize)>> {
    let [first, second, ..] = *bytes else { return Ok(None) };
    let opcode = match first {
        0x81 => Opcode::Text,
        0x88 => Opcode::Close,
        0x89 => Opcode::Ping,
        0x8a => Opcode::Pong,
        other => bail!("a frame begins with {other:#x}, which is not spoken here"),
    };
    let (length, mut at) = match second & 0x7f {
        126 => match bytes.get(2..4) {
            Some(long) => (usize::from(u16::from_be_bytes([long[0], long[1]])), 4),
            None => return Ok(None),
        },
        127 => match bytes.get(2..10).and_then(|long| long.try_into().ok()) {
            Some(long) => (usize::try_from(u64::from_be_bytes(long))?, 10),
            None => return Ok(None),
        },
        short => (usize::from(short), 2),
    };
    if length > PAYLOAD_MAX {
        bail!("a frame of {length} bytes is longer than {PAYLOAD_MAX}");
    }
    let mut mask = None;
    if second & 0x80 != 0 {
        let Some(key) = bytes.get(at..at + 4).and_then(|key| key.try_into().ok()) else { return Ok(None) };
        mask = Some(key);
        at += 4;
    }
    let end = at + length;
    let Some(payload) = bytes.get_mut(at..end) else { return Ok(None) };
    if let Some(key) = mask {
        unmask(payload, key);
    }
    Ok(Some((Frame { opcode, payload }, end)))
}

fn head(opcode: Opcode, length: usize, mask_bit: u8) -> Vec<u8> {
    let mut head = Vec::with_capacity(length + 14);
    head.push(match opcode {
        Opcode::Text => 0x81,
        Opcode::Close => 0x88,
        Opcode::Ping => 0x89,
        Opcode::Pong => 0x8a,
    });
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..126), _) => head.push(mask_bit | short),
        (_, Ok(long)) => {
            head.push(mask_bit | 126);
            head.extend_from_slice(&long.to_be_bytes());
        }
        (_, Err(_)) => {
            head.push(mask_bit | 127);
            head.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    head
}

fn unmask(payload: &mut [u8], key: [u8; 4]) {
    let mut words = payload.chunks_exact_mut(4);
    for word in &mut words {
        for (byte, key) in word.iter_mut().zip(key) {
            *byte ^= key;
        }
    }
    for (byte, key) in words.into_remainder().iter_mut().zip(key) {
        *byte ^= key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_to_a_handshake_is_that_of_the_standard() {
        assert_eq!(accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn a_frame_of_any_length_comes_back() {
        for length in [0, 1, 3, 125, 126, 200, 65_535, 65_536] {
            let payload: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            for mut bytes in [from_server(Opcode::Text, &payload), from_client(Opcode::Text, &payload)] {
                let whole = bytes.len();
                bytes.extend_from_slice(b"next");
                let (frame, taken) = read(&mut bytes).expect("a frame").expect("whole");
                assert_eq!((frame.opcode, frame.payload, taken), (Opcode::Text, payload.as_slice(), whole));
            }
        }
    }

    #[test]
    fn what_has_not_arrived_whole_is_left_as_it_is() {
        let frame = from_client(Opcode::Ping, &[7; 300]);
        for cut in 0..frame.len() {
            let mut bytes = frame[..cut].to_vec();
            assert_eq!(read(&mut bytes).expect("no fault"), None, "{cut}");
            assert_eq!(bytes, frame[..cut]);
        }
    }

    #[test]
    fn what_is_not_spoken_here_is_refused() {
        assert!(read(&mut [0x01, 0x00]).is_err(), "a fragment");
        assert!(read(&mut [0xc1, 0x00]).is_err(), "compressed");
        assert!(read(&mut [0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0]).is_err(), "too long");
    }
}
