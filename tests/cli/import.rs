//! import: pictures, texts and vaults in.

use serde_json::{Value, json};

use crate::desk::{CHEAP, Desk, fields};
use crate::pictures;

const ADA: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";
const ADA_AGAIN: &str = "otpauth://totp/GitHub:ada?secret=GEZDGNBVGY3TQOJQ&issuer=GitHub";
/// Part 1 of 2 of a transfer of Google Authenticator, with one account: "Shop (eve)".
const PART_1_OF_2: &str = "otpauth-migration://offline?data=CiIKCkhlbGxvId6tvu8SCFNob3A6ZXZlGgRTaG9wIAEoATACEAEYAiAAKAc%3D";

fn statuses(report: &Value) -> Vec<&str> {
    report["drafts"].as_array().unwrap().iter().map(|d| d["status"].as_str().unwrap()).collect()
}

#[test]
fn a_picture_and_a_text_come_in_together() {
    let desk = Desk::new();
    let picture = desk.file("code.png", pictures::of(ADA));
    let text = desk
        .file("list.txt", "\u{feff}# mine\r\n\r\notpauth://hotp/Bank?secret=AAAA&counter=3\r\n");
    let report = desk.run(&["import", &picture, &text, "--json"]).done().json();
    assert_eq!(report["added"], 2);
    assert_eq!(report["source"], "mixed");
    assert_eq!(statuses(&report), ["new", "new"]);
    let promised = ["account", "issuer", "kind", "reason", "status"];
    let fields = fields(&report["drafts"][0]);
    assert!(promised.iter().all(|field| fields.contains(field)), "{fields:?}");
    assert_eq!(desk.list().len(), 2);
}

#[test]
fn standard_input_is_a_file_too_but_none_that_is_left_behind() {
    let desk = Desk::new();
    let left = "still holds these secrets";
    let piped = desk.run_with(ADA, &["import", "-"]).done().prints("added\tGitHub\tada");
    assert!(!piped.err.contains(left), "{piped:?}");
    let file = desk.file("list.txt", "otpauth://totp/Bank:ada?secret=MFRGGZDFMZTWQ2LK");
    desk.run(&["import", &file]).done().says(left);
}

