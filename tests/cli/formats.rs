//! Files of other apps: in, out, and from one to another.

use serde_json::{Value, json};

use crate::desk::Desk;

const ADA: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";
const BANK: &str = "otpauth://hotp/Bank:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Bank&counter=3";
/// Two entries, of which one has a secret that is no base32.
const AEGIS: &str = r#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[
    {"type":"totp","uuid":"u","name":"ada","issuer":"GitHub","note":"n","favorite":true,"icon":null,
     "info":{"secret":"JBSWY3DPEHPK3PXP","algo":"SHA1","digits":6,"period":30},"groups":["g"]},
    {"type":"totp","uuid":"v","name":"bob","issuer":"Broken","note":"","favorite":false,"icon":null,
     "info":{"secret":"1108","algo":"SHA1","digits":6,"period":30},"groups":[]}],
    "groups":[{"uuid":"g","name":"Work"}]}}"#;
const OUT_PASSWORD: &str = "a password for others";

/// A desk with two accounts, and the file of the password for what leaves.
fn desk() -> (Desk, String) {
    let desk = Desk::of(&[ADA, BANK]);
    let password = desk.file("out-password", OUT_PASSWORD);
    (desk, password)
}

fn encrypted(desk: &Desk, password: &str, name: &str) -> String {
    let file = desk.arg(name);
    let to = ["export", "--to", "aegis-encrypted", "--export-password-file", password, &file];
    desk.run(&to).done().prints(", encrypted.");
    file
}

#[test]
fn a_plain_file_comes_in_with_tags_and_reasons() {
    let desk = Desk::new();
    let file = desk.file("no name says so", AEGIS);
    let dry = desk.run(&["import", &file, "--dry-run"]).done();
    dry.prints("would add\tGitHub\tada").prints("cannot be used\tBroken\tbob\tCharacter 1 of");
    assert_eq!(desk.list(), Vec::<Value>::new());
    let report = desk.run(&["import", &file, "--json"]).done().json();
    assert_eq!((&report["added"], &report["source"]), (&json!(1), &json!("aegis")));
    let [entry] = &desk.list()[..] else { panic!("one entry") };
    assert_eq!(entry["tags"], json!(["Work"]));
    let before = std::fs::read(desk.vault()).unwrap();
    let again = desk.run(&["import", &file, "--json"]).done().json();
    assert_eq!(again["added"], 0);
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn an_encrypted_file_opens_with_its_password_alone() {
    let (desk, password) = desk();
    let file = encrypted(&desk, &password, "aegis.json");
    let other = Desk::new();
    let none = other.run(&["import", &file]).ended(1);
    none.says("is encrypted (Aegis").says("--source-password-file");
    let wrong = other.file("wrong", "another one");
    let ran = other.run(&["import", &file, "--source-password-file", &wrong]).ended(1);
    ran.says("does not open with this password.");
    let mut cut = std::fs::read(&file).unwrap();
    cut.truncate(cut.len() / 2);
    let cut = other.file("cut.json", cut);
    other.run(&["import", &cut, "--from", "aegis"]).ended(1).says(" is damaged.");
    other.run(&["import", &file, "--source-password-file", &password]).done();
    assert_eq!(other.uris(), desk.uris());
}

#[test]
fn what_a_file_is_can_be_said() {
    let desk = Desk::new();
    let file = desk.file("aegis.json", AEGIS);
    desk.run(&["import", &file, "--from", "2fas"]).ended(1).says("another format");
    desk.run(&["import", &file, "--from", "nonsense"]).ended(2).says("no such format");
    desk.run(&["import", &file, "--from", "aegis"]).done();
}

#[test]
fn a_folder_of_several_formats_comes_in_at_once() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("exports")).unwrap();
    desk.file("exports/aegis.json", AEGIS);
    desk.file("exports/list.txt", BANK);
    desk.file("exports/other.json", r#"{"nothing": "of ours"}"#);
    let report = desk.run(&["import", &desk.arg("exports"), "--json"]).done().json();
    assert_eq!((&report["added"], &report["source"]), (&json!(2), &json!("mixed")));
}

#[test]
fn a_conversion_needs_no_vault_and_says_what_stays_behind() {
    let desk = Desk::bare();
    let file = desk.file("aegis.json", AEGIS);
    let out = desk.arg("out.txt");
    desk.raw("", &["convert", &file, &out, "--to", "uris"]).ended(2).says("--plaintext");
    let ran = desk.raw("", &["convert", &file, &out, "--to", "uris", "--yes"]).done();
    let ran = ran
        .says("Broken (bob): Character 1 of the secret")
        .says("The note of 1 account stays behind.");
    ran.prints("1 account, not encrypted.");
    assert!(std::fs::read_to_string(&out).unwrap().starts_with("otpauth://totp/"));
    assert!(!desk.vault().exists());
}

