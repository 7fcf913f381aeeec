//! check: is it whole?

use serde_json::{Value, json};

use crate::desk::{Desk, fields, flip_last_byte};

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";

#[test]
fn a_whole_vault_is_said_to_be_whole() {
    let desk = Desk::of(&[URI]);
    desk.run(&["edit", "github", "--pin"]).done();
    desk.run(&["check"]).done().prints("whole");
    let report = desk.run(&["check", "--json"]).done().json();
    let promised = ["entries", "format_version", "generations", "ok", "problems", "quarantined"];
    assert!(promised.iter().all(|field| fields(&report).contains(field)));
    assert_eq!(report["ok"], true);
    assert_eq!(report["format_version"], 1);
    assert_eq!((&report["entries"], &report["quarantined"]), (&json!(1), &json!(0)));
    assert_eq!((&report["generations"], &report["generations_open"]), (&json!(2), &json!(2)));
    assert_eq!(report["problems"], json!([]));
}

#[test]
fn without_a_password_what_is_not_known_is_not_claimed() {
    let desk = Desk::of(&[URI]);
    let report = desk.raw("", &["check", "--json"]).done().json();
    assert_eq!((&report["ok"], &report["entries"]), (&Value::Null, &Value::Null));
    assert_eq!((&report["format_version"], &report["generations"]), (&json!(1), &json!(1)));
    desk.raw("", &["check", "--no-password"]).done().prints("only the password can tell");
}

#[test]
fn a_wrong_password_is_not_damage() {
    let desk = Desk::new();
    let wrong = desk.file("wrong", "not it");
    let report = desk.raw("", &["--password-file", &wrong, "check", "--json"]).ended(3).json();
    assert_eq!(report["ok"], Value::Null);
    assert_eq!(report["problems"].as_array().unwrap().len(), 1);
}

#[test]
fn damage_is_reported_as_json_and_by_number() {
    let desk = Desk::of(&[URI]);
    flip_last_byte(&desk.vault());
    let report = desk.run(&["check", "--json"]).ended(4).json();
    assert_eq!((&report["ok"], &report["entries"]), (&json!(false), &Value::Null));
    assert_eq!(report["generations_open"], 1);
    assert!(report["problems"][0].as_str().unwrap().contains("damaged"));

    std::fs::write(desk.vault(), "dear all").unwrap();
    let report = desk.raw("", &["check", "--json"]).ended(4).json();
    assert_eq!((&report["ok"], &report["format_version"]), (&json!(false), &Value::Null));

    std::fs::write(desk.vault(), b"TESSERA\x1a\x00\x02").unwrap();
    let report = desk.raw("", &["check", "--json"]).ended(1).json();
    assert_eq!((&report["ok"], &report["format_version"]), (&Value::Null, &json!(2)));
}

#[test]
fn a_damaged_older_version_is_a_problem_but_the_vault_opens() {
    let desk = Desk::of(&[URI]);
    flip_last_byte(&desk.generations()[0]);
    let report = desk.run(&["check", "--json"]).ended(1).json();
    assert_eq!((&report["ok"], &report["entries"]), (&json!(false), &json!(1)));
    assert!(report["problems"][0].as_str().unwrap().starts_with("The version until 20"));
}

#[test]
fn an_older_version_under_the_old_password_is_no_problem() {
    let desk = Desk::of(&[URI]);
    let new = desk.file("new", "another one");
    desk.run(&["passwd", "--new-password-file", &new]).done();
    desk.raw("", &["--password-file", &new, "edit", "github", "--pin"]).done();
    let report = desk.raw("", &["--password-file", &new, "check", "--json"]).done().json();
    assert_eq!(report["ok"], true);
    assert_eq!((&report["generations"], &report["generations_open"]), (&json!(3), &json!(1)));
    assert!(report["notes"].to_string().contains("another password"));
}

#[test]
fn without_a_vault_there_is_nothing_to_check() {
    Desk::bare().run(&["check", "--json"]).ended(1).says("There is no vault");
}
