//! The folders that lines begin with: a vault with a history, and files to be read.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_app::app::App;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use tessera_core::vault::RecoveryCode;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::{self, Outgoing, WriteContext};

use crate::accounts::{PASSWORD, SECRET, asked_groups, form, form_with, save_picture, totp, uri};
use crate::outside::Outside;
use crate::test_app::{TestApp, data, files};

/// Every password that a vault may have, under the name of the file that holds it.
pub const PASSWORDS: [(&str, &str); 3] = [
    ("password", PASSWORD),
    ("new-password", "a cormorant on the pier"),
    // Of `tests/data/vaults`.
    ("data-password", "correct horse battery staple"),
];
/// The password of other apps' files.
pub const SEAL: &str = "a photograph of a heron";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// How things stand when a line begins.
#[derive(Clone, Copy, Debug)]
pub enum Situation {
    /// A vault with a second folder, generations, and an entry in the trash.
    Usual,
    /// The same without its vault, which has left generations.
    Absent,
    /// The same with one byte of the vault changed.
    Damaged,
    /// The vault has a recovery code, which the file `code` holds.
    WithRecovery,
    /// The account "Mail" had other tags before, and has recovery codes; the file `codes` holds new ones. "Post" gives
    /// the same codes.
    Changed,
    /// A sync program has left a copy, with an account that the vault lacks.
    WithConflict,
    /// The same with a copy from before a change of the key.
    WithOldConflict,
    /// A vault with an entry that cannot be read.
    WithUnreadable,
}

/// What a sync program calls its copies.
const CONFLICT: &str = "vault.sync-conflict-20261122-080000-ABCDEFG.tessera";

/// A folder for one line. It is never used itself, only copied.
pub fn folder(situation: Situation) -> TempDir {
    static USUAL: LazyLock<TempDir> = LazyLock::new(usual);
    let folder = copy_of(&USUAL);
    let vault = folder.path().join("vault.tessera");
    match situation {
        Situation::Usual => folder,
        Situation::Absent => {
            fs::remove_file(vault).unwrap();
            folder
        }
        Situation::Damaged => {
            let mut bytes = fs::read(&vault).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            fs::write(vault, bytes).unwrap();
            folder
        }
        Situation::WithRecovery => later(folder, |app| {
            let sheet = app.ok("make_recovery", json!({ "password": PASSWORD }));
            app.ok("confirm_recovery", asked_groups(&sheet));
            let groups = sheet["groups"].as_array().unwrap().iter();
            let groups: Vec<_> = groups.map(|group| group.as_str().unwrap()).collect();
            fs::write(app.path("code"), groups.join("-")).unwrap();
        }),
        Situation::Changed => later(folder, |app| {
            let rows = app.ok("list_entries", json!({}));
            let mail = rows.as_array().unwrap().iter().find(|row| row["issuer"] == "Mail");
            let ids = [&mail.unwrap()["id"]];
            app.ok("tag_entries", json!({ "ids": ids, "tag": "Later", "on": true }));
            let codes = json!({ "id": ids[0], "text": "1111 2222\n3333 4444" });
            app.ok("set_recovery_codes", codes);
            fs::write(app.path("codes"), "5555 6666\n7777 8888\n").unwrap();
            let twin = form_with("Post", SECRET, json!({ "digits": 8, "tags": ["Twice"] }));
            app.ok("add_entry", json!({ "entry": twin }));
        }),
        Situation::WithConflict => later(folder, |app| {
            let before = fs::read(app.vault()).unwrap();
            let labels = Labels { issuer: "Phone".into(), account: "ada".into() };
            app.elsewhere(|vault, rng| {
                let new = NewEntry::new(labels.clone(), totp());
                vault.contents_mut().add(new, app.outside.now(), rng);
            });
            fs::rename(app.vault(), app.path(CONFLICT)).unwrap();
            fs::write(app.vault(), before).unwrap();
        }),
        Situation::WithOldConflict => later(folder, |app| {
            fs::copy(app.vault(), app.path(CONFLICT)).unwrap();
            app.ok("change_password", json!({ "old": PASSWORD, "next": PASSWORD }));
        }),
        Situation::WithUnreadable => {
            fs::copy(data("vaults/entry_kind_motp.tessera"), vault).unwrap();
            folder
        }
    }
}

/// The same folder once more, with the second folder where the copy has it.
pub fn copy_of(folder: &TempDir) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path(), copy.path());
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
    let settings = to.join("settings.json");
    let text = fs::read_to_string(&settings).unwrap();
    // As JSON has it.
    let [from, to] = [from, to].map(|path| json!(path).to_string().trim_matches('"').to_owned());
    fs::write(settings, text.replace(&from, &to)).unwrap();
    copy
}