#[test]
fn importing_twice_changes_nothing() {
    let desk = Desk::new();
    let file = desk.file("list.txt", ADA);
    desk.run(&["import", &file]).done();
    let before = std::fs::read(desk.vault()).unwrap();
    let report = desk.run(&["import", &file, "--json"]).done().json();
    assert_eq!((&report["added"], statuses(&report)), (&json!(0), vec!["duplicate"]));
    desk.run(&["import", &file, &file]).done().prints("already here\tGitHub\tada");
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn the_whole_import_is_one_save() {
    let desk = Desk::new();
    let uris: Vec<String> = (0..20).map(|n| format!("otpauth://totp/a{n}?secret=AAAA")).collect();
    let file = desk.file("list.txt", uris.join("\n"));
    desk.run(&["import", &file]).done();
    assert_eq!(desk.list().len(), 20);
    assert_eq!(desk.generations().len(), 1);
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let desk = Desk::new();
    let before = std::fs::read(desk.vault()).unwrap();
    let file = desk.file("list.txt", ADA);
    desk.run(&["import", &file, "--dry-run"]).done().prints("would add\tGitHub\tada");
    let report = desk.run(&["import", &file, "--dry-run", "--json"]).done().json();
    assert_eq!((&report["added"], statuses(&report)), (&json!(0), vec!["new"]));
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn an_account_that_differs_comes_in_only_where_that_is_asked_for() {
    let desk = Desk::of(&[ADA]);
    let file = desk.file("again.txt", ADA_AGAIN);
    let ran = desk.run(&["import", &file]).done();
    assert!(ran.out.contains("differs\tGitHub\tada\tAn account of this name is in the vault with another secret. Add it with --add-conflicts."));
    assert_eq!(desk.uris().len(), 1);
    let report = desk.run(&["import", &file, "--add-conflicts", "--json"]).done().json();
    assert_eq!((&report["added"], statuses(&report)), (&json!(1), vec!["conflict"]));
    assert_eq!(desk.uris().len(), 2);
}

#[test]
fn one_bad_entry_never_sinks_the_rest() {
    let desk = Desk::new();
    let bad = [
        "otpauth://totp/NoSecret",
        "otpauth://totp/BadSecret?secret=1108",
        "otpauth://totp/BadDigits?secret=AAAA&digits=0",
        "otpauth://ocra/Other?secret=AAAA",
        ADA,
    ];
    let file = desk.file("list.txt", bad.join("\n"));
    let report = desk.run(&["import", &file, "--json"]).done().json();
    assert_eq!(statuses(&report), ["invalid", "invalid", "invalid", "unsupported", "new"]);
    assert!(report["drafts"][1]["reason"].as_str().unwrap().contains("base32"));
    assert_eq!(report["added"], 1);
    let only_bad = desk.file("bad.txt", bad[..4].join("\n"));
    desk.run(&["import", &only_bad]).ended(1).prints("cannot be used");
}

#[test]
fn one_bad_file_never_sinks_the_rest() {
    let desk = Desk::new();
    let good = desk.file("good.txt", ADA);
    let mut broken = pictures::of(ADA);
    broken.truncate(60);
    let broken = desk.file("broken.png", broken);
    let missing = desk.arg("missing.png");
    let ran = desk.run(&["import", &missing, &broken, &good]).ended(1);
    assert!(ran.err.contains("missing.png") && ran.err.contains("broken.png"), "{ran:?}");
    assert_eq!(desk.list().len(), 1);
}

#[test]
fn nothing_to_import_has_its_own_number() {
    let desk = Desk::new();
    let paper = desk.file("paper.png", pictures::empty());
    let link = desk.file("link.png", pictures::of("https://example.org"));
    let letter = desk.file("letter.txt", "dear all");
    desk.run(&["import", &paper, &link, &letter])
        .ended(5)
        .says("no QR code")
        .says("The code is a link to example.org, and no account.")
        .says("no authenticator");
    let report = desk.run(&["import", &letter, "--json"]).ended(5).json();
    assert_eq!((&report["drafts"], &report["source"]), (&json!([]), &Value::Null));
}

#[test]
fn a_transfer_in_several_pictures_says_what_is_missing() {
    let desk = Desk::new();
    let part = desk.file("part.png", pictures::of(PART_1_OF_2));
    let ran = desk.run(&["import", &part, "--json"]).done().says("missing: 2");
    let report = ran.json();
    assert_eq!(report["batches"], json!([{"have": 1, "of": 2, "missing": [2]}]));
    assert_eq!(desk.list()[0]["issuer"], "Shop");
}

#[test]
fn codes_that_are_no_account_are_named_beside_those_that_are() {
    let desk = Desk::new();
    let account = desk.file("code.png", pictures::of(ADA));
    let wifi = desk.file("wifi.png", pictures::of("WIFI:T:WPA;S:Home;P:canary;;"));
    let ran = desk.run(&["import", &account, &wifi, "--json"]).done();
    assert!(
        ran.err.contains("wifi.png: The code is for the Wi‑Fi network Home, and no account."),
        "{ran:?}"
    );
    assert!(!ran.err.contains("canary") && !ran.out.contains("canary"));
    let report = ran.json();
    assert_eq!(report["others"], json!([{"what": "wifi", "detail": "Home", "file": wifi}]));
    assert_eq!(report["added"], 1);
}

#[test]
fn codes_of_other_kinds_and_of_bytes_are_named() {
    let desk = Desk::new();
    let micro = desk.file("micro.png", pictures::micro("Mill canary"));
    let bytes = desk.file("bytes.png", pictures::of_bytes(&[0, 1, 200, 7, 255, 8, 129, 31, 5]));
    let ran = desk.run(&["import", &micro, &bytes, "--json"]).ended(5);
    let ran = ran.says("micro.png: This is a Micro QR code, and no account.");
    let ran = ran.says("bytes.png: The code holds bytes that are no text, and no account.");
    assert!(!ran.err.contains("canary") && !ran.out.contains("canary"));
    let others = json!([
        {"what": "barcode", "detail": "Micro QR", "file": micro},
        {"what": "bytes", "detail": "", "file": bytes},
    ]);
    assert_eq!(ran.json()["others"], others);
}

#[test]
fn a_folder_comes_in_and_what_else_lies_in_it_does_no_harm() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("codes")).unwrap();
    desk.file("codes/code.png", pictures::of(ADA));
    desk.file("codes/list.txt", "otpauth://totp/Bank?secret=AAAA");
    desk.file("codes/settings.json", "{}");
    desk.file("codes/broken.svg", "no drawing");
    desk.run(&["import", &desk.arg("codes")]).done().prints("GitHub").prints("Bank");
    assert_eq!(desk.list().len(), 2);
}

