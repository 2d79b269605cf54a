//! Records of files.

super::sql! {
    PUT = "INSERT INTO blobs (id, owner_kind, owner_id, mime, size_bytes, created_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET owner_kind = excluded.owner_kind, owner_id = excluded.owner_id,
            mime = excluded.mime, size_bytes = excluded.size_bytes, created_at_ms = excluded.created_at_ms";
    GET = "SELECT id, owner_kind, owner_id, mime, size_bytes, created_at_ms FROM blobs WHERE id = $1";
    OF_OWNER = "SELECT id, owner_kind, owner_id, mime, size_bytes, created_at_ms FROM blobs
        WHERE owner_kind = $1 AND owner_id = $2 ORDER BY created_at_ms, id";
    REMOVE = "DELETE FROM blobs WHERE id = $1";
}
