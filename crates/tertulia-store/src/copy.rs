//! Copying an instance from SQLite to PostgreSQL.
//!
//! Columns have the same names in both, and hold the same: what differs is only how ids, bytes and truth are written. So rows
//! travel as JSON, and PostgreSQL's catalogue says what each column is. Everything is one transaction, which is committed only
//! when every journal there reads as it does here.

use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, SqlSafeStr as _, SqlStr, Transaction};
use tertulia_core::ports::Journal as _;
use tertulia_core::{Event, GroupId, MessageId, ProfileId, Seq};
use uuid::Uuid;

use crate::error::describe;
use crate::postgres::{self, PostgresStore};
use crate::sqlite::SqliteStore;

/// What is copied, in an order in which nothing points to what is not there yet. The search index is made anew.
pub(crate) const TABLES: [&str; 22] = [
    "groups",
    "events",
    "bodies",
    "messages",
    "reactions",
    "answers",
    "partials",
    "members",
    "read_positions",
    "preferences",
    "invites",
    "join_requests",
    "additions",
    "profiles",
    "accounts",
    "sessions",
    "tokens",
    "setup_links",
    "instance",
    "providers",
    "models",
    "blobs",
];
/// What SQLite's own index remembers in the table `instance`.
const SQLITES_OWN: &str = "name NOT IN ('segmentation', 'indexed')";
/// Rows of one statement.
const TOGETHER: usize = 500;
/// Events of a journal that are read at once.
const EVENTS_TOGETHER: u32 = 1_000;

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is something at the destination.
    #[error("the destination holds an instance already; copy into an empty database")]
    NotEmpty,
    /// A journal would not be the same.
    #[error("the journal of group {0} does not read the same at the destination; nothing was copied")]
    Differs(GroupId),
    /// A database failed.
    #[error("a database failed, and nothing was copied: {0}")]
    Database(String),
}

impl From<sqlx::Error> for CopyError {
    fn from(e: sqlx::Error) -> Self {
        CopyError::Database(describe(&e))
    }
}

impl From<tertulia_core::Error> for CopyError {
    fn from(e: tertulia_core::Error) -> Self {
        CopyError::Database(e.to_string())
    }
}

/// What was copied.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copied {
    /// Groups, whose journals were compared.
    pub groups: u64,
    /// Events of all journals.
    pub events: u64,
    /// Rows of all tables, events among them.
    pub rows: u64,
}

/// Copies everything. Nobody may write to the source meanwhile.
///
/// # Errors
/// [`CopyError`]; then nothing was copied.
pub async fn copy(from: &SqliteStore, to: &PostgresStore) -> Result<Copied, CopyError> {
    let mut conn = to.connection().acquire().await?;
    let mut there = conn.begin().await?;
    let is_empty = "SELECT NOT EXISTS (SELECT 1 FROM groups) AND NOT EXISTS (SELECT 1 FROM profiles)
        AND NOT EXISTS (SELECT 1 FROM instance)";
    if !sqlx::query_scalar::<_, bool>(is_empty).fetch_one(&mut *there).await? {
        return Err(CopyError::NotEmpty);
    }
    let mut copied = Copied::default();
    for table in TABLES {
        copied.rows += copy_table(from, &mut there, table).await?;
    }
    index(from, &mut there).await?;
    let groups: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM groups ORDER BY id").fetch_all(&mut *there).await?;
    let known: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM groups ORDER BY id").fetch_all(from.connection()).await?;
    if let Some(lost) = known.iter().find(|id| groups.binary_search(id).is_err()) {
        return Err(CopyError::Differs(GroupId(*lost)));
    }
    for group in known.into_iter().map(GroupId) {
        let here = sum_here(from, group).await?;
        if here != sum_there(&mut there, group).await? {
            return Err(CopyError::Differs(group));
        }
        copied.groups += 1;
        copied.events += here.events;
    }
    there.commit().await?;
    Ok(copied)
}

/// A column, as PostgreSQL's catalogue has it.
struct Column {
    name: String,
    kind: String,
}

impl Column {
    /// How SQLite writes it into a JSON array.
    fn read(&self) -> String {
        let name = &self.name;
        match self.kind.as_str() {
            "uuid" | "bytea" => format!("CASE WHEN {name} IS NOT NULL THEN hex({name}) END"),
            // Where a group stands follows from its events.
            "bigint" if name == "head" => "0".into(),
            // PostgreSQL's texts do not hold U+0000; new messages do not either.
            "text" => format!("replace({name}, char(0), char(65533))"),
            _ => name.clone(),
        }
    }

    /// How PostgreSQL takes the element at `n` out of it.
    fn write(&self, n: usize) -> String {
        match self.kind.as_str() {
            "bytea" => format!("decode(v ->> {n}, 'hex')"),
            "boolean" => format!("(v ->> {n}) = '1'"),
            kind => format!("(v ->> {n})::{kind}"),
        }
    }
}

