//! Settings of the instance.

super::sql! {
    GET = "SELECT value FROM instance WHERE name = $1";
    PUT = "INSERT INTO instance (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}
