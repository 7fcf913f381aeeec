//! Accounts out to other apps, in files and on the screen.

use std::fs;
use std::path::{Path, PathBuf};

use image::{GrayImage, Luma};
use serde_json::{Value, json};
use tessera_app::error::CommandError;
use tessera_app::export;
use tessera_app::types::{ExportedAccounts, Typed};
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::TARGETS;
use tessera_exchange::formats::{self, Content, Found, ReadContext, ReadError};
use tessera_qr::Limits;

use crate::accounts::{PASSWORD, SECRET, form, form_with};
use crate::pictures;
use crate::test_app::{TestApp, block_on, files};

/// The password of the files.
const SEAL: &str = "Zwölf Boxkämpfer";

/// Two that every app takes, one that only some do, and one in the trash.
fn app() -> TestApp {
    let app = TestApp::with_vault();
    let add = |form: Value| app.ok("add_entry", json!({ "entry": form }))["id"].clone();
    add(form("GitHub", SECRET));
    add(form_with("Proton", SECRET, json!({ "tags": [], "note": "by the harbour" })));
    add(form_with("Slow", SECRET, json!({ "digits": 7, "period": 60 })));
    let trashed = add(form("Trashed", SECRET));
    app.ok("remove_entry", json!({ "id": trashed }));
    app
}

/// So many accounts that every app takes.
fn app_of(count: usize) -> TestApp {
    let app = TestApp::with_vault();
    let uris: Vec<_> = (0..count)
        .map(|n| format!("otpauth://totp/Site:{n}?secret={SECRET}&issuer=Site"))
        .collect();
    let review = app.ok("import_text", json!({ "text": uris.join("\n") }));
    let ticked: Vec<_> = (0..count).collect();
    app.ok("confirm_review", json!({ "id": review["id"], "ticked": ticked }));
    app
}

fn typed(text: &str) -> Typed {
    serde_json::from_value(json!(text)).unwrap()
}

/// What the command does when the dialog has answered.
fn exported(
    app: &TestApp,
    to: &str,
    path: &Path,
) -> Result<Option<ExportedAccounts>, CommandError> {
    let to = to.to_owned();
    let begin = move |app: &mut tessera_app::app::App| {
        app.begin_export(&to, None, &typed(PASSWORD), Some(&typed(SEAL)), Some("plaintext"))
    };
    let ticket = app.ask(begin)?;
    block_on(export::write(&app.keeper(), ticket, path.to_owned()))
}

fn error(written: Result<Option<ExportedAccounts>, CommandError>) -> String {
    written.unwrap_err().0.code()
}

fn read(file: &[u8], password: Option<&str>) -> Result<Vec<Draft>, ReadError> {
    let content = Content::new(file);
    let format = formats::recognise(&content).expect("a format that is read");
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut context = ReadContext { password: password.as_ref(), ..ReadContext::default() };
    format.read(&content, &mut context).map(|import| import.drafts)
}

/// What QR codes in pictures hold.
fn read_pictures<'a>(all: impl IntoIterator<Item = &'a [u8]>) -> Found {
    let mut found = Found::default();
    for picture in all {
        let texts = pictures::texts(picture, &Limits::default()).unwrap();
        assert_eq!(texts.len(), 1, "one code a picture");
        found.read(&SecretText::new(texts[0].clone()));
    }
    found
}

fn names(drafts: &[Draft]) -> Vec<&str> {
    let mut names: Vec<_> = drafts.iter().map(|draft| draft.labels.issuer.as_str()).collect();
    names.sort_unstable();
    names
}

/// What lies in the vault's folder, and beside it.
fn all_files(app: &TestApp) -> Vec<PathBuf> {
    let mut all = files(app.folder.path());
    all.sort();
    all
}

