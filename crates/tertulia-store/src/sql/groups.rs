//! Which groups there are, and erasing them.

super::sql! {
    GROUPS_OF = "SELECT g.id FROM members m JOIN groups g ON g.id = m.group_id
        WHERE m.profile_id = $1 AND g.deleted_at_ms IS NULL ORDER BY g.id";
    PEERS_OF = "SELECT DISTINCT other.profile_id FROM members mine
        JOIN groups g ON g.id = mine.group_id AND g.deleted_at_ms IS NULL
        JOIN members other ON other.group_id = mine.group_id
        WHERE mine.profile_id = $1 AND other.profile_id <> $1";
    SHARE_A_GROUP = "SELECT EXISTS (SELECT 1 FROM members mine
        JOIN groups g ON g.id = mine.group_id AND g.deleted_at_ms IS NULL
        JOIN members other ON other.group_id = mine.group_id
        WHERE mine.profile_id = $1 AND other.profile_id = $2)";
    ATTENTION_CURSOR = "SELECT attention_seq FROM groups WHERE id = $1";
    MOVE_ATTENTION_CURSOR = "UPDATE groups SET attention_seq = $2 WHERE id = $1 AND attention_seq < $2";
    GROUPS_BEHIND = "SELECT id FROM groups WHERE attention_seq < head AND deleted_at_ms IS NULL ORDER BY id";
    GROUPS_TO_ERASE = "SELECT id FROM groups WHERE deleted_at_ms < $1 OR emptied_at_ms < $1 ORDER BY id";

    ERASE_EVENTS = "DELETE FROM events WHERE group_id = $1";
    ERASE_MEMBERS = "DELETE FROM members WHERE group_id = $1";
    ERASE_READ_POSITIONS = "DELETE FROM read_positions WHERE group_id = $1";
    ERASE_PREFERENCES = "DELETE FROM preferences WHERE group_id = $1";
    ERASE_INVITES = "DELETE FROM invites WHERE group_id = $1";
    ERASE_REQUESTS = "DELETE FROM join_requests WHERE group_id = $1";
    ERASE_ADDITIONS = "DELETE FROM additions WHERE group_id = $1";
    ERASE_BLOBS = "DELETE FROM blobs WHERE owner_kind = 'group' AND owner_id = $1";
    ERASE_GROUP = "DELETE FROM groups WHERE id = $1";
}

/// What is left of a group once its messages are gone; the group's own row comes last.
pub(crate) const ERASE: &[&str] = &[
    ERASE_EVENTS,
    ERASE_MEMBERS,
    ERASE_READ_POSITIONS,
    ERASE_PREFERENCES,
    ERASE_INVITES,
    ERASE_REQUESTS,
    ERASE_ADDITIONS,
    ERASE_BLOBS,
    ERASE_GROUP,
];
