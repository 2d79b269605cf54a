//! What a member keeps about a group.

super::sql! {
    READ_POSITIONS = "SELECT p.profile_id, p.seq FROM read_positions p
        JOIN members m ON m.group_id = p.group_id AND m.profile_id = p.profile_id
        WHERE p.group_id = $1 ORDER BY p.profile_id";
    PREFERENCES = "SELECT data FROM preferences WHERE group_id = $1 AND profile_id = $2";
    SET_PREFERENCES = "INSERT INTO preferences (group_id, profile_id, data) VALUES ($1, $2, $3)
        ON CONFLICT (group_id, profile_id) DO UPDATE SET data = excluded.data";
}
