//! add, list, edit, remove, note.

use crate::desk::{Desk, fields};

const SECRET: &str = "JBSWY3DPEHPK3PXP";

fn two() -> Desk {
    Desk::of(&[
        "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub",
        "otpauth://hotp/GitLab:ada?secret=GEZDGNBVGY3TQOJQ&issuer=GitLab&counter=7&digits=8",
    ])
}

#[test]
fn an_account_is_added_from_its_parts() {
    let desk = Desk::new();
    let secret = desk.file("secret", "jbsw y3dp-ehpk 3pxp\n");
    let args = ["add", "--issuer", "ACME", "--account", "ada", "--secret-file", &secret];
    let parameters = ["--algorithm", "sha-256", "--digits", "8", "--period", "60", "--tag", "work"];
    let added = desk.run(&[&args[..], &parameters, &["--json"]].concat()).done().json();
    assert_eq!(added, desk.list()[0]);
    assert_eq!(added["algorithm"], "SHA256");
    assert_eq!(added["digits"], 8);
    assert_eq!(added["period"], 60);
    assert_eq!(added["tags"], serde_json::json!(["work"]));
    assert!(desk.uris()[0].contains(SECRET));
}

#[test]
fn an_account_is_added_from_a_uri_on_standard_input() {
    let desk = Desk::new();
    let uri = format!("otpauth://hotp/ACME:ada?secret={SECRET}&counter=5\n");
    desk.run_with(&uri, &["add", "--uri-file", "-"]).done().prints("Added ACME (ada).");
    assert_eq!(desk.list()[0]["counter"], 5);
}

#[test]
fn the_same_account_is_not_added_twice_and_a_different_one_beside_it_is() {
    let desk = Desk::new();
    let (one, other) = (desk.file("one", SECRET), desk.file("other", "GEZDGNBVGY3TQOJQ"));
    desk.run(&["add", "--issuer", "ACME", "--secret-file", &one]).done();
    desk.run(&["add", "--issuer", "ACME", "--secret-file", &one]).ended(1).says("same account");
    desk.run(&["add", "--issuer", "ACME", "--secret-file", &other])
        .done()
        .says("with another secret");
    assert_eq!(desk.list().len(), 2);
}

