//! The catalogue of models and their providers.

use async_trait::async_trait;

use crate::model::{Model, Provider};
use crate::{ModelId, ProviderId, Result};

/// Where they are kept.
#[async_trait]
pub trait Models: Send + Sync {
    /// In the order of making.
    async fn providers(&self) -> Result<Vec<Provider>>;
    /// Makes or replaces.
    async fn put_provider(&self, provider: Provider) -> Result<()>;
    /// With its models; `false` if there was none.
    async fn remove_provider(&self, id: ProviderId) -> Result<bool>;
    /// In the order of their places; of one place, in the order of making.
    async fn models(&self) -> Result<Vec<Model>>;
    /// Makes or replaces. A default takes that from the others in the same transaction.
    async fn put_model(&self, model: Model) -> Result<()>;
    /// Gives the models the places of this list, from the first; those that it lacks come after it, in the order they had.
    async fn order_models(&self, order: Vec<ModelId>) -> Result<()>;
    /// `false` if there was none.
    async fn remove_model(&self, id: ModelId) -> Result<bool>;
}
