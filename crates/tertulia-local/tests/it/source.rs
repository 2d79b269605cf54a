//! A source of files that does what sources do on a bad day.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the source does with a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Does {
    /// Gives what is asked for.
    Give,
    /// Breaks off after so many bytes.
    CutAfter(usize),
    /// Gives everything from the beginning, whatever range is asked for.
    IgnoreRange,
    /// Answers with this status.
    Refuse(u16),
    /// Gives so many bytes and then is silent.
    StallAfter(usize),
}

/// A source that serves the same bytes at every address, except for the index of packages.
#[derive(Clone)]
pub struct Source {
    pub url: String,
    state: Arc<Mutex<State>>,
}

struct State {
    bytes: Vec<u8>,
    plan: Vec<Does>,
    /// The first byte that each request asked for.
    asked: Vec<usize>,
}

impl Source {
    /// Does what the plan says, one entry a request, and gives after that.
    pub async fn start(bytes: &[u8], plan: &[Does]) -> std::io::Result<Source> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = State { bytes: bytes.to_vec(), plan: plan.to_vec(), asked: Vec::new() };
        let source = Source { url, state: Arc::new(Mutex::new(state)) };
        let serving = source.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let source = serving.clone();
                tokio::spawn(async move { source.serve(stream).await });
            }
        });
        Ok(source)
    }

    /// The first byte that each request asked for.
    pub fn asked(&self) -> Vec<usize> {
        self.state.lock().expect("not poisoned").asked.clone()
    }

    async fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let Some((path, from)) = read(&mut stream).await? else { return Ok(()) };
        if path.ends_with('/') {
            let list = format!(r#"{{"files":[{{"filename":"a-1.whl","url":"{}/files/a-1.whl"}}]}}"#, self.url);
            return give(&mut stream, "200 OK", "", list.as_bytes(), list.len()).await;
        }
        let (bytes, does) = {
            let mut state = self.state.lock().expect("not poisoned");
            state.asked.push(from);
            let does = if state.plan.is_empty() { Does::Give } else { state.plan.remove(0) };
            (state.bytes.clone(), does)
        };
        let rest = &bytes[from.min(bytes.len())..];
        let range = format!("Content-Range: bytes {from}-{}/{}\r\n", bytes.len().saturating_sub(1), bytes.len());
        let (status, head) = if from > 0 { ("206 Partial Content", range.as_str()) } else { ("200 OK", "") };
        match does {
            Does::Give => give(&mut stream, status, head, rest, rest.len()).await,
            Does::IgnoreRange => give(&mut stream, "200 OK", "", &bytes, bytes.len()).await,
            Does::Refuse(code) => give(&mut stream, &format!("{code} No"), "", b"", 0).await,
            Does::CutAfter(some) => give(&mut stream, status, head, &rest[..some], rest.len()).await,
            Does::StallAfter(some) => {
                give(&mut stream, status, head, &rest[..some], rest.len()).await?;
                std::future::pending().await
            }
        }
    }
}

/// The path and the first byte that is asked for.
async fn read(stream: &mut TcpStream) -> std::io::Result<Option<(String, usize)>> {
    let mut lines = BufReader::new(stream).lines();
    let Some(first) = lines.next_line().await? else { return Ok(None) };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut from = 0;
    while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
        if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
            from = range.trim_end_matches('-').parse().unwrap_or_default();
        }
    }
    Ok(Some((path, from)))
}

async fn give(stream: &mut TcpStream, status: &str, head: &str, body: &[u8], says: usize) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {says}\r\n{head}Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.flush().await
}