#[test]
fn what_gives_no_codes_is_refused_and_nothing_is_saved() {
    let desk = Desk::new();
    let before = std::fs::read(desk.vault()).unwrap();
    let (bad, good) = (desk.file("bad", "JBSWY3DP1"), desk.file("good", SECRET));
    let two = desk.file("two", "otpauth://totp/a?secret=AA\notpauth://totp/b?secret=AA\n");
    let letter = desk.file("letter", "dear all");
    let add = |args: &[&str]| desk.run(&[&["add"], args].concat());
    add(&["--issuer", "ACME", "--secret-file", &bad]).ended(1).says("Character 9");
    add(&["--issuer", "ACME"]).ended(2).says("--secret-file");
    add(&["--secret-file", &good]).ended(2).says("--issuer");
    add(&["--issuer", "A", "--secret-file", &good, "--digits", "11"]).ended(2).says("1 to 10");
    add(&["--issuer", "A", "--secret-file", &good, "--period", "0"]).ended(2);
    add(&["--issuer", "A", "--secret-file", &good, "--counter", "1"]).ended(2).says("--counter");
    add(&["--issuer", "A", "--secret-file", &good, "--algorithm", "md5"]).ended(2);
    add(&["--issuer", "A", "--uri-file", &good]).ended(2);
    add(&["--uri-file", &two]).ended(1).says("tessera-cli import");
    add(&["--uri-file", &letter]).ended(1).says("not an authenticator address");
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn list_has_the_shape_that_was_promised() {
    let list = two().list();
    let promised = ["account", "algorithm", "digits", "id", "issuer", "kind", "tags"];
    for row in &list {
        let fields = fields(row);
        assert!(promised.iter().all(|field| fields.contains(field)), "{fields:?}");
    }
    assert_eq!(list[0]["kind"], "totp");
    assert_eq!(list[0]["period"], 30);
    assert_eq!(list[1]["kind"], "hotp");
    assert_eq!(list[1]["counter"], 7);
}

#[test]
fn a_query_means_all_words_in_any_case_or_an_id() {
    let desk = two();
    let meant = |query: &str| {
        let ran = desk.run(&["code", "--at", "0", query, "--json"]);
        ran.json().as_array().unwrap().len()
    };
    assert_eq!(meant("git"), 2);
    assert_eq!(meant("ADA hub"), 1);
    assert_eq!(meant("ada nobody"), 0);
    let id = desk.list()[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(meant(&id), 1);
    assert_eq!(meant("00000000-0000-4000-8000-000000000000"), 0);
}

#[test]
fn what_changes_an_entry_refuses_to_guess_which() {
    let desk = two();
    let list = desk.list();
    let id = list[0]["id"].as_str().unwrap();
    for command in [&["edit", "ada", "--pin"][..], &["remove", "ada"], &["note", "ada"]] {
        desk.run(command).ended(2).says(id).says("GitLab (ada)");
    }
    for command in [&["edit", "bob", "--pin"][..], &["remove", "bob"], &["note", "bob"]] {
        desk.run(command).ended(5);
    }
    assert_eq!(desk.list(), list);
}

#[test]
fn edit_changes_what_is_named_and_leaves_the_rest() {
    let desk = two();
    let uris = desk.uris();
    let edited =
        desk.run(&["edit", "gitlab", "--account", "eve", "--tag", "work", "--pin", "--json"]);
    let edited = edited.done().json();
    assert_eq!(edited["issuer"], "GitLab");
    assert_eq!(edited["account"], "eve");
    assert_eq!(desk.list()[0], edited, "pinned ones come first");
    desk.run(&["edit", "eve", "--account", "ada", "--no-tags", "--unpin"]).done();
    desk.run(&["edit", "gitlab"]).ended(2);
    desk.run(&["edit", "gitlab", "--issuer", "", "--account", " "]).ended(2);
    assert_eq!(desk.uris(), uris);
}

#[test]
fn only_a_counter_can_be_set_again() {
    let desk = two();
    desk.run(&["edit", "gitlab", "--counter", "99"]).done();
    assert_eq!(desk.list()[1]["counter"], 99);
    desk.run(&["edit", "github", "--counter", "99"]).ended(2).says("HOTP");
}

#[test]
fn what_is_removed_lies_in_the_trash_until_it_is_deleted_for_good() {
    let desk = two();
    desk.run(&["remove", "github"]).done().prints("remove --undo");
    assert_eq!(desk.list().len(), 1);
    desk.run(&["code", "github"]).ended(5);
    let trash = desk.run(&["list", "--trash", "--json"]).done().json();
    assert!(trash[0]["trashed_at"].is_u64());

    desk.run(&["remove", "--undo", "github"]).done();
    assert_eq!(desk.list().len(), 2);
    desk.run(&["remove", "--for-good", "github"]).ended(5);
    desk.run(&["remove", "github"]).done();
    desk.run(&["remove", "--for-good", "github", "--json"]).done();
    desk.run(&["remove", "--undo", "github"]).ended(5);
    assert_eq!(desk.run(&["list", "--trash", "--json"]).done().json(), serde_json::json!([]));
}

#[test]
fn a_note_is_replaced_shown_and_cleared() {
    let desk = two();
    let note = desk.file("note", "first line\nsecond line\n");
    desk.run(&["note", "github"]).done().says("no note");
    desk.run(&["note", "github", "--file", &note]).done();
    assert_eq!(desk.run(&["note", "github"]).done().out, "first line\nsecond line\n");
    let json = desk.run(&["note", "github", "--json"]).done().json();
    assert_eq!(json["note"], "first line\nsecond line");
    desk.run(&["note", "github", "--clear"]).done();
    desk.run(&["note", "github"]).done().says("no note");
}

#[test]
fn a_name_from_a_stranger_cannot_steer_the_terminal() {
    let desk = Desk::of(&["otpauth://totp/%1b%5b2JACME:a%0ab?secret=JBSWY3DPEHPK3PXP"]);
    for command in [&["list"][..], &["code"], &["remove", "acme"]] {
        let ran = desk.run(command).done();
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{ran:?}");
        assert!(!ran.out.contains("a\nb"), "{ran:?}");
    }
}

#[test]
fn accounts_are_listed_in_the_order_asked_for() {
    let desk = Desk::of(&[
        "otpauth://totp/Harbour:zoe?secret=JBSWY3DPEHPK3PXP&issuer=Harbour",
        "otpauth://totp/Anchor:bob?secret=GEZDGNBVGY3TQOJQ&issuer=Anchor",
    ]);
    let first = |order: &str| {
        let list = desk.run(&["list", "--order", order, "--json"]).done().json();
        list[0]["issuer"].as_str().unwrap().to_owned()
    };
    assert_eq!(["own", "issuer", "account"].map(first), ["Harbour", "Anchor", "Anchor"]);
    desk.run(&["list", "--order", "issuer", "--trash"]).ended(2);
}
