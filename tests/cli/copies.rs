//! export, backup, restore: the accounts leave and come back.

use crate::desk::{Desk, PASSWORD, flip_last_byte};

const URIS: [&str; 2] = [
    "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub&algorithm=SHA1&digits=6&period=30",
    "otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Bank&algorithm=SHA512&digits=8&counter=9",
];

#[test]
fn plain_uris_leave_only_when_the_word_is_said() {
    let desk = Desk::of(&URIS);
    let target = desk.arg("out.txt");
    desk.run(&["export", "--to", "uris", &target]).ended(2).says("--plaintext");
    desk.run(&["export", "--to", "uris", "--plaintext", &target]).done().prints("2 accounts");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), URIS.join("\n") + "\n");
    assert_eq!(desk.uris(), URIS);
}

#[test]
fn what_is_exported_as_uris_comes_back_the_same() {
    let desk = Desk::of(&URIS);
    let again = Desk::new();
    again.run_with(&desk.uris().join("\n"), &["import", "-"]).done();
    assert_eq!(again.uris(), URIS);
}

#[test]
fn what_lies_in_the_trash_is_left_out_of_uris_and_counted() {
    let desk = Desk::of(&URIS);
    desk.run(&["remove", "bank"]).done();
    let ran = desk
        .run(&["export", "--to", "uris", "--plaintext", "-"])
        .done()
        .says("1 account is left out");
    assert_eq!(ran.out.lines().count(), 1);
}

#[test]
fn chosen_accounts_leave_alone() {
    let desk = Desk::of(&URIS);
    let to_uris = ["export", "--to", "uris", "--plaintext", "-", "--only"];
    let ran = desk.run(&[&to_uris[..], &["bank"]].concat()).done();
    assert_eq!(ran.out.lines().collect::<Vec<_>>(), [URIS[1]]);
    let both = desk.run(&[&to_uris[..], &["bank", "--only", "github"]].concat()).done();
    assert_eq!(both.out.lines().count(), 2);
    desk.run(&[&to_uris[..], &["nobody"]].concat()).ended(5).says("nobody");
    let vault = desk.arg("export.tessera");
    desk.run(&["export", "--to", "tessera", &vault, "--only", "bank"]).ended(2).says("--only");
}

#[test]
fn an_encrypted_export_is_a_vault_of_its_own_under_the_same_password() {
    let desk = Desk::of(&URIS);
    let target = desk.arg("export.tessera");
    desk.run(&["export", "--to", "tessera", &target]).done().prints("holds 2 accounts");
    desk.run(&["--vault", &target, "list"]).done().prints("GitHub");

    // A key of its own: with the vault's password changed, the export still opens with the old one.
    let new = desk.file("new", "another one");
    desk.run(&["passwd", "--new-password-file", &new]).done();
    desk.run(&["--vault", &target, "list"]).done();
    desk.raw("", &["--vault", &target, "--password-file", &new, "list"]).ended(3);
}

#[test]
fn nothing_that_exists_is_overwritten_unasked() {
    let desk = Desk::of(&URIS);
    let target = desk.file("precious", "precious");
    desk.run(&["export", "--to", "tessera", &target]).ended(1).says("already");
    desk.run(&["export", "--to", "uris", "--plaintext", &target]).ended(1).says("--force");
    desk.run(&["backup", &target]).ended(1).says("already");
    assert_eq!(std::fs::read(&target).unwrap(), b"precious");
    desk.run(&["export", "--to", "tessera", "--force", &target]).done();
    desk.run(&["--vault", &target, "list"]).done();

    let vault = desk.arg("vault.tessera");
    desk.run(&["export", "--to", "uris", "--plaintext", "--force", &vault]).ended(2).says("itself");
    assert_eq!(desk.list().len(), 2);
}

