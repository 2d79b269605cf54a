//! The child's side, and the reply that both sides agree on.
//!
//! The child reads one file from standard input until its end and writes one reply to standard output: a byte that
//! says what it is, and for a photo the length of the large picture (four bytes, little-endian), the large picture
//! and the small one.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use bytes::Bytes;

use crate::limits::Limits;
use crate::photo::{self, MAX_INPUT, Photo, Refusal};

/// The longest reply the parent reads, in bytes. A square of 512 pixels with four bytes each takes half of it.
pub(crate) const MAX_REPLY: usize = 2 * 1024 * 1024;

const JPEG: u8 = b'J';
const PNG: u8 = b'P';
const NOT_A_PICTURE: u8 = b'n';
const TOO_MANY_PIXELS: u8 = b'p';

/// Makes one photo from standard input, within [`Limits`], and says on standard output how it went.
///
/// The binary calls this first thing in `main` when its only argument is [`crate::WORKER_ARGUMENT`], before it starts
/// a thread, reads its configuration or opens a file.
pub fn run_worker() -> ExitCode {
    match Limits::default().apply().and_then(|()| answer()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The parent logs what is said here.
            eprintln!("media worker: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> io::Result<()> {
    let mut file = Vec::new();
    // The parent has checked the size; this is the second wall.
    io::stdin().lock().take(MAX_INPUT as u64 + 1).read_to_end(&mut file)?;
    if file.len() > MAX_INPUT {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is larger than the parent may send"));
    }
    let mut output = io::stdout().lock();
    output.write_all(&encode(&photo::make(&file)))?;
    output.flush()
}

fn encode(result: &Result<Photo, Refusal>) -> Vec<u8> {
    match result {
        Err(Refusal::NotAPicture) => vec![NOT_A_PICTURE],
        Err(Refusal::TooManyPixels) => vec![TOO_MANY_PIXELS],
        Ok(photo) => {
            let length = u32::try_from(photo.large.len()).expect("a square of 512 pixels is far below 4 GiB");
            let kind = if photo.mime == "image/png" { PNG } else { JPEG };
            [&[kind], &length.to_le_bytes()[..], &photo.large[..], &photo.small[..]].concat()
        }
    }
}

/// Reads a reply. `None` for anything else than a whole one: a child that was taken over can say what it likes, so
/// the parent believes neither its lengths nor its types.
pub(crate) fn decode(reply: Bytes) -> Option<Result<Photo, Refusal>> {
    let (&kind, rest) = reply.split_first()?;
    let (mime, signature): (_, &[u8]) = match kind {
        NOT_A_PICTURE if rest.is_empty() => return Some(Err(Refusal::NotAPicture)),
        TOO_MANY_PIXELS if rest.is_empty() => return Some(Err(Refusal::TooManyPixels)),
        JPEG => ("image/jpeg", &[0xff, 0xd8, 0xff]),
        PNG => ("image/png", b"\x89PNG\r\n\x1a\n"),
        _ => return None,
    };
    let (length, pictures) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (large, small) = pictures.split_at_checked(length)?;
    if !large.starts_with(signature) || !small.starts_with(signature) {
        return None;
    }
    Some(Ok(Photo { large: reply.slice_ref(large), small: reply.slice_ref(small), mime }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo() -> Photo {
        Photo {
            large: Bytes::from_static(b"\xff\xd8\xff large"),
            small: Bytes::from_static(b"\xff\xd8\xff small"),
            mime: "image/jpeg",
        }
    }

    #[test]
    fn a_reply_says_what_the_worker_said() {
        for result in [Ok(photo()), Err(Refusal::NotAPicture), Err(Refusal::TooManyPixels)] {
            assert_eq!(decode(encode(&result).into()), Some(result));
        }
    }

    #[test]
    fn a_reply_that_is_cut_or_lies_is_no_reply() {
        let whole = encode(&Ok(photo()));
        for length in 0..whole.len() - b" small".len() {
            assert_eq!(decode(Bytes::copy_from_slice(&whole[..length])), None, "cut after {length} bytes");
        }
        let mut longer = whole.clone();
        longer[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
        let mut script = whole.clone();
        script[5..8].copy_from_slice(b"<sc");
        let mut renamed = whole;
        renamed[0] = PNG;
        for lie in [longer, script, renamed, b"nn".to_vec(), b"x".to_vec()] {
            assert_eq!(decode(lie.clone().into()), None, "{lie:?}");
        }
    }
}
