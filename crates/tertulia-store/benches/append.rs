//! What an append and a search cost in CPU time. Run by hand: `cargo bench -p tertulia-store --profile release`,
//! with `-- --only 50` for the appends whose name holds that and nothing else, and `-- --postgres URL` for an empty database.
//!
//! CPU time is the process's own, user and system, all threads; what PostgreSQL's own processes take comes on top of it. Wall time
//! depends on the disk and is printed beside.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tertulia_core::event::{GroupCreated, MemberJoined, MessagePosted, Stamp};
use tertulia_core::member::Via;
use tertulia_core::name::GroupName;
use tertulia_core::ports::{Append, Page, SearchQuery};
use tertulia_core::{Body, Event, EventKind, Group, GroupId, MessageId, ProfileId, Seq, Timestamp};
use tertulia_store::AnyStore;
use uuid::Uuid;

/// About 200 bytes, as people write.
const WORDS: [&str; 24] = [
    "bread", "tomorrow", "the", "train", "leaves", "at", "seven", "from", "platform", "two", "please", "bring", "your",
    "umbrella", "because", "it", "might", "rain", "again", "and", "we", "walk", "there", "together",
];

#[tokio::main]
async fn main() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("tertulia.db");
    let url = argument("--postgres");
    let started = Instant::now();
    let opened = AnyStore::open(url.as_deref(), &path).await.expect("a fresh store opens");
    println!("opening a fresh store: {:?}", started.elapsed());
    let store = &opened;

    let mut groups: Vec<Circle> = Vec::new();
    for n in 0..512 {
        groups.push(Circle::make(store, n).await);
    }
    for (name, batch, rounds) in [("alone", 1, 3_000), ("50 at once", 50, 200), ("500 at once", 500, 20)] {
        if only().is_some_and(|part| !name.contains(&part)) {
            continue;
        }
        measure(store, &mut groups[..batch], rounds / 5).await;
        let (cpu, wall, commits) = measure(store, &mut groups[..batch], rounds).await;
        let appends = u32::try_from(rounds * batch).expect("small");
        println!(
            "append, {name}: {:?} CPU and {:?} wall each, {commits} commits for {appends}",
            cpu / appends,
            wall / appends
        );
    }
    if only().is_none() {
        load_big_group(store, &mut groups[0]).await;
        read(store, &groups[0]).await;
    }
    store.close().await.expect("the store closes");
    let started = Instant::now();
    let store = AnyStore::open(url.as_deref(), &path).await.expect("the store opens again");
    println!("opening the full store: {:?}", started.elapsed());
    store.close().await.expect("the store closes");
}

/// What the command line asks for after `--only`.
fn only() -> Option<String> {
    argument("--only")
}

fn argument(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument != name).nth(1)
}

/// A group of the bench, with what the next append needs.
struct Circle {
    group: Group,
    next: u128,
}

impl Circle {
    async fn make(store: &AnyStore, n: u128) -> Circle {
        let id = GroupId(Uuid::now_v7());
        let name = GroupName::parse("Circle").expect("a fit name");
        let author = ProfileId(Uuid::from_u128(1));
        let mut circle = Circle { group: Group::unborn(id, author, name.clone()), next: n };
        let birth = vec![
            EventKind::GroupCreated(GroupCreated { name, photo: None, seats: vec![] }),
            EventKind::MemberJoined(MemberJoined { via: Via::Creating, sees_from: Seq(1) }),
        ];
        store.ports().append(circle.append(birth)).await.expect("the store appends");
        circle
    }

    fn append(&mut self, kinds: Vec<EventKind>) -> Append {
        let expected = self.group.head;
        let events: Vec<Event> = kinds
            .into_iter()
            .map(|kind| {
                let seq = self.group.head.next();
                let at = Timestamp(1_700_000_000_000 + i64::try_from(seq.0).expect("small"));
                let event = Event { stamp: Stamp { seq, at, author: ProfileId(Uuid::from_u128(1)) }, kind };
                self.group.apply(&event);
                event
            })
            .collect();
        Append { group: self.group.id, expected, events }
    }

    fn post(&mut self) -> Append {
        self.next += 1;
        let message = MessageId(Uuid::now_v7());
        let start = usize::try_from(self.next % 24).expect("small");
        let text: Vec<String> =
            (0..34).map(|i| format!("{}{}", WORDS[(start + i * 7) % 24], if i % 9 == 0 { start } else { i })).collect();
        let body = Some(Body::plain(text.join(" ")));
        self.append(vec![EventKind::MessagePosted(MessagePosted { message, reply_to: None, forwarded: false, body })])
    }
}

async fn measure(store: &AnyStore, groups: &mut [Circle], rounds: usize) -> (Duration, Duration, u64) {
    let ports = store.ports();
    let posts: Vec<Vec<Append>> = (0..rounds).map(|_| groups.iter_mut().map(Circle::post).collect()).collect();
    let (cpu, wall, commits) = (cpu_time(), Instant::now(), store.commits());
    for round in posts {
        for appended in join_all(round.into_iter().map(|post| ports.append(post))).await {
            appended.expect("the store appends");
        }
    }
    (cpu_time() - cpu, wall.elapsed(), store.commits() - commits)
}

/// Fills a group up to 100,000 messages.
async fn load_big_group(store: &AnyStore, circle: &mut Circle) {
    let cpu = cpu_time();
    let ports = store.ports();
    let before = circle.group.head.0;
    while circle.group.head.0 < 100_002 {
        let posts: Vec<Append> = (0..500).map(|_| circle.post()).collect();
        for appended in join_all(posts.into_iter().map(|post| ports.append(post))).await {
            appended.expect("the store appends");
        }
    }
    let appends = u32::try_from(circle.group.head.0 - before).expect("small");
    println!("append, 500 of one group at once: {:?} CPU each", (cpu_time() - cpu) / appends);
}

async fn read(store: &AnyStore, circle: &Circle) {
    for text in ["b", "br", "bread", "umbrella1", "rain bread", "the tr wa", "nothing", ""] {
        let query = || SearchQuery {
            text: text.into(),
            groups: vec![(circle.group.id, Seq(1))],
            author: text.is_empty().then_some(ProfileId(Uuid::from_u128(1))),
            limit: 20,
            ..SearchQuery::default()
        };
        store.ports().search(query()).await.expect("a search");
        let (cpu, wall) = (cpu_time(), Instant::now());
        let mut hits = 0;
        for _ in 0..10 {
            hits = store.ports().search(query()).await.expect("a search").len();
        }
        println!(
            "search {text:?} among 100,000: {hits} hits, {:?} CPU, {:?} wall",
            (cpu_time() - cpu) / 10,
            wall.elapsed() / 10
        );
    }
    for page in [Page::Newest, Page::Around(Seq(50_000)), Page::Before(Seq(1_000))] {
        let cpu = cpu_time();
        for _ in 0..100 {
            store.ports().page(circle.group.id, page, Seq(1), 50).await.expect("a page");
        }
        println!("a page of 50, {page:?}: {:?} CPU", (cpu_time() - cpu) / 100);
    }
    let cpu = cpu_time();
    for _ in 0..100 {
        store.ports().load_group(circle.group.id).await.expect("a group");
    }
    println!("loading the group: {:?} CPU", (cpu_time() - cpu) / 100);
}

/// User and system time of this process. The kernel counts in hundredths of a second.
fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("this bench needs Linux");
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks: u64 = fields[11].parse::<u64>().expect("user time") + fields[12].parse::<u64>().expect("system time");
    Duration::from_millis(ticks * 10)
}
