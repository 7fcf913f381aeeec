//! What a process gives up before it looks at a picture of a stranger.
//!
//! On Linux: more memory than [`MEMORY`], more processor time than [`PROCESSOR_SECONDS`], every file,
//! every socket, every other program and process; of the system calls those stay that take and give back
//! memory, read standard input and write standard output. It ends when the one that started it does.
//! On macOS the limits on time, files and processes; on Windows the one that started it keeps it in
//! a job. Memory is limited everywhere.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod linux;

use std::io;

use tessera_reader_wire::{PROCESSOR_SECONDS, Wall, Walls};

/// How much memory the process may take, in bytes: 1.5 GiB. The largest picture that is read takes
/// half.
pub const MEMORY: usize = 1536 * 1024 * 1024;

/// Gives up memory, processor time, files, sockets, other processes and most system calls, for the
/// whole process and for good; on each system what it allows (see above). Tells which walls stand.
///
/// # Errors
/// When the system refuses what every system can do.
pub fn give_up_all() -> io::Result<Walls> {
    let files = give_up_files()?;
    Ok(Walls { files, calls: give_up_calls() })
}

/// Gives up memory, processor time, files, sockets and other processes, and keeps the system calls:
/// all of [`give_up_all`] that a kernel without seccomp allows.
///
/// # Errors
/// When the system refuses what every system can do.
pub fn give_up_files() -> io::Result<Wall> {
    // Before the limits: the rules are a file descriptor until they hold.
    #[cfg(target_os = "linux")]
    let files = {
        linux::die_with_parent()?;
        linux::give_up_files()
    };
    #[cfg(not(target_os = "linux"))]
    let files = Wall::Missing;
    #[cfg(unix)]
    limit()?;
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
fn limit() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let most = [
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nofile, 0),
        (Resource::Nproc, 0),
        (Resource::Cpu, PROCESSOR_SECONDS),
        #[cfg(target_os = "linux")]
        (Resource::As, MEMORY as u64),
    ];
    for (resource, most) in most {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
