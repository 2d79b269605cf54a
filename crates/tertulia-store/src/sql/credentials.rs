//! Sessions, tokens and setup links.

super::sql! {
    CREATE_SESSION = "INSERT INTO sessions (id, hash, profile_id, device, created_at_ms, last_used_at_ms, expires_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SESSION_BY_HASH = "SELECT id, profile_id, device, created_at_ms, last_used_at_ms, expires_at_ms
        FROM sessions WHERE hash = $1";
    TOUCH_SESSION = "UPDATE sessions SET last_used_at_ms = $2, expires_at_ms = $3 WHERE id = $1";
    SESSIONS_OF = "SELECT id, profile_id, device, created_at_ms, last_used_at_ms, expires_at_ms
        FROM sessions WHERE profile_id = $1 ORDER BY last_used_at_ms DESC, id DESC";
    END_SESSION = "DELETE FROM sessions WHERE profile_id = $1 AND id = $2";
    END_OTHER_SESSIONS = "DELETE FROM sessions WHERE profile_id = $1 AND id IS DISTINCT FROM $2 RETURNING id";
    FORGET_ENDED_SESSIONS = "DELETE FROM sessions WHERE expires_at_ms <= $1";

    CREATE_TOKEN = "INSERT INTO tokens (id, hash, profile_id, name, scope, created_at_ms, last_used_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TOKEN_BY_HASH = "SELECT id, profile_id, name, scope, created_at_ms, last_used_at_ms FROM tokens WHERE hash = $1";
    TOUCH_TOKEN = "UPDATE tokens SET last_used_at_ms = $2 WHERE id = $1";
    TOKENS_OF = "SELECT id, profile_id, name, scope, created_at_ms, last_used_at_ms
        FROM tokens WHERE profile_id = $1 ORDER BY row";
    REVOKE_TOKEN = "DELETE FROM tokens WHERE profile_id = $1 AND id = $2";

    CLOSE_SETUP_LINKS = "DELETE FROM setup_links WHERE redeemed_at_ms IS NULL";
    PUT_SETUP_LINK = "INSERT INTO setup_links (hash, made_at_ms) VALUES ($1, $2)";
    IS_SETUP_LINK_OPEN = "SELECT COUNT(*) FROM setup_links WHERE hash = $1 AND redeemed_at_ms IS NULL";
    REDEEM_SETUP_LINK = "UPDATE setup_links SET redeemed_at_ms = $2 WHERE hash = $1 AND redeemed_at_ms IS NULL";
}
