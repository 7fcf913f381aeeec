//! A lock never costs a way in: a new recovery sheet opens the vault once two of its groups were typed
//! back, and until then the old one does.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::ports::keyring::KeyringError;
use tessera_core::secret::Password;
use tessera_core::vault::{DeviceKey, KdfParams, RecoveryCode, Unlock, Vault, Ways};

use super::ways::{app as usual, code, confirm, device, one_entry, status, typed};
use crate::accounts::{PASSWORD, asked_groups, form};
use crate::test_app::{Rng, TestApp};

const NEW: &str = "a new one";

/// A vault that opens in three ways, and the code of its sheet.
fn app() -> (TestApp, String) {
    let app = usual();
    app.ok("set_device_unlock", device(true));
    let sheet = app.ok("make_recovery", typed());
    confirm(&app, &sheet);
    (app, code(&sheet))
}

fn rng() -> Rng {
    getrandom::rand_core::UnwrapErr(getrandom::SysRng)
}

fn opened<'a>(bytes: &[u8], unlock: impl Into<Unlock<'a>>) -> Option<Vault> {
    Vault::open(bytes, unlock, &mut rng()).ok()
}

/// What opens the file as it lies on the disk.
fn opens(app: &TestApp, old: &str, new: &str) -> Vec<&'static str> {
    let bytes = fs::read(app.vault()).unwrap();
    let password = |text: &str| opened(&bytes, &Password::new(text).unwrap()).is_some();
    let sheet =
        |code: &str| RecoveryCode::parse(code).is_ok_and(|code| opened(&bytes, &code).is_some());
    let keyring = || {
        let ring = app.outside.keyring.lock().unwrap();
        let mut keys = ring.items.values().filter_map(|line| DeviceKey::parse(line));
        keys.any(|key| opened(&bytes, &key).is_some())
    };
    let ways = [
        ("old password", password(PASSWORD)),
        ("new password", password(NEW)),
        ("old sheet", sheet(old)),
        ("new sheet", sheet(new)),
        ("keyring", keyring()),
    ];
    ways.into_iter().filter(|(_, opens)| *opens).map(|(name, _)| name).collect()
}

