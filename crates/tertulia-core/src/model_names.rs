//! What the name of a model says of it, where nobody says more. An administrator corrects it.

use crate::model::ModelClass;

/// Words in the names of small and fast models.
const LIGHT: [&str; 12] =
    ["mini", "nano", "flash", "haiku", "lite", "small", "tiny", "instant", "micro", "luna", "smol", "air"];
/// Words in the names of models that think before they speak.
const DEEP: [&str; 9] = ["opus", "thinking", "reasoner", "reasoning", "deep", "r1", "o1", "o3", "pro"];
/// Models of up to so many billion weights are light; from so many on they are deep.
const LIGHT_UP_TO: f64 = 9.0;
const DEEP_FROM: f64 = 65.0;
/// What families of models hold, in tokens, as their makers say; the first that fits. Served locally a model may hold less.
const WINDOWS: [(&str, u32); 18] = [
    ("gpt-3.5", 16_385),
    ("gpt-4.1", 1_000_000),
    ("gpt-4o", 128_000),
    ("gpt-4-turbo", 128_000),
    ("gpt-5", 272_000),
    ("o1", 200_000),
    ("o3", 200_000),
    ("o4", 200_000),
    ("claude", 200_000),
    ("gemini", 1_000_000),
    ("deepseek", 64_000),
    ("llama-3.", 128_000),
    ("llama3.", 128_000),
    ("llama-4", 128_000),
    ("mistral", 32_000),
    ("qwen", 32_000),
    ("gemma-3", 128_000),
    ("gemma3", 128_000),
];

/// The class of a model of this name.
pub fn class(name: &str) -> ModelClass {
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&LIGHT) {
        return ModelClass::Light;
    }
    if has(&DEEP) {
        return ModelClass::Deep;
    }
    match words.iter().find_map(|word| billions(word)) {
        Some(size) if size <= LIGHT_UP_TO => ModelClass::Light,
        Some(size) if size >= DEEP_FROM => ModelClass::Deep,
        _ => ModelClass::Standard,
    }
}

/// What a model of this name holds at its maker's, in tokens. `None` for names that say nothing.
pub fn window(name: &str) -> Option<u32> {
    let last = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    WINDOWS.iter().find(|(family, _)| last.starts_with(family)).map(|(_, tokens)| *tokens)
}

/// `Qwen3.5-2B:latest` is `qwen3.5`, `2b`, `latest`.
fn words(name: &str) -> Vec<String> {
    let last = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    last.split(['-', '_', ':', ' ', '@']).map(str::to_owned).collect()
}

/// `7b`, `1.5b` and `135m` as billions of weights.
fn billions(word: &str) -> Option<f64> {
    let number = |suffix: char| word.strip_suffix(suffix)?.parse::<f64>().ok();
    number('b').or_else(|| Some(number('m')? / 1_000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_how_much_a_model_can_do() {
        use ModelClass::{Deep, Light, Standard};
        for (name, expected) in [
            ("gpt-5-mini", Light),
            ("gpt-4.1", Standard),
            ("o3", Deep),
            ("claude-haiku-4-5", Light),
            ("claude-sonnet-4-5", Standard),
            ("claude-opus-4-1", Deep),
            ("models/gemini-2.5-flash", Light),
            ("models/gemini-2.5-pro", Deep),
            ("llama3.1:8b", Light),
            ("qwen3:32b", Standard),
            ("meta-llama/Llama-3.3-70B-Instruct", Deep),
            ("SmolLM2-135M-Instruct", Light),
            ("deepseek-r1:32b", Deep),
            ("scripted", Standard),
            ("", Standard),
        ] {
            assert_eq!(class(name), expected, "{name}");
        }
    }

    #[test]
    fn names_say_how_much_a_model_holds() {
        assert_eq!(window("openai/gpt-4o-mini"), Some(128_000));
        assert_eq!(window("models/gemini-2.5-flash"), Some(1_000_000));
        assert_eq!(window("llama3.2:3b"), Some(128_000));
        assert_eq!(window("some-new-model"), None);
    }
}
