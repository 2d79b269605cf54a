//! Where things are, and how the programs we need are called.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, anyhow, bail};

/// The checkout this program was built from.
pub struct Repository {
    /// Its top folder.
    pub root: PathBuf,
    /// Where cargo builds, wherever the environment put it.
    pub target: PathBuf,
}

impl Repository {
    /// Asks cargo where everything is.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in a workspace")?.to_path_buf();
        let mut cargo = cargo(&root);
        let output = output(cargo.args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: serde_json::Value = serde_json::from_str(&output).context("cargo metadata is JSON")?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names the target directory")?;
        Ok(Self { root, target: target.into() })
    }

    /// The folder of the web app.
    pub fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The server as people run it. Built by [`Repository::build_server`].
    pub fn server(&self) -> PathBuf {
        self.target.join("release").join(format!("tertulia{}", std::env::consts::EXE_SUFFIX))
    }

    /// Builds the server exactly as `cargo run --release` does.
    ///
    /// Needed again after other builds: tests may have put a server with other features in its place.
    pub fn build_server(&self) -> Result<()> {
        run(self.cargo().args(["build", "--release", "--package", "tertulia"]))?;
        // Beside it, and apart so that it has no say in the features of the server: what journeys ask for answers.
        run(self.cargo().args(["build", "--release", "--package", "tertulia-testkit", "--bin", "model-server"]))
    }

    /// A folder for reports that programs write and we read.
    pub fn reports(&self) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(folder)
    }

    /// `cargo`, in the checkout.
    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// `npm run --silent <script>`, in the web folder.
    pub fn npm_run(&self, script: &str) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(["run", "--silent", script]).current_dir(self.web());
        command
    }

    /// A program that an npm package brings, such as `vite/bin/vite.js`, in the web folder.
    pub fn node_module(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.web().join("node_modules").join(script)).current_dir(self.web());
        command
    }

    /// Installs the packages of the web app when they are not those of the lockfile.
    pub fn install_web_packages(&self) -> Result<()> {
        let web = self.web();
        crate::packages::check_node().map_err(|why| anyhow!(why))?;
        let _hold = crate::packages::hold(&web).map_err(|why| anyhow!(why))?;
        crate::packages::install(&web).map_err(|why| anyhow!(why))
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // What cargo told this program about itself is nothing that the builds it starts should see: a build script that
    // watches one of these would run again each time.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Runs a command with its output on the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {}", spoken(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", spoken(command));
    }
    Ok(())
}

/// Runs a command and takes what it prints.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot run {}", spoken(command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", spoken(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed something else than text", spoken(command)))
}

/// The command as a person would type it, near enough.
fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}