#[test]
fn every_target_is_written_told_and_read_back() {
    let app = app();
    let targets = app.ok("export_targets", json!({}));
    assert_eq!(targets.as_array().unwrap().len(), TARGETS.len());
    for target in TARGETS {
        let told = json!({ "name": target.name, "title": target.title, "encrypted": target.takes_password });
        assert!(targets.as_array().unwrap().contains(&told), "{told}");
        let path = app.path(&format!("out.{}", target.extension));
        let left = exported(&app, target.name, &path).unwrap().unwrap();
        let preview = app.ok("preview_export", json!({ "to": target.name }));
        assert_eq!(preview["carried"], left.entries, "{target:?}");
        let name = format!("out.{}", target.extension);
        assert_eq!((left.file_name, left.files), (name, 1), "{target:?}");

        let file = fs::read(&path).unwrap();
        let drafts = match target.extension {
            "png" => read_pictures([&file[..]]).drafts,
            _ => {
                let password = target.takes_password.then_some(SEAL);
                if password.is_some() {
                    assert_eq!(read(&file, None).unwrap_err(), ReadError::NeedsPassword);
                }
                read(&file, password).unwrap()
            }
        };
        assert_eq!(drafts.len(), left.entries, "{target:?}");
        let takes_slow = !target.name.starts_with("google");
        let expected =
            if takes_slow { &["GitHub", "Proton", "Slow"][..] } else { &["GitHub", "Proton"] };
        assert_eq!(names(&drafts), expected, "{target:?}");
        let secret = tessera_core::base32::decode(SECRET).unwrap();
        assert!(drafts.iter().all(|draft| *draft.otp.as_ref().unwrap().secret() == secret));
    }
}

#[test]
fn what_an_app_cannot_carry_is_told_before_with_the_accounts_that_stay() {
    let app = app();
    let preview = app.ok("preview_export", json!({ "to": "google" }));
    let reason = |code: &str, issuer: &str| {
        let name = json!({ "issuer": issuer, "account": "ada@example.org" });
        json!({ "loss": code, "count": 1, "names": [name] })
    };
    // What is in the trash is not spoken of.
    let expected = json!({
        "carried": 2,
        "left_out": 1,
        "losses": [reason("account", "Slow"), reason("tags", "GitHub"), reason("note", "Proton")],
    });
    assert_eq!(preview, expected);
    let preview = app.ok("preview_export", json!({ "to": "aegis-encrypted" }));
    assert_eq!(preview, json!({ "carried": 3, "left_out": 0, "losses": [] }));
}

#[test]
fn chosen_accounts_leave_alone() {
    let app = app();
    let rows = app.ok("list_entries", json!({}));
    let named = |issuer: &str| {
        let row = rows.as_array().unwrap().iter().find(|row| row["issuer"] == issuer).unwrap();
        row["id"].clone()
    };
    let only = json!([named("Proton"), named("GitHub")]);
    let preview = app.ok("preview_export", json!({ "to": "google", "only": only }));
    assert_eq!((&preview["carried"], &preview["left_out"]), (&json!(2), &json!(0)));
    let path = app.path("out.txt");
    let ids: Vec<String> = serde_json::from_value(only.clone()).unwrap();
    let begin = move |app: &mut tessera_app::app::App| {
        app.begin_export("uris", Some(&ids), &typed(PASSWORD), None, Some("plaintext"))
    };
    let ticket = app.ask(begin).unwrap();
    let left = block_on(export::write(&app.keeper(), ticket, path.clone())).unwrap().unwrap();
    assert_eq!(left.entries, 2);
    assert_eq!(names(&read(&fs::read(&path).unwrap(), None).unwrap()), ["GitHub", "Proton"]);
    let transfer = json!({ "password": PASSWORD, "only": only });
    assert_eq!(app.ok("show_transfer", transfer), json!({ "parts": 1 }));

    app.ok("remove_entry", json!({ "id": named("Proton") }));
    let gone = json!({ "to": "google", "only": only });
    assert_eq!(app.refused("preview_export", gone), "not_found");
}

#[test]
fn nothing_leaves_without_the_vaults_password_and_the_word_or_a_password_for_the_file() {
    let app = app();
    let before = all_files(&app);
    let ask = |to: &str, password: &str, seal: Value, confirmation: Value| {
        let arguments =
            json!({ "to": to, "password": password, "seal": seal, "confirmation": confirmation });
        app.refused("export_accounts", arguments)
    };
    let (seal, word) = (json!(SEAL), json!("plaintext"));
    assert_eq!(ask("aegis-encrypted", "wrong", seal.clone(), Value::Null), "wrong_password");
    assert_eq!(ask("aegis-encrypted", "", seal.clone(), Value::Null), "wrong_password");
    assert_eq!(ask("aegis", "wrong", Value::Null, word.clone()), "wrong_password");
    assert_eq!(ask("aegis-encrypted", PASSWORD, Value::Null, word), "seal_missing");
    assert_eq!(ask("aegis-encrypted", PASSWORD, json!(""), Value::Null), "seal_missing");
    for target in TARGETS.iter().filter(|target| !target.takes_password) {
        assert_eq!(ask(target.name, PASSWORD, seal.clone(), Value::Null), "not_confirmed");
        assert_eq!(ask(target.name, PASSWORD, seal.clone(), json!("yes")), "not_confirmed");
    }
    assert_eq!(ask("no-such-app", PASSWORD, seal.clone(), Value::Null), "internal");
    app.lock();
    assert_eq!(ask("aegis-encrypted", PASSWORD, seal, Value::Null), "locked");
    assert_eq!(app.refused("preview_export", json!({ "to": "aegis" })), "locked");
    assert_eq!(all_files(&app), before);
}

