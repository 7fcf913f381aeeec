//! What another program saves is noticed without being asked for.

use std::time::{Duration, Instant};

use serde_json::json;
use tessera_app::events::Event;
use tessera_app::types::Reason;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::store::Store;

use crate::app::Shell;
use crate::samples::totp;
use crate::world::NOW;

/// What came within the time that a busy machine may take.
fn wait_for(shell: &Shell, wanted: impl Fn(&Event) -> bool) -> Vec<Event> {
    let (begun, mut heard) = (Instant::now(), Vec::new());
    while begun.elapsed() < Duration::from_secs(30) && !heard.iter().any(&wanted) {
        std::thread::sleep(Duration::from_millis(20));
        heard.extend(shell.outside.events());
    }
    heard
}

fn add_elsewhere(shell: &Shell) {
    let labels = Labels { issuer: "Harbour".into(), account: "ada".into() };
    let new = NewEntry::new(labels, totp());
    shell.elsewhere(|vault, rng| {
        vault.contents_mut().add(new.clone(), NOW, rng);
    });
}

#[test]
fn what_another_program_saves_is_told_without_a_question() {
    let shell = Shell::watching();
    shell.outside.events();
    add_elsewhere(&shell);
    let heard = wait_for(&shell, |event| *event == Event::Entries);
    let merged = Reason::Merged { added: 1, changed: 0, removed: 0, kept_both: 0 };
    assert!(heard.contains(&Event::Notice(merged)), "{heard:?}");
    assert!(heard.contains(&Event::Entries), "{heard:?}");
    assert_eq!(shell.ok("list_entries", json!({}))[0]["issuer"], "Harbour");
}

#[test]
fn a_vault_behind_a_link_is_watched_where_it_lies() {
    let shell = Shell::watching();
    shell.lock();
    let (link, real) = (shell.vault(), shell.path("elsewhere"));
    std::fs::create_dir(&real).unwrap();
    let real = real.join("real.tessera");
    std::fs::rename(&link, &real).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&real, &link).unwrap();
    shell.unlock();
    shell.outside.events();
    add_elsewhere(&shell);
    assert!(Store::at(real).exists().unwrap());
    let heard = wait_for(&shell, |event| *event == Event::Entries);
    assert!(heard.contains(&Event::Entries), "{heard:?}");
}

#[test]
fn a_locked_vault_is_left_alone() {
    let shell = Shell::watching();
    shell.lock();
    shell.outside.events();
    add_elsewhere(&shell);
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(shell.outside.events(), []);
    assert_eq!(shell.state(), "locked");
}
