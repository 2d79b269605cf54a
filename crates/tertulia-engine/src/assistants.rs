//! Assistants: participants like any other. They follow the journal by a cursor and speak through commands.

mod answering;
mod asking;
mod attempts;
mod attention;
mod candidates;
mod follower;
mod health;
mod patience;
mod prompt;
mod recovery;
mod running;
mod table;
mod writing;

pub use attention::Attention;
pub(crate) use health::Health;
pub use patience::Patience;
pub(crate) use running::Running;
