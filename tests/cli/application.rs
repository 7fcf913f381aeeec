//! What the command line does as the window does, because both are faces of one application.
#![cfg(target_os = "linux")] // Elsewhere the settings do not lie where a test can put them.

use std::path::PathBuf;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tessera_core::file::VaultFile;
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;

use crate::desk::{Desk, PASSWORD};

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";
const AN_HOUR: u64 = 60 * 60;

/// Lets saves of this desk go to a second folder as well.
fn second_folder(desk: &Desk) -> PathBuf {
    let folder = desk.path("stick");
    std::fs::create_dir(&folder).unwrap();
    remember(desk, &folder);
    folder
}

fn remember(desk: &Desk, folder: &std::path::Path) {
    let settings = json!({ "vaults": { desk.vault_id(): { "second_folder": folder } } });
    desk.file("config/tessera/settings.json", settings.to_string());
}

/// The copies in it, the newest last.
fn copies(folder: &PathBuf) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.is_file()).collect();
    files.sort();
    files.into_iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn open(desk: &Desk) -> VaultFile {
    let password = Password::new(PASSWORD).unwrap();
    VaultFile::open(Store::at(desk.vault()), &password, &mut UnwrapErr(SysRng)).unwrap()
}

/// When a code of the first account was used last.
fn used_at(desk: &Desk) -> Option<UnixTime> {
    open(desk).vault().contents().live()[0].used_at()
}

#[test]
fn a_save_reaches_the_second_folder_that_the_settings_name() {
    let desk = Desk::of(&[URI]);
    let folder = second_folder(&desk);
    desk.run(&["edit", "github", "--pin"]).done();
    assert!(copies(&folder).contains(&std::fs::read(desk.vault()).unwrap()));
    let saved = std::fs::read(desk.vault()).unwrap();
    assert!(desk.memory()["second_at"].is_u64(), "{}", desk.memory());

    // One that is not there is said, and keeps nothing from being saved.
    remember(&desk, &desk.path("unplugged"));
    desk.run(&["edit", "github", "--unpin"]).done().says("second folder");
    assert_ne!(std::fs::read(desk.vault()).unwrap(), saved);
}

/// It would be another folder wherever a command is run.
#[test]
fn a_second_folder_without_its_root_takes_nothing_and_that_is_said() {
    let desk = Desk::of(&[URI]);
    let folder = second_folder(&desk);
    remember(&desk, std::path::Path::new("stick"));
    let before = std::fs::read(desk.vault()).unwrap();
    desk.run(&["edit", "github", "--pin"]).done().says("second folder is named without");
    assert_ne!(std::fs::read(desk.vault()).unwrap(), before);
    assert_eq!(copies(&folder), [] as [Vec<u8>; 0]);
}

#[test]
fn a_password_that_nobody_types_is_not_noted_as_typed() {
    let desk = Desk::of(&[URI]);
    desk.run(&["list"]).done();
    let memory = desk.memory();
    assert!(memory["revision"].as_u64().unwrap() > 0, "{memory}");
    assert_eq!(memory["password_at"], 0);
}

#[test]
fn nor_is_a_new_one_that_nobody_types() {
    let desk = Desk::of(&[URI]);
    let made = desk.run(&["recovery", "make"]).done();
    let code = made.out.lines().find(|line| line.split('-').count() == 7).unwrap();
    let (code, new) = (desk.file("code", code), desk.file("new", "a new one"));
    desk.raw("", &["recover", "--code-file", &code, "--new-password-file", &new]).done();
    assert_eq!(desk.memory()["password_at"], 0);
}

#[test]
fn an_older_file_is_told() {
    let desk = Desk::of(&[URI]);
    let older = std::fs::read(desk.vault()).unwrap();
    desk.run(&["edit", "github", "--pin"]).done();
    let ran = desk.run(&["list"]).done();
    assert_eq!(ran.err, "");
    std::fs::write(desk.vault(), older).unwrap();
    desk.run(&["list"]).done().says("older than the one that was here last");
}

#[test]
fn what_a_newer_tessera_has_set_on_this_computer_stays() {
    let desk = Desk::of(&[URI]);
    let settings = json!({ "theme": "sepia", "vaults": { "another kind": true } });
    let file = desk.file("config/tessera/settings.json", settings.to_string());
    desk.run(&["list"]).done();
    let kept: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!((&kept["theme"], &kept["vaults"]["another kind"]), (&json!("sepia"), &json!(true)));

    std::fs::write(&file, "{ \"theme\"").unwrap();
    desk.run(&["list"]).done().says("settings.unreadable-1.json");
}

#[test]
fn a_counter_at_its_end_stays_where_it_is() {
    let uri = format!("otpauth://hotp/Bank:ada?secret=JBSWY3DPEHPK3PXP&counter={}", u64::MAX);
    let desk = Desk::of(&[&uri]);
    let before = std::fs::read(desk.vault()).unwrap();
    let ran = desk.run(&["code", "bank"]).ended(1).says("reached its end");
    assert_eq!(ran.out, "");
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn an_account_that_is_here_is_refused_from_a_uri_as_well() {
    let desk = Desk::of(&[URI]);
    let before = std::fs::read(desk.vault()).unwrap();
    let uri = desk.file("uri", URI);
    desk.run(&["add", "--uri-file", &uri]).ended(1).says("same account");
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}

#[test]
fn the_use_of_a_code_is_noted_at_most_once_an_hour() {
    let desk = Desk::of(&[URI]);
    desk.run(&["code"]).done();
    desk.run(&["code", "github", "--at", "59"]).done();
    assert_eq!(used_at(&desk), None, "nobody types these");
    desk.run(&["code", "github"]).done();
    let noted = used_at(&desk).unwrap();
    let saved = std::fs::read(desk.vault()).unwrap();
    desk.run(&["code", "github"]).done();
    assert_eq!(std::fs::read(desk.vault()).unwrap(), saved, "not again within the hour");

    let (mut file, now) = (open(&desk), UnixTime::from(std::time::SystemTime::now()));
    let id = file.vault().contents().live()[0].id();
    let long_ago = UnixTime::from_seconds(now.seconds() - AN_HOUR - 1);
    let changed = file.change(now, &mut UnwrapErr(SysRng), |vault, _| {
        vault.contents_mut().mark_used(id, long_ago).unwrap();
        Ok::<_, tessera_core::file::FileError>(())
    });
    drop(changed.unwrap());
    desk.run(&["code", "github"]).done();
    assert!(used_at(&desk).unwrap() >= noted);
}
