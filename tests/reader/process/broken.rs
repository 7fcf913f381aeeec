//! Programs that stand in for the real one and break their word.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tessera_reader_client::{MOST_CODES, Patience, Problem, Reader, Reading};
use tessera_reader_wire::{self as wire, Event, Walls};

use super::{AT_ONCE, PATIENT, TEXT, png};

/// Longer than anyone here waits.
pub const HANGS: &str = "exec /bin/sleep 60";
const SHORT: Duration = Duration::from_millis(500);

/// A shell script that first prints these bytes.
pub struct Program {
    folder: TempDir,
}

impl Program {
    pub fn new(says: &[u8], then: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let answer = folder.path().join("answer");
        std::fs::write(&answer, says).unwrap();
        let script = format!("#!/bin/sh\n/bin/cat '{}'\n{then}\n", answer.display());
        std::fs::write(folder.path().join("program"), script).unwrap();
        let program = Self { folder };
        let mode = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(program.path(), mode).unwrap();
        program
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("program")
    }

    /// What comes of a file, which is known at once for all that this patience allows.
    #[track_caller]
    fn reads(&self, file: &[u8], patience: Patience) -> Reading {
        let start = Instant::now();
        let reading = Reader::at(self.path()).with_patience(patience).file(file);
        assert!(start.elapsed() < AT_ONCE, "{:?}", start.elapsed());
        reading
    }

    #[track_caller]
    fn reads_a_picture(&self, patience: Patience) -> Reading {
        self.reads(&png(TEXT), patience)
    }
}

pub fn ready() -> Vec<u8> {
    let mut says = Vec::new();
    wire::write_ready(&mut says, Walls::NONE).unwrap();
    says
}

/// One that is ready, prints something after the question and then does not end.
pub fn answers(with: &[u8]) -> Program {
    let program = Program::new(&ready(), "exec 3<&0; /bin/head -c 13 <&3 >/dev/null");
    let more = program.folder.path().join("more");
    std::fs::write(&more, with).unwrap();
    let script = std::fs::read_to_string(program.path()).unwrap();
    let script = format!("{script}/bin/cat '{}'\n{HANGS}\n", more.display());
    std::fs::write(program.path(), script).unwrap();
    program
}

pub fn frame(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &(body.len() as u32).to_le_bytes(), body].concat()
}

fn picture() -> Vec<u8> {
    let mut says = Vec::new();
    wire::write_event(&mut says, &Event::Picture { width: 240, height: 240 }).unwrap();
    says
}

/// The byte that stands for a QR code.
const QR: u8 = 0;

/// A code as the real one tells it, with some of its bytes changed.
fn code(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut body = Vec::new();
    for coordinate in [10_f32, 10.0, 90.0, 10.0, 90.0, 90.0, 10.0, 90.0] {
        body.extend(coordinate.to_le_bytes());
    }
    body.extend(5_u64.to_le_bytes());
    body.push(QR);
    body.push(5);
    body.extend(b"plain");
    body.extend(vec![7; 96 * 96 * 3]);
    body.extend(TEXT.as_bytes());
    change(&mut body);
    frame(12, &body)
}

#[test]
fn what_was_told_before_it_broke_stays() {
    let patience = Patience { search: 4 * SHORT, ..PATIENT };
    let reading = answers(&[picture(), code(|_| ())].concat()).reads_a_picture(patience);
    assert_eq!(reading.problem, Some(Problem::Unreadable));
    assert!(reading.pictures[0].gave_up);
    assert_eq!(reading.pictures[0].codes[0].text.expose(), TEXT);
}

#[test]
fn nothing_is_believed_that_breaks_the_rules() {
    let text_at = 32 + 8 + 1 + 1 + 5 + 96 * 96 * 3;
    let second = |says: Vec<u8>| [picture(), says].concat();
    let broken: &[(&str, Vec<u8>)] = &[
        ("no frame", vec![0xff; 4096]),
        ("a frame of 4 GiB", [&[12][..], &[0xff; 4]].concat()),
        ("an unknown frame", frame(99, b"")),
        ("a frame that is too short", frame(11, b"1234567")),
        ("a frame that is too long", frame(11, b"123456789")),
        ("a code without a picture", code(|_| ())),
        ("an end without a picture", frame(13, &[0; 9])),
        ("a picture in a picture", second(picture())),
        ("done in a picture", second(frame(14, b"\0"))),
        ("an unknown end", frame(14, b"\x09")),
        (
            "a corner that is no number",
            second(code(|b| b[..4].copy_from_slice(&f32::NAN.to_le_bytes()))),
        ),
        ("a corner far away", second(code(|b| b[..4].copy_from_slice(&1e9_f32.to_le_bytes())))),
        ("an unknown kind of code", second(code(|b| b[40] = 5))),
        ("a pass with a line break", second(code(|b| b[42] = b'\n'))),
        ("a pass without a name", second(code(|b| b[41] = 0))),
        ("a text that is no UTF-8", second(code(|b| b[text_at] = 0xff))),
        ("a text that is too long", second(code(|b| b.extend(vec![b'a'; 8 * 1024])))),
        ("a thumbnail that is cut", second(code(|b| b.truncate(text_at - 1)))),
        ("more codes than any picture has", second(code(|_| ()).repeat(300))),
        ("more codes than any file has", {
            let page = [picture(), code(|_| ()).repeat(100), frame(13, &[0; 9])].concat();
            page.repeat(3)
        }),
        ("ready twice", ready()),
    ];
    for (what, says) in broken {
        let reading = answers(says).reads_a_picture(PATIENT);
        assert_eq!(reading.problem, Some(Problem::Unreadable), "{what}");
        assert!(reading.codes().count() <= MOST_CODES, "{what}");
    }
}

