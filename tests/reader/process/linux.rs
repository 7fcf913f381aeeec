//! What only Linux shows: signals, and what the system knows of a process.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tessera_reader_client::{Patience, Problem};

use super::{AT_ONCE, PATIENT, TEXT, png, reader, works};

fn pid(id: u32) -> Pid {
    Pid::from_raw(id.cast_signed()).unwrap()
}

fn is_there(id: u32) -> bool {
    Path::new(&format!("/proc/{id}")).exists()
}

#[test]
fn a_process_that_is_killed_in_the_middle_costs_one_picture() {
    let mut reader = reader();
    works(&mut reader);
    let id = reader.process_id().unwrap();
    // Stopped, so that it is in the middle for sure.
    kill_process(pid(id), Signal::STOP).unwrap();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        kill_process(pid(id), Signal::KILL).unwrap();
    });
    assert_eq!(reader.file(&png(TEXT)).problem, Some(Problem::Unreadable));
    killer.join().unwrap();
    works(&mut reader);
    assert_ne!(reader.process_id(), Some(id));
}

#[test]
fn a_process_that_was_killed_before_costs_nothing() {
    let mut reader = reader();
    works(&mut reader);
    let id = reader.process_id().unwrap();
    kill_process(pid(id), Signal::KILL).unwrap();
    while !std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap().contains(") Z ") {
        std::thread::yield_now();
    }
    works(&mut reader);
}

#[test]
fn a_process_that_hangs_is_ended_in_time() {
    let decode = Duration::from_secs(3);
    let mut reader = reader().with_patience(Patience { decode, ..PATIENT });
    works(&mut reader);
    let id = reader.process_id().unwrap();
    kill_process(pid(id), Signal::STOP).unwrap();
    // More than a pipe holds: it cannot even be written.
    let file = [png(TEXT), vec![0; 4 << 20]].concat();
    assert_eq!(reader.file(&file).problem, Some(Problem::Unreadable));
    assert!(!is_there(id));
    works(&mut reader);
}

#[test]
fn the_process_has_given_up_what_it_does_not_need() {
    let mut reader = reader();
    works(&mut reader);
    let id = reader.process_id().unwrap();
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    for line in ["NoNewPrivs:\t1", "Seccomp:\t2", "Threads:\t1"] {
        assert!(status.contains(line), "{line} is not in {status}");
    }
    let limits = std::fs::read_to_string(format!("/proc/{id}/limits")).unwrap();
    let limit = |name: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        let mut words = line.split_whitespace();
        [words.next().unwrap().to_owned(), words.next().unwrap().to_owned()]
    };
    for name in ["Max core file size", "Max file size", "Max open files", "Max processes"] {
        assert_eq!(limit(name), ["0", "0"], "{name}");
    }
    assert_eq!(limit("Max cpu time"), ["90", "90"]);
    assert_eq!(limit("Max address space"), ["1610612736", "1610612736"]);
}

#[test]
fn the_process_ends_with_the_one_that_started_it_even_if_that_is_killed() {
    let mut parent = Command::new(std::env::current_exe().unwrap());
    parent.args(["--exact", "process::linux::a_parent", "--ignored", "--nocapture"]);
    let mut parent = parent.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(parent.stdout.take().unwrap()));
    let id = lines.find_map(|line| line.unwrap().strip_prefix("child ")?.parse().ok()).unwrap();
    assert!(is_there(id));
    // It cannot notice that nobody asks any more.
    kill_process(pid(id), Signal::STOP).unwrap();
    parent.kill().unwrap();
    parent.wait().unwrap();
    ends(id);
}

/// It was told to end; the system takes its time over that.
#[track_caller]
pub fn ends(id: u32) {
    let start = Instant::now();
    let state = || std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    while is_there(id) && !state().contains(") Z ") {
        assert!(start.elapsed() < AT_ONCE, "{}", state());
        std::thread::yield_now();
    }
}

#[test]
#[ignore = "waits to be killed; the test above runs it"]
fn a_parent() {
    let mut reader = reader();
    works(&mut reader);
    println!("\nchild {}", reader.process_id().unwrap());
    std::thread::sleep(Duration::from_secs(60));
}
