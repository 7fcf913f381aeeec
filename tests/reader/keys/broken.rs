//! Programs that stand in for the real one and break their word.

use std::time::{Duration, Instant};

use tessera_derive::Method;
use tessera_exchange::formats::{DeriveKey, NoKey};
use tessera_reader_client::{Patience, Reader};

use super::{argon2, pbkdf2, request};
use crate::process::PATIENT;
use crate::process::broken::{HANGS, Program, answers, frame, ready};

/// What takes no longer did not wait until somebody hangs no more.
const AT_ONCE: Duration = Duration::from_secs(30);

#[track_caller]
fn derives(program: &Program, method: Method) -> Result<usize, NoKey> {
    let start = Instant::now();
    let deriver = Reader::at(program.path()).with_patience(PATIENT).deriver();
    let derived = deriver.derive(&request(method), &|| false);
    assert!(start.elapsed() < AT_ONCE, "{:?}", start.elapsed());
    assert_eq!(deriver.process_id().is_some(), derived != Err(NoKey::Failed));
    derived.map(|key| key.len())
}

#[test]
fn nothing_is_believed_that_breaks_the_rules() {
    let broken: &[(&str, Vec<u8>)] = &[
        ("no frame", vec![0xff; 4096]),
        ("a frame of 4 GiB", [&[15][..], &[0xff; 4]].concat()),
        ("an unknown frame", frame(99, b"")),
        ("no key", frame(15, b"")),
        ("a key that is too short", frame(15, &[0; 31])),
        ("a key that is too long", frame(15, &[0; 33])),
        ("a key longer than any", frame(15, &[0; 129])),
        ("no memory, with more", frame(16, b"x")),
        ("a speed that was not asked for", frame(17, &1_u64.to_le_bytes())),
        ("a picture", frame(11, &[0; 8])),
        ("an end", frame(14, b"\0")),
        ("ready twice", ready()),
    ];
    for (what, says) in broken {
        assert_eq!(derives(&answers(says), pbkdf2()), Err(NoKey::Failed), "{what}");
    }
    assert_eq!(derives(&answers(&frame(15, &[0; 32])), pbkdf2()), Ok(32));
    assert_eq!(derives(&answers(&frame(16, b"")), argon2(1_024, 1)), Err(NoKey::OutOfMemory));
}

#[test]
fn one_that_does_not_start_makes_no_key() {
    for (says, then) in [(&b""[..], "exit 1"), (b"hello", "exit 0")] {
        assert_eq!(derives(&Program::new(says, then), pbkdf2()), Err(NoKey::Failed));
    }
    let start = Duration::from_millis(500);
    let mute = Program::new(b"", HANGS);
    let impatient = Patience { start, ..PATIENT };
    let deriver = Reader::at(mute.path()).with_patience(impatient).deriver();
    assert_eq!(deriver.derive(&request(pbkdf2()), &|| false), Err(NoKey::Failed));
}

#[test]
fn one_that_hangs_is_ended_when_nobody_wants_the_key_any_more() {
    let program = Program::new(&ready(), HANGS);
    let deriver = Reader::at(program.path()).with_patience(PATIENT).deriver();
    let start = Instant::now();
    let asked = std::cell::Cell::new(0);
    let later = || asked.replace(asked.get() + 1) > 2;
    assert_eq!(deriver.derive(&request(pbkdf2()), &later), Err(NoKey::Cancelled));
    assert!(deriver.process_id().is_none() && start.elapsed() < AT_ONCE);
}
