//! Whether everything is in order is told line by line, by the names of accounts.

use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::ports::protection::{Protection, Swap};
use tessera_app::types::ClockSync;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::Otp;
use tessera_core::secret::OtpSecret;

use crate::accounts::{form, form_with, totp};
use crate::test_app::TestApp;

const SECRET: &str = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
const OTHER: &str = "NBSWY3DPEB3W64TMMQQHO33SNRSCA53P";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn add(app: &TestApp, issuer: &str, secret: &str) -> Value {
    app.ok("add_entry", json!({ "entry": form(issuer, secret) }))["id"].clone()
}

/// What is said under a code in one of the lists; none where it does not stand there.
fn said(app: &TestApp, list: &str, code: &str) -> Option<Value> {
    let health = app.ok("health", json!({}));
    let lines = health[list].as_array().unwrap();
    let line = lines.iter().find(|line| line["code"] == code)?;
    Some(line.get("params").cloned().unwrap_or_default())
}

fn found(app: &TestApp, code: &str) -> Option<Value> {
    said(app, "concerns", code)
}

#[track_caller]
fn in_order(app: &TestApp, code: &str) -> Value {
    said(app, "in_order", code).unwrap_or_else(|| panic!("{code} is not in order"))
}

fn issuers(accounts: &Value) -> Vec<&str> {
    accounts.as_array().unwrap().iter().map(|one| one["issuer"].as_str().unwrap()).collect()
}

#[test]
fn accounts_of_one_secret_are_told_group_by_group() {
    let app = TestApp::with_vault();
    add(&app, "GitHub", SECRET);
    add(&app, "Mail", OTHER);
    assert_eq!(found(&app, "same_secret"), None);
    in_order(&app, "no_twins");
    let twin = add(&app, "GitLab", SECRET);
    let groups = found(&app, "same_secret").unwrap()["groups"].clone();
    assert_eq!(groups.as_array().unwrap().len(), 1);
    assert_eq!(issuers(&groups[0]), ["GitHub", "GitLab"]);
    assert_eq!(groups[0][1]["id"], twin);
    // What is in the trash gives no codes.
    app.ok("remove_entry", json!({ "id": twin }));
    in_order(&app, "no_twins");
}

#[test]
fn accounts_of_one_secret_are_made_one_that_has_what_all_had() {
    let app = TestApp::with_vault();
    let of = |issuer: &str, tag: &str, note: &str| {
        let form = form_with(issuer, SECRET, json!({ "tags": [tag, "Work"], "note": note }));
        app.ok("add_entry", json!({ "entry": form }))["id"].clone()
    };
    let keep = of("GitHub", "Code", "the first");
    let twin = of("github.com", "Home", "the second");
    let other = form_with("Bank", SECRET, json!({ "digits": 8 }));
    app.ok("add_entry", json!({ "entry": other }));
    app.ok("set_recovery_codes", json!({ "id": twin, "text": "abcd-1111" }));
    let undo = app.ok("merge_twins", json!({ "keep": keep }))["undo"].clone();
    let rows = || app.ok("list_entries", json!({}));
    let left = rows();
    assert_eq!(issuers(&left), ["GitHub", "Bank"]);
    assert_eq!(left[0]["tags"], json!(["Code", "Work", "Home"]));
    assert_eq!(left[0]["recovery_codes"]["left"], 1);
    assert_eq!(app.ok("entry_note", json!({ "id": keep })), "the first\n\nthe second");
    assert_eq!(issuers(&app.ok("list_trash", json!({}))), ["github.com"]);
    // What is left has other settings.
    assert_eq!(app.refused("merge_twins", json!({ "keep": keep })), "no_twins");

    app.ok("undo", json!({ "token": undo }));
    let back = rows();
    assert_eq!(issuers(&back), ["GitHub", "github.com", "Bank"]);
    assert_eq!(back[0]["tags"], json!(["Code", "Work"]));
    assert_eq!(app.ok("entry_note", json!({ "id": keep })), "the first");
}

#[test]
fn of_counters_the_one_that_has_gone_furthest_stays() {
    let app = TestApp::with_vault();
    let of = |issuer: &str, counter: &str| {
        let form = form_with(issuer, SECRET, json!({ "kind": "hotp", "counter": counter }));
        app.ok("add_entry", json!({ "entry": form }))["id"].clone()
    };
    let keep = of("Bank", "3");
    of("Old bank", "9");
    app.ok("merge_twins", json!({ "keep": keep }));
    assert_eq!(app.ok("list_entries", json!({}))[0]["counter"], "9");
}

