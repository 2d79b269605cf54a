//! Invites, requests to join, and people added by username.

super::sql! {
    /// The uses counted by joining stay as long as the secret stays: who changes an expiry must not undo a join that
    /// happens at the same time.
    PUT = "INSERT INTO invites (id, group_id, hash, created_by, created_at_ms, generation, expires_at_ms, max_uses, uses,
            approval, newcomers)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (id) DO UPDATE SET
            uses = CASE WHEN invites.hash = excluded.hash THEN invites.uses ELSE excluded.uses END,
            group_id = excluded.group_id, hash = excluded.hash, created_by = excluded.created_by,
            created_at_ms = excluded.created_at_ms, generation = excluded.generation,
            expires_at_ms = excluded.expires_at_ms, max_uses = excluded.max_uses, approval = excluded.approval,
            newcomers = excluded.newcomers";
    GET = "SELECT id, group_id, created_by, created_at_ms, generation, expires_at_ms, max_uses, uses, approval, newcomers
        FROM invites WHERE group_id = $1 AND id = $2";
    BY_HASH = "SELECT id, group_id, created_by, created_at_ms, generation, expires_at_ms, max_uses, uses, approval,
        newcomers FROM invites WHERE hash = $1";
    OF_GROUP = "SELECT id, group_id, created_by, created_at_ms, generation, expires_at_ms, max_uses, uses, approval,
        newcomers FROM invites WHERE group_id = $1 ORDER BY row";
    REMOVE = "DELETE FROM invites WHERE group_id = $1 AND id = $2";
    /// The same rule as `Invite::is_open`.
    COUNT_USE = "UPDATE invites SET uses = uses + 1 WHERE group_id = $1 AND id = $2
        AND (expires_at_ms IS NULL OR expires_at_ms > $3) AND (max_uses IS NULL OR uses < max_uses)";

    PUT_REQUEST = "INSERT INTO join_requests (group_id, profile_id, invite_id, at_ms) VALUES ($1, $2, $3, $4)
        ON CONFLICT (group_id, profile_id) DO NOTHING";
    REQUESTS_OF = "SELECT group_id, profile_id, invite_id, at_ms FROM join_requests WHERE group_id = $1 ORDER BY row";
    REQUESTS_BY = "SELECT group_id, profile_id, invite_id, at_ms FROM join_requests WHERE profile_id = $1 ORDER BY row";
    REMOVE_REQUEST = "DELETE FROM join_requests WHERE group_id = $1 AND profile_id = $2";

    PUT_ADDITION = "INSERT INTO additions (group_id, profile_id, added_by, at_ms) VALUES ($1, $2, $3, $4)
        ON CONFLICT (group_id, profile_id) DO NOTHING";
    ADDITIONS_FOR = "SELECT group_id, profile_id, added_by, at_ms FROM additions WHERE profile_id = $1 ORDER BY row";
    ADDITIONS_OF = "SELECT group_id, profile_id, added_by, at_ms FROM additions WHERE group_id = $1 ORDER BY row";
    REMOVE_ADDITION = "DELETE FROM additions WHERE group_id = $1 AND profile_id = $2";
}
