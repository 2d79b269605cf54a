//! Assistants: participants like any other. They follow the journal by a cursor and speak through commands.

mod answering;
mod asking;
mod attention;
mod follower;
mod prompt;
mod recovery;
mod running;
mod table;

pub use attention::Attention;
pub(crate) use running::Running;
