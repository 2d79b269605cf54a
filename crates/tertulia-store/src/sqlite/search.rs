//! Searching in FTS5.

use sqlx::types::Json;
use tertulia_core::Result;
use tertulia_core::ports::SearchQuery;

use super::SqliteStore;
use super::common::columns::place;
use super::common::search::{Bounds, HitRow};
use crate::error::SqlResult;
use crate::segment::{self, Term};
use crate::{marks, sql};

sql::sql! {
    /// `$1`: the expression; `$2`: groups, each with the first place seen; `$3`: only rows before; `$4`, `$5`: from, until;
    /// `$6`: limit. The index comes first and gives its rows newest first, so that reading stops at the limit.
    SEARCH = "WITH seen (group_id, sees_from) AS MATERIALIZED
            (SELECT unhex(value ->> 0), value ->> 1 FROM json_each($2))
        SELECT m.group_id, m.id, m.seq, m.at_ms FROM search
        CROSS JOIN messages m ON m.row = search.rowid
        CROSS JOIN seen ON seen.group_id = m.group_id AND m.seq >= seen.sees_from
        WHERE search MATCH $1 AND search.rowid < $3 AND m.at_ms >= $4 AND m.at_ms < $5 AND m.deleted_at_ms IS NULL
        ORDER BY search.rowid DESC LIMIT $6";
}

/// The expression for the index: for each group, all terms; any group. `None` where nothing can be found.
///
/// Words hold letters, digits and marks only, and each is quoted, so that nothing typed can be read as an operator.
pub(super) fn wanted(query: &SearchQuery) -> Option<String> {
    let terms = segment::terms(&query.text);
    if terms.is_empty() && !query.text.trim().is_empty() {
        return None;
    }
    let groups: Vec<String> = query
        .groups
        .iter()
        .map(|(group, _)| {
            let mark = marks::group(*group);
            let mut wanted: Vec<String> = terms.iter().map(|term| term_expression(&mark, term)).collect();
            if let Some(author) = query.author {
                wanted.push(format!("\"{}\"", marks::author(&mark, author)));
            }
            if wanted.is_empty() {
                wanted.push(format!("\"{mark}\""));
            }
            format!("({})", wanted.join(" AND "))
        })
        .collect();
    (!groups.is_empty()).then(|| groups.join(" OR "))
}

fn term_expression(mark: &str, term: &Term) -> String {
    match term {
        Term::Prefix(word) => format!("\"{mark}{word}\" *"),
        Term::Phrase(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("{mark}{word}")).collect();
            format!("\"{}\"", words.join(" "))
        }
    }
}

/// The rows of the messages that are found.
pub(super) async fn find(
    store: &SqliteStore,
    wanted: String,
    query: &SearchQuery,
    bounds: Bounds,
) -> Result<Vec<HitRow>> {
    store.writer.bring_index_up_to_date().await?;
    let seen: Vec<(String, i64)> =
        query.groups.iter().map(|(group, from)| (group.0.simple().to_string(), place(*from))).collect();
    sqlx::query_as(SEARCH)
        .bind(wanted)
        .bind(Json(seen))
        .bind(bounds.before)
        .bind(bounds.from)
        .bind(bounds.until)
        .bind(bounds.limit)
        .fetch_all(&store.read)
        .await
        .sql()
}
