//! A worker for tests: the real one, and some that misbehave in a way the parent must survive.

use std::io::{self, Write as _};
use std::process::ExitCode;

use tertulia_media::{Limits, WORKER_ARGUMENT, run_worker};

const MEBIBYTE: u64 = 1024 * 1024;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some(WORKER_ARGUMENT) => run_worker(),
        Some("hang") => loop {
            std::thread::park();
        },
        Some("babble") => loop {
            if io::stdout().write_all(&[b'J'; 65_536]).is_err() {
                return ExitCode::FAILURE;
            }
        },
        Some("lie") => {
            print!("J\u{1}\0\0\0<script>");
            ExitCode::SUCCESS
        }
        Some("panic") => panic!("as asked"),
        Some("eat") => within(Limits { memory: 64 * MEBIBYTE, ..Limits::default() }, || {
            let mut eaten = Vec::new();
            while eaten.len() < 256 {
                eaten.push(std::hint::black_box(vec![1_u8; MEBIBYTE as usize]));
            }
        }),
        Some("spin") => within(Limits { processor_seconds: 1, ..Limits::default() }, || {
            let mut turns = 0_u64;
            loop {
                turns = std::hint::black_box(turns.wrapping_add(1));
            }
        }),
        Some("look") => {
            let environment = std::env::vars_os().count();
            let opened = Limits::default().apply().map(|()| std::fs::File::open("/proc/self/statm").is_ok());
            eprint!("environment {environment}, opened {opened:?}");
            if environment == 0 && matches!(opened, Ok(false)) {
                print!("n")
            } else {
                print!("p")
            }
            ExitCode::SUCCESS
        }
        other => panic!("unknown worker {other:?}"),
    }
}

/// Does `work` within `limits`. Where they could not be set or did not stop it, it ends with a good answer, which is
/// what the tests must not see.
fn within(limits: Limits, work: impl FnOnce()) -> ExitCode {
    if limits.apply().is_ok() {
        work();
    }
    print!("n");
    ExitCode::SUCCESS
}
