//! What a process gives up before it looks at what comes of a stranger: a picture, or the costs of a key.
//!
//! On Linux: more memory and processor time than its [`Allowance`], every file, every socket, every other
//! program and process; of the system calls those stay that take and give back memory, read standard
//! input and write standard output. It ends when the one that started it does.
//! On macOS the limits on time, files and processes; on Windows the one that started it keeps it in
//! a job. Memory is limited everywhere.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod linux;

use std::io;

use tessera_reader_wire::{PROCESSOR_SECONDS, Wall, Walls};

/// What a process may take of the computer.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Memory, in bytes.
    pub memory: usize,
    /// Processor time, in seconds: then the system ends it.
    pub seconds: u64,
}

impl Allowance {
    /// For pictures: 1.5 GiB, of which the largest that is read takes half.
    pub const PICTURES: Self = Self { memory: 1_536 * 1_024 * 1_024, seconds: PROCESSOR_SECONDS };
    /// For keys: the gibibyte that a derivation may take, and 128 MiB for the program. The dearest file
    /// takes half a minute of processor time; a machine may be twenty times as slow.
    pub const KEYS: Self = Self { memory: (1_024 + 128) * 1_024 * 1_024, seconds: 600 };
}

/// Gives up memory, processor time, files, sockets, other processes and most system calls, for the
/// whole process and for good; on each system what it allows (see above). Tells which walls stand.
///
/// # Errors
/// When the system refuses what every system can do.
pub fn give_up_all(allowance: Allowance) -> io::Result<Walls> {
    let files = give_up_files(allowance)?;
    Ok(Walls { files, calls: give_up_calls() })
}

/// Gives up memory, processor time, files, sockets and other processes, and keeps the system calls:
/// all of [`give_up_all`] that a kernel without seccomp allows.
///
/// # Errors
/// When the system refuses what every system can do.
pub fn give_up_files(allowance: Allowance) -> io::Result<Wall> {
    // Before the limits: the rules are a file descriptor until they hold.
    #[cfg(target_os = "linux")]
    let files = {
        linux::die_with_parent()?;
        linux::give_up_files()
    };
    #[cfg(not(target_os = "linux"))]
    let files = Wall::Missing;
    #[cfg(unix)]
    limit(allowance)?;
    #[cfg(not(unix))]
    let _ = allowance;
    Ok(files)
}

fn give_up_calls() -> Wall {
    #[cfg(target_os = "linux")]
    if calls::allow_few().is_ok() {
        return Wall::Whole;
    }
    Wall::Missing
}

#[cfg(unix)]
fn limit(allowance: Allowance) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let most = [
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, 0),
        (Resource::Nproc, 0),
        (Resource::Cpu, allowance.seconds),
        #[cfg(target_os = "linux")]
        (Resource::As, allowance.memory as u64),
    ];
    for (resource, most) in most {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
