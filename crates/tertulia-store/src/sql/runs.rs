//! Runs that have not ended.

super::sql! {
    OPEN_RUNS = "SELECT a.group_id, a.run, COALESCE(p.text, '') FROM answers a
        LEFT JOIN partials p ON p.group_id = a.group_id AND p.message_id = a.message_id
        WHERE a.ended IS NULL ORDER BY a.group_id, a.seq";
    CHECKPOINT = "INSERT INTO partials (group_id, message_id, text)
        SELECT group_id, message_id, $3 FROM answers WHERE group_id = $1 AND message_id = $2 AND ended IS NULL
        ON CONFLICT (group_id, message_id) DO UPDATE SET text = excluded.text";
}
