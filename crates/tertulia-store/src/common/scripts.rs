//! What each kind of event changes, as scripts of several statements.
//!
//! The statements of a script share the parameters: `$1` to `$9` are the event's own columns, the rest is the kind's. No statement
//! reads what another one of the same script writes, because a database may carry them out as one.

/// One script.
#[derive(Clone, Copy)]
pub(crate) struct Script {
    pub bare: &'static str,
    /// The same, all or nothing by itself, where the database takes that as one statement.
    pub guarded: Option<&'static str>,
}

macro_rules! scripts {
    ($($(#[$doc:meta])* $name:ident = [$($text:literal),* $(,)?];)*) => {
        $($(#[$doc])* pub(crate) const $name: Script = script!($($text),*);)*

        #[cfg(test)]
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name.bare)),*];
    };
}

scripts! {
    /// Events that no projection holds.
    PLAIN = [];

    GROUP_CREATED = ["INSERT INTO groups (id, created_at_ms) VALUES ($1, $3)"];
    GROUP_DELETED = ["UPDATE groups SET deleted_at_ms = $3 WHERE id = $1"];

    /// Who has come in needs no request and no addition any more.
    MEMBER_JOINED = [
        "INSERT INTO members (profile_id, group_id) VALUES ($4, $1) ON CONFLICT DO NOTHING",
        "UPDATE groups SET emptied_at_ms = NULL WHERE id = $1",
        "DELETE FROM join_requests WHERE group_id = $1 AND profile_id = $4",
        "DELETE FROM additions WHERE group_id = $1 AND profile_id = $4"
    ];
    /// `$10`: who is a member again.
    MEMBER_BACK = [
        "INSERT INTO members (profile_id, group_id) VALUES ($10, $1) ON CONFLICT DO NOTHING",
        "UPDATE groups SET emptied_at_ms = NULL WHERE id = $1"
    ];
    /// `$10`: who is no member any more.
    MEMBER_GONE = [
        "DELETE FROM members WHERE profile_id = $10 AND group_id = $1",
        "UPDATE groups SET emptied_at_ms = $3 WHERE id = $1 AND NOT EXISTS
            (SELECT 1 FROM members WHERE group_id = $1 AND profile_id <> $10)"
    ];

    /// `$10`: reply to; `$11`: forwarded; `$12`: mentions; `$13`: text.
    MESSAGE_POSTED = [
        "INSERT INTO messages (group_id, seq, id, at_ms, author, reply_to, forwarded) VALUES ($1, $2, $6, $3, $4, $10, $11)",
        "INSERT INTO bodies (group_id, message_id, version, at_ms, mentions, text) VALUES ($1, $6, 0, $3, $12, $13)"
    ];
    /// A message whose body has been erased: only an imported journal holds such an event. `$10`: reply to; `$11`: forwarded.
    MESSAGE_POSTED_ERASED = [
        "INSERT INTO messages (group_id, seq, id, at_ms, author, reply_to, forwarded) VALUES ($1, $2, $6, $3, $4, $10, $11)"
    ];
    /// `$10`: version; `$11`: mentions; `$12`: text. What was deleted stays deleted.
    MESSAGE_EDITED = [
        "INSERT INTO bodies (group_id, message_id, version, at_ms, mentions, text)
            SELECT group_id, id, $10, $3, $11, $12 FROM messages
            WHERE id = $6 AND group_id = $1 AND deleted_at_ms IS NULL AND $12 IS NOT NULL",
        "UPDATE messages SET version = $10, edited_at_ms = $3 WHERE id = $6 AND group_id = $1 AND deleted_at_ms IS NULL"
    ];
    MESSAGE_DELETED = [
        "DELETE FROM bodies WHERE group_id = $1 AND message_id = $6",
        "DELETE FROM reactions WHERE group_id = $1 AND message_id = $6",
        "DELETE FROM partials WHERE group_id = $1 AND message_id = $6",
        "UPDATE messages SET deleted_at_ms = $3, deleted_by = $4 WHERE id = $6 AND group_id = $1"
    ];

    /// `$10`: emoji.
    REACTION_ADDED = [
        "INSERT INTO reactions (group_id, message_id, emoji, profile_id, seq)
            SELECT group_id, id, $10, $4, $2 FROM messages WHERE id = $6 AND group_id = $1 AND deleted_at_ms IS NULL
            ON CONFLICT DO NOTHING"
    ];
    /// `$10`: emoji.
    REACTION_REMOVED = [
        "DELETE FROM reactions WHERE group_id = $1 AND message_id = $6 AND emoji = $10 AND profile_id = $4"
    ];

    /// `$10`: the call; `$11`: origin; `$12`: what it follows; `$13`: the run.
    RUN_BEGAN = [
        "INSERT INTO messages (group_id, seq, id, at_ms, author, reply_to) VALUES ($1, $2, $6, $3, $4, $10)",
        "INSERT INTO answers (group_id, message_id, seq, call_id, origin, follows, run)
            VALUES ($1, $6, $2, $10, $11, $12, $13)"
    ];
    /// `$10`: how it ended; `$11`: mentions; `$12`: text.
    RUN_ENDED = [
        "INSERT INTO bodies (group_id, message_id, version, at_ms, mentions, text)
            SELECT group_id, message_id, 0, $3, $11, $12 FROM answers
            WHERE group_id = $1 AND message_id = $6 AND $12 IS NOT NULL",
        "UPDATE answers SET ended = $10 WHERE group_id = $1 AND message_id = $6",
        "DELETE FROM partials WHERE group_id = $1 AND message_id = $6"
    ];
}
