//! Profiles and accounts.

super::sql! {
    CREATE_PROFILE = "INSERT INTO profiles (id, kind, username, name, photo) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    CREATE_ACCOUNT = "INSERT INTO accounts (profile_id, is_administrator, created_at_ms, password_hash, suspended_at_ms,
        settings) VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE_PROFILE = "UPDATE profiles SET username = $2, name = $3, photo = $4 WHERE id = $1";
    BY_USERNAME = "SELECT id, kind, username, name, photo FROM profiles WHERE username = $1";
    ASSISTANTS = "SELECT id, kind, username, name, photo FROM profiles WHERE kind = 'assistant' ORDER BY row";
    ACCOUNT = "SELECT profile_id, is_administrator, created_at_ms, password_hash, suspended_at_ms, settings
        FROM accounts WHERE profile_id = $1";
    SET_PASSWORD = "UPDATE accounts SET password_hash = $2 WHERE profile_id = $1";
    MAKE_PERSON = "UPDATE profiles SET kind = 'person' WHERE id = $1 AND kind = 'guest'";
    SET_ACCOUNT_SETTINGS = "UPDATE accounts SET settings = $2 WHERE profile_id = $1";
    SET_SUSPENDED = "UPDATE accounts SET suspended_at_ms = $2 WHERE profile_id = $1";
    SET_LAST_SEEN = "UPDATE accounts SET last_seen_at_ms =
        CASE WHEN last_seen_at_ms > $2 THEN last_seen_at_ms ELSE $2 END WHERE profile_id = $1";
    COUNT_PEOPLE = "SELECT COUNT(*) FROM profiles WHERE kind <> 'assistant'";
    HAS_ADMINISTRATOR = "SELECT EXISTS (SELECT 1 FROM accounts WHERE is_administrator AND suspended_at_ms IS NULL)";
}
