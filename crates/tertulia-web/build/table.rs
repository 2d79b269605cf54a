//! The built files as Rust source: one sorted static table with the bytes included.

use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

/// Writes `assets.rs` into `out`.
///
/// `source` says where the files come from. `files` is the directory of the web app and the directory with its
/// `<path>.br` files, which may be the same one; `None` makes an empty table.
pub fn write(out: &Path, source: &str, files: Option<(&Path, &Path)>) -> Result<(), String> {
    println!("the web app comes from: {source}");
    let built = files.is_some() && source != "skipped";
    let mut code = format!(
        "/// Whether the web app is in the table: false with `TERTULIA_WEB_SKIP=1` and on docs.rs.\n\
         pub const BUILT: bool = {built};\n\
         /// Where the build found the web app, for people.\n\
         pub const SOURCE: &str = {source:?};\n\
         /// Every file of the web app, sorted by path.\n\
         pub static ASSETS: &[Asset] = &[\n"
    );
    if let Some((dist, brotli)) = files {
        let mut paths = Vec::new();
        collect(dist, dist, &mut paths)?;
        // By bytes, because the lookup is a binary search.
        paths.sort();
        for path in &paths {
            entry(&mut code, dist, brotli, path)?;
        }
    }
    code.push_str("];\n");
    let target = out.join("assets.rs");
    fs::write(&target, code).map_err(|error| format!("cannot write {}: {error}", target.display()))
}

/// Adds one line to the table.
fn entry(code: &mut String, dist: &Path, brotli: &Path, path: &str) -> Result<(), String> {
    let file = dist.join(path);
    let body = fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let compressed = brotli.join(format!("{path}.br"));
    let include = |file: &Path| format!("include_bytes!({:?})", file.display().to_string());
    let brotli = if compressed.is_file() { format!("Some({})", include(&compressed)) } else { "None".into() };
    writeln!(
        code,
        "    Asset {{ path: {path:?}, mime: {:?}, body: {}, brotli: {brotli}, etag: {:?}, immutable: {} }},",
        mime(path)?,
        include(&file),
        etag(path, &body),
        is_immutable(path),
    )
    .map_err(|error| error.to_string())
}

/// The paths of all files below `folder`, relative to `root`, with `/` between the parts.
fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) -> Result<(), String> {
    let failed = |error| format!("cannot read {}: {error}", folder.display());
    let entries: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    for path in entries {
        let relative = path.strip_prefix(root).map_err(|error| error.to_string())?;
        let relative = relative.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()))?.replace('\\', "/");
        // Vite keeps notes in a hidden folder; they are not for browsers.
        if relative.split('/').any(|part| part.starts_with('.')) || relative.ends_with(".br") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, paths)?;
        } else {
            paths.push(relative);
        }
    }
    Ok(())
}

/// The media type of a file. One we do not know fails the build: served as bytes it would be a riddle in a browser.
fn mime(path: &str) -> Result<&'static str, String> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    Ok(match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "wasm" => "application/wasm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        _ => return Err(format!("the web app holds {path}, whose media type build/table.rs does not know")),
    })
}

/// A weak tag, because the plain and the compressed body share it. The path is part of it, so that no two files do.
fn etag(path: &str, body: &[u8]) -> String {
    // Not against an attacker: both sides of the comparison are our own files.
    let mut hasher = DefaultHasher::new();
    hasher.write(path.as_bytes());
    hasher.write_u8(0xff);
    hasher.write(body);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Whether the name holds a hash of the content (`assets/name-0123abcd.js`), so that it may be cached for ever.
fn is_immutable(path: &str) -> bool {
    let Some(name) = path.strip_prefix("assets/") else { return false };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // The hash is base64url, so it may hold a dash itself: it is the last eight characters after a dash.
    let Some(at) = stem.len().checked_sub(9) else { return false };
    stem.is_char_boundary(at)
        && stem[at..].starts_with('-')
        && stem[at + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}
