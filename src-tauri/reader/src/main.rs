//! The program that reads pictures, or with the argument `keys` derives keys: gives up all it does not
//! need, then answers until there are no more questions.

mod keys;
mod pictures;

use std::io;
use std::process::ExitCode;

use tessera_reader::confine::{self, Allowance};
use tessera_reader_wire::KEYS;

// Elsewhere the system does it, see confine.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> =
    cap::Cap::new(std::alloc::System, Allowance::PICTURES.memory);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    // Nobody reads its words: who started it sees that it ended.
    let answered = match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => confine::give_up_all(Allowance::PICTURES).and_then(pictures::answer),
        (Some(KEYS), None) => confine::give_up_all(Allowance::KEYS).and_then(keys::answer),
        _ => Err(io::ErrorKind::InvalidInput.into()),
    };
    match answered {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
