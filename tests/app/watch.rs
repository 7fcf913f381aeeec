//! What another program saves is noticed without being asked for.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use tessera_app::events::Event;
use tessera_app::types::Reason;
use tessera_app::watch::VaultWatch;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::store::Store;

use crate::accounts::totp;
use crate::eventually::eventually;
use crate::outside::NOW;
use crate::test_app::TestApp;

/// What is heard until something wanted is.
fn wait_for(app: &TestApp, wanted: impl Fn(&Event) -> bool) -> Vec<Event> {
    let mut heard = Vec::new();
    eventually(|| {
        heard.extend(app.outside.events());
        heard.iter().any(&wanted)
    });
    heard
}

fn add_elsewhere(app: &TestApp) {
    let labels = Labels { issuer: "Harbour".into(), account: "ada".into() };
    let new = NewEntry::new(labels, totp());
    app.elsewhere(|vault, rng| {
        vault.contents_mut().add(new.clone(), NOW, rng);
    });
}

#[test]
fn what_another_program_saves_is_told_without_a_question() {
    let app = TestApp::watching();
    app.outside.events();
    add_elsewhere(&app);
    let heard = wait_for(&app, |event| *event == Event::Entries);
    let merged = Reason::Merged { added: 1, changed: 0, removed: 0, kept_both: 0 };
    assert!(heard.contains(&Event::Notice(merged)), "{heard:?}");
    assert!(heard.contains(&Event::Entries), "{heard:?}");
    assert_eq!(app.ok("list_entries", json!({}))[0]["issuer"], "Harbour");
}

#[test]
fn a_vault_behind_a_link_is_watched_where_it_lies() {
    let app = TestApp::watching();
    app.lock();
    let (link, real) = (app.vault(), app.path("elsewhere"));
    std::fs::create_dir(&real).unwrap();
    let real = real.join("real.tessera");
    std::fs::rename(&link, &real).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&real, &link).unwrap();
    app.unlock();
    app.outside.events();
    add_elsewhere(&app);
    assert!(Store::at(real).exists().unwrap());
    let heard = wait_for(&app, |event| *event == Event::Entries);
    assert!(heard.contains(&Event::Entries), "{heard:?}");
}

#[test]
fn a_locked_vault_is_left_alone() {
    let app = TestApp::watching();
    app.lock();
    app.outside.events();
    add_elsewhere(&app);
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(app.outside.events(), []);
    assert_eq!(app.state(), "locked");
}

#[test]
fn a_vault_whose_folder_was_exchanged_is_looked_at_instead() {
    let app = TestApp::watching();
    app.lock();
    let (folder, aside) = (app.path("synced"), app.path("aside"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::rename(app.vault(), folder.join("vault.tessera")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.join("vault.tessera"), app.vault()).unwrap();
    app.unlock();
    app.outside.events();
    // A sync program puts another folder in the place of the one that is watched.
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(aside.join("vault.tessera"), folder.join("vault.tessera")).unwrap();
    add_elsewhere(&app);
    let heard = wait_for(&app, |event| *event == Event::Entries);
    assert!(heard.contains(&Event::Entries), "{heard:?}");
}

#[test]
fn where_the_system_watches_nothing_the_file_is_looked_at() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("not there yet");
    let (tell, heard) = mpsc::channel();
    let mut watch = VaultWatch::new(move || tell.send(()).unwrap());
    watch.follow(Some(&folder.join("vault.tessera")));
    heard.recv().unwrap();
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("vault.tessera"), "a vault").unwrap();
    heard.recv_timeout(Duration::from_secs(20)).unwrap();
}
