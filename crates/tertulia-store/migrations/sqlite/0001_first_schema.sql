-- Ids are 16-byte blobs, times are milliseconds since 1970, JSON is text. What belongs to a group carries no foreign key:
-- the journal alone says what is true, and a group is erased as a whole.

-- ── The journal ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE groups (
    id              BLOB    NOT NULL PRIMARY KEY,
    epoch           INTEGER NOT NULL DEFAULT 1,
    head            INTEGER NOT NULL DEFAULT 0,
    created_at_ms   INTEGER NOT NULL,
    deleted_at_ms   INTEGER,
    -- When the last member left.
    emptied_at_ms   INTEGER,
    -- Up to where attention has followed.
    attention_seq   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    group_id        BLOB    NOT NULL,
    seq             INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    author          BLOB    NOT NULL,
    kind            TEXT    NOT NULL,
    message_id      BLOB,
    is_about_group  INTEGER NOT NULL,
    -- The event without its body.
    data            TEXT    NOT NULL,
    -- Of the body that belongs to it.
    version         INTEGER,
    PRIMARY KEY (group_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX events_about_group ON events (group_id, seq) WHERE is_about_group;

-- The database itself refuses gaps, and moves the head in the same breath.
CREATE TRIGGER events_follow_the_head AFTER INSERT ON events BEGIN
    UPDATE groups SET head = NEW.seq WHERE id = NEW.group_id AND head = NEW.seq - 1;
    SELECT RAISE(ABORT, 'stale') WHERE changes() = 0;
END;

-- What messages said, apart from the events, so that erasing a body rewrites no history. Message ids begin with a time, so
-- new bodies of all groups stand side by side, and a commit of many groups writes few pages.
CREATE TABLE bodies (
    group_id        BLOB    NOT NULL,
    message_id      BLOB    NOT NULL,
    version         INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    mentions        TEXT,
    text            TEXT    NOT NULL,
    PRIMARY KEY (message_id, group_id, version)
) STRICT, WITHOUT ROWID;

-- ── Projections of the journal ──────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE messages (
    -- The order of recording over all groups; also the document's number in the search index.
    row             INTEGER NOT NULL PRIMARY KEY,
    group_id        BLOB    NOT NULL,
    seq             INTEGER NOT NULL,
    id              BLOB    NOT NULL,
    at_ms           INTEGER NOT NULL,
    author          BLOB    NOT NULL,
    reply_to        BLOB,
    forwarded       INTEGER NOT NULL DEFAULT 0,
    version         INTEGER NOT NULL DEFAULT 0,
    edited_at_ms    INTEGER,
    deleted_at_ms   INTEGER,
    deleted_by      BLOB
) STRICT;

CREATE UNIQUE INDEX messages_in_order ON messages (group_id, seq);
CREATE UNIQUE INDEX messages_by_id ON messages (id, group_id);

CREATE TABLE reactions (
    group_id        BLOB    NOT NULL,
    message_id      BLOB    NOT NULL,
    emoji           TEXT    NOT NULL,
    profile_id      BLOB    NOT NULL,
    -- The event, for the order of reacting.
    seq             INTEGER NOT NULL,
    PRIMARY KEY (group_id, message_id, emoji, profile_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    group_id        BLOB    NOT NULL,
    message_id      BLOB    NOT NULL,
    seq             INTEGER NOT NULL,
    call_id         BLOB    NOT NULL,
    origin          TEXT    NOT NULL,
    -- The earlier answer that this one follows.
    follows         BLOB,
    run             TEXT    NOT NULL,
    -- NULL while it is being written.
    ended           TEXT,
    PRIMARY KEY (group_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX answers_to_a_call ON answers (group_id, call_id);
CREATE INDEX answers_that_follow ON answers (group_id, follows) WHERE follows IS NOT NULL;
CREATE INDEX answers_open ON answers (group_id, seq) WHERE ended IS NULL;

-- The text of open answers at their last checkpoint.
CREATE TABLE partials (
    group_id        BLOB    NOT NULL,
    message_id      BLOB    NOT NULL,
    text            TEXT    NOT NULL,
    PRIMARY KEY (group_id, message_id)
) STRICT;

CREATE TABLE members (
    profile_id      BLOB    NOT NULL,
    group_id        BLOB    NOT NULL,
    PRIMARY KEY (profile_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_of_group ON members (group_id);

-- Words of standing messages, cut by segment.rs. The index keeps no copy of the text, and what is deleted from it is
-- overwritten at once.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, tokenize = 'ascii');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- ── What members keep about a group ─────────────────────────────────────────────────────────────────────────────────

CREATE TABLE read_positions (
    group_id        BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    seq             INTEGER NOT NULL,
    PRIMARY KEY (group_id, profile_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
    group_id        BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    data            TEXT    NOT NULL,
    PRIMARY KEY (group_id, profile_id)
) STRICT, WITHOUT ROWID;

-- ── Ways in ─────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE invites (
    row             INTEGER NOT NULL PRIMARY KEY,
    id              BLOB    NOT NULL UNIQUE,
    group_id        BLOB    NOT NULL,
    hash            BLOB    NOT NULL UNIQUE,
    created_by      BLOB    NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    generation      INTEGER NOT NULL,
    expires_at_ms   INTEGER,
    max_uses        INTEGER,
    uses            INTEGER NOT NULL,
    approval        INTEGER NOT NULL,
    newcomers       TEXT    NOT NULL
) STRICT;

CREATE INDEX invites_of_group ON invites (group_id);

CREATE TABLE join_requests (
    row             INTEGER NOT NULL PRIMARY KEY,
    group_id        BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    invite_id       BLOB    NOT NULL,
    at_ms           INTEGER NOT NULL,
    UNIQUE (group_id, profile_id)
) STRICT;

CREATE INDEX join_requests_by_profile ON join_requests (profile_id);

CREATE TABLE additions (
    row             INTEGER NOT NULL PRIMARY KEY,
    group_id        BLOB    NOT NULL,
    profile_id      BLOB    NOT NULL,
    added_by        BLOB    NOT NULL,
    at_ms           INTEGER NOT NULL,
    UNIQUE (group_id, profile_id)
) STRICT;

CREATE INDEX additions_by_profile ON additions (profile_id);

-- ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE profiles (
    row             INTEGER NOT NULL PRIMARY KEY,
    id              BLOB    NOT NULL UNIQUE,
    kind            TEXT    NOT NULL CHECK (kind IN ('person', 'guest', 'assistant')),
    username        TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    name            TEXT    NOT NULL,
    photo           BLOB
) STRICT;

CREATE TABLE accounts (
    profile_id       BLOB    NOT NULL PRIMARY KEY REFERENCES profiles (id) ON DELETE CASCADE,
    is_administrator INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    password_hash    TEXT,
    suspended_at_ms  INTEGER,
    last_seen_at_ms  INTEGER,
    settings         TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id               BLOB    NOT NULL PRIMARY KEY,
    hash             BLOB    NOT NULL UNIQUE,
    profile_id       BLOB    NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    device           TEXT    NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    last_used_at_ms  INTEGER NOT NULL,
    expires_at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_of_profile ON sessions (profile_id);

CREATE TABLE tokens (
    row              INTEGER NOT NULL PRIMARY KEY,
    id               BLOB    NOT NULL UNIQUE,
    hash             BLOB    NOT NULL UNIQUE,
    profile_id       BLOB    NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    name             TEXT    NOT NULL,
    scope            TEXT    NOT NULL CHECK (scope IN ('read', 'write')),
    created_at_ms    INTEGER NOT NULL,
    last_used_at_ms  INTEGER
) STRICT;

CREATE INDEX tokens_of_profile ON tokens (profile_id);

CREATE TABLE setup_links (
    hash             BLOB    NOT NULL PRIMARY KEY,
    made_at_ms       INTEGER NOT NULL,
    redeemed_at_ms   INTEGER
) STRICT, WITHOUT ROWID;

-- ── The instance ────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE instance (
    name             TEXT    NOT NULL PRIMARY KEY,
    value            TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE providers (
    row              INTEGER NOT NULL PRIMARY KEY,
    id               BLOB    NOT NULL UNIQUE,
    name             TEXT    NOT NULL,
    base_url         TEXT    NOT NULL,
    key_sealed       BLOB,
    created_at_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE models (
    row              INTEGER NOT NULL PRIMARY KEY,
    id               BLOB    NOT NULL UNIQUE,
    provider_id      BLOB    NOT NULL REFERENCES providers (id) ON DELETE CASCADE,
    wire_name        TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    class            TEXT    NOT NULL CHECK (class IN ('light', 'standard', 'deep')),
    context_window   INTEGER NOT NULL,
    is_enabled       INTEGER NOT NULL,
    is_default       INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL
) STRICT;

CREATE INDEX models_of_provider ON models (provider_id);

CREATE TABLE blobs (
    id               BLOB    NOT NULL PRIMARY KEY,
    owner_kind       TEXT    NOT NULL CHECK (owner_kind IN ('profile', 'group')),
    owner_id         BLOB    NOT NULL,
    mime             TEXT    NOT NULL,
    size_bytes       INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX blobs_of_owner ON blobs (owner_kind, owner_id);
