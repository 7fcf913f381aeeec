//! recovery, recover, merge and restore: ways back in, and nothing lost on them.

use crate::desk::Desk;

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP";
const OTHER: &str = "otpauth://totp/GitLab:ada?secret=GEZDGNBVGY3TQOJQ";

fn names(desk: &Desk) -> Vec<String> {
    let mut names: Vec<_> =
        desk.list().iter().map(|entry| entry["issuer"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn is_a_code(line: &str) -> bool {
    line.len() == 41 && line.split('-').all(|group| group.len() == 5)
}

/// The code that a command printed on a line of its own.
fn code(out: &str) -> String {
    out.lines().find(|line| is_a_code(line)).unwrap_or_else(|| panic!("{out}")).to_owned()
}

#[test]
fn the_code_on_paper_opens_the_vault_after_the_password_is_forgotten() {
    let desk = Desk::of(&[URI]);
    let printed = desk.run(&["recovery", "make"]).done().says("Write it on paper");
    let sheet = code(&printed.out);
    let typed = desk.file("typed", sheet.to_lowercase().replace('-', " ") + "\n");
    let new = desk.file("new", "a new one\n");
    let recover = ["recover", "--code-file", &typed, "--new-password-file", &new];
    let ran = desk.raw("", &recover).done();
    assert_ne!(code(&ran.out), sheet);
    let listed = desk.raw("", &["--password-file", &new, "list", "--json"]).done().json();
    assert_eq!(listed[0]["issuer"], "GitHub");
    desk.run(&["list"]).ended(3);
    desk.raw("", &recover).ended(3).says("does not open this vault");
}

#[test]
fn a_mistyped_code_names_the_group() {
    let desk = Desk::of(&[URI]);
    let sheet = code(&desk.run(&["recovery", "make"]).done().out);
    let last = if sheet.ends_with('0') { '2' } else { '0' };
    let typed = desk.file("typed", format!("{}{last}", &sheet[..40]));
    let new = desk.file("new", "a new one");
    let recover = ["recover", "--code-file", &typed, "--new-password-file", &new];
    let ran = desk.raw("", &recover).ended(2).says("Group 7");
    assert!(!ran.err.contains(&sheet[..5]), "the code is not repeated");
    assert_eq!(names(&desk), ["GitHub"]);
}

#[test]
fn a_new_password_comes_with_a_new_code_and_a_removed_one_opens_nothing() {
    let desk = Desk::of(&[URI]);
    let old = desk.file("old", code(&desk.run(&["recovery", "make"]).done().out));
    let new = desk.file("new", "a new one");
    let ran = desk.run(&["passwd", "--new-password-file", &new]).done().prints("no longer works");
    let second = desk.file("second", code(&ran.out));
    let recover =
        |code: &str| desk.raw("", &["recover", "--code-file", code, "--new-password-file", &new]);
    recover(&old).ended(3);
    desk.raw("", &["--password-file", &new, "check"]).done().prints("password, recovery");
    desk.raw("", &["--password-file", &new, "recovery", "remove"]).done();
    recover(&second).ended(5).says("no recovery code");
}

#[test]
#[cfg(target_os = "linux")] // /dev/full, which takes nothing
fn a_code_that_could_not_be_written_out_whole_does_not_end_the_old_one() {
    let desk = Desk::of(&[URI]);
    let old = desk.file("old", code(&desk.run(&["recovery", "make"]).done().out));
    let password = desk.arg("password");
    for args in [&["recovery", "make"][..], &["passwd", "--new-password-file", &password]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let args = [&["--password-file", &password], args].concat();
        let ended = desk.command(&args).stdout(full).status().unwrap();
        assert_eq!(ended.code(), Some(1), "{args:?}");
        assert!(!desk.memory()["recovery_unfinished"].is_null(), "the window says so");
    }
    desk.raw("", &["recover", "--code-file", &old, "--new-password-file", &password]).done();
}

#[cfg(target_os = "linux")]
mod at_a_terminal {
    use super::{URI, code};
    use crate::desk::{Desk, PASSWORD};
    use crate::terminal::Terminal;

    /// A desk whose vault has a recovery code, and that code in a file.
    fn desk() -> (Desk, String) {
        let desk = Desk::of(&[URI]);
        let old = desk.file("old", code(&desk.run(&["recovery", "make"]).done().out));
        (desk, old)
    }

    fn recover(desk: &Desk, code: &str, ends: i32) {
        let password = desk.arg("password");
        let args = ["recover", "--code-file", code, "--new-password-file", &password];
        desk.raw("", &args).ended(ends);
    }

    /// Types back the groups that are asked for, as somebody does who looks at the paper.
    fn type_back(terminal: &mut Terminal, code: &str) {
        for _ in 0..2 {
            let number = terminal.read_number("Group ", " of the new code:");
            let group = code.split('-').nth(number - 1).unwrap();
            terminal.type_line(&group.to_lowercase());
        }
    }

    #[test]
    fn two_groups_are_asked_back_before_the_old_code_ends() {
        let (desk, old) = desk();
        let mut terminal = Terminal::run(&desk, &["recovery", "make"]);
        terminal.answer("Password of the vault:", PASSWORD);
        let new = terminal.read_code();
        terminal.read("the old code opens the vault");
        type_back(&mut terminal, &new);
        terminal.read("The old recovery code no longer works");
        assert_eq!(terminal.end(), 0);
        recover(&desk, &old, 3);
        recover(&desk, &desk.file("new", &new), 0);
    }

    #[test]
    fn a_wrong_group_is_named_and_asked_for_again() {
        let (desk, _) = desk();
        let mut terminal = Terminal::run(&desk, &["recovery", "make"]);
        terminal.answer("Password of the vault:", PASSWORD);
        let new = terminal.read_code();
        let first = terminal.read_number("Group ", " of the new code:");
        terminal.type_line("nonsense");
        terminal.read_number("Group ", " of the new code:");
        terminal.type_line("nonsense");
        terminal.read(&format!("Group {first} has a typo"));
        type_back(&mut terminal, &new);
        assert_eq!(terminal.end(), 0);
        recover(&desk, &desk.file("new", &new), 0);
    }

    #[test]
    fn who_goes_away_keeps_the_old_code() {
        for interrupted in [false, true] {
            let (desk, old) = desk();
            let mut terminal = Terminal::run(&desk, &["recovery", "make"]);
            terminal.answer("Password of the vault:", PASSWORD);
            let new = terminal.read_code();
            terminal.read_number("Group ", " of the new code:");
            if interrupted {
                terminal.press_interrupt();
                assert_ne!(terminal.end(), 0);
            } else {
                terminal.press_end();
                terminal.read("The old one still opens the vault");
                assert_eq!(terminal.end(), 1);
            }
            assert!(!desk.memory()["recovery_unfinished"].is_null());
            recover(&desk, &desk.file("new", &new), 3);
            recover(&desk, &old, 0);
        }
    }

    #[test]
    fn a_password_that_was_changed_without_typing_back_the_code_is_changed() {
        let (desk, old) = desk();
        let new = desk.file("new", "a new one");
        let mut terminal = Terminal::run(&desk, &["passwd", "--new-password-file", &new]);
        terminal.answer("Password of the vault:", PASSWORD);
        terminal.read("Changed the password");
        terminal.read_code();
        terminal.read_number("Group ", " of the new code:");
        terminal.press_end();
        terminal.read("The old one still opens the vault");
        assert_eq!(terminal.end(), 1);
        desk.run(&["list"]).ended(3);
        desk.raw("", &["--password-file", &new, "list"]).done();
        recover(&desk, &old, 0);
    }
}

#[test]
fn a_conflict_file_is_merged_and_kept_among_the_older_versions() {
    let desk = Desk::of(&[URI]);
    let before = std::fs::read(desk.vault()).unwrap();
    let uris = desk.file("more.txt", OTHER);
    desk.run(&["import", &uris]).done();
    let conflict = desk.path("vault (conflicted copy 2026-11-22 080000).tessera");
    std::fs::rename(desk.vault(), &conflict).unwrap();
    std::fs::write(desk.vault(), before).unwrap();
    assert_eq!(names(&desk), ["GitHub"]);
    desk.run(&["merge"]).done().prints("1 account was added");
    assert_eq!(names(&desk), ["GitHub", "GitLab"]);
    assert!(!conflict.exists());
    desk.run(&["merge"]).ended(5);
    let copy = desk.arg("copy.tessera");
    desk.run(&["backup", &copy]).done();
    desk.run(&["merge", &copy]).done().prints("both held the same");
}

#[test]
fn restoring_says_what_it_would_do_and_brings_back_single_entries() {
    let desk = Desk::of(&[URI, OTHER]);
    let backup = desk.arg("backup.tessera");
    desk.run(&["backup", &backup]).done();
    desk.run(&["remove", "github"]).done();
    desk.run(&["remove", "gitlab"]).done();
    let uris = desk.file("more.txt", "otpauth://totp/Proton:ada?secret=JBSWY3DPEHPK3PXP");
    desk.run(&["import", &uris]).done();
    let before = std::fs::read(desk.vault()).unwrap();
    let plan = desk.run(&["restore", &backup, "--dry-run"]).done();
    assert_eq!(plan.out.lines().count(), 3, "{plan:?}");
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
    desk.run(&["restore", &backup, "--only", "gitlab", "--yes"]).done().prints("1 account");
    assert_eq!(names(&desk), ["GitLab", "Proton"]);
    desk.run(&["restore", &backup, "--yes"]).done();
    assert_eq!(names(&desk), ["GitHub", "GitLab"]);
    desk.run(&["check"]).done().prints("1 more is in the trash");
}

#[test]
fn everything_comes_back_after_the_vault_was_overwritten_with_zeros() {
    let desk = Desk::of(&[URI]);
    let uris = desk.file("more.txt", OTHER);
    desk.run(&["import", &uris]).done();
    let length = std::fs::metadata(desk.vault()).unwrap().len();
    std::fs::write(desk.vault(), vec![0; length as usize]).unwrap();
    // It names the version to go back to, and how.
    let said = desk.run(&["list"]).ended(4).err;
    let command = said.split("tessera-cli restore ").nth(1).unwrap().trim();
    desk.run(&["restore", command, "--yes"]).done();
    assert_eq!(names(&desk), ["GitHub"], "as it was before the last change");
    let damaged = desk.generations().iter().any(|file| file.to_string_lossy().contains("damaged"));
    assert!(damaged, "the damaged file is kept");
}

#[test]
fn any_file_can_be_checked_with_and_without_its_password() {
    let desk = Desk::of(&[URI]);
    let copy = desk.arg("copy.tessera");
    desk.run(&["backup", &copy]).done();
    desk.raw("", &["check", "--no-password", &copy]).done().prints("Ways in: password.");
    let report = desk.run(&["check", "--json", &copy]).done().json();
    assert_eq!((&report["ok"], &report["entries"]), (&true.into(), &1.into()));
    let letter = desk.file("letter", "dear all");
    desk.raw("", &["check", "--no-password", &letter]).ended(4);
}
