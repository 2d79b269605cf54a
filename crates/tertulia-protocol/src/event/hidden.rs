//! `hidden`: something happened to a message that this reader may not see.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something happened to a message that this reader may not see: no gap, and no news.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Hidden {}
