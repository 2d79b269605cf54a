//! Where weights lie: one file a model, `NAME.gguf`; what came by path is a link.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How every file of weights begins.
const MAGIC: &[u8; 4] = b"GGUF";
/// The longest name, in characters.
const NAME_MAX: usize = 60;
/// The longest name that is made of a file's; a number may follow it.
const STEM_MAX: usize = 50;

/// The directory of weights.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    dir: PathBuf,
}

impl Files {
    pub fn new(dir: PathBuf) -> Files {
        Files { dir }
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A model's weights, there or not.
    pub fn weights(&self, name: &str) -> PathBuf {
        self.dir.join(format!("{name}.gguf"))
    }

    /// What has been loaded of them.
    pub fn part(&self, name: &str) -> PathBuf {
        self.dir.join(format!("{name}.part"))
    }

    /// What has been loaded of an archive that holds them.
    pub fn archive(&self, name: &str) -> PathBuf {
        self.dir.join(format!("{name}.archive.part"))
    }

    pub fn is_there(&self, name: &str) -> bool {
        self.weights(name).is_file()
    }

    /// Bytes that an unfinished fetch left.
    pub fn kept(&self, name: &str) -> u64 {
        let size = |path: PathBuf| std::fs::metadata(path).map_or(0, |of| of.len());
        size(self.part(name)).max(size(self.archive(name)))
    }

    /// Whether its weights lie elsewhere, and are not ours to delete.
    pub fn is_link(&self, name: &str) -> bool {
        self.weights(name).symlink_metadata().is_ok_and(|of| of.file_type().is_symlink())
    }

    /// The size of what is there.
    pub fn size(&self, name: &str) -> u64 {
        std::fs::metadata(self.weights(name)).map_or(0, |of| of.len())
    }

    /// The names of all that is there, sorted.
    pub fn names(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.dir) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".gguf")?.to_owned()))
            .filter(|name| is_name(name) && self.is_there(name))
            .collect();
        names.sort();
        names
    }

    /// Takes in a file from elsewhere by a link. `None` where it is not one of weights, or has no usable name. One that is here
    /// keeps its name; a name that is somebody else's gets a number.
    pub fn adopt(&self, file: &Path, is_taken: impl Fn(&str) -> bool) -> io::Result<Option<String>> {
        let Ok(file) = file.canonicalize() else { return Ok(None) };
        let Some(plain) = name_for(&file).filter(|_| is_weights(&file)) else { return Ok(None) };
        std::fs::create_dir_all(&self.dir)?;
        for number in 1.. {
            let name = if number == 1 { plain.clone() } else { format!("{plain}-{number}") };
            let link = self.weights(&name);
            if std::fs::read_link(&link).is_ok_and(|target| target == file) {
                return Ok(Some(name));
            }
            if is_taken(&name) || link.symlink_metadata().is_ok() {
                continue;
            }
            link_to(&file, &link)?;
            return Ok(Some(name));
        }
        Ok(None)
    }

    /// Removes weights, a link to them, and what has been loaded of them.
    pub fn remove(&self, name: &str) -> io::Result<bool> {
        let mut was_there = false;
        for path in [self.weights(name), self.part(name), self.archive(name)] {
            match std::fs::remove_file(path) {
                Ok(()) => was_there = true,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(was_there)
    }
}

#[cfg(unix)]
fn link_to(file: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(file, link)
}

#[cfg(not(unix))]
fn link_to(file: &Path, link: &Path) -> io::Result<()> {
    std::fs::hard_link(file, link)
}

/// Whether it can be the name of a model: a file's name, nothing that leads elsewhere.
pub(crate) fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    !name.is_empty() && name.len() <= NAME_MAX && name.chars().all(plain) && !name.starts_with('.')
}

/// A name out of the name of a file.
fn name_for(file: &Path) -> Option<String> {
    let stem = file.file_name()?.to_str()?.strip_suffix(".gguf")?;
    let plain =
        |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c.to_ascii_lowercase() } else { '-' };
    let name: String = stem.trim_start_matches('.').chars().map(plain).take(STEM_MAX).collect();
    is_name(&name).then_some(name)
}

fn is_weights(file: &Path) -> bool {
    let mut magic = [0; 4];
    file.is_file()
        && std::fs::File::open(file).and_then(|mut opened| opened.read_exact(&mut magic)).is_ok()
        && &magic == MAGIC
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for name in ["tiny", "qwen3.5-2b", "a_b"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "..", ".hidden", "a/b", "a\\b", "A", "a b", "é", &"a".repeat(61)] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn a_file_by_path_is_linked_and_forgotten_without_harm() -> io::Result<()> {
        let elsewhere = tempfile::tempdir()?;
        let file = elsewhere.path().join("Qwen2.5 Coder 1.5B.Q4_K_M.gguf");
        std::fs::write(&file, b"GGUF and more")?;
        let home = tempfile::tempdir()?;
        let files = Files::new(home.path().join("models"));
        for _ in 0..2 {
            assert_eq!(files.adopt(&file, |_| false)?.as_deref(), Some("qwen2.5-coder-1.5b.q4_k_m"));
        }
        assert_eq!(files.names(), ["qwen2.5-coder-1.5b.q4_k_m"]);
        assert!(files.remove("qwen2.5-coder-1.5b.q4_k_m")?);
        assert!(file.is_file(), "the file itself is not ours");
        assert!(!files.remove("qwen2.5-coder-1.5b.q4_k_m")?);
        Ok(())
    }

    #[test]
    fn nobody_elses_name_is_taken_over() -> io::Result<()> {
        let elsewhere = tempfile::tempdir()?;
        let files = Files::new(elsewhere.path().join("models"));
        let mut names = Vec::new();
        for place in ["one", "two"] {
            std::fs::create_dir_all(elsewhere.path().join(place))?;
            let file = elsewhere.path().join(place).join("tiny.gguf");
            std::fs::write(&file, b"GGUF")?;
            names.extend(files.adopt(&file, |name| name == "tiny")?);
        }
        assert_eq!(names, ["tiny-2", "tiny-3"], "the listed one and the first keep theirs");
        assert!(files.is_link("tiny-2"));
        Ok(())
    }

    #[test]
    fn what_is_no_weights_is_not_taken_in() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let files = Files::new(dir.path().join("models"));
        std::fs::write(dir.path().join("a.gguf"), b"PNG")?;
        std::fs::write(dir.path().join("b.bin"), b"GGUF")?;
        for name in ["a.gguf", "b.bin", "none.gguf", "."] {
            assert_eq!(files.adopt(&dir.path().join(name), |_| false)?, None, "{name}");
        }
        Ok(())
    }
}
