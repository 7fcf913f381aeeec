//! What the worst files of 64 MiB cost to be recognised and read: memory at the worst moment, the file
//! itself among it; time of the processor; and how much of that time passes at most between two looks
//! whether the user has stopped it.
//!
//! `cargo xtask bench` runs this. A file over the limits makes it fail. A word picks lines by name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A measurement fails by panicking.
#![allow(unsafe_code)] // The one way to count allocations is to be the allocator.

#[path = "../../../tests/exchange/hostile/costly.rs"]
mod costly;
#[path = "../../../tests/exchange/hostile/counting.rs"]
mod counting;
#[path = "../../../tests/support/processor_time.rs"]
mod processor_time;
#[path = "../../../tests/support/mod.rs"]
mod support;

use std::cell::Cell;
use std::process::ExitCode;
use std::time::Duration;

use costly::Kind;
use counting::{Counting, peak_of};
use tessera_exchange::intake::MAX_SOURCE;

use processor_time::now;

#[global_allocator]
static COUNTING: Counting = Counting;

const MIB: usize = 1024 * 1024;
const MOST_MEMORY: usize = 4 * MAX_SOURCE;
const MOST_TIME: Duration = Duration::from_secs(5);
const MOST_WAIT: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let chosen: Vec<_> =
        costly::all().into_iter().filter(|kind| kind.name.contains(&only)).collect();
    if chosen.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!(
        "\n{:<48}{:>8}{:>10}{:>9}{:>9}",
        "hostile files", "MiB", "peak MiB", "CPU s", "wait s"
    );
    let over = chosen.iter().filter(|kind| !measure(kind)).count();
    if over > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Whether it stays within the limits.
fn measure(kind: &Kind) -> bool {
    let file = kind.file(MAX_SOURCE);
    let (begun, last, wait) = (now(), Cell::new(now()), Cell::new(Duration::ZERO));
    let look = || {
        wait.set(wait.get().max(now() - last.get()));
        last.set(now());
        false
    };
    let read = || {
        let _ = costly::read(&file, &look);
    };
    let peak = file.len() + peak_of(read);
    look();
    let time = now() - begun;
    let is_within = peak <= MOST_MEMORY && time <= MOST_TIME && wait.get() <= MOST_WAIT;
    println!(
        "{:<48}{:>8.1}{:>10.0}{:>9.2}{:>9.2}{}",
        kind.name,
        file.len() as f64 / MIB as f64,
        peak as f64 / MIB as f64,
        time.as_secs_f64(),
        wait.get().as_secs_f64(),
        if is_within { "" } else { "  OVER" }
    );
    is_within
}