#[test]
fn nobody_waits_for_one_that_hangs_or_never_stops_talking() {
    let page = [picture(), frame(13, &[0; 9])].concat();
    let some = format!("/bin/head -c {}", page.len());
    let slowly = format!("while {some}; do /bin/sleep 0.2; done <\"$0.pages\"");
    let says_nothing = Patience { decode: SHORT, ..PATIENT };
    let takes_long = Patience { file: SHORT, ..PATIENT };
    for (what, then, patience) in [
        ("hangs", HANGS, says_nothing),
        ("talks", "exec /bin/cat /dev/zero", PATIENT),
        ("pages without end", "/bin/cat \"$0.pages\"", PATIENT),
        ("a page now and then", &slowly, takes_long),
    ] {
        let program = Program::new(&ready(), &format!("{then}\n{HANGS}"));
        std::fs::write(program.folder.path().join("program.pages"), page.repeat(1_000)).unwrap();
        let reading = program.reads_a_picture(patience);
        assert_eq!(reading.problem, Some(Problem::Unreadable), "{what}");
    }
}

/// What the app and the command line wait.
#[test]
fn a_hang_costs_a_second_and_a_half_unless_told_otherwise() {
    assert!(Patience::USUAL.decode <= Duration::from_millis(1_500));
    let program = Program::new(&ready(), HANGS);
    let start = Instant::now();
    let reading = Reader::at(program.path()).file(&png(TEXT));
    assert_eq!(reading.problem, Some(Problem::Unreadable));
    assert!((Patience::USUAL.decode..AT_ONCE).contains(&start.elapsed()));
}

#[test]
fn nobody_waits_for_one_that_answers_and_does_not_listen() {
    // More than a pipe holds.
    let question = vec![0; 1 << 20];
    let program = Program::new(&[ready(), frame(14, &[0])].concat(), HANGS);
    let reading = program.reads(&question, Patience { heard: SHORT, ..PATIENT });
    assert_eq!(reading.problem, Some(Problem::Unreadable));
}

#[test]
fn one_that_does_not_say_who_it_is_is_no_reader() {
    let (mut other, mut no_wall) = (ready(), ready());
    // A frame begins with five bytes of its own.
    other[5] ^= 1;
    *no_wall.last_mut().unwrap() = 9;
    for (says, then) in
        [(&other[..], HANGS), (&no_wall, HANGS), (b"", "exit 1"), (b"hello", "exit 0")]
    {
        let reading = Program::new(says, then).reads_a_picture(PATIENT);
        assert_eq!(reading.problem, Some(Problem::NoReader));
    }
    let mute = Program::new(b"", HANGS).reads_a_picture(Patience { start: SHORT, ..PATIENT });
    assert_eq!(mute.problem, Some(Problem::NoReader));
}

#[test]
#[cfg(target_os = "linux")]
fn what_it_started_ends_with_it() {
    // It breaks its word only when all is there.
    let then = "/bin/sleep 60 & echo $! > \"$0.pid\"; echo and no frame; wait";
    let program = Program::new(&ready(), then);
    assert_eq!(program.reads_a_picture(PATIENT).problem, Some(Problem::Unreadable));
    let id = std::fs::read_to_string(program.folder.path().join("program.pid")).unwrap();
    super::linux::ends(id.trim().parse().unwrap());
}

#[test]
fn it_gets_nothing_of_ours_but_two_pipes() {
    let looks = "/usr/bin/env > \"$0.env\"; pwd > \"$0.pwd\"; echo $# > \"$0.args\"";
    let program = Program::new(b"", looks);
    program.reads_a_picture(PATIENT);
    let said = |what: &str| {
        std::fs::read_to_string(program.folder.path().join(format!("program.{what}"))).unwrap()
    };
    // What the shell itself sets.
    let ours = ["PWD=", "OLDPWD=", "SHLVL=", "_="];
    let env = said("env");
    let strange = env.lines().find(|line| !ours.iter().any(|name| line.starts_with(name)));
    assert_eq!((strange, &*said("pwd"), &*said("args")), (None, "/\n", "0\n"));
}
