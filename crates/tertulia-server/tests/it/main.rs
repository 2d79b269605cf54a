//! The transports, tested over real connections.

mod bodies;
mod credentials;
mod house;
mod pages;
mod patience;
mod people;
mod sockets;
mod stopping;
