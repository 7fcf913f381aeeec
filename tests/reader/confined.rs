//! What the process that reads pictures has given up: tried here, in a process that gave up the same.

use std::fs::File;
use std::io::{Read, Write};
use std::net::UdpSocket;
use std::os::unix::net::UnixStream;
use std::process::Command;

use tessera_reader::confine;

/// What is tried, and whether it went well. The last one must.
const ATTEMPTS: &[&str] = &[
    "open a file",
    "make a file",
    "list a folder",
    "read a file that was open",
    "write to a file that was open",
    "open a socket",
    "talk to a program on this machine",
    "start a program",
    "start a thread",
    "end another process",
    "take 2 GiB of memory",
    "learn the time and take 200 MiB",
];

#[test]
fn a_confined_process_reaches_nothing() {
    let program = std::env::current_exe().unwrap();
    let mut alone = Command::new(program);
    alone.args(["--exact", "confined::attempts_of_a_confined_process", "--ignored"]);
    let status = alone.status().unwrap();
    let went_well = status.code().unwrap_or_else(|| panic!("{status}")) as usize;
    assert_eq!(ATTEMPTS.get(went_well), None, "it could do this, or not this, if it is the last");
}

/// Ends with the number of what went wrong, because it could not say it.
#[test]
#[ignore = "gives up the whole process; the test above runs it"]
fn attempts_of_a_confined_process() {
    let folder = tempfile::tempdir().unwrap();
    let mut open = File::create_new(folder.path().join("open")).unwrap();
    let mut readable = File::open("/etc/passwd").unwrap();
    let socket = folder.path().join("socket");
    let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let parent = rustix::process::getppid().unwrap();

    confine::give_up_all().unwrap();

    let went_well = [
        File::open("/etc/passwd").is_ok(),
        File::create_new(folder.path().join("new")).is_ok(),
        std::fs::read_dir("/").is_ok(),
        readable.read(&mut [0; 8]).is_ok(),
        open.write(b"x").is_ok(),
        UdpSocket::bind("127.0.0.1:0").is_ok(),
        UnixStream::connect(socket).is_ok(),
        Command::new("/bin/true").spawn().is_ok(),
        std::thread::Builder::new().spawn(|| ()).is_ok(),
        rustix::process::test_kill_process(parent).is_ok(),
        Vec::<u8>::new().try_reserve(2 << 30).is_ok(),
        // The last is turned round.
        std::time::SystemTime::now().elapsed().is_err() || vec![1_u8; 200 << 20].len() < 2,
    ];
    let first = went_well.iter().position(|well| *well).unwrap_or(went_well.len());
    std::process::exit(first as i32);
}
