//! The catalogue of models and their providers.

super::sql! {
    PROVIDERS = "SELECT id, name, api, base_url, key_sealed, is_local, region, created_at_ms, is_managed FROM providers ORDER BY row";
    PUT_PROVIDER = "INSERT INTO providers (id, name, api, base_url, key_sealed, is_local, region, created_at_ms,
            is_managed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, api = excluded.api, base_url = excluded.base_url,
            key_sealed = excluded.key_sealed, is_local = excluded.is_local, region = excluded.region,
            created_at_ms = excluded.created_at_ms, is_managed = excluded.is_managed";
    REMOVE_PROVIDER = "DELETE FROM providers WHERE id = $1";

    MODELS = "SELECT id, provider_id, wire_name, name, class, context_window, place, reports_usage, takes_tools, takes_images,
            keeps_schema, found_usage, found_tools, found_images, found_schema, prompt_price, answer_price, is_enabled,
            is_default, created_at_ms
        FROM models ORDER BY place, row";
    PUT_MODEL = "INSERT INTO models (id, provider_id, wire_name, name, class, context_window, place, reports_usage,
            takes_tools, takes_images, keeps_schema, found_usage, found_tools, found_images, found_schema, prompt_price,
            answer_price, is_enabled, is_default, created_at_ms)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        ON CONFLICT (id) DO UPDATE SET provider_id = excluded.provider_id, wire_name = excluded.wire_name,
            name = excluded.name, class = excluded.class, context_window = excluded.context_window,
            place = excluded.place, reports_usage = excluded.reports_usage, takes_tools = excluded.takes_tools,
            takes_images = excluded.takes_images, keeps_schema = excluded.keeps_schema,
            found_usage = excluded.found_usage, found_tools = excluded.found_tools, found_images = excluded.found_images,
            found_schema = excluded.found_schema,
            prompt_price = excluded.prompt_price, answer_price = excluded.answer_price,
            is_enabled = excluded.is_enabled, is_default = excluded.is_default, created_at_ms = excluded.created_at_ms";
    PLACE_MODEL = "UPDATE models SET place = $2 WHERE id = $1";
    TAKE_DEFAULT_FROM_OTHERS = "UPDATE models SET is_default = FALSE WHERE is_default AND id <> $1";
    /// Exactly one enabled model is the default: the one that is, or else the first by place.
    SETTLE_DEFAULT = "UPDATE models SET is_default = COALESCE(
        id = (SELECT id FROM models WHERE is_enabled ORDER BY is_default DESC, place, row LIMIT 1), FALSE)";
    REMOVE_MODEL = "DELETE FROM models WHERE id = $1";
}