#[test]
fn an_export_names_what_is_lost_and_reads_back() {
    let (desk, _) = desk();
    let file = desk.arg("proton.json");
    desk.run(&["export", "--to", "proton", &file]).ended(2).says("--plaintext");
    let ran = desk.run(&["export", "--to", "proton", "--plaintext", &file]).done();
    ran.says(
        "1 account stays behind: Proton Authenticator has no codes of its kind.\n  Bank (ada)\n",
    )
    .prints("1 account, not encrypted.");
    let other = Desk::new();
    let report = other.run(&["import", &file, "--json"]).done().json();
    assert_eq!((&report["added"], &report["source"]), (&json!(1), &json!("proton")));
}

#[test]
fn of_many_that_stay_behind_twenty_are_named_and_the_rest_is_counted() {
    let links: Vec<_> = (0..23)
        .map(|n| format!("otpauth://hotp/Bank:ada%20{n}?secret=GEZDGNBVGY3TQOJQ&counter={n}"))
        .collect();
    let links: Vec<_> = links.iter().map(String::as_str).chain([ADA]).collect();
    let desk = Desk::of(&links);
    let file = desk.arg("proton.json");
    let ran = desk.run(&["export", "--to", "proton", "--plaintext", &file]).done();
    let ran = ran.says("23 accounts stay behind").says("\n  Bank (ada 19)\n  and 3 more\n");
    assert!(!ran.err.contains("ada 20"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn what_leaves_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (desk, _) = desk();
    let file = desk.file("aegis.json", "an older one");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    desk.run(&["export", "--to", "aegis", "--plaintext", "--force", &file]).done();
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
}

#[test]
fn every_format_is_listed() {
    let desk = Desk::bare();
    let ran = desk.raw("", &["formats"]).done();
    ran.prints("reads\taegis\tAegis")
        .prints("writes\taegis-encrypted\t")
        .prints("reads\tauto\t")
        .prints("writes\ttessera\t");
    let listed = desk.raw("", &["formats", "--json"]).done().json();
    assert!(listed["read"].as_array().unwrap().len() > 30);
    assert!(listed["written"].as_array().unwrap().iter().any(|t| t["encrypted"] == true));
}

#[test]
fn of_several_pictures_all_are_written_or_none() {
    let desk = Desk::of(
        &(0..23)
            .map(|n| format!("otpauth://totp/A:{n}?secret={}", "JBSWY3DPEHPK3PXP"))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    let file = desk.file("codes-2-of-3.png", "a holiday");
    let to = ["export", "--to", "google-qr", "--plaintext", &desk.arg("codes.png")];
    desk.run(&to).ended(1).says("codes-2-of-3.png already");
    assert_eq!(std::fs::read(&file).unwrap(), b"a holiday");
    // A part of a transfer is worth nothing, and a secret all the same.
    assert!(!desk.path("codes-1-of-3.png").exists() && !desk.path("codes-3-of-3.png").exists());
    std::fs::remove_file(&file).unwrap();
    desk.run(&to).done().prints("codes-1-of-3.png").prints("23 accounts, not encrypted.");
    let other = Desk::new();
    let pictures: Vec<_> = (1..=3).map(|n| desk.arg(&format!("codes-{n}-of-3.png"))).collect();
    other.run(&["import", &pictures[2], &pictures[0], &pictures[1]]).done();
    assert_eq!(other.list().len(), 23);
}

#[test]
fn a_conversion_spares_the_vault() {
    let desk = Desk::new();
    let (file, vault) = (desk.file("aegis.json", AEGIS), desk.arg("vault.tessera"));
    let before = std::fs::read(&vault).unwrap();
    for own in [&vault, &desk.arg("vault.tessera.lock")] {
        let to = ["convert", "--to", "uris", "--plaintext", "--force", &file, own];
        desk.run(&to).ended(2).says("of Tessera itself");
    }
    assert_eq!(std::fs::read(&vault).unwrap(), before);
}

#[test]
fn a_conversion_offers_only_what_it_can_write() {
    let desk = Desk::new();
    let file = desk.file("aegis.json", AEGIS);
    for ours in ["tessera", "unreadable"] {
        desk.run(&["convert", "--to", ours, &file, &desk.arg("out")])
            .ended(2)
            .says("aegis-encrypted");
    }
}

#[test]
fn a_keepass_database_opens_with_password_and_key_file_together() {
    let desk = Desk::new();
    let data =
        |name: &str| format!("{}/../../tests/data/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    let (database, key) = (data("keepass.kdbx"), data("keepass.key"));
    let with_key = ["import", &database, "--source-key-file", &key];
    desk.run(&with_key).ended(1).says("Give its password with --source-password-file");
    for (typed, status) in [("two", 1), ("one", 0)] {
        let password = desk.file("word", typed);
        let ran = desk.run(&[&with_key[..], &["--source-password-file", &password]].concat());
        ran.ended(status);
    }
    assert_eq!(desk.list()[0]["issuer"], "Harbour");
}
