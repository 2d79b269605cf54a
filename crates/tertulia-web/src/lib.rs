//! The built web app as a static table: nothing is read from disk at run time.
//!
//! `build/main.rs` says where the files come from. The server looks a path up with [`find`] and sends the body or
//! its compressed form; every path that is neither here nor part of the API gets `index.html`.
#![deny(missing_docs)]

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One file of the web app.
pub struct Asset {
    /// The path without a leading slash, such as `index.html` or `assets/app-3f9c2a1b.js`.
    pub path: &'static str,
    /// The value of `Content-Type`.
    pub mime: &'static str,
    /// The file itself.
    pub body: &'static [u8],
    /// The file compressed with Brotli at its highest level; `None` where that gains nothing.
    pub brotli: Option<&'static [u8]>,
    /// The value of `ETag`, quoted. It is weak, because it stands for the plain and the compressed body alike.
    pub etag: &'static str,
    /// Whether the path holds a hash of the content, so that browsers may keep it for ever.
    pub immutable: bool,
}

/// The file at `path`, with or without a leading slash. Exact: no index files, no decoding.
pub fn find(path: &str) -> Option<&'static Asset> {
    let path = path.strip_prefix('/').unwrap_or(path);
    ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok().map(|at| &ASSETS[at])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_path_is_found() {
        assert!(ASSETS.is_sorted_by(|one, next| one.path < next.path));
        for asset in ASSETS {
            assert_eq!(find(asset.path).map(|found| found.etag), Some(asset.etag));
            assert_eq!(find(&format!("/{}", asset.path)).map(|found| found.etag), Some(asset.etag));
        }
    }

    #[test]
    fn tags_are_quoted_and_unique() {
        let tags: BTreeSet<_> = ASSETS.iter().map(|asset| asset.etag).collect();
        assert_eq!(tags.len(), ASSETS.len());
        assert!(tags.iter().all(|tag| tag.starts_with("W/\"") && tag.ends_with('"')));
    }

    #[test]
    fn the_start_page_is_there_and_is_asked_for_again() {
        let page = find("/index.html").expect("every build but that of docs.rs has a start page");
        assert_eq!(page.mime, "text/html; charset=utf-8");
        assert!(!page.immutable);
        assert!(page.body.starts_with(b"<!doctype html>") || page.body.starts_with(b"<!DOCTYPE html>"));
    }

    #[test]
    fn nothing_but_a_listed_path_is_found() {
        for path in ["", "/", "index", "INDEX.HTML", "../Cargo.toml", "assets", "assets/", "//index.html"] {
            assert!(find(path).is_none(), "{path:?}");
        }
    }

    #[test]
    fn hashed_files_are_kept_for_ever_and_text_is_compressed() {
        let scripts: Vec<_> = ASSETS.iter().filter(|asset| asset.path.starts_with("assets/")).collect();
        // A build without the web app has the start page alone.
        assert_eq!(scripts.is_empty(), !BUILT, "the web app comes from: {SOURCE}");
        for asset in scripts.iter().filter(|asset| asset.path.ends_with(".js") || asset.path.ends_with(".css")) {
            assert!(asset.immutable, "{} has no hash in its name", asset.path);
        }
        for asset in ASSETS {
            if let Some(brotli) = asset.brotli {
                assert!(brotli.len() < asset.body.len(), "{}", asset.path);
            }
        }
        let page_script =
            scripts.iter().filter(|asset| asset.path.ends_with(".js")).max_by_key(|asset| asset.body.len());
        assert!(page_script.is_none_or(|script| script.brotli.is_some()), "the largest script is not compressed");
    }
}
