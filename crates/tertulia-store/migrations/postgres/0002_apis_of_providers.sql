-- Which API a provider speaks. All before this one spoke OpenAI's chat completions.
ALTER TABLE providers ADD COLUMN api TEXT NOT NULL DEFAULT 'open_ai_chat'
    CHECK (api IN ('open_ai_chat', 'open_ai_responses', 'anthropic', 'gemini'));
