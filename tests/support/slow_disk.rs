//! A disk that stops answering, as a network drive does whose server is gone. See `slow_disk.py`.
#![allow(dead_code)] // Each program uses a part of it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::eventually::eventually;
use crate::skipped;

/// A folder on a disk of its own.
pub struct SlowDisk {
    scratch: TempDir,
    process: Child,
}

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/support/slow_disk.py");

impl SlowDisk {
    /// None, and a word about it, where this computer has no FUSE or no fusepy.
    pub fn mount() -> Option<Self> {
        let knows = |python: &&str| {
            let mut asked = Command::new(python);
            asked.args(["-c", "try: import fuse\nexcept ImportError: import fusepy"]);
            asked.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        };
        let python = ["/usr/bin/python3", "python3"].into_iter().find(knows);
        let Some(python) = python.filter(|_| Path::new("/dev/fuse").exists()) else {
            skipped("needs FUSE and Python 3 with fusepy (python3-fusepy, fuse3)");
            return None;
        };
        let scratch = tempfile::tempdir().unwrap();
        for folder in ["below", "disk"] {
            std::fs::create_dir(scratch.path().join(folder)).unwrap();
        }
        let process = Command::new(python)
            .arg(PROGRAM)
            .args(["below", "disk", "orders"].map(|name| scratch.path().join(name)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut disk = Self { scratch, process };
        std::fs::write(disk.below().join("mounted"), "").unwrap();
        let mut refused = false;
        eventually(|| {
            refused = disk.process.try_wait().unwrap().is_some();
            refused || disk.folder().join("mounted").exists()
        });
        if refused {
            skipped("this system mounts nothing with FUSE");
        }
        (!refused).then_some(disk)
    }

    /// The folder on the disk.
    pub fn folder(&self) -> PathBuf {
        self.scratch.path().join("disk")
    }

    /// What is on the disk, seen past it: that always answers.
    pub fn below(&self) -> PathBuf {
        self.scratch.path().join("below")
    }

    /// An operation does not answer from now on; `all` is all of them.
    pub fn hang(&self, operation: &str) {
        // Put there at once: the disk reads it all the time.
        let (new, orders) = (self.scratch.path().join("new"), self.scratch.path().join("orders"));
        std::fs::write(&new, operation).unwrap();
        std::fs::rename(new, orders).unwrap();
    }

    /// The disk answers again, and what waited goes on.
    pub fn go_on(&self) {
        // It may not have hung at all.
        let _ = std::fs::remove_file(self.scratch.path().join("orders"));
    }
}

impl Drop for SlowDisk {
    fn drop(&mut self) {
        self.go_on();
        let unmounts = |command: &mut Command| {
            let done = command.arg(self.folder()).stderr(Stdio::null()).status();
            done.is_ok_and(|status| status.success())
        };
        let _ = unmounts(Command::new("fusermount3").args(["-u", "-z"]))
            || unmounts(Command::new("umount").arg("-l"));
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