#[cfg(unix)]
#[test]
fn what_is_written_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let app = app_of(11);
    let path = app.path("out.txt");
    // A file that was there before, open to everyone.
    fs::write(&path, "milk and bread").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    exported(&app, "uris", &path).unwrap().unwrap();
    exported(&app, "google-qr", &app.path("out.png")).unwrap().unwrap();
    for name in ["out.txt", "out-1-of-2.png", "out-2-of-2.png"] {
        let mode = fs::metadata(app.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_vault_is_never_written_over() {
    let app = app();
    let before = fs::read(app.vault()).unwrap();
    assert_eq!(error(exported(&app, "aegis", &app.vault())), "own_file");
    assert_eq!(error(exported(&app, "aegis-encrypted", &app.vault())), "own_file");
    #[cfg(unix)]
    {
        let link = app.path("link.json");
        std::os::unix::fs::symlink(app.vault(), &link).unwrap();
        assert_eq!(error(exported(&app, "aegis", &link)), "own_file");
    }
    fs::write(app.path("vault.tessera.backups/001700000000000.tessera"), "one").unwrap();
    for own in
        ["vault.tessera.lock", "vault.tessera.backups/001700000000000.tessera", "settings.json"]
    {
        assert_eq!(error(exported(&app, "aegis", &app.path(own))), "own_file", "{own}");
    }
    assert_eq!(error(exported(&app, "aegis", &app.path("nowhere/out.json"))), "io");
    assert_eq!(fs::read(app.vault()).unwrap(), before);
}

#[test]
fn many_accounts_give_several_pictures_named_by_their_place() {
    let app = app_of(23);
    let left = exported(&app, "google-qr", &app.path("codes.png")).unwrap().unwrap();
    assert_eq!(
        left,
        ExportedAccounts { file_name: "codes-1-of-3.png".into(), entries: 23, files: 3 }
    );
    let pictures: Vec<_> =
        (1..=3).map(|n| fs::read(app.path(&format!("codes-{n}-of-3.png"))).unwrap()).collect();
    assert!(!app.path("codes.png").exists());
    let found = read_pictures(pictures.iter().map(Vec::as_slice));
    assert_eq!(found.drafts.len(), 23);
    assert!(found.batches.batches()[0].missing.is_empty());
}

#[test]
fn an_older_dialog_that_is_dismissed_stops_no_newer_export() {
    let app = app_of(1);
    let begin = |app: &mut tessera_app::app::App| {
        app.begin_export("uris", None, &typed(PASSWORD), None, Some("plaintext"))
    };
    let (older, newer) = (app.ask(begin).unwrap(), app.ask(begin).unwrap());
    let (older, none) = app
        .ask(move |app| {
            app.end_export(&older);
            let none = app.export_job(&older, "none".into())?.is_none();
            Ok::<_, CommandError>((older, none))
        })
        .unwrap();
    assert!(none);
    let path = app.path("out.txt");
    let left = block_on(export::write(&app.keeper(), newer, path.clone())).unwrap().unwrap();
    assert_eq!((left.entries, path.exists()), (1, true));
    let late = block_on(export::write(&app.keeper(), older, app.path("late.txt"))).unwrap();
    assert_eq!((late, app.path("late.txt").exists()), (None, false));
}

#[test]
fn of_several_pictures_none_replaces_a_file_that_nobody_was_asked_about() {
    let app = app_of(23);
    fs::write(app.path("codes-2-of-3.png"), "a holiday").unwrap();
    assert_eq!(error(exported(&app, "google-qr", &app.path("codes.png"))), "file_exists");
    assert_eq!(fs::read(app.path("codes-2-of-3.png")).unwrap(), b"a holiday");
    // A part of a transfer is worth nothing, and a secret all the same.
    assert!(!app.path("codes-1-of-3.png").exists());
    assert!(!app.path("codes-3-of-3.png").exists());
}

#[test]
fn accounts_that_no_app_of_the_name_takes_give_no_file() {
    let app = TestApp::with_vault();
    assert_eq!(error(exported(&app, "aegis", &app.path("out.json"))), "nothing_to_export");
    assert!(!app.path("out.json").exists());
    let password = json!({ "password": PASSWORD });
    assert_eq!(app.refused("show_transfer", password), "nothing_to_export");
}

#[test]
fn a_lock_or_a_closed_sheet_drops_what_was_to_leave() {
    let app = app();
    let path = app.path("out.json");
    let begin = || {
        let begin = |app: &mut tessera_app::app::App| {
            app.begin_export("aegis-encrypted", None, &typed(PASSWORD), Some(&typed(SEAL)), None)
        };
        app.ask(begin).unwrap()
    };
    let write = |ticket| block_on(export::write(&app.keeper(), ticket, path.clone()));
    // While the dialog is open.
    let ticket = begin();
    app.lock();
    assert_eq!(error(write(ticket)), "locked");
    app.unlock();
    let ticket = begin();
    app.lock();
    app.unlock();
    assert_eq!(write(ticket), Ok(None), "it was not asked for in this session");
    let ticket = begin();
    app.ok("cancel_export", json!({}));
    assert_eq!(write(ticket), Ok(None));
    let (first, second) = (begin(), begin());
    assert_eq!(write(first), Ok(None), "another one was asked for since");

    // While the key is derived.
    let to = path.clone();
    let job = app.ask(move |app| app.export_job(&second, to)).unwrap().unwrap();
    app.lock();
    assert_eq!(job.run(), None);
    assert!(!path.exists());

    app.unlock();
    write(begin()).unwrap().unwrap();
    assert!(path.exists(), "so the rest was for a reason");
}

/// A part as the page draws it.
fn drawn(part: &Value) -> Vec<u8> {
    let side = part["side"].as_u64().unwrap() as u32;
    let dark = part["dark"].as_str().unwrap().as_bytes();
    assert_eq!(dark.len(), (side * side) as usize);
    let (quiet, scale) = (4, 4);
    let length = (side + 2 * quiet) * scale;
    let picture = GrayImage::from_fn(length, length, |x, y| {
        let module = |at: u32| (at / scale).checked_sub(quiet).filter(|at| *at < side);
        let is_dark = |x: u32, y: u32| dark[(y * side + x) as usize] == b'1';
        match (module(x), module(y)) {
            (Some(x), Some(y)) if is_dark(x, y) => Luma([0]),
            _ => Luma([255]),
        }
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[test]
fn a_shown_transfer_is_read_by_whoever_scans_every_part() {
    let app = app_of(23);
    assert_eq!(app.refused("show_transfer", json!({ "password": "wrong" })), "wrong_password");
    assert_eq!(app.refused("transfer_part", json!({ "number": 1 })), "expired");
    let transfer = app.ok("show_transfer", json!({ "password": PASSWORD }));
    assert_eq!(transfer, json!({ "parts": 3 }));
    let pictures = [1, 2, 3].map(|n| drawn(&app.ok("transfer_part", json!({ "number": n }))));
    let found = read_pictures(pictures.iter().map(Vec::as_slice));
    assert_eq!(found.drafts.len(), 23);
    assert!(found.batches.batches()[0].missing.is_empty());
    for number in [0, 4] {
        assert_eq!(app.refused("transfer_part", json!({ "number": number })), "expired");
    }
}

#[test]
fn a_shown_transfer_is_gone_when_it_is_closed_or_the_vault_locks() {
    let app = app();
    let part = json!({ "number": 1 });
    let show = || app.ok("show_transfer", json!({ "password": PASSWORD }));
    show();
    app.ok("transfer_part", part.clone());
    app.ok("end_transfer", json!({}));
    assert_eq!(app.refused("transfer_part", part.clone()), "expired");
    show();
    app.lock();
    assert_eq!(app.refused("transfer_part", part.clone()), "locked");
    assert_eq!(app.refused("show_transfer", json!({ "password": PASSWORD })), "locked");
    app.unlock();
    assert_eq!(app.refused("transfer_part", part), "expired");
}
