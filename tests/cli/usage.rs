//! Exit codes and what stands around the commands.

use crate::desk::{CHEAP, Desk, PASSWORD, flip_last_byte};

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";

#[test]
fn every_ending_has_its_number() {
    let desk = Desk::of(&[URI]);
    desk.run(&["list"]).ended(0);
    desk.run(&["init"]).ended(1).says("already");
    desk.run(&["frobnicate"]).ended(2);
    let wrong = desk.file("wrong", "not it");
    desk.raw("", &["--password-file", &wrong, "list"]).ended(3).says("does not open");
    desk.run(&["code", "gitlab"]).ended(5).says("No account matches");
    let no_vault = desk.file("no-vault", "a letter home");
    desk.run(&["--vault", &no_vault, "list"]).ended(4).says(&no_vault);
    flip_last_byte(&desk.vault());
    desk.run(&["list"]).ended(4).says("damaged");
}

#[test]
fn without_a_vault_the_sentence_says_where_it_would_be_and_how_to_make_it() {
    let desk = Desk::bare();
    let path = desk.arg("vault.tessera");
    desk.run(&["list"]).ended(1).says(&path).says("tessera-cli init");
}

#[test]
fn a_damaged_vault_names_the_older_version_that_opens() {
    let desk = Desk::of(&[URI]);
    desk.run(&["edit", "github", "--pin"]).done();
    flip_last_byte(&desk.vault());
    let ran = desk.run(&["list"]).ended(4).says("tessera-cli restore ");
    let (_, backup) = ran.err.trim().rsplit_once("tessera-cli restore ").unwrap();
    desk.run(&["restore", backup, "--yes"]).done();
    assert_eq!(desk.list().len(), 1);
}

#[test]
fn the_vault_option_wins_over_the_environment() {
    let desk = Desk::new();
    let other = desk.arg("other.tessera");
    desk.run(&[&["--vault", &other, "init"], &CHEAP[..]].concat()).done().prints(&other);
    let uri = desk.file("uri", URI);
    desk.run(&["add", "--uri-file", &uri, "--vault", &other]).done();
    assert_eq!(desk.list().len(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn the_default_vault_lies_in_the_data_folder() {
    let desk = Desk::bare();
    let password = desk.arg("password");
    let mut command = desk.command(&["--password-file", &password, "init"]);
    command.args(CHEAP).env_remove("TESSERA_VAULT").env("XDG_DATA_HOME", desk.path("data"));
    assert!(command.status().unwrap().success());
    assert!(desk.path("data/tessera/vault.tessera").exists());
}

#[cfg(unix)]
#[test]
fn the_vault_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = std::fs::metadata(desk.vault()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_has_seen_enough_is_no_failure_and_a_full_disk_is() {
    let desk = Desk::of(&[URI]);
    let password = desk.arg("password");
    let args = ["--password-file", &password, "list"];

    let mut child = desk.command(&args).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));

    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = desk.command(&args).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn costs_need_a_unit_and_stay_within_bounds() {
    let desk = Desk::bare();
    desk.run(&["init", "--kdf-memory", "131072"]).ended(2).says("128MiB");
    desk.run(&["init", "--kdf-memory", "8MiB"]).ended(2).says("19 MiB");
    desk.run(&["init", "--kdf-memory", "2GiB"]).ended(2);
    desk.run(&["init", "--kdf-parallelism", "9"]).ended(2);
    assert!(!desk.vault().exists());
}

#[test]
fn completions_name_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        Desk::bare().raw("", &["completions", shell]).done().prints("restore");
    }
}

#[test]
fn help_and_version_are_no_failure() {
    let desk = Desk::bare();
    desk.raw("", &["--help"]).done().prints("Exit codes");
    desk.raw("", &["help", "code"]).done().prints("used up");
    desk.raw("", &["--version"]).done().prints(env!("CARGO_PKG_VERSION"));
    desk.raw("", &[]).ended(2);
}

#[test]
fn an_argument_too_many_is_not_repeated() {
    let desk = Desk::new();
    let ran = desk.run(&["add", URI]).ended(2).says("file");
    assert!(!ran.err.contains("JBSWY3DP") && !ran.out.contains("JBSWY3DP"));
    let ran = desk.run(&["list", PASSWORD]).ended(2);
    assert!(!ran.err.contains(PASSWORD));
}
