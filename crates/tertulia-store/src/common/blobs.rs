//! Records of files.

use async_trait::async_trait;
use sqlx::query;
use tertulia_core::ports::{BlobOwner, BlobRecord, Blobs};
use tertulia_core::{BlobId, GroupId, ProfileId, Result, Timestamp};
use uuid::Uuid;

use super::Store;
use super::columns::place;
use crate::error::SqlResult;
use crate::sql::blobs as sql;

type Row = (Uuid, String, Uuid, String, i64, i64);

fn record((id, owner_kind, owner, mime, size_bytes, created_at): Row) -> BlobRecord {
    BlobRecord {
        id: BlobId(id),
        owner: match owner_kind.as_str() {
            "group" => BlobOwner::Group(GroupId(owner)),
            // The table allows two words.
            _ => BlobOwner::Profile(ProfileId(owner)),
        },
        mime,
        size_bytes: size_bytes.unsigned_abs(),
        created_at: Timestamp(created_at),
    }
}

fn owner_columns(owner: BlobOwner) -> (&'static str, Uuid) {
    match owner {
        BlobOwner::Profile(id) => ("profile", id.0),
        BlobOwner::Group(id) => ("group", id.0),
    }
}

#[async_trait]
impl Blobs for Store {
    async fn put_blob_record(&self, record: BlobRecord) -> Result<()> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let (owner_kind, owner) = owner_columns(record.owner);
                query(sql::PUT)
                    .bind(record.id.0)
                    .bind(owner_kind)
                    .bind(owner)
                    .bind(record.mime)
                    .bind(place(tertulia_core::Seq(record.size_bytes)))
                    .bind(record.created_at.0)
                    .execute(conn)
                    .await
                    .sql()?;
                Ok(())
            })
        })
        .await
    }

    async fn blob_record(&self, id: BlobId) -> Result<Option<BlobRecord>> {
        let row: Option<Row> = sqlx::query_as(sql::GET).bind(id.0).fetch_optional(&self.read).await.sql()?;
        Ok(row.map(record))
    }

    async fn blobs_of(&self, owner: BlobOwner) -> Result<Vec<BlobRecord>> {
        let (owner_kind, owner) = owner_columns(owner);
        let rows: Vec<Row> =
            sqlx::query_as(sql::OF_OWNER).bind(owner_kind).bind(owner).fetch_all(&self.read).await.sql()?;
        Ok(rows.into_iter().map(record).collect())
    }

    async fn remove_blob_record(&self, id: BlobId) -> Result<bool> {
        self.write_one(move |conn| {
            Box::pin(async move {
                let removed = query(sql::REMOVE).bind(id.0).execute(conn).await.sql()?;
                Ok(removed.rows_affected() > 0)
            })
        })
        .await
    }
}
