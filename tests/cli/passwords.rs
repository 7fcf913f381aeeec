//! Where passwords come from, and how they change.

use serde_json::json;
use tessera_core::vault;

use crate::desk::{CHEAP, Desk, PASSWORD};

#[test]
fn a_password_comes_from_a_file_standard_input_or_a_command() {
    let desk = Desk::new();
    for end in ["", "\n", "\r\n"] {
        let file = desk.file("again", format!("{PASSWORD}{end}"));
        desk.raw("", &["--password-file", &file, "list"]).done();
        desk.raw(&format!("{PASSWORD}{end}"), &["--password-file", "-", "list"]).done();
    }
    let echo = format!("echo {PASSWORD}");
    desk.raw("", &["--password-command", &echo, "list"]).done();
}

#[test]
fn one_line_end_is_dropped_and_nothing_else() {
    let desk = Desk::new();
    desk.raw(&format!("{PASSWORD}\n\n"), &["--password-file", "-", "list"]).ended(2);
    desk.raw(&format!(" {PASSWORD}"), &["--password-file", "-", "list"]).ended(3);
    desk.raw("", &["--password-file", "-", "list"]).ended(2).says("empty");
}

#[test]
fn with_no_terminal_and_no_option_the_sentence_says_what_to_give() {
    let desk = Desk::new();
    desk.raw("", &["list"]).ended(2).says("--password-file FILE or --password-command CMD");
    desk.run(&["passwd"]).ended(2).says("--new-password-file FILE or --new-password-command CMD");
}

#[test]
fn a_password_command_that_fails_is_a_failure_and_is_not_repeated() {
    let desk = Desk::new();
    let ran = desk.raw("", &["--password-command", "exit 3", "list"]).ended(1);
    assert!(ran.err.contains("password command failed"));
    let ran = desk.raw("", &["--password-command", "echo hush && exit 1", "list"]).ended(1);
    assert!(!ran.err.contains("hush") && !ran.out.contains("hush"));
}

#[test]
fn standard_input_is_one_thing_only() {
    let desk = Desk::new();
    let args = ["--password-file", "-", "passwd", "--new-password-file", "-"];
    desk.raw(PASSWORD, &args).ended(2).says("only once");
    let both = ["--password-file", "a", "--password-command", "b", "list"];
    desk.raw("", &both).ended(2).says("not both");
}

#[test]
fn after_passwd_only_the_new_password_opens_and_the_cost_stays() {
    let desk = Desk::new();
    let new = desk.file("new", "another one");
    desk.run(&["passwd", "--new-password-file", &new]).done();
    desk.run(&["list"]).ended(3);
    desk.raw("", &["--password-file", &new, "list"]).done();
    let checked = desk.raw("", &["--password-file", &new, "check", "--json"]).done().json();
    assert_eq!(checked["kdf"]["memory_kib"], 19 * 1024);
}

#[test]
fn passwd_can_make_guessing_dearer() {
    let desk = Desk::new();
    let new = desk.file("new", "another one");
    desk.run(&["passwd", "--new-password-file", &new, "--kdf-iterations", "3"]).done();
    let checked = desk.raw("", &["--password-file", &new, "check", "--json"]).done().json();
    assert_eq!(checked["kdf"]["iterations"], 3);
}

#[test]
fn a_wrong_password_changes_nothing() {
    let desk = Desk::new();
    let before = std::fs::read(desk.vault()).unwrap();
    let (wrong, new) = (desk.file("wrong", "no"), desk.file("new", "another one"));
    let args = ["--password-file", &wrong, "passwd", "--new-password-file", &new];
    desk.raw("", &[&args, &CHEAP[..]].concat()).ended(3);
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn a_password_that_was_changed_since_the_window_had_the_vault_open_is_said_to_be_that() {
    let desk = Desk::new();
    let new = desk.file("new", "another one");
    let refused = || desk.run(&["list"]).ended(3).err;
    let facts = vault::inspect(&std::fs::read(desk.vault()).unwrap()).unwrap();
    let seen = json!({ desk.vault_id(): { "password_slot": vault::password_slot(&facts.slots) } });
    let settings = json!({ "vaults": seen }).to_string();
    desk.file("config/tessera/settings.json", settings);
    let wrong = desk.file("wrong", "no");
    let ran = desk.raw("", &["--password-file", &wrong, "list"]).ended(3);
    assert!(!ran.err.contains("changed"), "{}", ran.err);
    desk.run(&["passwd", "--new-password-file", &new]).done();
    assert!(refused().contains("changed on another computer or by tessera-cli"), "{}", refused());
    desk.raw("", &["--password-file", &new, "list"]).done();
}
