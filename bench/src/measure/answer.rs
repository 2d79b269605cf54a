//! An answer that streams to everybody: what Tertulia adds between a model's token and twenty members, and what it costs.
//!
//! The model is a server of our own that says one number after the other at an even pace and notes when.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use uuid::Uuid;

use crate::process::{Place, Server};
use crate::system::{Group, PASSWORD, Rest, System, Tertulia, connect};

const MEMBERS: usize = 20;
const TOKENS_PER_SECOND: u64 = 100;
/// How long a member waits for more, at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of it.
#[derive(Serialize)]
pub struct Answer {
    pub members: usize,
    pub tokens: usize,
    /// From the model's token to a member, in milliseconds; over all tokens and members.
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub most_ms: f64,
    /// CPU time of the server while it streamed, in hundredths of a core.
    pub core_percent: f64,
}

/// When the model said each number.
type Said = Rc<RefCell<Vec<Instant>>>;

/// Streams one answer of `seconds` to a group.
///
/// # Errors
/// Where the server refuses, or a member does not hear all.
pub async fn measure(place: &Place, seconds: u64) -> Result<Answer> {
    let server = Tertulia.start(place, "answer").await?;
    let group = Tertulia.populate(&server, 1, MEMBERS).await?.pop().context("one group")?;
    let said = Said::default();
    let tokens = usize::try_from(seconds * TOKENS_PER_SECOND)?;
    let model = model(said.clone(), tokens).await?;
    let mut admin = Rest::connect(server.address, std::net::Ipv4Addr::LOCALHOST).await?;
    let password = json!({ "username": "ada", "password": PASSWORD });
    admin.call("POST", "/api/v1/sessions", &password).await.context("cannot sign in")?;
    let provider = json!({ "name": "Bench", "base_url": model, "models": ["counter"] });
    admin.call("POST", "/api/v1/admin/providers", &provider).await.context("cannot connect the model")?;

    let mut listening = Vec::new();
    for member in &group.members {
        let cookie = &member.headers.first().context("a member has a cookie")?.1;
        let socket = open(&server, member.from, cookie).await?;
        listening.push(tokio::task::spawn_local(listen(socket, tokens)));
    }
    let (before, began) = (server.cpu()?, Instant::now());
    ask(&server, &group).await?;
    let mut delays = Vec::with_capacity(MEMBERS * tokens);
    for heard in listening {
        let heard = heard.await??;
        let said = said.borrow();
        ensure!(said.len() == tokens, "the model said {} of {tokens}", said.len());
        for (number, at) in heard {
            delays.push(at.duration_since(said[number - 1]).as_secs_f64() * 1_000.0);
        }
    }
    let (spent, took) = (server.cpu()? - before, began.elapsed());
    server.stop().await?;
    ensure!(delays.len() == MEMBERS * tokens, "{} of {} tokens arrived", delays.len(), MEMBERS * tokens);
    delays.sort_by(f64::total_cmp);
    let at = |share: f64| delays[((delays.len() - 1) as f64 * share) as usize];
    Ok(Answer {
        members: MEMBERS,
        tokens,
        p50_ms: at(0.5),
        p99_ms: at(0.99),
        most_ms: at(1.0),
        core_percent: spent.as_secs_f64() / took.as_secs_f64() * 100.0,
    })
}

/// Starts the model; its address.
async fn model(said: Said, tokens: usize) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/v1", listener.local_addr()?);
    tokio::task::spawn_local(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let said = said.clone();
            tokio::task::spawn_local(async move {
                if let Err(error) = serve(stream, said, tokens).await {
                    eprintln!("the model failed: {error:#}");
                }
            });
        }
    });
    Ok(address)
}

async fn serve(stream: TcpStream, said: Said, tokens: usize) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut first = String::new();
    stream.read_line(&mut first).await?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    let out = stream.get_mut();
    if !first.starts_with("POST") {
        let list = r#"{"data":[{"id":"counter"}]}"#;
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
        out.write_all(format!("{head}Content-Length: {}\r\n\r\n{list}", list.len()).as_bytes()).await?;
        return Ok(());
    }
    out.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n").await?;
    let mut pace = tokio::time::interval(Duration::from_millis(1_000 / TOKENS_PER_SECOND));
    for number in 1..=tokens {
        pace.tick().await;
        let delta = json!({ "choices": [{ "delta": { "content": format!("{number} ") }, "finish_reason": null }] });
        said.borrow_mut().push(Instant::now());
        out.write_all(format!("data: {delta}\n\n").as_bytes()).await?;
    }
    let end = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] });
    out.write_all(format!("data: {end}\n\ndata: [DONE]\n\n").as_bytes()).await?;
    Ok(())
}

type Socket = tokio_tungstenite::WebSocketStream<TcpStream>;

async fn open(server: &Server, from: std::net::Ipv4Addr, cookie: &str) -> Result<Socket> {
    let stream = connect(server.address, from).await?;
    let mut request = format!("ws://{}/api/v1/live", server.address).into_client_request()?;
    request.headers_mut().insert("Cookie", cookie.parse()?);
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    socket.send(Message::text(Tertulia.greeting().context("a greeting")?)).await?;
    loop {
        let frame = next(&mut socket).await?;
        if Tertulia.is_welcome(frame.as_bytes()) {
            return Ok(socket);
        }
    }
}

async fn next(socket: &mut Socket) -> Result<String> {
    loop {
        match tokio::time::timeout(PATIENCE, socket.next()).await?.context("the socket ended")?? {
            Message::Text(text) => return Ok(text.to_string()),
            Message::Close(why) => bail!("closed: {why:?}"),
            Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_) => {}
        }
    }
}

/// When each number came to a member for the first time.
async fn listen(mut socket: Socket, tokens: usize) -> Result<HashMap<usize, Instant>> {
    let mut heard = HashMap::with_capacity(tokens);
    let mut rest = String::new();
    while heard.len() < tokens {
        let frame = next(&mut socket).await?;
        let at = Instant::now();
        let value: Value = serde_json::from_str(&frame)?;
        let is_end = value["type"] == "event" && value["event"]["kind"] == "run_ended";
        let text = match value["type"].as_str() {
            Some("event") if is_end => {
                rest.clear();
                value.pointer("/event/body/text")
            }
            Some("delta") => value.get("text"),
            _ => None,
        };
        let Some(text) = text.and_then(Value::as_str) else { continue };
        rest.push_str(text);
        if is_end {
            rest.push(' ');
        }
        // A number is whole once something follows it.
        let whole = rest.rfind(' ').map_or(0, |at| at + 1);
        for number in rest[..whole].split_whitespace() {
            heard.entry(number.parse()?).or_insert(at);
        }
        rest.drain(..whole);
    }
    Ok(heard)
}

/// The first member calls the assistant.
async fn ask(server: &Server, group: &Group) -> Result<()> {
    let member = group.members.first().context("a member")?;
    let cookie = &member.headers.first().context("a member has a cookie")?.1;
    let mut guest = Rest::connect(server.address, member.from).await?.signed_in(cookie);
    let path = format!("/api/v1/groups/{}/messages", group.key);
    let call = json!({ "id": Uuid::now_v7(), "body": { "text": "Tulia, count for us please.", "mentions": [] } });
    guest.call("POST", &path, &call).await.context("cannot call the assistant")?;
    Ok(())
}