#[test]
fn another_vault_comes_in_with_its_own_password() {
    let desk = Desk::of(&[ADA]);
    desk.run(&["edit", "github", "--tag", "work"]).done();
    let other = desk.arg("other.tessera");
    let other_password = desk.file("other-password", "another one");
    let on_other = ["--vault", &other, "--password-file", &other_password];
    desk.raw("", &[&on_other[..], &["init"], &CHEAP].concat()).done();

    let vault = desk.arg("vault.tessera");
    let import = |source_password: &str| {
        let args = ["import", &vault, "--source-password-file", source_password, "--json"];
        desk.raw("", &[&on_other[..], &args].concat())
    };
    import(&other_password).ended(1).says("does not open with this password");
    let report = import(&desk.arg("password")).done().json();
    assert_eq!((&report["added"], &report["source"]), (&json!(1), &json!("tessera")));
    let listed = desk.raw("", &[&on_other[..], &["list", "--json"]].concat()).json();
    assert_eq!(listed[0]["tags"], json!(["work"]));

    let args = ["import", &vault];
    desk.raw("", &[&on_other[..], &args].concat()).ended(1).says("--source-password-file");
}

/// A database of KeePass that takes so many rounds to open: found wrong at their end.
fn keepass(rounds: u64) -> Vec<u8> {
    let mut bytes = include_bytes!("../data/formats/keepass.kdbx").to_vec();
    // The number of rounds is the sixth field of the header.
    let at = bytes.windows(3).position(|window| window == [6, 8, 0]).unwrap() + 3;
    bytes[at..at + 8].copy_from_slice(&rounds.to_le_bytes());
    bytes
}

#[test]
fn what_takes_long_is_said_where_nobody_can_be_asked_and_done() {
    let desk = Desk::new();
    let file = desk.file("slow.kdbx", keepass(1 << 27));
    let word = desk.file("word", "wrong");
    let import = ["import", &file, "--source-password-file", &word];
    let ran = desk.run(&import).ended(1).says("slow.kdbx: Opening this file takes about ");
    ran.says("does not open with this password");
    let out = desk.arg("out.json");
    let convert = ["convert", &file, &out, "--to", "2fas", "--plaintext"];
    let convert = [&convert[..], &["--source-password-file", &word]].concat();
    desk.raw("", &convert).ended(5).says("Opening this file takes about ");
}

#[test]
fn what_is_quick_is_opened_without_a_word() {
    let desk = Desk::new();
    let file = desk.file("quick.kdbx", keepass(6_000));
    let word = desk.file("word", "wrong");
    let ran = desk.run(&["import", &file, "--source-password-file", &word]).ended(1);
    assert!(!ran.err.contains("takes about"), "{}", ran.err);
}

#[test]
fn accounts_of_one_name_in_a_file_come_in_and_are_told_apart() {
    let desk = Desk::new();
    let twins = [ADA, ADA_AGAIN, ADA].join("\n");
    let file = desk.file("twins.txt", twins);
    let ran = desk.run(&["import", &file]).done();
    let ran = ran.prints("added\tGitHub\tada (1 of 2)").prints("added\tGitHub\tada (2 of 2)");
    ran.prints("already here\tGitHub\tada (1 of 2)");
    assert_eq!(desk.uris().len(), 2);
    let report = desk.run(&["import", &file, "--json"]).done().json();
    assert_eq!((&report["added"], statuses(&report)), (&json!(0), vec!["duplicate"; 3]));
    assert_eq!(report["drafts"][1]["namesake"], json!({ "number": 2, "of": 2 }));
    assert_eq!(report["drafts"][1]["account"], "ada");
}

#[test]
fn accounts_without_names_all_come_in() {
    let desk = Desk::new();
    let secrets = ["GEZDGNBVGY3TQOJQ", "MFRGGZDFMZTWQ2LK", "KRUGKIDROVUWG2ZAMJZG653O"];
    let links = secrets.map(|secret| format!("otpauth://totp?secret={secret}"));
    let file = desk.file("nameless.txt", links.join("\n"));
    desk.run(&["import", &file]).done().says("3 accounts added.");
    desk.run(&["import", &file]).done().says("Nothing to add.");
    assert_eq!(desk.uris().len(), 3);
}
