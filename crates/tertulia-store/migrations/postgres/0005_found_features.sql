-- What the last test of a provider found out about a model, beside what counts: what an administrator said otherwise stays, and
-- what was only found is corrected by the next test (MOD-1).
ALTER TABLE models ADD COLUMN found_usage BOOLEAN;
ALTER TABLE models ADD COLUMN found_tools BOOLEAN;
ALTER TABLE models ADD COLUMN found_images BOOLEAN;
ALTER TABLE models ADD COLUMN found_schema BOOLEAN;
