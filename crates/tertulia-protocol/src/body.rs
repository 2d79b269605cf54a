//! Bodies: what a message says.

use serde::{Deserialize, Serialize};
use tertulia_core::ProfileId;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a message says: Markdown, and who is mentioned where in it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Markdown (CommonMark with GFM): up to 32,000 characters by people, 128,000 by assistants.
    pub text: String,
    /// In the order of their places, without overlap; at most 100.
    #[serde(default)]
    #[schema(required = true)]
    pub mentions: Vec<Mention>,
}

/// A place in a text that stands for a participant, counted in UTF-16 code units.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// The first unit.
    pub start: u32,
    /// The unit after the last.
    pub end: u32,
    /// Who is mentioned.
    pub profile: Uuid,
}

impl From<&tertulia_core::Body> for Body {
    fn from(body: &tertulia_core::Body) -> Self {
        let mention = |m: &tertulia_core::Mention| Mention { start: m.start, end: m.end, profile: m.profile.0 };
        Body { text: body.text.clone(), mentions: body.mentions.iter().map(mention).collect() }
    }
}

impl From<Body> for tertulia_core::Body {
    fn from(body: Body) -> Self {
        let mention = |m: Mention| tertulia_core::Mention { start: m.start, end: m.end, profile: ProfileId(m.profile) };
        Self { text: body.text, mentions: body.mentions.into_iter().map(mention).collect() }
    }
}
