//! What PostgreSQL says differently from other databases.
//!
//! Lists come as one JSON text, as everywhere. A script is one statement, whose parts see what was there before it; its trigger
//! runs when all of them are done.

/// A message's reactions, in their order, as pairs of emoji and profile; `NULL` where there are none.
macro_rules! reactions {
    () => {
        "(SELECT json_agg(json_build_array(r.emoji, r.profile_id) ORDER BY r.seq)::text FROM reactions r
            WHERE r.group_id = m.group_id AND r.message_id = m.id)"
    };
}

/// An event's script: its projections, and the event last, because its trigger refuses what is stale.
macro_rules! script {
    () => { script!(@ insert_event!()) };
    ($a:literal) => { script!(@ concat!("WITH a AS (", $a, ") ", insert_event!())) };
    ($a:literal, $b:literal) => { script!(@ concat!("WITH a AS (", $a, "), b AS (", $b, ") ", insert_event!())) };
    ($a:literal, $b:literal, $c:literal) => {
        script!(@ concat!("WITH a AS (", $a, "), b AS (", $b, "), c AS (", $c, ") ", insert_event!()))
    };
    ($a:literal, $b:literal, $c:literal, $d:literal) => {
        script!(@ concat!("WITH a AS (", $a, "), b AS (", $b, "), c AS (", $c, "), d AS (", $d, ") ", insert_event!()))
    };
    (@ $text:expr) => { Script { bare: $text, guarded: None } };
}

macro_rules! insert_event {
    () => {
        "INSERT INTO events (group_id, seq, at_ms, author, kind, message_id, is_about_group, data, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    };
}

crate::sql::sql! {
    EVENTS_ABOUT_GROUP = "SELECT seq, at_ms, author, data, NULL::text, NULL::text FROM events
        WHERE group_id = $1 AND is_about_group ORDER BY seq";
    DELETED_AMONG = "SELECT id FROM messages WHERE group_id = $1 AND deleted_at_ms IS NOT NULL
        AND id IN (SELECT value::uuid FROM json_array_elements_text($2::json))";
    PROFILES = "SELECT id, kind, username, name, photo FROM profiles
        WHERE id IN (SELECT value::uuid FROM json_array_elements_text($1::json))";
    LAST_SEEN = "SELECT profile_id, last_seen_at_ms FROM accounts WHERE last_seen_at_ms IS NOT NULL
        AND profile_id IN (SELECT value::uuid FROM json_array_elements_text($1::json))";
    /// Never backwards, never beyond the journal, and only for members. In the order of their keys, so that two who move the same
    /// ones do not wait for each other.
    MOVE_READ_POSITIONS = "INSERT INTO read_positions (group_id, profile_id, seq)
        SELECT m.group_id, m.profile_id, LEAST(MAX((j.value ->> 2)::bigint), MAX(g.head))
        FROM json_array_elements($1::json) j
        JOIN members m ON m.group_id = (j.value ->> 0)::uuid AND m.profile_id = (j.value ->> 1)::uuid
        JOIN groups g ON g.id = m.group_id
        GROUP BY m.group_id, m.profile_id ORDER BY m.group_id, m.profile_id
        ON CONFLICT (group_id, profile_id) DO UPDATE SET seq = GREATEST(read_positions.seq, excluded.seq)";
    /// `$3`: the first place that counts. What mentions somebody is what says so, or replies to a message of theirs.
    UNREAD = "WITH unread AS MATERIALIZED (
            SELECT group_id, seq, id, version, reply_to FROM messages
            WHERE group_id = $1 AND seq >= $3 AND seq <= $5 AND author <> $2 AND deleted_at_ms IS NULL
            ORDER BY seq LIMIT 1000)
        SELECT COUNT(*), MIN(u.seq), COUNT(*) FILTER (WHERE
            EXISTS (SELECT 1 FROM messages mine
                WHERE mine.id = u.reply_to AND mine.group_id = u.group_id AND mine.author = $2)
            OR EXISTS (SELECT 1 FROM bodies b CROSS JOIN LATERAL json_array_elements(b.mentions::json) mention
                WHERE b.group_id = u.group_id AND b.message_id = u.id AND b.version = u.version
                AND b.mentions IS NOT NULL AND mention.value ->> 'profile' = $4))
        FROM unread u";
}
