//! Finds or builds the web app and writes it as a Rust table.
//!
//! The first of these that applies is taken, and nothing else is tried:
//!
//! 0. `TERTULIA_WEB_SKIP=1`: one page that says that the web app was left out. For linting and unit tests.
//! 1. `TERTULIA_WEB_DIST=/path`: a web app somebody built before (packagers, container images).
//! 2. `dist/` in this crate: the published crate.
//! 3. `DOCS_RS`: an empty table, because the documentation builder has no network.
//! 4. `../../web`: a checkout, built here with Node into `OUT_DIR`.
//!
//! Otherwise the build fails with one line. There is no placeholder that could be shipped by accident.

mod packages;
mod table;
mod vite;

use std::env;
use std::path::{Path, PathBuf};

/// The page embedded with `TERTULIA_WEB_SKIP=1`.
const SKIPPED: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Tertulia</title>\
    <p>This server was built without the web app (TERTULIA_WEB_SKIP=1).</p></html>\n";

fn main() {
    if let Err(why) = run() {
        eprintln!("tertulia-web: {why}");
        std::process::exit(1);
    }
    // Said at the end: cargo repeats everything before a failure, and one line is enough there.
    for name in ["TERTULIA_WEB_SKIP", "TERTULIA_WEB_DIST", "DOCS_RS"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    // Without this line cargo would watch the whole package, `dist` included, even when it is not the source.
    watch(Path::new("build"));
}

fn run() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set; run this through cargo")?);
    let package = env::current_dir().map_err(|error| format!("cannot tell the current directory: {error}"))?;

    if env::var("TERTULIA_WEB_SKIP").is_ok_and(|value| value == "1") {
        let dist = out.join("skipped");
        std::fs::create_dir_all(&dist).map_err(|error| format!("cannot create {}: {error}", dist.display()))?;
        let page = dist.join("index.html");
        std::fs::write(&page, SKIPPED).map_err(|error| format!("cannot write {}: {error}", page.display()))?;
        return table::write(&out, "skipped", Some((&dist, &dist)));
    }

    if let Some(path) = env::var_os("TERTULIA_WEB_DIST") {
        let dist = PathBuf::from(path);
        if !dist.is_absolute() || !dist.join("index.html").is_file() {
            return Err(format!(
                "TERTULIA_WEB_DIST is {}, which is not the absolute path of a directory with an index.html",
                dist.display()
            ));
        }
        table::write(&out, "TERTULIA_WEB_DIST", Some((&dist, &dist)))?;
        watch(&dist);
        if !dist.join("index.html.br").is_file() {
            // To a packager, who would ship a slower app without noticing.
            println!("cargo::warning=TERTULIA_WEB_DIST is not compressed; run build/compress.mjs on it first");
        }
        return Ok(());
    }

    let staged = package.join("dist");
    if staged.join("index.html").is_file() {
        table::write(&out, "published crate", Some((&staged, &staged)))?;
        watch(&staged);
        return Ok(());
    }

    if env::var_os("DOCS_RS").is_some() {
        return table::write(&out, "docs.rs", None);
    }

    let web = package.join("../../web");
    if web.join("package.json").is_file() {
        let web = web.canonicalize().map_err(|error| format!("cannot open {}: {error}", web.display()))?;
        let built = vite::build(&web, &out)?;
        table::write(&out, "checkout", Some((&built.dist, &built.brotli)))?;
        vite::watch_sources(&web);
        return Ok(());
    }

    Err("there is no web app here: install Node ≥ 20.19 and build from a git checkout, or set TERTULIA_WEB_DIST to a \
         built web app"
        .into())
}

/// Runs this script again when something at or below `path` changes.
///
/// Only for paths that exist: cargo runs a script every time if it is told to watch one that does not.
fn watch(path: &Path) {
    if path.exists() {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}
