//! Providers and models in the configuration file: `[[providers]]` and `[[providers.models]]`.

use anyhow::{Context, bail};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tertulia_core::ProviderId;
use tertulia_core::model::{Api, Features, ModelClass, Prices};
use tertulia_engine::{DeclaredModel, DeclaredProvider, NewModel, NewProvider};
use uuid::Uuid;

/// Prices are kept in millionths of a dollar.
const MICROS: f64 = 1_000_000.0;

/// How both look in the file.
pub const EXAMPLE: &str = r#"# [[providers]]
# name = "Example"                       # says which one it is
# api = "open_ai_chat"                   # or open_ai_responses, anthropic, gemini
# base_url = "https://api.example.org/v1"
# key_env = "EXAMPLE_API_KEY"            # the variable that holds the key; or key = "..."
# region = "EU"
# is_local = false                       # whether its machines are this house's own
#
# [[providers.models]]
# wire_name = "example-large"            # the name that the provider knows
# name = "Example Large"
# class = "standard"                     # or light, deep
# context_window = 128000
# prompt_price = 1.25                    # dollars for a million tokens
# answer_price = 10.0
# tools = true                           # images, json_schema, usage
# default = true
# enabled = true
"#;

/// A provider as the file has it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileProvider {
    pub name: String,
    #[serde(default)]
    pub api: Api,
    pub base_url: String,
    /// Never shown: neither `Debug` nor an error prints it.
    #[serde(default, skip_serializing)]
    pub key: Option<String>,
    pub key_env: Option<String>,
    pub is_local: Option<bool>,
    pub region: Option<String>,
    #[serde(default)]
    pub models: Vec<FileModel>,
}

impl std::fmt::Debug for FileProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileProvider").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A model as the file has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileModel {
    pub wire_name: String,
    pub name: Option<String>,
    pub class: Option<ModelClass>,
    pub context_window: Option<u32>,
    /// Dollars for a million tokens.
    pub prompt_price: Option<f64>,
    pub answer_price: Option<f64>,
    pub usage: Option<bool>,
    pub tools: Option<bool>,
    pub images: Option<bool>,
    pub json_schema: Option<bool>,
    #[serde(default = "yes")]
    pub enabled: bool,
    #[serde(default)]
    pub default: bool,
}

fn yes() -> bool {
    true
}

/// What the file declares, with the keys out of the environment.
pub fn declared(providers: &[FileProvider]) -> anyhow::Result<Vec<DeclaredProvider>> {
    providers.iter().map(provider).collect()
}

fn provider(file: &FileProvider) -> anyhow::Result<DeclaredProvider> {
    let name = &file.name;
    let key = match (&file.key, &file.key_env) {
        (Some(_), Some(_)) => bail!("providers: {name:?} has both key and key_env; leave one out"),
        (Some(key), None) => Some(key.clone()),
        (None, Some(variable)) => Some(
            std::env::var(variable)
                .with_context(|| format!("providers: {name:?} has its key in {variable}, which is not set"))?,
        ),
        (None, None) => None,
    };
    let provider = NewProvider {
        name: name.clone(),
        api: file.api,
        base_url: file.base_url.clone(),
        key: key.map(SecretString::from),
        is_local: file.is_local,
        region: file.region.clone(),
        models: Vec::new(),
    };
    let models: anyhow::Result<Vec<DeclaredModel>> = file.models.iter().map(|file| model(name, file)).collect();
    Ok(DeclaredProvider { provider, models: models? })
}

fn model(provider: &str, file: &FileModel) -> anyhow::Result<DeclaredModel> {
    let wire_name = &file.wire_name;
    let prices = match (file.prompt_price, file.answer_price) {
        (Some(prompt), Some(answer)) => Some(Prices { prompt: micros(prompt)?, answer: micros(answer)? }),
        (None, None) => None,
        _ => bail!("providers: {wire_name:?} of {provider:?} has one price; write prompt_price and answer_price"),
    };
    let model = NewModel {
        // Filled in once the provider is there.
        provider: ProviderId(Uuid::nil()),
        wire_name: wire_name.clone(),
        name: file.name.clone(),
        class: file.class,
        context_window: file.context_window,
        features: Features { usage: file.usage, tools: file.tools, images: file.images, json_schema: file.json_schema },
        prices,
    };
    Ok(DeclaredModel { model, is_enabled: file.enabled, is_default: file.default })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a price")]
fn micros(dollars: f64) -> anyhow::Result<u64> {
    if !(0.0..=1_000_000.0).contains(&dollars) {
        bail!("providers: {dollars} is no price; write dollars for a million tokens");
    }
    Ok((dollars * MICROS).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn read(text: &str) -> Config {
        toml::from_str(text).expect("it is read")
    }

    #[test]
    fn the_example_is_read_as_it_says() {
        let text: String = EXAMPLE.lines().map(|line| format!("{}\n", line.trim_start_matches("# "))).collect();
        let providers: Vec<FileProvider> = {
            #[derive(Deserialize)]
            struct File {
                providers: Vec<FileProvider>,
            }
            let text = text.replace("key_env = \"EXAMPLE_API_KEY\"", "key = \"sk-example\"").replace("#\n", "\n");
            toml::from_str::<File>(&text).expect("the example is read").providers
        };
        let declared = declared(&providers).expect("it is whole");
        let model = &declared[0].models[0];
        assert_eq!(model.model.prices, Some(Prices { prompt: 1_250_000, answer: 10_000_000 }));
        assert!(model.is_default && model.is_enabled && model.model.features.tools == Some(true));
        assert!(!format!("{providers:?}").contains("sk-example"), "a key is never shown");
        assert!(!serde_json::to_string(&providers).expect("written").contains("sk-example"));
    }

    #[test]
    fn what_is_half_said_is_refused_by_name() {
        let model = |more: &str| {
            let base = "name = \"E\"\nbase_url = \"https://e.org\"\n";
            let text = format!("{base}[[models]]\nwire_name = \"m\"\n{more}\n");
            provider(&toml::from_str(&text).expect("it is read")).err().map(|error| error.to_string())
        };
        assert!(model("prompt_price = 1.0").is_some_and(|said| said.contains("answer_price")));
        assert!(model("prompt_price = -1.0\nanswer_price = 1.0").is_some_and(|said| said.contains("-1")));
        assert_eq!(model(""), None);
        let keyless = FileProvider {
            name: "E".into(),
            api: Api::default(),
            base_url: "https://e.org".into(),
            key: None,
            key_env: Some("TERTULIA_TEST_NO_SUCH_VARIABLE".into()),
            is_local: None,
            region: None,
            models: Vec::new(),
        };
        let said = provider(&keyless).err().expect("refused").to_string();
        assert!(said.contains("TERTULIA_TEST_NO_SUCH_VARIABLE"), "{said}");
    }

    #[test]
    fn without_any_there_is_none() {
        assert!(read(&crate::config_example::example()).providers.is_empty());
    }
}
