//! The door that `tessera-cli lock` knocks at.

use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use tessera::platform::control::listen;
use tessera_core::control::{ALREADY_LOCKED, LOCK, LOCKED, address};

/// An app that is open the first time it is asked.
struct Door {
    folder: TempDir,
    asked: Arc<AtomicUsize>,
}

impl Door {
    fn none() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), asked: Arc::default() }
    }

    fn open() -> Self {
        let door = Self::none();
        door.listen().unwrap();
        door
    }

    fn listen(&self) -> std::io::Result<()> {
        let asked = Arc::clone(&self.asked);
        let on_lock = move || asked.fetch_add(1, Ordering::SeqCst) == 0;
        listen(&self.vault(), Some(self.folder.path()), on_lock)
    }

    fn vault(&self) -> PathBuf {
        self.folder.path().join("vault.tessera")
    }

    fn socket(&self) -> PathBuf {
        address(&self.vault(), Some(self.folder.path()))
    }

    fn say(&self, words: &str) -> String {
        let mut caller = UnixStream::connect(self.socket()).unwrap();
        caller.write_all(words.as_bytes()).unwrap();
        let mut said = String::new();
        // A door that is slammed while we talk has said nothing.
        let _ = caller.read_to_string(&mut said);
        said
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_line_locks_and_the_next_finds_it_locked() {
    let door = Door::open();
    assert_eq!(door.say(LOCK), LOCKED);
    assert_eq!(door.say(LOCK), ALREADY_LOCKED);
    assert_eq!(door.asked(), 2);
}

#[test]
fn only_this_user_can_knock() {
    let door = Door::open();
    assert_eq!(mode(&door.socket()), 0o600);
    assert_eq!(mode(door.socket().parent().unwrap()), 0o700);
}

#[test]
fn nothing_else_is_understood() {
    let door = Door::open();
    for words in ["lock ", "LOCK\n", "unlock\n", "\n\n\n\n\n", "\0\0\0\0\0\0\0\0\0\0"] {
        assert_eq!(door.say(words), "", "{words:?}");
    }
    assert_eq!(door.asked(), 0);
}

#[test]
fn a_caller_that_says_nothing_keeps_nobody_waiting() {
    let door = Door::open();
    let _silent: Vec<_> = (0..20).map(|_| UnixStream::connect(door.socket()).unwrap()).collect();
    drop(UnixStream::connect(door.socket()).unwrap());
    assert_eq!(door.say(LOCK), LOCKED);
}

#[test]
fn a_socket_that_a_killed_app_left_is_taken_over_and_a_living_one_is_not() {
    let door = Door::none();
    std::fs::create_dir_all(door.socket().parent().unwrap()).unwrap();
    drop(UnixListener::bind(door.socket()).unwrap());
    door.listen().unwrap();
    assert_eq!(door.say(LOCK), LOCKED);
    assert!(door.listen().is_err());
    assert_eq!(door.say(LOCK), ALREADY_LOCKED);
}

#[test]
fn a_file_in_its_place_is_not_touched() {
    let door = Door::none();
    std::fs::create_dir_all(door.socket().parent().unwrap()).unwrap();
    std::fs::write(door.socket(), "mine").unwrap();
    assert!(door.listen().is_err());
    assert!(!std::fs::metadata(door.socket()).unwrap().file_type().is_socket());
    assert_eq!(std::fs::read(door.socket()).unwrap(), b"mine");
}
