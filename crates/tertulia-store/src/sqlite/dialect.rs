//! What SQLite says differently from other databases.
//!
//! Lists come as one JSON text. A statement costs a hop to the connection's thread and back, so a script of several is sent as
//! one, and its statements share the parameters.

/// A message's reactions, in their order, as pairs of emoji and profile; `NULL` where there are none.
macro_rules! reactions {
    () => {
        "(SELECT json_group_array(json_array(r.emoji, hex(r.profile_id)) ORDER BY r.seq) FROM reactions r
            WHERE r.group_id = m.group_id AND r.message_id = m.id HAVING COUNT(*) > 0)"
    };
}

/// An event's script: its projections, and the event last, because its trigger refuses what is stale.
macro_rules! script {
    ($($text:literal),*) => {
        Script {
            bare: concat!($($text, ";\n",)* insert_event!()),
            guarded: Some(concat!("SAVEPOINT piece;\n", $($text, ";\n",)* insert_event!(), ";\nRELEASE piece")),
        }
    };
}

macro_rules! insert_event {
    () => {
        "INSERT INTO events (group_id, seq, at_ms, author, kind, message_id, is_about_group, data, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    };
}

crate::sql::sql! {
    /// The planner would read the whole journal for the order of its key.
    EVENTS_ABOUT_GROUP = "SELECT seq, at_ms, author, data, NULL, NULL FROM events INDEXED BY events_about_group
        WHERE group_id = $1 AND is_about_group ORDER BY seq";
    DELETED_AMONG = "SELECT id FROM messages WHERE group_id = $1 AND deleted_at_ms IS NOT NULL
        AND id IN (SELECT unhex(value) FROM json_each($2))";
    PROFILES = "SELECT id, kind, username, name, photo FROM profiles
        WHERE id IN (SELECT unhex(value) FROM json_each($1))";
    LAST_SEEN = "SELECT profile_id, last_seen_at_ms FROM accounts
        WHERE last_seen_at_ms IS NOT NULL AND profile_id IN (SELECT unhex(value) FROM json_each($1))";
    /// Never backwards, never beyond the journal, and only for members.
    MOVE_READ_POSITIONS = "INSERT INTO read_positions (group_id, profile_id, seq)
        SELECT m.group_id, m.profile_id, MIN(j.value ->> 2, g.head) FROM json_each($1) j
        JOIN members m ON m.group_id = unhex(j.value ->> 0) AND m.profile_id = unhex(j.value ->> 1)
        JOIN groups g ON g.id = m.group_id
        WHERE TRUE
        ON CONFLICT (group_id, profile_id) DO UPDATE SET seq = MAX(read_positions.seq, excluded.seq)";
    /// `$3`: the first place that counts. What mentions somebody is what says so, or replies to a message of theirs.
    UNREAD = "WITH unread AS MATERIALIZED (
            SELECT group_id, seq, id, version, reply_to FROM messages
            WHERE group_id = $1 AND seq >= $3 AND seq <= $5 AND author <> $2 AND deleted_at_ms IS NULL
            ORDER BY seq LIMIT 1000)
        SELECT COUNT(*), MIN(u.seq), COALESCE(SUM(
            EXISTS (SELECT 1 FROM messages mine
                WHERE mine.id = u.reply_to AND mine.group_id = u.group_id AND mine.author = $2)
            OR EXISTS (SELECT 1 FROM bodies b JOIN json_each(b.mentions) mention
                WHERE b.group_id = u.group_id AND b.message_id = u.id AND b.version = u.version
                AND b.mentions IS NOT NULL AND mention.value ->> 'profile' = $4)), 0)
        FROM unread u";
}
