//! What the process that reads pictures has given up: tried here, in a process that gave up the same.

use std::fs::File;
use std::io::{Read, Write};
use std::net::UdpSocket;
use std::os::unix::net::UnixStream;
use std::process::Command;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetError,
    Scope,
};
use tessera_reader::confine::{self, Allowance};
use tessera_reader_wire::Wall;

use crate::skipped::skipped;

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

/// The same for a process that derives keys.
const ATTEMPTS_FOR_KEYS: &[&str] =
    &["open a file", "start a program", "end another process", "take 1.2 GiB", "take no GiB"];

/// The same for a process that kept its system calls, as on a kernel without seccomp.
const ATTEMPTS_WITH_CALLS: &[&str] = &[
    "remove a file",
    "rename a file",
    "give a file a second name",
    "make a folder",
    "make a link",
    "end another process",
];

#[test]
fn a_confined_process_reaches_nothing() {
    assert_eq!(ATTEMPTS.get(ended_with("attempts_of_a_confined_process")), None, "see the last");
}

#[test]
fn a_process_for_keys_reaches_nothing_and_takes_a_gibibyte() {
    assert_eq!(ATTEMPTS_FOR_KEYS.get(ended_with("attempts_of_a_process_for_keys")), None);
}

#[test]
fn a_process_that_kept_its_system_calls_reaches_no_file_and_no_process() {
    if !landlock_is_whole() {
        return;
    }
    let went_well = ended_with("attempts_of_a_process_with_all_calls");
    assert_eq!(ATTEMPTS_WITH_CALLS.get(went_well), None);
}

#[test]
fn both_walls_stand_and_the_reader_says_so() {
    let mut reader = super::process::reader();
    super::process::works(&mut reader);
    let walls = reader.walls().unwrap();
    assert_eq!(walls.calls, Wall::Whole);
    if landlock_is_whole() {
        assert_eq!(walls.files, Wall::Whole);
    }
}

/// Whether this kernel has all of Landlock that the reader asks for.
fn landlock_is_whole() -> bool {
    let whole = || -> Result<_, RulesetError> {
        Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(ABI::V6))?
            .handle_access(AccessNet::from_all(ABI::V6))?
            .scope(Scope::from_all(ABI::V6))?
            .create()
    };
    let is_whole = whole().is_ok();
    if !is_whole {
        skipped("this kernel does not have the sixth version of Landlock");
    }
    is_whole
}

/// Runs one of the tests below in a process of its own, and gives the number that it ends with.
fn ended_with(test: &str) -> usize {
    let mut alone = Command::new(std::env::current_exe().unwrap());
    alone.args(["--exact", &format!("confined::{test}"), "--ignored"]);
    let status = alone.status().unwrap();
    status.code().unwrap_or_else(|| panic!("{status}")) as usize
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

    confine::give_up_all(Allowance::PICTURES).unwrap();

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
    end_with(&went_well);
}

/// Ends with the number of what went wrong, because it could not say it.
#[test]
#[ignore = "gives up the whole process; the test above runs it"]
fn attempts_of_a_process_for_keys() {
    let parent = rustix::process::getppid().unwrap();

    confine::give_up_all(Allowance::KEYS).unwrap();

    end_with(&[
        File::open("/etc/passwd").is_ok(),
        Command::new("/bin/true").spawn().is_ok(),
        rustix::process::test_kill_process(parent).is_ok(),
        Vec::<u8>::new().try_reserve((1 << 30) + (200 << 20)).is_ok(),
        // Turned round.
        Vec::<u8>::new().try_reserve(1 << 30).is_err(),
    ]);
}

/// Ends with the number of what went well, because it could not say it.
#[test]
#[ignore = "gives up the whole process; the test above runs it"]
fn attempts_of_a_process_with_all_calls() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("file"), "x").unwrap();
    let parent = rustix::process::getppid().unwrap();

    confine::give_up_files(Allowance::PICTURES).unwrap();

    end_with(&[
        std::fs::remove_file(at("file")).is_ok(),
        std::fs::rename(at("file"), at("other")).is_ok(),
        std::fs::hard_link(at("file"), at("second")).is_ok(),
        std::fs::create_dir(at("folder")).is_ok(),
        std::os::unix::fs::symlink("/etc/passwd", at("link")).is_ok(),
        rustix::process::test_kill_process(parent).is_ok(),
    ]);
}

fn end_with(went_well: &[bool]) -> ! {
    let first = went_well.iter().position(|well| *well).unwrap_or(went_well.len());
    std::process::exit(first as i32)
}
