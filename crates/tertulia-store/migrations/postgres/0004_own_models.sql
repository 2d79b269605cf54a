-- The provider that is the house itself: its models are served by an engine that the server starts.
ALTER TABLE providers ADD COLUMN is_managed BOOLEAN NOT NULL DEFAULT FALSE;
