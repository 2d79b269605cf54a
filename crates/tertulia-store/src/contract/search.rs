//! Searching.

use std::sync::Arc;

use tertulia_core::ports::{SearchQuery, Store};
use tertulia_core::run::{Origin, Outcome};
use tertulia_core::{Command, MessageId, Seq, Timestamp};

use super::tale::{Tale, person, tulia};

fn query(tale: &Tale, text: &str) -> SearchQuery {
    SearchQuery { text: text.into(), groups: vec![(tale.id(), Seq(1))], limit: 20, ..SearchQuery::default() }
}

async fn found(store: &Arc<dyn Store>, query: SearchQuery) -> Vec<MessageId> {
    store.search(query).await.expect("a search").iter().map(|hit| hit.message).collect()
}

pub async fn two_characters_find_their_message_in_every_script(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    for (text, two) in [
        ("See you at the bakery", "ba"),
        ("明天去图书馆吧", "图书"),
        ("来週東京へ行きます", "東京"),
        ("내일 도서관에서 만나요", "서관"),
        ("نلتقي غداً في المكتبة", "نل"),
    ] {
        let message = tale.post(person(1), text).await;
        assert_eq!(found(&store, query(&tale, two)).await, [message], "{two}");
    }
}

pub async fn hits_come_newest_first_and_go_on(store: Arc<dyn Store>) {
    let mut one = Tale::begin(&store, 1).await;
    let mut other = Tale::begin(&store, 2).await;
    let mut posted = Vec::new();
    for n in 0..12 {
        let tale = if n % 3 == 0 { &mut other } else { &mut one };
        tale.wait(100 * n);
        posted.push(tale.post(person(1), "the same words").await);
    }
    posted.reverse();
    let both = SearchQuery { limit: 5, groups: vec![(one.id(), Seq(1)), (other.id(), Seq(1))], ..query(&one, "same") };
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let hits = store.search(SearchQuery { before, ..both.clone() }).await.unwrap();
        let Some(last) = hits.last() else { break };
        assert!(hits.len() <= 5);
        before = Some((last.at, last.message));
        seen.extend(hits.iter().map(|hit| hit.message));
    }
    assert_eq!(seen, posted);
}

pub async fn all_words_have_to_be_found(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let both = tale.post(person(1), "Bread and cheese, 東京 later").await;
    tale.post(person(1), "Bread and butter").await;
    tale.post(person(1), "東と京 cheese").await;
    assert_eq!(found(&store, query(&tale, "CHEESE bread")).await, [both]);
    assert_eq!(found(&store, query(&tale, "chee 東京")).await, [both]);
    assert_eq!(found(&store, query(&tale, "bread wine")).await, []);
    assert_eq!(found(&store, query(&tale, "heese")).await, [], "words are found by their beginning");
}

pub async fn only_the_given_groups_are_searched(store: Arc<dyn Store>) {
    let mut mine = Tale::begin(&store, 1).await;
    let mut theirs = Tale::begin(&store, 2).await;
    let seen = mine.post(person(1), "secret plan").await;
    theirs.post(person(1), "secret plan").await;
    assert_eq!(found(&store, query(&mine, "secret")).await, [seen]);
    assert_eq!(found(&store, SearchQuery { groups: vec![], ..query(&mine, "secret") }).await, []);
}

pub async fn nothing_before_what_is_seen_is_found(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    tale.post(person(1), "words before").await;
    let after = tale.post(person(1), "words after").await;
    let from_joining = SearchQuery { groups: vec![(tale.id(), Seq(4))], ..query(&tale, "words") };
    assert_eq!(found(&store, from_joining).await, [after]);
}

pub async fn author_and_date_restrict(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    tale.join(person(2)).await;
    let early = tale.post(person(1), "apple pie").await;
    tale.wait(1_000);
    let middle = tale.post(person(2), "apple juice").await;
    let at = tale.now();
    tale.wait(1_000);
    let late = tale.post(person(1), "apple cake").await;
    let all = query(&tale, "apple");
    let nothing_typed = SearchQuery { text: " ".into(), ..all.clone() };
    let by = |n, query: &SearchQuery| SearchQuery { author: Some(person(n)), ..query.clone() };
    assert_eq!(found(&store, by(1, &all)).await, [late, early]);
    assert_eq!(found(&store, by(2, &nothing_typed)).await, [middle]);
    assert_eq!(found(&store, by(3, &nothing_typed)).await, []);
    assert_eq!(found(&store, SearchQuery { from: Some(at), ..all.clone() }).await, [late, middle]);
    assert_eq!(found(&store, SearchQuery { until: Some(at), ..nothing_typed.clone() }).await, [early]);
    let until = Some(Timestamp(at.0 + 1));
    assert_eq!(found(&store, SearchQuery { from: Some(at), until, ..nothing_typed }).await, [middle]);
}

pub async fn nothing_typed_is_an_operator(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let message = tale.post(person(1), "rock and roll, not near").await;
    for text in
        ["rock AND roll", "NOT near", "rock\" OR \"x", "near(rock", "rock*", "-rock", "words:rock", "{rock}", "^rock"]
    {
        let hits = found(&store, query(&tale, text)).await;
        assert!(hits.is_empty() || hits == [message], "{text}");
    }
    assert_eq!(found(&store, query(&tale, "rock AND roll")).await, [message], "and is a word");
    for text in ["\"", "*", "()", "''", "\0", "\u{E000}", ":", "…"] {
        assert_eq!(found(&store, query(&tale, text)).await, [], "{text:?}");
    }
    let long = "rock ".repeat(10_000);
    assert_eq!(found(&store, query(&tale, &long)).await, [message]);
}

pub async fn an_edit_replaces_and_a_deletion_erases(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let message = tale.post(person(1), "tea at five").await;
    tale.edit(person(1), message, "coffee at six").await;
    assert_eq!(found(&store, query(&tale, "tea")).await, []);
    assert_eq!(found(&store, query(&tale, "coffee six")).await, [message]);
    tale.delete(person(1), message).await;
    assert_eq!(found(&store, query(&tale, "coffee")).await, []);
    let by_author = SearchQuery { author: Some(person(1)), ..query(&tale, "") };
    assert_eq!(found(&store, by_author).await, []);
}

pub async fn answers_are_found_when_they_have_ended(store: Arc<dyn Store>) {
    let mut tale = Tale::begin(&store, 1).await;
    let call = tale.post(person(1), "Tulia, where is Lisbon?").await;
    let answer = tale.begin_answer(call, Origin::Call).await;
    store.checkpoint(tale.id(), answer, "In Portugal").await.unwrap();
    assert_eq!(found(&store, query(&tale, "portugal")).await, []);
    tale.end_answer(answer, "In Portugal.", Outcome::Finished).await;
    assert_eq!(found(&store, query(&tale, "portugal")).await, [answer]);
    let by_assistant = SearchQuery { author: Some(tulia()), ..query(&tale, "") };
    assert_eq!(found(&store, by_assistant).await, [answer]);
    tale.lets(person(1), Command::Delete { message: answer }).await;
    assert_eq!(found(&store, query(&tale, "portugal")).await, []);
}