#[test]
fn secrets_that_can_be_guessed_are_told() {
    let app = TestApp::with_vault();
    add(&app, "Long", OTHER);
    in_order(&app, "strong_secrets");
    // 72 bits; ten bytes that are the same; the example of Google and that of RFC 6238.
    add(&app, "Short", "MFRGGZDFMZTWQ2I");
    add(&app, "Flat", "AAAAAAAAAAAAAAAA");
    add(&app, "Manual", "JBSWY3DPEHPK3PXP");
    add(&app, "RFC", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    let weak = found(&app, "weak_secret").unwrap();
    assert_eq!(issuers(&weak["accounts"]), ["Short", "Flat", "Manual", "RFC"]);
}

#[test]
fn accounts_that_were_not_tried_or_not_used_for_a_year_are_told() {
    let app = TestApp::with_vault();
    let used = add(&app, "GitHub", SECRET);
    add(&app, "Mail", OTHER);
    let fresh = found(&app, "unconfirmed").unwrap();
    assert_eq!(issuers(&fresh["accounts"]), ["GitHub", "Mail"]);
    let later = |app: &TestApp, time| {
        app.outside.pass(time);
        app.unlock();
    };
    later(&app, 364 * DAY);
    assert_eq!(found(&app, "unused"), None);
    app.ok("copy_code", json!({ "id": used }));
    // The use is noted after the copy, and before what is asked next.
    assert!(app.ok("entry_dates", json!({ "id": used }))["used_at"].is_u64());
    later(&app, DAY);
    assert_eq!(issuers(&found(&app, "unused").unwrap()["accounts"]), ["Mail"]);
}

#[test]
fn backups_and_ways_in_are_told() {
    let app = TestApp::with_vault();
    // An empty vault loses nothing.
    assert_eq!((found(&app, "no_backup"), found(&app, "one_disk")), (None, None));
    assert!(found(&app, "no_recovery").is_some() && found(&app, "weak_derivation").is_some());
    add(&app, "GitHub", SECRET);
    assert!(found(&app, "no_backup").is_some());
    assert_eq!(found(&app, "one_disk"), Some(json!({ "saved_at": null })));
    add(&app, "Mail", OTHER);
    assert_eq!(in_order(&app, "backup")["entries"], 1);
    let folder = app.path("second");
    std::fs::create_dir(&folder).unwrap();
    app.ask(move |app| app.set_second_folder(Some(folder))).unwrap();
    in_order(&app, "second_folder");
    assert_eq!(found(&app, "one_disk"), None);
    std::fs::remove_dir_all(app.path("second")).unwrap();
    std::fs::write(app.path("second"), "no folder").unwrap();
    add(&app, "Bank", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
    let trouble = found(&app, "backup_trouble").unwrap();
    assert_eq!(trouble["reason"]["code"], "second_backup_failed");
}

#[test]
fn a_backup_that_was_saved_by_hand_is_told_for_a_year() {
    let app = TestApp::with_vault();
    add(&app, "GitHub", SECRET);
    let saved_at = app.outside.now().seconds();
    *app.outside.chosen.lock().unwrap() = Some(app.path("saved.tessera"));
    app.ok("export_backup", json!({ "password": crate::accounts::PASSWORD }));
    assert_eq!(in_order(&app, "saved_backup"), json!({ "saved_at": saved_at, "entries": 1 }));
    assert_eq!(found(&app, "one_disk"), None);
    app.outside.pass(366 * DAY);
    app.unlock();
    assert_eq!(found(&app, "one_disk"), Some(json!({ "saved_at": saved_at })));
}

#[test]
fn what_this_computer_gives_is_told() {
    let app = TestApp::with_vault();
    assert!(said(&app, "facts", "clock_unknown").is_some());
    *app.outside.clock.lock().unwrap() = ClockSync::Off;
    // Asked anew: nobody has looked since.
    assert_eq!(found(&app, "clock"), Some(json!({ "sync": "off" })));
    *app.outside.clock.lock().unwrap() = ClockSync::Kept;
    in_order(&app, "clock");
    in_order(&app, "swap");
    in_order(&app, "no_core_dumps");
    *app.outside.protection.lock().unwrap() =
        Protection { no_core_dumps: false, swap: Swap::Plain };
    assert!(said(&app, "facts", "core_dumps").is_some());
    assert!(said(&app, "facts", "plain_swap").is_some());
    app.outside.protection.lock().unwrap().swap = Swap::Unknown;
    assert_eq!(said(&app, "facts", "plain_swap").or(said(&app, "in_order", "swap")), None);
    assert_eq!(said(&app, "facts", "keyring"), None);
    let on = json!({ "on": true, "password": crate::accounts::PASSWORD });
    app.ok("set_device_unlock", on);
    assert_eq!(said(&app, "facts", "keyring"), Some(json!({ "kind": "memory" })));
}

/// A look at each pair of accounts would take minutes here, and the test would be told to be slow.
#[test]
fn ten_thousand_accounts_are_looked_at_at_once() {
    let app = TestApp::with_vault();
    app.elsewhere(|vault, rng| {
        let new = |number: u32| {
            let mut secret = [7; 20];
            // Every third has the secret of the one before.
            secret[..4].copy_from_slice(&(number - number % 3 % 2).to_be_bytes());
            let otp = Otp::new(OtpSecret::new(secret.to_vec()).unwrap(), totp().scheme().clone());
            let labels = Labels { issuer: format!("Site {number}"), account: String::new() };
            NewEntry::new(labels, otp)
        };
        let now = tessera_core::time::UnixTime::from_seconds(4_000_000_000);
        vault.contents_mut().add_all((0..10_000).map(new), now, rng);
    });
    app.ok("list_entries", json!({}));
    let health = app.ask(|app| app.health()).unwrap();
    let json = serde_json::to_value(health).unwrap();
    let twins = json["concerns"].as_array().unwrap().iter().find(|f| f["code"] == "same_secret");
    assert_eq!(twins.unwrap()["params"]["groups"].as_array().unwrap().len(), 3_333);
}
