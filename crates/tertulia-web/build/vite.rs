//! The web app of a checkout, built with Node into `OUT_DIR`; the source tree is left as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::packages;

/// Where the built files are.
pub struct Built {
    /// The web app.
    pub dist: PathBuf,
    /// `<path>.br` for each file of the web app that is smaller when compressed.
    pub brotli: PathBuf,
}

/// Watches everything the web app is made of, and nothing that building it writes.
pub fn watch_sources(web: &Path) {
    for folder in ["build", "locales", "public"] {
        super::watch(&web.join(folder));
    }
    // File by file: the build writes its generated ones (`keys.gen.ts`) in there, and a folder would be watched whole.
    let mut files = Vec::new();
    collect(&web.join("src"), &mut files);
    files.retain(|file| !file.to_string_lossy().contains(".gen."));
    let Ok(entries) = fs::read_dir(web) else { return };
    files.extend(entries.flatten().map(|entry| entry.path()).filter(|path| is_source(path)));
    files.sort();
    for file in files {
        super::watch(&file);
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Whether a file at the top of `web` has a say in what is built.
fn is_source(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let configures = ["vite.config.", "svelte.config.", "package.", "package-lock.", "tsconfig."]
        .iter()
        .any(|start| name.starts_with(start));
    path.is_file() && (name.ends_with(".html") || (configures && !name.ends_with(".tsbuildinfo")))
}

/// Builds the web app of the checkout `web`.
pub fn build(web: &Path, out: &Path) -> Result<Built, String> {
    packages::check_node()?;
    let hold = packages::hold(web)?;
    packages::install(web)?;
    let built = Built { dist: out.join("dist"), brotli: out.join("brotli") };
    let mut vite = Command::new("node");
    vite.arg("node_modules/vite/bin/vite.js").args(["build", "--logLevel", "error", "--emptyOutDir", "--outDir"]);
    vite.arg(&built.dist).current_dir(web).env("NODE_ENV", "production");
    packages::run(&mut vite, "vite build")?;
    drop(hold);
    let mut compress = Command::new("node");
    compress.arg("build/compress.mjs").arg(&built.dist).arg(&built.brotli);
    packages::run(&mut compress, "compressing the web app")?;
    Ok(built)
}