/// Something that ends the old sheet.
struct Change {
    name: &'static str,
    /// Does it, and gives the new sheet. The vault is open, and opens with the code.
    make: fn(&TestApp, &str) -> Value,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

const CHANGES: [Change; 5] = [
    Change {
        name: "another sheet",
        make: |app, _| app.ok("make_recovery", typed()),
        before: &["old password", "old sheet", "keyring"],
        after: &["old password", "new sheet", "keyring"],
    },
    Change {
        name: "another password",
        make: |app, _| {
            app.ok("change_password", json!({ "old": PASSWORD, "next": NEW }))["recovery"].clone()
        },
        before: &["new password", "old sheet", "keyring"],
        after: &["new password", "new sheet", "keyring"],
    },
    Change {
        name: "today's costs",
        make: |app, _| app.ok("strengthen", typed())["recovery"].clone(),
        before: &["old password", "old sheet", "keyring"],
        after: &["old password", "new sheet", "keyring"],
    },
    Change {
        name: "no keyring any more",
        make: |app, _| app.ok("set_device_unlock", device(false))["recovery"].clone(),
        before: &["old password", "old sheet"],
        after: &["old password", "new sheet"],
    },
    Change {
        name: "a forgotten password",
        make: |app, code| {
            app.lock();
            app.ok("recover", json!({ "code": code, "password": NEW }))["recovery"].clone()
        },
        before: &["new password", "old sheet", "keyring"],
        after: &["new password", "new sheet", "keyring"],
    },
];

#[test]
fn a_lock_before_the_new_sheet_is_confirmed_leaves_the_old_one_and_says_so() {
    for Change { name, make, before, .. } in CHANGES {
        let (app, old) = app();
        let new = code(&make(&app, &old));
        assert_eq!(opens(&app, &old, &new), before, "{name}");
        app.lock();
        assert_eq!(opens(&app, &old, &new), before, "{name}");
        let said = ["recovery", "recovery_unfinished"].map(|of| status(&app, of));
        assert_eq!(said, [json!(true), json!(true)], "{name}");

        app.ok("recover", json!({ "code": old, "password": "another" }));
        one_entry(&app);
    }
}

#[test]
fn the_confirmation_brings_the_new_sheet_and_a_new_key_into_force_together() {
    for Change { name, make, after, .. } in CHANGES {
        let (app, old) = app();
        let file = fs::read(app.vault()).unwrap();
        let by_old_code = opened(&file, &RecoveryCode::parse(&old).unwrap()).unwrap();
        let sheet = make(&app, &old);
        let new = code(&sheet);
        assert_eq!(confirm(&app, &sheet), json!({ "device_off": false }), "{name}");
        assert_eq!(opens(&app, &old, &new), after, "{name}");
        let saved = fs::read(app.vault()).unwrap();
        assert!(by_old_code.contents_of(&saved).is_none(), "{name}: the old key opens it");
        let keys = usize::from(after.contains(&"keyring"));
        assert_eq!(app.outside.keyring.lock().unwrap().items.len(), keys, "{name}");
        assert_eq!(status(&app, "recovery_unfinished"), false, "{name}");
        one_entry(&app);
        app.lock();
        if keys == 1 {
            app.ok("unlock_with_device", json!({}));
            one_entry(&app);
        }
    }
}

#[test]
fn what_opened_the_vault_opens_what_is_saved_before_the_confirmation_and_not_after() {
    let (app, old) = app();
    let file = fs::read(app.vault()).unwrap();
    let kept = opened(&file, &Password::new(PASSWORD).unwrap()).unwrap();
    let sheet = (CHANGES[1].make)(&app, &old);
    assert!(kept.contents_of(&fs::read(app.vault()).unwrap()).is_some(), "as the page says");
    confirm(&app, &sheet);
    assert!(kept.contents_of(&fs::read(app.vault()).unwrap()).is_none());
}

#[test]
fn the_first_sheet_opens_the_vault_once_it_is_confirmed() {
    let app = usual();
    let before = fs::read(app.vault()).unwrap();
    app.ok("make_recovery", typed());
    assert!(fs::read(app.vault()).unwrap() == before, "nothing is saved yet");
    app.lock();
    let said = ["recovery", "recovery_unfinished"].map(|of| status(&app, of));
    assert_eq!(said, [json!(false), json!(true)]);
    app.unlock();
    let sheet = app.ok("make_recovery", typed());
    confirm(&app, &sheet);
    let said = ["recovery", "recovery_unfinished"].map(|of| status(&app, of));
    assert_eq!(said, [json!(true), json!(false)]);
    assert_eq!(opens(&app, "", &code(&sheet)), ["old password", "new sheet"]);
}

#[test]
fn a_group_that_is_not_as_on_the_paper_is_named_and_may_be_typed_again() {
    let (app, old) = app();
    let sheet = app.ok("make_recovery", typed());
    let asked = asked_groups(&sheet);
    let [first, second] = ["first", "second"].map(|name| asked[name].as_str().unwrap());
    let groups = |first: &str, second: &str| json!({ "first": first, "second": second });
    let before = fs::read(app.vault()).unwrap();
    for (typed, wrong) in [
        (groups("", second), 0),
        (groups(second, first), 0),
        (groups(first, &second[..4]), 1),
        (groups(first, first), 1),
    ] {
        let error = app.call("confirm_recovery", typed).unwrap_err();
        let group = &sheet["asked"][wrong];
        assert_eq!(error, json!({ "code": "recovery_typo", "params": { "group": group } }));
    }
    assert!(fs::read(app.vault()).unwrap() == before);
    assert_eq!(opens(&app, &old, &code(&sheet)), ["old password", "old sheet", "keyring"]);
    let slips = |group: &str| group.to_lowercase().replace('0', "o").replace('1', "l");
    app.ok("confirm_recovery", groups(&slips(first), &slips(second)));
    assert_eq!(opens(&app, &old, &code(&sheet)), ["old password", "new sheet", "keyring"]);
}

#[test]
fn a_sheet_that_no_longer_waits_cannot_be_confirmed() {
    let (app, old) = app();
    let first = app.ok("make_recovery", typed());
    let second = app.ok("make_recovery", typed());
    assert_ne!(code(&first), code(&second));
    let refused = |sheet: &Value| app.refused("confirm_recovery", asked_groups(sheet));
    assert_eq!(refused(&first), "recovery_typo", "another one has taken its place");
    app.lock();
    assert_eq!(refused(&second), "locked");
    app.unlock();
    assert_eq!(refused(&second), "expired");

    let third = app.ok("make_recovery", typed());
    app.ok("leave_recovery", json!({}));
    assert_eq!(refused(&third), "expired");
    assert_eq!(status(&app, "recovery_unfinished"), true);
    let fourth = app.ok("make_recovery", typed());
    confirm(&app, &fourth);
    assert_eq!(refused(&fourth), "expired", "it is in force");
    assert_eq!(opens(&app, &old, &code(&fourth)), ["old password", "new sheet", "keyring"]);
}

#[test]
fn what_another_program_saves_before_the_confirmation_is_merged() {
    let (app, old) = app();
    let sheet = app.ok("make_recovery", typed());
    let theirs = TestApp::in_folder(tempfile::tempdir().unwrap());
    fs::copy(app.vault(), theirs.vault()).unwrap();
    theirs.unlock();
    theirs.ok("add_entry", json!({ "entry": form("GitLab", "JBSWY3DPEHPK3PXP") }));
    fs::copy(theirs.vault(), app.vault()).unwrap();
    confirm(&app, &sheet);
    assert_eq!(app.ok("list_entries", json!({})).as_array().unwrap().len(), 2);
    assert_eq!(opens(&app, &old, &code(&sheet)), ["old password", "new sheet", "keyring"]);
}

#[test]
fn a_password_that_was_changed_elsewhere_meanwhile_does_not_come_back() {
    let (app, old) = app();
    let sheet = app.ok("make_recovery", typed());
    let new = Password::new(NEW).unwrap();
    app.elsewhere(|vault, rng| vault.replace_password(&new, KdfParams::MIN, rng).unwrap());
    assert_eq!(app.refused("confirm_recovery", asked_groups(&sheet)), "ways_changed");
    assert_eq!(opens(&app, &old, &code(&sheet)), ["new password", "old sheet", "keyring"]);
    assert_eq!(app.refused("make_recovery", typed()), "wrong_password");
    let sheet = app.ok("make_recovery", json!({ "password": NEW }));
    confirm(&app, &sheet);
    assert_eq!(opens(&app, &old, &code(&sheet)), ["new password", "new sheet", "keyring"]);
}

#[test]
fn a_key_that_was_changed_elsewhere_meanwhile_stays() {
    let (app, old) = app();
    let sheet = app.ok("make_recovery", typed());
    let (new, ways) = (Password::new(NEW).unwrap(), Ways::default());
    app.elsewhere(|vault, rng| drop(vault.rekey(&new, ways, KdfParams::MIN, rng).unwrap()));
    assert_eq!(app.refused("confirm_recovery", asked_groups(&sheet)), "key_changed");
    assert_eq!(opens(&app, &old, &code(&sheet)), ["new password"]);
    // The sheet of before is gone, so nothing is said of it.
    assert_eq!(status(&app, "recovery_unfinished"), false);
}

#[test]
fn a_keyring_that_does_not_take_its_key_at_the_confirmation_is_switched_off_and_that_is_told() {
    let (app, old) = app();
    let sheet = (CHANGES[1].make)(&app, &old);
    app.outside.keyring.lock().unwrap().fails = Some(KeyringError::Locked);
    assert_eq!(confirm(&app, &sheet), json!({ "device_off": true }));
    assert_eq!(opens(&app, &old, &code(&sheet)), ["new password", "new sheet"]);
    assert_eq!(status(&app, "device"), "off");
}

#[test]
fn the_word_about_an_unfinished_sheet_that_was_put_off_comes_back() {
    for app in [usual(), app().0] {
        app.ok("make_recovery", typed());
        app.ok("dismiss_recovery", json!({}));
        let said = |app: &_| ["recovery_unfinished", "recovery_nag"].map(|of| status(app, of));
        assert_eq!(said(&app), [false, false]);
        app.outside.pass(Duration::from_secs(15 * 24 * 60 * 60));
        app.unlock();
        assert_eq!(said(&app), [true, false]);
    }
}

#[test]
fn the_word_about_an_unfinished_sheet_ends_with_a_dismissal_or_a_removal() {
    let (app, _) = app();
    app.ok("make_recovery", typed());
    app.ok("dismiss_recovery", json!({}));
    assert_eq!(status(&app, "recovery_unfinished"), false);
    // One that was begun anew was not put off.
    app.ok("make_recovery", typed());
    assert_eq!(status(&app, "recovery_unfinished"), true);
    app.ok("remove_recovery", typed());
    assert_eq!(status(&app, "recovery_unfinished"), false);
    assert_eq!(app.refused("confirm_recovery", json!({ "first": "", "second": "" })), "expired");
    // The first sheet, and a removal of none.
    app.ok("make_recovery", typed());
    app.ok("remove_recovery", typed());
    assert_eq!(status(&app, "recovery_unfinished"), false);
}

#[test]
fn it_is_said_after_a_restart_too_and_not_a_second_time_beside_the_nag() {
    let app = usual();
    app.ok("make_recovery", typed());
    let app = app.restarted();
    app.unlock();
    let said = ["recovery_unfinished", "recovery_nag"].map(|of| status(&app, of));
    assert_eq!(said, [json!(true), json!(false)]);
}
