//! Search: what the first page costs in a group with a long history (MSG-6).
//!
//! The group is filled through the public API, by all its members at once. Texts are made of words as people use them: few
//! of them very often, many seldom. Then each kind of search is asked for many times.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::process::{Place, Server};
use crate::system::{Group, Rest, System, Tertulia};

/// How many people write at the same time.
const WRITERS: usize = 20;
/// How often each search is asked for; the CPU of a process is counted in hundredths of a second.
const TIMES: u32 = 40;
/// New messages that the search index has not been told of when the first of all searches comes.
const UNTOLD: usize = 390;
const WORDS: usize = 5_000;
const WORDS_A_TEXT: usize = 12;
/// A word that is in every text of ours and one that is in a single one; one of two characters that stands in every thousandth.
const FREQUENT: &str = "und";
const RARE: &str = "quetzal";
const HAN: &str = "\u{6c34}\u{736d}";

/// What came of it.
#[derive(Serialize)]
pub struct Search {
    pub messages: usize,
    pub searches: Vec<Searched>,
}

/// One kind of search.
#[derive(Serialize)]
pub struct Searched {
    pub what: &'static str,
    /// CPU time of the server for one, in milliseconds.
    pub cpu_ms: f64,
    /// From asking to the answer, in milliseconds; the mean.
    pub took_ms: f64,
    pub hits: usize,
}

/// Fills a group and searches it.
///
/// # Errors
/// Where the server refuses, or does not find what is there.
pub async fn measure(place: &Place, messages: usize) -> Result<Search> {
    let server = Tertulia.start(place, "search").await?;
    let group = Tertulia.populate(&server, 1, WRITERS).await?.pop().context("one group")?;
    let mut people = Vec::with_capacity(WRITERS);
    for member in &group.members {
        let (_, cookie) = member.headers.first().context("a member has a cookie")?;
        people.push(Rest::connect(server.address, member.from).await?.signed_in(cookie));
    }
    eprintln!("search: {messages} messages are written");
    write(&mut people, &group, 0, messages).await?;
    let author = people[0].call("GET", "/api/v1/me", &Value::Null).await?["profile"]["id"]
        .as_str()
        .context("somebody has an id")?
        .to_owned();
    let asker = &mut people[0];
    // Whatever the index was told of at the last occasion lies behind.
    ask(&server, asker, &group, "", 1, &format!("q={RARE}")).await?;
    let mut searches = Vec::new();
    for (what, query) in [
        ("a word in every message", format!("q={FREQUENT}")),
        ("a word in one message", format!("q={RARE}")),
        ("two characters of Han", format!("q={}", percent(HAN))),
        ("two words, one in every message", format!("q={FREQUENT}%20{RARE}")),
        ("the beginning of many words", "q=w1".to_owned()),
        ("everything by one author", format!("author={author}")),
        ("a word in every message, of one author", format!("q={FREQUENT}&author={author}")),
    ] {
        searches.push(ask(&server, asker, &group, what, TIMES, &query).await?);
    }
    write(&mut people[..1], &group, messages, UNTOLD).await?;
    let what = "the first search after many new messages";
    searches.push(ask(&server, &mut people[0], &group, what, 1, &format!("q={FREQUENT}")).await?);
    server.stop().await?;
    Ok(Search { messages, searches })
}

async fn ask(
    server: &Server,
    asker: &mut Rest,
    group: &Group,
    what: &'static str,
    times: u32,
    query: &str,
) -> Result<Searched> {
    let path = format!("/api/v1/search?group={}&{query}", group.key);
    let (before, began) = (server.cpu()?, Instant::now());
    let mut hits = 0;
    for _ in 0..times {
        hits = asker.call("GET", &path, &Value::Null).await?["hits"].as_array().map_or(0, Vec::len);
    }
    let each = |spent: Duration| spent.as_secs_f64() * 1_000.0 / f64::from(times);
    ensure!(hits > 0, "{path} finds nothing");
    Ok(Searched { what, cpu_ms: each(server.cpu()? - before), took_ms: each(began.elapsed()), hits })
}

/// Everybody writes at the same time, one message after the other.
async fn write(people: &mut [Rest], group: &Group, from: usize, count: usize) -> Result<()> {
    let (writers, path) = (people.len(), format!("/api/v1/groups/{}/messages", group.key));
    let writing = people.iter_mut().enumerate().map(|(writer, person)| {
        let path = &path;
        async move {
            for number in (from + writer..from + count).step_by(writers) {
                let form = json!({ "id": Uuid::now_v7(), "body": { "text": text(number), "mentions": [] } });
                person.call("POST", path, &form).await?;
            }
            anyhow::Ok(())
        }
    });
    try_join_all(writing).await.map(|_| ())
}

/// The text of a number, the same in every run.
fn text(number: usize) -> String {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(number as u64 + 1);
    let mut text = FREQUENT.to_owned();
    for _ in 0..WORDS_A_TEXT {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        // Squared twice: the first words are by far the most frequent.
        let share = (random >> 11) as f64 / (1_u64 << 53) as f64;
        text += &format!(" w{:x}", (share.powi(4) * WORDS as f64) as usize);
    }
    if number == 77 {
        text = text + " " + RARE;
    }
    if number.is_multiple_of(1_000) {
        text = text + " " + HAN;
    }
    text
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
