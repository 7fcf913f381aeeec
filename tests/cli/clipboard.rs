//! code --copy, on a real X server.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::display::Display;
use crate::skipped::skipped;

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";

/// What another program would paste; none where the clipboard is empty.
fn pasted(display: &Display, target: &str) -> Option<String> {
    let args = ["-out", "-selection", "clipboard", "-target", target];
    let output = display.command("xclip").args(args).output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// A code that was just copied, and the program that keeps it on the clipboard.
struct Copying {
    display: Display,
    copy: Child,
    err: BufReader<ChildStderr>,
    /// The line that says what was copied.
    said: String,
    _desk: Desk,
}

impl Copying {
    /// None where this machine has no display to try it on.
    fn begun() -> Option<Self> {
        let Some(display) = Display::open() else {
            skipped("Xvfb is not installed");
            return None;
        };
        if Command::new("xclip").arg("-version").output().is_err() {
            skipped("xclip is not installed");
            return None;
        }
        let desk = Desk::of(&[URI]);
        let password = desk.arg("password");
        let mut copy = desk
            .command(&["--password-file", &password, "code", "github", "--at", "59", "--copy"])
            .env("DISPLAY", display.name())
            .env_remove("WAYLAND_DISPLAY")
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut err = BufReader::new(copy.stderr.take().unwrap());
        err.read_line(&mut said).unwrap();
        Some(Self { display, copy, err, said, _desk: desk })
    }
}

#[test]
fn an_interrupted_copy_takes_the_code_with_it() {
    let Some(Copying { display, mut copy, mut err, mut said, _desk }) = Copying::begun() else {
        return;
    };
    assert!(said.contains("GitHub (ada)") && said.contains("30 seconds"), "{said}");

    assert_eq!(pasted(&display, "UTF8_STRING").as_deref(), Some("996554"));
    assert_eq!(pasted(&display, "x-kde-passwordManagerHint").as_deref(), Some("secret"));

    let started = Instant::now();
    Command::new("kill").args(["-INT", &copy.id().to_string()]).status().unwrap();
    assert!(copy.wait().unwrap().success());
    assert!(started.elapsed() < Duration::from_secs(60));
    err.read_to_string(&mut said).unwrap();
    assert!(said.contains("cleared") && !said.contains("996554"), "{said}");
    let mut out = String::new();
    copy.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert_eq!(out, "");
    assert_eq!(pasted(&display, "UTF8_STRING"), None);
}

#[test]
fn an_owner_of_the_clipboard_that_never_answers_holds_nothing_up() {
    let Some(Copying { display, mut copy, mut err, mut said, _desk }) = Copying::begun() else {
        return;
    };
    let owner = display
        .command("xclip")
        .args(["-quiet", "-in", "-selection", "clipboard"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut owner = Ended(owner);
    owner.0.stdin.take().unwrap().write_all(b"something else").unwrap();
    while pasted(&display, "UTF8_STRING").as_deref() != Some("something else") {
        thread::sleep(Duration::from_millis(20));
    }
    let signal = |signal: &str, to: &Child| {
        Command::new("kill").args([signal, &to.id().to_string()]).status().unwrap();
    };
    signal("-STOP", &owner.0);
    signal("-INT", &copy);
    copy.wait().unwrap();
    err.read_to_string(&mut said).unwrap();
    // Whether the owner holds the code nobody can know.
    assert!(said.contains("could not be cleared"), "{said}");
}

/// A program that is ended with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn without_a_desktop_the_sentence_says_so_and_no_counter_moves() {
    let desk = Desk::of(&["otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&counter=4"]);
    let password = desk.arg("password");
    let output = desk
        .command(&["--password-file", &password, "code", "bank", "--copy"])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no clipboard"));
    assert_eq!(desk.list()[0]["counter"], 4);
}
