//! The catalogue of models and their providers.

super::sql! {
    PROVIDERS = "SELECT id, name, api, base_url, key_sealed, created_at_ms FROM providers ORDER BY row";
    PUT_PROVIDER = "INSERT INTO providers (id, name, api, base_url, key_sealed, created_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, api = excluded.api, base_url = excluded.base_url,
            key_sealed = excluded.key_sealed, created_at_ms = excluded.created_at_ms";
    REMOVE_PROVIDER = "DELETE FROM providers WHERE id = $1";

    MODELS = "SELECT id, provider_id, wire_name, name, class, context_window, is_enabled, is_default, created_at_ms
        FROM models ORDER BY row";
    PUT_MODEL = "INSERT INTO models (id, provider_id, wire_name, name, class, context_window, is_enabled, is_default,
            created_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET provider_id = excluded.provider_id, wire_name = excluded.wire_name,
            name = excluded.name, class = excluded.class, context_window = excluded.context_window,
            is_enabled = excluded.is_enabled, is_default = excluded.is_default, created_at_ms = excluded.created_at_ms";
    TAKE_DEFAULT_FROM_OTHERS = "UPDATE models SET is_default = FALSE WHERE is_default AND id <> $1";
    /// Exactly one enabled model is the default: the one that is, or else the oldest.
    SETTLE_DEFAULT = "UPDATE models SET is_default = COALESCE(
        id = (SELECT id FROM models WHERE is_enabled ORDER BY is_default DESC, row LIMIT 1), FALSE)";
    REMOVE_MODEL = "DELETE FROM models WHERE id = $1";
}
