//! The npm packages of the web app: installed when the lockfile asks for others than those that are there.
//!
//! `cargo xtask` includes this very file, so that there is one answer to "are the packages installed".

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

/// The oldest Node that the tools of the web app run on, as (major, minor).
const OLDEST_NODE: (u32, u32) = (20, 19);

/// What to do about a Node that is missing or too old.
const ADVICE: &str = "install Node ≥ 20.19, or set TERTULIA_WEB_DIST to a built web app";

/// A hold on the `web` folder, so that two builds at once (a server and an editor, two target directories) do not
/// install packages under each other's feet. Ends when dropped.
pub struct Hold {
    _file: File,
}

/// Waits until nobody else builds in `web`, and keeps others out until the hold is dropped.
pub fn hold(web: &Path) -> Result<Hold, String> {
    let path = web.join(".build.lock");
    let failed = |error| format!("cannot lock {}: {error}", path.display());
    let file = File::create(&path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(Hold { _file: file })
}

/// Checks that `node` runs and is new enough.
pub fn check_node() -> Result<(), String> {
    let output = match Command::new("node").arg("--version").output() {
        Ok(output) if output.status.success() => output,
        Ok(output) => return Err(format!("`node --version` failed ({}): {ADVICE}", output.status)),
        Err(error) => return Err(format!("cannot run Node ({error}): {ADVICE}")),
    };
    let version = String::from_utf8_lossy(&output.stdout);
    let version = version.trim();
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(major), Some(minor)) if (major, minor) >= OLDEST_NODE => Ok(()),
        _ => Err(format!("Node is {version}, which is too old: {ADVICE}")),
    }
}

/// Installs the packages of `web` unless those of its `package-lock.json` are installed already. The caller holds
/// [`hold`].
pub fn install(web: &Path) -> Result<(), String> {
    let lock = web.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
    let stamp = web.join("node_modules/.tertulia-packages");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(web);
    // The browser for the journeys comes from the system's packages.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run(&mut npm, "npm ci")?;
    // Written last: an installation that was cut off is done again.
    fs::write(&stamp, &wanted).map_err(|error| format!("cannot write {}: {error}", stamp.display()))
}

/// Runs a command quietly; what it said is part of the error if it fails.
pub fn run(command: &mut Command, name: &str) -> Result<(), String> {
    // Cargo sets DEBUG for build scripts; to Node packages it means "be talkative".
    let output = command.env_remove("DEBUG").output().map_err(|error| format!("cannot run {name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{name} failed ({}):\n{}", output.status, String::from_utf8_lossy(&said).trim()))
}
