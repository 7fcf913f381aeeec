//! A planted secret is found in no output, except where the user asked for it.

use crate::desk::{CHEAP, Desk, flip_last_byte};
use crate::pictures;

/// 80 bits that no other test, library or word holds.
const CANARY: &str = "KVXG4Y3BNZQXE6JB";
const BAD_CANARY: &str = "KVXG4Y3BNZQXE6J1";
const PASSWORD: &str = "canary-password-7261";

#[test]
fn no_command_repeats_a_secret() {
    let desk = Desk::bare();
    desk.file("password", PASSWORD);
    let uri = format!("otpauth://totp/Site:me?secret={CANARY}&issuer=Site");
    let migration_like = format!("otpauth-migration://offline?data={CANARY}");
    let hostile = [
        uri.clone(),
        format!("otpauth://totp/Site:me?secret={CANARY}&issuer=Site&digits=8"),
        format!("otpauth://totp/Bad:me?secret={BAD_CANARY}"),
        format!("otpauth://totp/Bad:me?secret={CANARY}&algorithm={CANARY}"),
        format!("otpauth://totp/Bad:me?secret={CANARY}&digits={CANARY}"),
        format!("otpauth://totp/Bad:me?secret={CANARY}&period={CANARY}"),
        format!("otpauth://hotp/Bad:me?secret={CANARY}&counter={CANARY}"),
        format!("otpauth://{CANARY}/Bad:me?secret={CANARY}"),
        format!("otpauth://totp?secret={CANARY}"),
        format!("otpauth://totp/secret={CANARY}"),
        format!("steam://{BAD_CANARY}"),
        migration_like.clone(),
    ];
    let list = desk.file("list.txt", hostile.join("\n"));
    let picture = desk.file("code.png", pictures::of(&uri));
    let odd_picture = desk.file("odd.png", pictures::of(&migration_like));
    let uri_file = desk.file("uri", &uri);
    let secret = desk.file("secret", CANARY);
    let bad_secret = desk.file("bad-secret", BAD_CANARY);
    let note = desk.file("note", "recovery code elsewhere");
    let wrong = desk.file("wrong", format!("{PASSWORD}-wrong"));
    let new = desk.file("new", format!("{PASSWORD}-new"));
    let backup = desk.arg("backup.tessera");
    let echo = format!("echo {PASSWORD} && exit 1");

    let commands: &[&[&str]] = &[
        &["import", &list],
        &["import", &list, &picture, &odd_picture, "--dry-run"],
        &["import", &list, &picture, &odd_picture, "--add-conflicts", "--json"],
        &["add", "--uri-file", &uri_file],
        &["add", "--uri-file", &list],
        &["add", "--issuer", "Typed", "--secret-file", &secret],
        &["add", "--issuer", "Typed", "--secret-file", &bad_secret],
        &["add", "--issuer", "Typed", "--digits", "8", "--secret-file", &secret, "--json"],
        &["add", CANARY],
        &["add", &uri],
        &["add", "--secret", CANARY],
        &["list"],
        &["list", "--json"],
        &["code"],
        &["code", "site", "--json", "--next"],
        &["edit", "typed", "--pin"],
        &["note", "typed", "--file", &note],
        &["note", "typed", "--json"],
        &["remove", "typed"],
        &["remove", "me", "--json"],
        &["backup", &backup],
        &["restore", &backup, "--yes"],
        &["check"],
        &["check", "--json"],
        &["import", &backup, "--source-password-file", &wrong],
        &["export", "--to", "tessera", &desk.arg("export.tessera")],
        &["export", "--to", "uris", "--plaintext", &desk.arg("uris.txt")],
        &["export", "--to", "uris", &desk.arg("uris-2.txt")],
        &["--password-file", &wrong, "list"],
        &["--password-command", &echo, "list"],
        &["passwd", "--new-password-file", &new],
        &["list"],
    ];
    desk.run(&[&["init"], &CHEAP[..]].concat()).done();
    let search = |args: &[&str]| {
        let has_password = args.first().is_some_and(|a| a.starts_with("--password"));
        let ran = if has_password { desk.raw("", args) } else { desk.run(args) };
        for output in [&ran.out, &ran.err] {
            let output = output.to_uppercase();
            // Half of it is a leak as well.
            assert!(!output.contains(&CANARY[..8]), "{args:?}");
            assert!(!output.contains(&PASSWORD.to_uppercase()), "{args:?}");
        }
    };
    commands.iter().for_each(|args| search(args));
    flip_last_byte(&desk.vault());
    [&["list"][..], &["check", "--json"]].into_iter().for_each(search);
}
