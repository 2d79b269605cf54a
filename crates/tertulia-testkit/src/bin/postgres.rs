//! A PostgreSQL server for tests: says its address, and ends when its standard input does. Settings such as `fsync=on` may be
//! given.

use std::io::Read as _;

use tertulia_testkit::Postgres;

/// A test loses nothing in a power cut.
const SETTINGS: [&str; 3] = ["fsync=off", "full_page_writes=off", "max_connections=300"];

fn main() -> std::io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let settings: Vec<&str> = SETTINGS.into_iter().chain(given.iter().map(String::as_str)).collect();
    let server = Postgres::start(&settings)?;
    println!("{}", server.url("postgres"));
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