#[cfg(unix)]
#[test]
fn what_leaves_is_for_its_owner_alone_and_leaves_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::of(&URIS);
    std::fs::create_dir(desk.path("out")).unwrap();
    desk.run(&["export", "--to", "tessera", &desk.arg("out/a")]).done();
    desk.run(&["export", "--to", "uris", "--plaintext", &desk.arg("out/b")]).done();
    desk.run(&["backup", &desk.arg("out/c")]).done();
    let mut names = Vec::new();
    for file in std::fs::read_dir(desk.path("out")).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        names.push(file.file_name());
    }
    names.sort();
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn a_backup_is_an_exact_copy_under_a_dated_name() {
    let desk = Desk::of(&URIS);
    desk.run(&["backup"]).done().prints("holds 2 accounts");
    let names = std::fs::read_dir(desk.path("")).unwrap().map(|f| f.unwrap().path());
    let is_backup = |name: &str| name.starts_with("vault-20") && name.ends_with(".tessera");
    let backup =
        names.into_iter().find(|p| is_backup(p.file_name().unwrap().to_str().unwrap())).unwrap();
    assert_eq!(std::fs::read(backup).unwrap(), std::fs::read(desk.vault()).unwrap());

    std::fs::create_dir(desk.path("stick")).unwrap();
    desk.run(&["backup", &desk.arg("stick")]).done();
    assert_eq!(std::fs::read_dir(desk.path("stick")).unwrap().count(), 1);
    desk.run(&["backup", &desk.arg("no-such-folder/b")]).ended(1).says("no such folder");
}

#[test]
fn a_backup_of_a_damaged_vault_is_refused() {
    let desk = Desk::of(&URIS);
    flip_last_byte(&desk.vault());
    desk.run(&["backup", &desk.arg("b")]).ended(4);
    assert!(!desk.path("b").exists());
}

#[test]
fn a_backup_restored_elsewhere_gives_the_same_codes() {
    let desk = Desk::of(&URIS);
    let backup = desk.arg("backup.tessera");
    desk.run(&["backup", &backup]).done();
    let codes = desk.run(&["code", "--json", "--at", "1700000000"]).done().out;

    let elsewhere = Desk::bare();
    elsewhere.run(&["restore", &backup]).done().prints("2 accounts");
    let restored = elsewhere.run(&["code", "--json", "--at", "1700000000"]).done().out;
    assert_eq!(restored, codes);
}

#[test]
fn restoring_over_a_vault_is_asked_for_and_keeps_it() {
    let desk = Desk::of(&URIS);
    let backup = desk.arg("backup.tessera");
    desk.run(&["backup", &backup]).done();
    desk.run(&["remove", "bank"]).done();
    let before = std::fs::read(desk.vault()).unwrap();

    desk.run(&["restore", &backup]).ended(2).says("--yes");
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);

    let ran = desk.run(&["restore", &backup, "--yes"]).done();
    assert_eq!(desk.list().len(), 2);
    let kept = ran.out.lines().find_map(|l| l.strip_prefix("The vault that was there is kept as "));
    let kept = kept.unwrap().trim_end_matches('.');
    assert_eq!(std::fs::read(kept).unwrap(), before);
}

#[test]
fn what_is_no_backup_or_opens_with_another_password_replaces_nothing() {
    let desk = Desk::of(&URIS);
    let backup = desk.arg("backup.tessera");
    desk.run(&["backup", &backup]).done();
    let before = std::fs::read(desk.vault()).unwrap();
    let letter = desk.file("letter", "dear all");
    let wrong = desk.file("wrong", PASSWORD.to_uppercase());
    desk.run(&["restore", &letter, "--yes"]).ended(4);
    desk.run(&["restore", &desk.arg("missing"), "--yes"]).ended(1);
    desk.raw("", &["--password-file", &wrong, "restore", &backup, "--yes"]).ended(3);
    flip_last_byte(desk.path("backup.tessera").as_path());
    desk.run(&["restore", &backup, "--yes"]).ended(4);
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn what_is_restored_here_is_no_older_file() {
    let desk = Desk::of(&URIS);
    let backup = desk.arg("backup.tessera");
    desk.run(&["backup", &backup]).done();
    for change in ["--pin", "--unpin", "--pin"] {
        desk.run(&["edit", "github", change]).done();
    }
    let newer = std::fs::read(desk.vault()).unwrap();
    desk.run(&["restore", &backup, "--replace", "--yes"]).done();
    assert_eq!(desk.run(&["list"]).done().err, "");
    // What somebody else puts there is told once it is older than what was seen since.
    std::fs::write(desk.vault(), newer).unwrap();
    assert_eq!(desk.run(&["list"]).done().err, "");
    std::fs::copy(&backup, desk.vault()).unwrap();
    desk.run(&["list"]).done().says("older than the one that was here last");
}
