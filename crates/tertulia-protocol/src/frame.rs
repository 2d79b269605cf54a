//! Socket frames.

mod client;
mod server;

pub use client::{ClientFrame, Position};
pub use server::{GoneReason, ServerFrame};

/// Close codes of the socket, which say whether and when to come back.
pub mod close {
    /// The server is shutting down: come back soon.
    pub const SHUTTING_DOWN: u16 = 4000;
    /// The session or token has ended: do not come back with it.
    pub const SIGNED_OUT: u16 = 4001;
    /// The reader was too slow: come back at once and resume.
    pub const TOO_SLOW: u16 = 4008;
    /// A frame that could not be understood: reload.
    pub const PROTOCOL_ERROR: u16 = 4009;
    /// The account is suspended or gone: do not come back.
    pub const SUSPENDED: u16 = 4013;
    /// Too many connections: come back in 30 s.
    pub const TOO_MANY: u16 = 4029;
}
