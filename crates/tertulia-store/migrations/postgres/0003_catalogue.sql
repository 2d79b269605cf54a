-- What the catalogue knows of its models beside their class: the order in which they stand in for one another, what they can
-- do (NULL: nobody has tried), and what they cost, in millionths of a US dollar for a million tokens (MOD-1).
ALTER TABLE models ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
ALTER TABLE models ADD COLUMN reports_usage BOOLEAN;
ALTER TABLE models ADD COLUMN takes_tools BOOLEAN;
ALTER TABLE models ADD COLUMN takes_images BOOLEAN;
ALTER TABLE models ADD COLUMN keeps_schema BOOLEAN;
ALTER TABLE models ADD COLUMN prompt_price BIGINT;
ALTER TABLE models ADD COLUMN answer_price BIGINT;
UPDATE models SET place = row;

-- Whether a provider's machines are the house's own, so that no word leaves it (PRV-7), and where they stand.
ALTER TABLE providers ADD COLUMN is_local BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE providers ADD COLUMN region TEXT;
UPDATE providers SET is_local = TRUE
WHERE base_url LIKE 'http://127.%' OR base_url LIKE 'http://localhost%' OR base_url LIKE 'http://[::1]%';
