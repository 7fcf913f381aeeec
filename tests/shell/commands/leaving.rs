//! Accounts out to other apps, in files and on the screen. The dialog cannot be driven: its answer goes
//! straight to what the command calls next.

use std::fs;
use std::path::{Path, PathBuf};

use image::{GrayImage, Luma};
use serde_json::{Value, json};
use tauri::async_runtime::block_on;
use tessera_app::error::CommandError;
use tessera_app::export;
use tessera_app::types::{ExportedAccounts, Typed};
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::TARGETS;
use tessera_exchange::formats::{self, Content, Found, ReadContext, ReadError};
use tessera_qr::Limits;

use crate::app::{Shell, files};
use crate::pictures;
use crate::samples::{PASSWORD, SECRET, form, form_with};

/// The password of the files.
const SEAL: &str = "Zwölf Boxkämpfer";

/// Two that every app takes, one that only some do, and one in the trash.
fn shell() -> Shell {
    let shell = Shell::with_vault();
    let add = |form: Value| shell.ok("add_entry", json!({ "entry": form }))["id"].clone();
    add(form("GitHub", SECRET));
    add(form_with("Proton", SECRET, json!({ "tags": [], "note": "by the harbour" })));
    add(form_with("Slow", SECRET, json!({ "digits": 7, "period": 60 })));
    let trashed = add(form("Trashed", SECRET));
    shell.ok("remove_entry", json!({ "id": trashed }));
    shell
}

/// So many accounts that every app takes.
fn shell_of(count: usize) -> Shell {
    let shell = Shell::with_vault();
    let uris: Vec<_> = (0..count)
        .map(|n| format!("otpauth://totp/Site:{n}?secret={SECRET}&issuer=Site"))
        .collect();
    let review = shell.ok("import_text", json!({ "text": uris.join("\n") }));
    let ticked: Vec<_> = (0..count).collect();
    shell.ok("confirm_review", json!({ "id": review["id"], "ticked": ticked }));
    shell
}

fn typed(text: &str) -> Typed {
    serde_json::from_value(json!(text)).unwrap()
}

