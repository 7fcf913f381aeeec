//! A command that is told to end in the middle of an export without encryption leaves nothing of it.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::desk::Desk;
use crate::eventually::eventually;
use crate::skipped::skipped;
use crate::slow_disk::SlowDisk;

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";
/// How an exit because of these is told: as by a shell.
const INTERRUPTED: i32 = 130;

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    names.filter_map(|name| name.into_string().ok()).filter(|name| name != "mounted").collect()
}

fn kill(signal: &str, process: &Child) {
    assert!(
        Command::new("kill").args([signal, &process.id().to_string()]).status().unwrap().success()
    );
}

/// An export to this folder.
fn export(desk: &Desk, folder: &Path) -> Command {
    let (password, file) = (desk.arg("password"), folder.join("k.uris"));
    let file = file.to_str().unwrap();
    let args = ["--password-file", &password, "export", "--to", "uris", "--plaintext", file];
    desk.command(&args)
}

/// One that waits for the disk, with all of its content written.
fn stuck(desk: &Desk, disk: &SlowDisk) -> Child {
    disk.hang("open");
    let export = export(desk, &disk.folder()).stderr(Stdio::null()).spawn().unwrap();
    let holds_it = || {
        files(&disk.below()).iter().any(|name| {
            std::fs::read_to_string(disk.below().join(name))
                .is_ok_and(|text| text.contains("otpauth"))
        })
    };
    eventually(holds_it);
    export
}

#[test]
fn what_is_staged_on_a_disk_without_unnamed_files_goes_with_the_signal() {
    let desk = Desk::of(&[URI]);
    for signal in ["-INT", "-TERM", "-HUP"] {
        let Some(disk) = SlowDisk::mount() else { return };
        let mut export = stuck(&desk, &disk);
        kill(signal, &export);
        // FUSE lets nobody remove a file while anything else is asked of it.
        disk.go_on();
        assert_eq!(export.wait().unwrap().code(), Some(INTERRUPTED), "{signal}");
        // It also gives a file that is open another name until it is closed.
        eventually(|| !files(&disk.below()).iter().any(|name| name.starts_with('.')));
    }
}

#[test]
fn what_a_killed_export_leaves_goes_with_the_next_one() {
    let desk = Desk::of(&[URI]);
    let Some(disk) = SlowDisk::mount() else { return };
    let mut exporting = stuck(&desk, &disk);
    kill("-KILL", &exporting);
    disk.go_on();
    exporting.wait().unwrap();
    let [left] = &files(&disk.below())[..] else { panic!("{:?}", files(&disk.below())) };
    // Long enough ago that nobody is still writing it.
    let touched = ["-d", "20 minutes ago"];
    let touch = Command::new("touch").args(touched).arg(disk.below().join(left)).status();
    assert!(touch.unwrap().success());
    assert!(export(&desk, &disk.folder()).status().unwrap().success());
    assert_eq!(files(&disk.below()), ["k.uris"]);
}

#[test]
fn a_killed_export_leaves_nothing_where_files_have_no_name_until_they_are_whole() {
    if Command::new("strace").arg("-V").output().is_err() {
        skipped("strace is not installed");
        return;
    }
    let desk = Desk::of(&[URI]);
    let folder = desk.path("out");
    std::fs::create_dir(&folder).unwrap();
    if !has_unnamed_files(&folder) {
        skipped("this disk has no files without a name");
        return;
    }
    for signal in ["-INT", "-TERM", "-KILL"] {
        let log = desk.path("strace.log");
        let plain = export(&desk, &folder);
        let mut traced = Command::new("strace");
        traced.args(["-f", "-o"]).arg(&log);
        traced.args(["-e", "trace=fsync", "-e", "inject=fsync:delay_enter=6000000"]);
        traced.arg(plain.get_program()).args(plain.get_args());
        for (name, value) in plain.get_envs() {
            match value {
                Some(value) => traced.env(name, value),
                None => traced.env_remove(name),
            };
        }
        let mut traced = traced.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let export = || child_of(traced.id());
        // The content is there, and its name is not.
        eventually(|| export().is_some_and(|export| has_open(export, &folder)));
        assert_eq!(files(&folder), [""; 0], "{signal}");
        let export = export().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &export]).status().unwrap().success());
        traced.wait().unwrap();
        assert_eq!(files(&folder), [""; 0], "{signal}");
    }
}

fn has_unnamed_files(folder: &Path) -> bool {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::TMPFILE.bits().cast_signed();
    std::fs::OpenOptions::new().write(true).custom_flags(flags).mode(0o600).open(folder).is_ok()
}

fn child_of(parent: u32) -> Option<u32> {
    let children =
        std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}

/// Whether a process has a file without a name open in this folder.
fn has_open(process: u32, folder: &Path) -> bool {
    let open = std::fs::read_dir(format!("/proc/{process}/fd"));
    open.into_iter().flatten().flatten().any(|file| {
        std::fs::read_link(file.path())
            .is_ok_and(|to| to.starts_with(folder) && to.to_string_lossy().ends_with(" (deleted)"))
    })
}
