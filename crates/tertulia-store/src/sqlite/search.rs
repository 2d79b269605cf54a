//! Searching, newest first.

use async_trait::async_trait;
use sqlx::types::Json;
use tertulia_core::ports::{Hit, Search, SearchQuery};
use tertulia_core::{GroupId, MessageId, Result, Timestamp};
use uuid::Uuid;

use super::columns::{place, seq};
use super::{SqliteStore, index};
use crate::error::SqlResult;
use crate::segment::{self, Term};
use crate::sql;

/// The most hits of one answer.
const LIMIT_MAX: u32 = 100;

sql::sql! {
    PLACE_OF = "SELECT row FROM messages WHERE id = $1 AND at_ms = $2";
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
fn expression(query: &SearchQuery) -> Option<String> {
    let terms = segment::terms(&query.text);
    if terms.is_empty() && !query.text.trim().is_empty() {
        return None;
    }
    let groups: Vec<String> = query
        .groups
        .iter()
        .map(|(group, _)| {
            let mark = index::mark(*group);
            let mut wanted: Vec<String> = terms.iter().map(|term| term_expression(&mark, term)).collect();
            if let Some(author) = query.author {
                wanted.push(format!("\"{}\"", index::author_word(&mark, author)));
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

#[async_trait]
impl Search for SqliteStore {
    async fn search(&self, query: SearchQuery) -> Result<Vec<Hit>> {
        let Some(expression) = expression(&query) else { return Ok(Vec::new()) };
        self.writer.bring_index_up_to_date().await?;
        let seen: Vec<(String, i64)> =
            query.groups.iter().map(|(group, from)| (group.0.simple().to_string(), place(*from))).collect();
        let from = query.from.map_or(i64::MIN, |t| t.0);
        let mut until = query.until.map_or(i64::MAX, |t| t.0);
        let mut before = i64::MAX;
        if let Some((at, message)) = query.before {
            let place: Option<i64> =
                sqlx::query_scalar(PLACE_OF).bind(message.0).bind(at.0).fetch_optional(&self.read).await.sql()?;
            match place {
                Some(place) => before = place,
                // Its group has been erased meanwhile; time says where to go on.
                None => until = until.min(at.0),
            }
        }
        let rows: Vec<(Uuid, Uuid, i64, i64)> = sqlx::query_as(SEARCH)
            .bind(expression)
            .bind(Json(seen))
            .bind(before)
            .bind(from)
            .bind(until)
            .bind(i64::from(query.limit.min(LIMIT_MAX)))
            .fetch_all(&self.read)
            .await
            .sql()?;
        let hit = |(group, message, place, at)| Hit {
            group: GroupId(group),
            message: MessageId(message),
            seq: seq(place),
            at: Timestamp(at),
        };
        Ok(rows.into_iter().map(hit).collect())
    }
}