async fn copy_table(
    from: &SqliteStore,
    there: &mut Transaction<'_, postgres::Db>,
    table: &str,
) -> Result<u64, CopyError> {
    let columns: Vec<Column> = sqlx::query_as::<_, (String, String)>(
        "SELECT column_name::text, data_type::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
    )
    .bind(table)
    .fetch_all(&mut **there)
    .await?
    .into_iter()
    .map(|(name, kind)| Column { name, kind })
    .collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let read: Vec<String> = columns.iter().map(Column::read).collect();
    let write: Vec<String> = columns.iter().enumerate().map(|(n, column)| column.write(n)).collect();
    let filter = if table == "instance" { format!("WHERE {SQLITES_OWN}") } else { String::new() };
    // In the order of the first columns, which puts the events of a journal into theirs.
    let (read, order) = (read.join(", "), names[..2].join(", "));
    let select = text(format!("SELECT json_array({read}) FROM {table} {filter} ORDER BY {order}"));
    let insert = text(format!(
        "INSERT INTO {table} ({}) SELECT {} FROM json_array_elements($1::json) WITH ORDINALITY rows (v, n) ORDER BY n",
        names.join(", "),
        write.join(", ")
    ));
    let mut rows = sqlx::query_scalar::<_, String>(select).fetch(from.connection());
    let (mut batch, mut waiting, mut copied) = (String::new(), 0, 0u64);
    loop {
        let row = rows.try_next().await?;
        let is_last = row.is_none();
        if let Some(row) = row {
            batch.push(if waiting == 0 { '[' } else { ',' });
            batch.push_str(&row);
            waiting += 1;
            copied += 1;
        }
        if waiting == TOGETHER || (is_last && waiting > 0) {
            batch.push(']');
            sqlx::query(insert.clone()).bind(std::mem::take(&mut batch)).execute(&mut **there).await?;
            waiting = 0;
        }
        if is_last {
            break;
        }
    }
    if names.contains(&"row") {
        let count_on = text(format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'row'), GREATEST((SELECT MAX(row) FROM {table}), 1))"
        ));
        sqlx::query(count_on).execute(&mut **there).await?;
    }
    Ok(copied)
}

/// Names of tables and columns only, from this file and the catalogue.
fn text(statement: String) -> SqlStr {
    AssertSqlSafe(statement).into_sql_str()
}

/// Makes the search index at the destination.
async fn index(from: &SqliteStore, there: &mut Transaction<'_, postgres::Db>) -> Result<(), CopyError> {
    let mut standing = sqlx::query_as::<_, (Uuid, Uuid, Uuid, String)>(
        "SELECT m.group_id, m.id, m.author, b.text FROM messages m
        JOIN bodies b ON b.group_id = m.group_id AND b.message_id = m.id AND b.version = m.version
        WHERE m.deleted_at_ms IS NULL ORDER BY m.row",
    )
    .fetch(from.connection());
    let mut entries = Vec::new();
    while let Some((group, message, author, text)) = standing.try_next().await? {
        entries.push(postgres::Entry::put(GroupId(group), MessageId(message), ProfileId(author), &text));
        if entries.len() == TOGETHER {
            postgres::write_index(there, &std::mem::take(&mut entries)).await?;
        }
    }
    Ok(postgres::write_index(there, &entries).await?)
}

/// A journal in short: how many events, and the digest of all that they say.
#[derive(PartialEq, Eq)]
struct Sum {
    events: u64,
    digest: Vec<u8>,
}

#[derive(Default)]
struct Summing {
    events: u64,
    hash: Sha256,
}

impl Summing {
    fn add(&mut self, events: Vec<Event>) -> Result<(), CopyError> {
        for mut event in events {
            if let Some((_, Some(body))) = event.kind.body() {
                let body = body.clone().without_null();
                event.kind.set_body(Some(body));
            }
            let told = serde_json::to_vec(&event).map_err(|_| CopyError::Database("an event is unreadable".into()))?;
            self.hash.update(told);
            self.events += 1;
        }
        Ok(())
    }

    fn sum(self) -> Sum {
        Sum { events: self.events, digest: self.hash.finalize().to_vec() }
    }
}

async fn sum_here(from: &SqliteStore, group: GroupId) -> Result<Sum, CopyError> {
    let (mut summing, mut after) = (Summing::default(), Seq::ZERO);
    loop {
        let events = from.events(group, after, EVENTS_TOGETHER).await?;
        let Some(last) = events.last() else { return Ok(summing.sum()) };
        after = last.stamp.seq;
        summing.add(events)?;
    }
}

async fn sum_there(there: &mut Transaction<'_, postgres::Db>, group: GroupId) -> Result<Sum, CopyError> {
    let (mut summing, mut after) = (Summing::default(), Seq::ZERO);
    loop {
        let events = postgres::read_events(there, group, after, i64::from(EVENTS_TOGETHER)).await?;
        let Some(last) = events.last() else { return Ok(summing.sum()) };
        after = last.stamp.seq;
        summing.add(events)?;
    }
}
