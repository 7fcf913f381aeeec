//! What only Linux shows: what the system knows of the process.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tessera_derive::Method;
use tessera_exchange::formats::{DeriveKey, NoKey};
use tessera_reader::confine::Allowance;
use tessera_reader_wire::Wall;

use super::{argon2, deriver, pbkdf2, request, works};

/// What takes no longer did not come to its own end.
const AT_ONCE: Duration = Duration::from_secs(30);

fn of(id: u32, file: &str, line: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap();
    let line = text.lines().find_map(|found| found.strip_prefix(line)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

fn is_there(id: u32) -> bool {
    Path::new(&format!("/proc/{id}")).exists()
}

#[test]
fn a_gibibyte_that_would_take_minutes_is_ended_in_the_middle() {
    let deriver = deriver();
    works(&deriver);
    let id = deriver.process_id().unwrap();
    // As much memory as a file may ask for, and ten minutes of passes over it.
    let endless = argon2(1 << 20, 200);
    let begun = Cell::new(None);
    let in_the_middle = || {
        // All of it is filled in the first pass.
        let is_filled = of(id, "status", "VmRSS:") > 1 << 20;
        if is_filled && begun.get().is_none() {
            begun.set(Some(Instant::now()));
        }
        is_filled
    };
    assert_eq!(deriver.derive(&request(endless), &in_the_middle), Err(NoKey::Cancelled));
    assert!(!is_there(id));
    let stopped = begun.get().unwrap().elapsed();
    println!("ended after {stopped:?}");
    assert!(stopped < AT_ONCE, "{stopped:?}");
    works(&deriver);
}

#[test]
fn rounds_that_would_take_hours_are_ended_in_the_middle() {
    let deriver = deriver();
    works(&deriver);
    let id = deriver.process_id().unwrap();
    let asked = Cell::new(0);
    let start = Instant::now();
    let later = || asked.replace(asked.get() + 1) > 4;
    let endless = request(Method::aes(1 << 40));
    assert_eq!(deriver.derive(&endless, &later), Err(NoKey::Cancelled));
    assert!(!is_there(id) && start.elapsed() < AT_ONCE);
}

#[test]
fn the_walls_stand_around_it_and_its_memory_is_limited() {
    let deriver = deriver();
    works(&deriver);
    let id = deriver.process_id().unwrap();
    assert_eq!(deriver.walls().unwrap().calls, Wall::Whole);
    assert_eq!(of(id, "limits", "Max address space"), Allowance::KEYS.memory as u64);
    assert_eq!(of(id, "limits", "Max cpu time"), Allowance::KEYS.seconds);
    assert_eq!(of(id, "limits", "Max open files"), 0);
    assert_eq!(of(id, "limits", "Max core file size"), 0);
    // The dearest that a file may ask for has room.
    assert!(deriver.derive(&request(argon2(1 << 20, 1)), &|| false).is_ok());
    let scrypt = Method::scrypt(1 << 20, 8, 1).unwrap();
    assert!(deriver.derive(&request(scrypt), &|| false).is_ok());
    assert_eq!(deriver.process_id(), Some(id));
}

#[test]
fn its_arguments_and_its_environment_say_nothing() {
    let deriver = deriver();
    works(&deriver);
    let id = deriver.process_id().unwrap();
    let arguments = std::fs::read(format!("/proc/{id}/cmdline")).unwrap();
    assert!(arguments.ends_with(b"tessera-reader\0keys\0"), "{arguments:?}");
    // As it is not dumpable, only an administrator may look, and finds nothing.
    let environment = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
    assert_eq!(environment, b"");
}

#[test]
fn a_process_that_is_killed_costs_one_key() {
    let deriver = deriver();
    works(&deriver);
    let id = deriver.process_id().unwrap();
    let kill = || {
        let _ = kill_process(Pid::from_raw(id.cast_signed()).unwrap(), Signal::KILL);
        false
    };
    // A system that runs out of memory ends whoever takes it.
    let costly = request(argon2(1 << 20, 200));
    assert_eq!(deriver.derive(&costly, &kill), Err(NoKey::OutOfMemory));
    works(&deriver);
    let id = deriver.process_id().unwrap();
    let kill = || {
        let _ = kill_process(Pid::from_raw(id.cast_signed()).unwrap(), Signal::KILL);
        false
    };
    let frugal = request(Method::aes(1 << 40));
    assert_eq!(deriver.derive(&frugal, &kill), Err(NoKey::Failed));
    assert_eq!(deriver.process_id(), None);
    assert!(deriver.derive(&request(pbkdf2()), &|| false).is_ok());
}
