//! A real X server without a screen.
#![cfg(target_os = "linux")]
#![allow(dead_code)] // Each program uses a part of it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A display that nobody sees; ends with the test.
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// None where there is no Xvfb.
    pub fn open() -> Option<Self> {
        Self::of("320x240x24")
    }

    /// With a screen of this width, height and depth.
    pub fn of(screen: &str) -> Option<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).ok()?;
        Some(Self { server, name: format!(":{}", number.trim()) })
    }

    /// As other programs name it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A program that shows its windows there.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
        command
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
