//! The browser that journeys run in, and fonts for what people write in it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::debian::{self, on_path};

/// What Debian and its relatives call a browser and fonts for Latin, Arabic, Chinese, Japanese, Korean and emoji.
const PACKAGES: [&str; 4] = ["chromium", "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"];
/// The names a Chromium may have.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
/// A language for each of the font packages; without them screenshots show boxes, and lines are of another height.
const LANGUAGES: [&str; 5] = ["ar", "ja", "ko", "zh-tw", "und-zsye"];

/// The browser's path. Installs what is missing where that is allowed; otherwise says how to, and returns `None`
/// when there is no browser.
pub fn find_or_install() -> Result<Option<PathBuf>> {
    let found = find();
    if found.is_some() && has_fonts() {
        return Ok(found);
    }
    if debian::can_install()? {
        debian::install(&PACKAGES)?;
        return Ok(find());
    }
    let missing = if found.is_some() { "fonts are missing" } else { "there is no Chromium" };
    eprintln!("{missing}; to install what the journeys need:");
    eprintln!("  sudo apt-get install -y --no-install-recommends {}", PACKAGES.join(" "));
    Ok(found)
}

fn find() -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os("TERTULIA_CHROMIUM").map(PathBuf::from) {
        return chosen.is_file().then_some(chosen);
    }
    NAMES.iter().find_map(|name| on_path(name))
}

/// Whether there is a font for each of the languages. Systems without fontconfig know by themselves.
fn has_fonts() -> bool {
    if on_path("fc-list").is_none() {
        return !cfg!(target_os = "linux");
    }
    LANGUAGES.iter().all(|language| {
        let listed = Command::new("fc-list").arg(format!(":lang={language}")).stderr(Stdio::null()).output();
        listed.is_ok_and(|listed| !listed.stdout.is_empty())
    })
}