/// The application of yesterday, over a folder.
fn yesterday(folder: TempDir) -> TestApp {
    let outside = Outside::new();
    outside.set((SystemTime::now() - DAY).into());
    TestApp::in_world(outside, folder)
}

/// What was done with the open vault later on.
fn later(folder: TempDir, then: impl FnOnce(&TestApp)) -> TempDir {
    let app = yesterday(folder);
    app.outside.pass(MINUTE * 30);
    app.unlock();
    then(&app);
    closed(app)
}

fn closed(app: TestApp) -> TempDir {
    app.ask(App::close);
    app.folder
}

fn usual() -> TempDir {
    let app = yesterday(tempfile::tempdir().unwrap());
    let mut settings = app.ok("status", json!({}))["settings"].clone();
    // Before there is a vault: to the real timer, one of yesterday was left alone for a day.
    // `code --copy` stays for as long.
    settings["clear_after_seconds"] = json!(1);
    settings["lock_after_minutes"] = json!(null);
    app.ok("save_settings", json!({ "settings": settings }));
    app.ok("create_vault", json!({ "password": PASSWORD }));
    fs::create_dir(app.path("second")).unwrap();
    *app.outside.chosen.lock().unwrap() = Some(app.path("second"));
    app.ok("choose_backup_folder", json!({}));
    let add = |entry: Value| {
        app.outside.pass(MINUTE);
        app.ok("add_entry", json!({ "entry": entry }))["id"].clone()
    };
    add(form("GitHub", SECRET));
    let trashed = add(form("Trashed", SECRET));
    app.outside.pass(MINUTE);
    app.ok("remove_entry", json!({ "id": trashed }));
    fs::copy(app.vault(), app.path("older.tessera")).unwrap();
    add(form_with("Bank", SECRET, json!({ "kind": "hotp", "counter": "7" })));
    add(form_with("Mail", SECRET, json!({ "tags": [], "note": "by the harbour", "digits": 8 })));
    let newest = app.ok("list_backups", json!({}))["generations"][0]["id"].clone();
    let newest = app.path("vault.tessera.backups").join(newest.as_str().unwrap());
    fs::copy(newest, app.path("generation.tessera")).unwrap();
    fill(app.folder.path(), &app);
    closed(app)
}

/// Files that are read: passwords, and accounts to come.
fn fill(folder: &Path, app: &TestApp) {
    let write = |name: &str, content: &str| fs::write(folder.join(name), content).unwrap();
    for (name, password) in PASSWORDS {
        write(name, password);
    }
    write("wrong", "a heron, but grey");
    write("empty", "");
    write("seal", SEAL);
    write("secret", SECRET);
    write("no-secret", "not base32!");
    write("note", "second floor");
    let code = RecoveryCode::make(&mut UnwrapErr(SysRng));
    let mut groups: Vec<_> = code.groups().collect();
    write("other-code", &groups.join("-"));
    groups.swap(1, 4);
    write("mistyped-code", &groups.join("-"));
    let uris = ["New", "Newer", "GitHub"].map(|issuer| uri(issuer, SECRET));
    write("uris.txt", &uris.join("\n"));
    let twice = "otpauth://totp/GitHub:ada%40example.org?secret=".to_owned() + SECRET;
    write("again.txt", &format!("{twice}&issuer=GitHub\n{}", uri("Again", SECRET)));
    fs::copy(data("vaults/entry_kind_motp.tessera"), folder.join("other.tessera")).unwrap();
    fs::create_dir(folder.join("pictures")).unwrap();
    save_picture(&uri("Drawn", SECRET), &folder.join("pictures/drawn.png"));
    fs::write(folder.join("sealed.json"), sealed(app)).unwrap();
}

/// An account in a file of another app, under [`SEAL`].
fn sealed(app: &TestApp) -> Vec<u8> {
    let account = Draft::new(otpauth::parse(&uri("Sealed", SECRET)).unwrap());
    let word = SecretText::new(SEAL.to_owned());
    let mut context = WriteContext {
        password: Some(&word),
        rng: &mut UnwrapErr(SysRng),
        now: app.outside.now(),
        is_cancelled: &|| false,
    };
    let target = write::by_name("aegis-encrypted").unwrap();
    target.write(&[Outgoing::of_draft(&account).unwrap()], &mut context).unwrap()[0].to_vec()
}
