//! The transports, tested over real connections.

mod bodies;
mod credentials;
mod house;
mod ids;
mod open;
mod pages;
mod patience;
mod people;
mod retries;
mod rights;
mod sockets;
mod stopping;
mod strict;
