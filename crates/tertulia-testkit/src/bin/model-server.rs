//! The scripted model server as a program, for journeys in a browser and for trying things out without a model.
//!
//! `cargo run --release -p tertulia-testkit --bin model-server -- [--listen ADDR]` prints its address and key as one
//! line of JSON and serves until it is stopped. Without a script it echoes. `POST /control/script` takes
//! `{"script": {"reply": {"text": "..."}, ...}, "when"?: "...", "always"?: true}`; see `model_server::Script` for the
//! fields, and `/control/{release,resume,models,key,reset,requests,hang-ups}`.

use std::net::SocketAddr;
use std::process::ExitCode;
use tertulia_testkit::model_server::ModelServer;

#[tokio::main]
async fn main() -> ExitCode {
    let listen = match listen(std::env::args().skip(1)) {
        Ok(listen) => listen,
        Err(problem) => {
            eprintln!("{problem}\nUsage: model-server [--listen ADDR:PORT]");
            return ExitCode::FAILURE;
        }
    };
    let server = match ModelServer::start_on(listen).await {
        Ok(server) => server,
        Err(error) => {
            eprintln!("Cannot listen on {listen}: {error}. Choose another address with --listen.");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", serde_json::json!({"url": server.url(), "key": server.api_key(), "control": server.control_url()}));
    match tokio::signal::ctrl_c().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Cannot wait for Ctrl-C: {error}");
            ExitCode::FAILURE
        }
    }
}

fn listen(mut arguments: impl Iterator<Item = String>) -> Result<SocketAddr, String> {
    let mut listen = SocketAddr::from(([127, 0, 0, 1], 0));
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--listen=") {
            Some(value) => value.to_owned(),
            None if argument == "--listen" => arguments.next().ok_or("--listen needs an address")?,
            None => return Err(format!("unknown argument {argument}")),
        };
        listen = value.parse().map_err(|_| format!("{value} is no address with a port"))?;
    }
    Ok(listen)
}
