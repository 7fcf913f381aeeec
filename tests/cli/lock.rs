//! `lock`, held against an app that says what the test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};

use tessera_core::control::{ALREADY_LOCKED, LOCK, LOCKED, address};

use crate::desk::{Desk, Ran};
use crate::skipped::skipped;

fn socket(desk: &Desk) -> PathBuf {
    let socket = address(&desk.vault(), Some(&desk.path("run")));
    std::fs::create_dir_all(socket.parent().unwrap()).unwrap();
    socket
}

/// An app that answers once, and gives what it was asked.
fn app(desk: &Desk, answer: &'static str) -> JoinHandle<String> {
    let listener = UnixListener::bind(socket(desk)).unwrap();
    thread::spawn(move || {
        let (mut caller, _) = listener.accept().unwrap();
        let mut asked = [0; LOCK.len()];
        caller.read_exact(&mut asked).unwrap();
        caller.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(asked.into()).unwrap()
    })
}

fn lock(desk: &Desk) -> Ran {
    let output = desk.command(&["lock"]).env("XDG_RUNTIME_DIR", desk.path("run")).output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn the_running_app_is_asked_and_its_answer_told() {
    for (answer, words) in [(LOCKED, "Locked.\n"), (ALREADY_LOCKED, "It is locked already.\n")] {
        let desk = Desk::bare();
        let app = app(&desk, answer);
        assert_eq!(lock(&desk).done().out, words);
        assert_eq!(app.join().unwrap(), LOCK);
    }
}

#[test]
fn without_an_app_there_is_nothing_to_lock() {
    let desk = Desk::bare();
    lock(&desk).ended(5).says("Tessera is not running for this vault.");
    // What an app that was killed leaves behind is no app.
    drop(UnixListener::bind(socket(&desk)).unwrap());
    lock(&desk).ended(5).says("Tessera is not running for this vault.");
}

#[test]
fn an_app_for_another_vault_is_left_alone() {
    let desk = Desk::bare();
    let other = address(&desk.path("other.tessera"), Some(&desk.path("run")));
    std::fs::create_dir_all(other.parent().unwrap()).unwrap();
    let _app = UnixListener::bind(other).unwrap();
    lock(&desk).ended(5);
}

#[test]
fn an_app_that_says_nothing_sensible_is_no_success() {
    for answer in ["", "no\n", "locked", "locked\nalready locked\n"] {
        let desk = Desk::bare();
        let app = app(&desk, answer);
        lock(&desk).ended(1).says("Tessera did not answer. Lock it in its window.");
        app.join().unwrap();
    }
}

/// Another user may have put a socket in the vault's folder, to say that what is open is locked.
#[test]
fn what_another_user_says_counts_for_nothing() {
    use std::os::unix::process::CommandExt;
    let desk = Desk::new();
    let socket = socket(&desk);
    let folder = socket.parent().unwrap();
    let opened = std::fs::Permissions::from_mode(0o777);
    for path in folder.ancestors().take_while(|path| path.starts_with(desk.path(""))) {
        std::fs::set_permissions(path, opened.clone()).unwrap();
    }
    let script = format!(
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind({:?})\ns.listen()\n\
         print('ready', flush=True)\nc, _ = s.accept()\nc.recv(64)\nc.sendall({LOCKED:?}.encode())",
        socket.to_str().unwrap()
    );
    let mut other = Command::new("python3");
    other.args(["-c", &script]).uid(65_534).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut other) = other.spawn() else {
        skipped("needs root and python3");
        return;
    };
    let mut ready = String::new();
    BufReader::new(other.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    assert_eq!(ready, "ready\n");
    let ran = lock(&desk);
    let _ = other.kill();
    other.wait().unwrap();
    assert!(!ran.out.contains("Locked"), "{}", ran.out);
    assert_eq!(ran.code, 5, "{}", ran.err);
}