/// What the command does when the dialog has answered.
fn exported(
    shell: &Shell,
    to: &str,
    path: &Path,
) -> Result<Option<ExportedAccounts>, CommandError> {
    let to = to.to_owned();
    let begin = move |app: &mut tessera_app::app::App| {
        app.begin_export(&to, &typed(PASSWORD), Some(&typed(SEAL)), Some("plaintext"))
    };
    let ticket = shell.app(begin)?;
    block_on(export::write(&shell.keeper(), ticket, path.to_owned()))
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
fn all_files(shell: &Shell) -> Vec<PathBuf> {
    let mut all = files(shell.folder.path());
    all.sort();
    all
}

#[test]
fn every_target_is_written_told_and_read_back() {
    let shell = shell();
    let targets = shell.ok("export_targets", json!({}));
    assert_eq!(targets.as_array().unwrap().len(), TARGETS.len());
    for target in TARGETS {
        let told = json!({ "name": target.name, "title": target.title, "encrypted": target.takes_password });
        assert!(targets.as_array().unwrap().contains(&told), "{told}");
        let path = shell.path(&format!("out.{}", target.extension));
        let left = exported(&shell, target.name, &path).unwrap().unwrap();
        let preview = shell.ok("preview_export", json!({ "to": target.name }));
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
    let shell = shell();
    let rows = shell.ok("list_entries", json!({}));
    let slow = rows.as_array().unwrap().iter().find(|row| row["issuer"] == "Slow").unwrap();
    let preview = shell.ok("preview_export", json!({ "to": "google" }));
    let reason = |code: &str, count: usize| json!({ "loss": code, "count": count });
    // What is in the trash is not spoken of.
    let expected = json!({
        "carried": 2,
        "left_out": [slow["id"]],
        "losses": [reason("account", 1), reason("tags", 1), reason("note", 1)],
    });
    assert_eq!(preview, expected);
    let preview = shell.ok("preview_export", json!({ "to": "aegis-encrypted" }));
    assert_eq!(preview, json!({ "carried": 3, "left_out": [], "losses": [] }));
}

#[test]
fn nothing_leaves_without_the_vaults_password_and_the_word_or_a_password_for_the_file() {
    let shell = shell();
    let before = all_files(&shell);
    let ask = |to: &str, password: &str, seal: Value, confirmation: Value| {
        let arguments =
            json!({ "to": to, "password": password, "seal": seal, "confirmation": confirmation });
        shell.refused("export_accounts", arguments)
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
    shell.lock();
    assert_eq!(ask("aegis-encrypted", PASSWORD, seal, Value::Null), "locked");
    assert_eq!(shell.refused("preview_export", json!({ "to": "aegis" })), "locked");
    assert_eq!(all_files(&shell), before);
}

#[cfg(unix)]
#[test]
fn what_is_written_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let shell = shell_of(11);
    let path = shell.path("out.txt");
    // A file that was there before, open to everyone.
    fs::write(&path, "milk and bread").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    exported(&shell, "uris", &path).unwrap().unwrap();
    exported(&shell, "google-qr", &shell.path("out.png")).unwrap().unwrap();
    for name in ["out.txt", "out-1-of-2.png", "out-2-of-2.png"] {
        let mode = fs::metadata(shell.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_vault_is_never_written_over() {
    let shell = shell();
    let before = fs::read(shell.vault()).unwrap();
    assert_eq!(error(exported(&shell, "aegis", &shell.vault())), "own_file");
    assert_eq!(error(exported(&shell, "aegis-encrypted", &shell.vault())), "own_file");
    #[cfg(unix)]
    {
        let link = shell.path("link.json");
        std::os::unix::fs::symlink(shell.vault(), &link).unwrap();
        assert_eq!(error(exported(&shell, "aegis", &link)), "own_file");
    }
    assert_eq!(error(exported(&shell, "aegis", &shell.path("nowhere/out.json"))), "io");
    assert_eq!(fs::read(shell.vault()).unwrap(), before);
}

#[test]
fn many_accounts_give_several_pictures_named_by_their_place() {
    let shell = shell_of(23);
    let left = exported(&shell, "google-qr", &shell.path("codes.png")).unwrap().unwrap();
    assert_eq!(
        left,
        ExportedAccounts { file_name: "codes-1-of-3.png".into(), entries: 23, files: 3 }
    );
    let pictures: Vec<_> =
        (1..=3).map(|n| fs::read(shell.path(&format!("codes-{n}-of-3.png"))).unwrap()).collect();
    assert!(!shell.path("codes.png").exists());
    let found = read_pictures(pictures.iter().map(Vec::as_slice));
    assert_eq!(found.drafts.len(), 23);
    assert!(found.batches.batches()[0].missing.is_empty());
}

#[test]
fn an_older_dialog_that_is_dismissed_stops_no_newer_export() {
    let shell = shell_of(1);
    let begin = |app: &mut tessera_app::app::App| {
        app.begin_export("uris", &typed(PASSWORD), None, Some("plaintext"))
    };
    let (older, newer) = (shell.app(begin).unwrap(), shell.app(begin).unwrap());
    let (older, none) = shell
        .app(move |app| {
            app.end_export(&older);
            let none = app.export_job(&older, "none".into())?.is_none();
            Ok::<_, CommandError>((older, none))
        })
        .unwrap();
    assert!(none);
    let path = shell.path("out.txt");
    let left = block_on(export::write(&shell.keeper(), newer, path.clone())).unwrap().unwrap();
    assert_eq!((left.entries, path.exists()), (1, true));
    let late = block_on(export::write(&shell.keeper(), older, shell.path("late.txt"))).unwrap();
    assert_eq!((late, shell.path("late.txt").exists()), (None, false));
}

#[test]
fn of_several_pictures_none_replaces_a_file_that_nobody_was_asked_about() {
    let shell = shell_of(23);
    fs::write(shell.path("codes-2-of-3.png"), "a holiday").unwrap();
    assert_eq!(error(exported(&shell, "google-qr", &shell.path("codes.png"))), "file_exists");
    assert_eq!(fs::read(shell.path("codes-2-of-3.png")).unwrap(), b"a holiday");
    // A part of a transfer is worth nothing, and a secret all the same.
    assert!(!shell.path("codes-1-of-3.png").exists());
    assert!(!shell.path("codes-3-of-3.png").exists());
}

#[test]
fn accounts_that_no_app_of_the_name_takes_give_no_file() {
    let shell = Shell::with_vault();
    assert_eq!(error(exported(&shell, "aegis", &shell.path("out.json"))), "nothing_to_export");
    assert!(!shell.path("out.json").exists());
    let password = json!({ "password": PASSWORD });
    assert_eq!(shell.refused("show_transfer", password), "nothing_to_export");
}

#[test]
fn a_lock_or_a_closed_sheet_drops_what_was_to_leave() {
    let shell = shell();
    let path = shell.path("out.json");
    let begin = || {
        let begin = |app: &mut tessera_app::app::App| {
            app.begin_export("aegis-encrypted", &typed(PASSWORD), Some(&typed(SEAL)), None)
        };
        shell.app(begin).unwrap()
    };
    let write = |ticket| block_on(export::write(&shell.keeper(), ticket, path.clone()));
    // While the dialog is open.
    let ticket = begin();
    shell.lock();
    assert_eq!(error(write(ticket)), "locked");
    shell.unlock();
    let ticket = begin();
    shell.lock();
    shell.unlock();
    assert_eq!(write(ticket), Ok(None), "it was not asked for in this session");
    let ticket = begin();
    shell.ok("cancel_export", json!({}));
    assert_eq!(write(ticket), Ok(None));
    let (first, second) = (begin(), begin());
    assert_eq!(write(first), Ok(None), "another one was asked for since");

    // While the key is derived.
    let to = path.clone();
    let job = shell.app(move |app| app.export_job(&second, to)).unwrap().unwrap();
    shell.lock();
    assert_eq!(job.run(), None);
    assert!(!path.exists());

    shell.unlock();
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
    let shell = shell_of(23);
    assert_eq!(shell.refused("show_transfer", json!({ "password": "wrong" })), "wrong_password");
    assert_eq!(shell.refused("transfer_part", json!({ "number": 1 })), "expired");
    let transfer = shell.ok("show_transfer", json!({ "password": PASSWORD }));
    assert_eq!(transfer, json!({ "parts": 3 }));
    let pictures = [1, 2, 3].map(|n| drawn(&shell.ok("transfer_part", json!({ "number": n }))));
    let found = read_pictures(pictures.iter().map(Vec::as_slice));
    assert_eq!(found.drafts.len(), 23);
    assert!(found.batches.batches()[0].missing.is_empty());
    for number in [0, 4] {
        assert_eq!(shell.refused("transfer_part", json!({ "number": number })), "expired");
    }
}

#[test]
fn a_shown_transfer_is_gone_when_it_is_closed_or_the_vault_locks() {
    let shell = shell();
    let part = json!({ "number": 1 });
    let show = || shell.ok("show_transfer", json!({ "password": PASSWORD }));
    show();
    shell.ok("transfer_part", part.clone());
    shell.ok("end_transfer", json!({}));
    assert_eq!(shell.refused("transfer_part", part.clone()), "expired");
    show();
    shell.lock();
    assert_eq!(shell.refused("transfer_part", part.clone()), "locked");
    assert_eq!(shell.refused("show_transfer", json!({ "password": PASSWORD })), "locked");
    shell.unlock();
    assert_eq!(shell.refused("transfer_part", part), "expired");
}
