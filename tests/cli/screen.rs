//! scan --screen and import --screen, on a real X server.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::desk::Desk;
use crate::display::Display;
use crate::pictures;
use crate::skipped::skipped;

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";

/// Runs a command on a display.
fn on(display: &Display, desk: &Desk, args: &[&str]) -> (i32, Value) {
    let password = desk.arg("password");
    let args = [&["--password-file", &*password], args].concat();
    let mut command = desk.command(&args);
    command.env("DISPLAY", display.name()).env_remove("WAYLAND_DISPLAY");
    let output = command.env_remove("XDG_SESSION_TYPE").output().unwrap();
    let json = serde_json::from_slice(&output.stdout);
    (output.status.code().unwrap(), json.unwrap_or_else(|_| panic!("{output:?}")))
}

#[test]
fn a_code_on_the_screen_is_read_and_comes_in() {
    let Some(display) = Display::open() else {
        skipped("Xvfb is not installed");
        return;
    };
    let desk = Desk::new();
    assert_eq!(on(&display, &desk, &["scan", "--screen", "--json"]).0, 5);

    let picture = desk.file("code.png", pictures::of(URI));
    let mut shows = display.command("display");
    if shows.args(["-window", "root", &picture]).status().is_err() {
        skipped("ImageMagick is not installed");
        return;
    }
    let start = Instant::now();
    let seen = loop {
        let (code, line) = on(&display, &desk, &["scan", "--screen", "--json"]);
        if code == 0 {
            break line;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "{line}");
    };
    assert!(seen["file"].as_str().unwrap().starts_with("screen"), "{seen}");
    assert_eq!(seen["texts"][0], URI);
    let (code, report) = on(&display, &desk, &["import", "--screen", "--json"]);
    assert_eq!((code, &report["added"]), (0, &1.into()), "{report}");
    assert_eq!(desk.list()[0]["issuer"], "GitHub");
}

#[test]
fn without_a_desktop_the_sentence_says_so() {
    let mut command = Desk::bare().command(&["scan", "--screen"]);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("screen"), "{output:?}");
}
