//! Searching in `tsvector`s.

use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use tertulia_core::Result;
use tertulia_core::ports::SearchQuery;
use uuid::Uuid;

use super::PostgresStore;
use super::common::columns::place;
use super::common::search::{Bounds, HitRow};
use crate::error::SqlResult;
use crate::marks;
use crate::segment::{self, Term};

/// Newest messages that are looked through before the index is asked.
const WINDOW: i64 = 2_000;
/// Fewer of each group are not worth looking through.
const WINDOW_MIN: i64 = 100;

/// Messages of the groups `$2`, each from the first place seen in `$3`, within `$4` to `$6`.
macro_rules! seen_messages {
    () => {
        "messages m JOIN unnest($2::uuid[], $3::bigint[]) seen (id, sees_from)
            ON seen.id = m.group_id AND m.seq >= seen.sees_from
            AND m.row < $4 AND m.at_ms >= $5 AND m.at_ms < $6 AND m.deleted_at_ms IS NULL"
    };
}

crate::sql::sql! {
    /// `$1`: the expression; `$2`, `$3`: groups, each with the first place seen; `$4`: only rows before; `$5`, `$6`: from, until;
    /// `$7`: limit; `$8`: how many of each group are looked through. Only as far back as every group was looked through.
    NEWEST = "WITH newest AS MATERIALIZED (
            SELECT m.* FROM unnest($2::uuid[], $3::bigint[]) seen (id, sees_from) CROSS JOIN LATERAL (
                SELECT row, group_id, id, seq, at_ms, deleted_at_ms FROM messages
                WHERE group_id = seen.id AND seq >= seen.sees_from AND row < $4 ORDER BY seq DESC LIMIT $8) m),
        looked AS (SELECT COALESCE(MAX(last), 0) AS back_to FROM
            (SELECT MIN(row) AS last FROM newest GROUP BY group_id HAVING COUNT(*) = $8) ends)
        SELECT n.row, n.group_id, n.id, n.seq, n.at_ms
        FROM (SELECT newest.* FROM newest, looked WHERE newest.row >= looked.back_to ORDER BY newest.row DESC OFFSET 0) n
        CROSS JOIN LATERAL (SELECT words FROM search WHERE row = n.row AND NOT is_part OFFSET 0) s
        WHERE s.words @@ $1::tsquery AND n.at_ms >= $5 AND n.at_ms < $6 AND n.deleted_at_ms IS NULL
        ORDER BY n.row DESC LIMIT $7";
    /// By the index, which gives all that is found at once. `$1` to `$7` as above.
    SEARCH = concat!("WITH found AS MATERIALIZED (SELECT row FROM search WHERE words @@ $1::tsquery AND NOT is_part)
        SELECT m.row, m.group_id, m.id, m.seq, m.at_ms FROM ", seen_messages!(), "
        JOIN found ON found.row = m.row ORDER BY m.row DESC LIMIT $7");
    /// For messages of several parts, which hold the words together; there are few. `$1`, `$8`: each thing wanted, and how many of
    /// its group.
    SEARCH_PARTS = concat!("WITH parts AS MATERIALIZED (
            SELECT s.row, s.words FROM search s JOIN (SELECT m.row FROM ", seen_messages!(), ") m ON m.row = s.row
            WHERE s.is_part),
        found AS (SELECT parts.row FROM parts
            JOIN unnest($1::text[], $8::bigint[]) wanted (words, count) ON parts.words @@ wanted.words::tsquery
            GROUP BY parts.row HAVING COUNT(DISTINCT wanted.words) = MIN(wanted.count))
        SELECT m.row, m.group_id, m.id, m.seq, m.at_ms FROM found JOIN messages m ON m.row = found.row
        ORDER BY m.row DESC LIMIT $7");
}

/// What is looked for: all of it in one expression, and each thing by itself with the number of them in its group.
pub(super) struct Wanted {
    whole: String,
    each: Vec<String>,
    counts: Vec<i64>,
}

/// `None` where nothing can be found.
///
/// Words hold letters, digits and marks only, and each is quoted, so that nothing typed can be read as an operator.
pub(super) fn wanted(query: &SearchQuery) -> Option<Wanted> {
    let terms = segment::terms(&query.text);
    if terms.is_empty() && !query.text.trim().is_empty() {
        return None;
    }
    let mut wanted = Wanted { whole: String::new(), each: Vec::new(), counts: Vec::new() };
    for (group, _) in &query.groups {
        let mark = marks::group(*group);
        let mut all: Vec<String> = terms.iter().map(|term| expression(&mark, term)).collect();
        if let Some(author) = query.author {
            all.push(format!("'{}'", marks::author(&mark, author)));
        }
        if all.is_empty() {
            all.push(format!("'{mark}'"));
        }
        all.sort();
        all.dedup();
        if !wanted.whole.is_empty() {
            wanted.whole.push('|');
        }
        wanted.whole.push_str(&format!("({})", all.join("&")));
        wanted.counts.extend(std::iter::repeat_n(i64::try_from(all.len()).unwrap_or(i64::MAX), all.len()));
        wanted.each.extend(all);
    }
    (!wanted.whole.is_empty()).then_some(wanted)
}

fn expression(mark: &str, term: &Term) -> String {
    match term {
        Term::Prefix(word) => format!("'{mark}{word}':*"),
        Term::Phrase(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("'{mark}{word}'")).collect();
            format!("({})", words.join("<->"))
        }
    }
}

/// The rows of the messages that are found.
pub(super) async fn find(
    store: &PostgresStore,
    Wanted { whole, each, counts }: Wanted,
    query: &SearchQuery,
    bounds: Bounds,
) -> Result<Vec<HitRow>> {
    let groups: Vec<Uuid> = query.groups.iter().map(|(group, _)| group.0).collect();
    let seen_from: Vec<i64> = query.groups.iter().map(|(_, from)| place(*from)).collect();
    let limit = usize::try_from(bounds.limit).unwrap_or(0);
    let parts = bound(sqlx::query_as(SEARCH_PARTS).bind(each), &groups, &seen_from, &bounds).bind(counts);
    let window = WINDOW / i64::try_from(groups.len()).unwrap_or(i64::MAX);
    // What is in many messages is in new ones; what is not is in few, and they are in the index.
    let mut rows: Vec<Row> = Vec::new();
    if window >= WINDOW_MIN {
        let newest = bound(sqlx::query_as(NEWEST).bind(whole.clone()), &groups, &seen_from, &bounds).bind(window);
        rows = newest.fetch_all(&store.read).await.sql()?;
    }
    if rows.len() < limit {
        let found = bound(sqlx::query_as(SEARCH).bind(whole), &groups, &seen_from, &bounds);
        rows = found.fetch_all(&store.read).await.sql()?;
    }
    rows.extend(parts.fetch_all(&store.read).await.sql()?);
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.0));
    rows.truncate(limit);
    Ok(rows.into_iter().map(|(_, group, message, place, at)| (group, message, place, at)).collect())
}

/// A row's number, and what is told of it.
type Row = (i64, Uuid, Uuid, i64, i64);
type Asked<'q> = QueryAs<'q, Postgres, Row, PgArguments>;

/// Binds `$2` to `$7`.
fn bound<'q>(query: Asked<'q>, groups: &[Uuid], seen_from: &[i64], bounds: &Bounds) -> Asked<'q> {
    let query = query.bind(groups.to_vec()).bind(seen_from.to_vec()).bind(bounds.before);
    query.bind(bounds.from).bind(bounds.until).bind(bounds.limit)
}
