//! A planted secret is looked for in everything that leaves the shell: replies, errors, events,
//! notifications, files, and what is printed.

mod plant;
mod tour;

use std::process::Command;

use plant::Canary;
use tour::Tour;

/// Hands the canary to the same test in a process of its own, whose output can be read.
const HANDED_ON: &str = "TESSERA_TEST_CANARY";

#[test]
fn no_reply_error_event_notification_or_file_holds_the_secret_or_the_password() {
    let canary = match std::env::var(HANDED_ON) {
        Ok(text) => Canary::parse(&text),
        Err(_) => Canary::make(),
    };
    let tour = Tour::take(&canary);
    let places = tour.places();
    for (place, content) in &places {
        let found = canary.found_in(content);
        assert!(found.is_empty(), "{place} holds {found:?}");
    }
    // The same search finds what may be there, so it would have found the rest.
    let holds = |name: &str, needle: &str| {
        let mut named = places.iter().filter(|(place, _)| place.starts_with(name));
        named.any(|(_, content)| plant::contains(content, needle.as_bytes()))
    };
    assert!(holds("the reply of list_entries", canary.issuer));
    assert!(holds("an event", canary.issuer));
    assert!(holds("a notification", canary.issuer));
    assert!(holds("the file settings.json", "last_backup"));
    assert!(holds("the file vault.tessera", "xchacha20poly1305"));
    assert!(holds("the file copy.tessera", "xchacha20poly1305"));
    assert!(holds("the file aegis-encrypted.out", "\"slots\""));
    assert!(holds("the reply of transfer_part", "\"dark\""));
}

#[test]
fn codes_leave_only_for_rows_that_are_shown() {
    let tour = Tour::take(&Canary::make());
    assert!(tour.shown.len() >= 2 && tour.hidden.len() >= 2);
    for (place, content) in tour.places() {
        let holds = |code: &String| plant::contains(&content, code.as_bytes());
        assert!(!tour.hidden.iter().any(holds), "{place} holds a code of a row that is not shown");
        if !place.starts_with("the reply of show_rows") && !place.starts_with("codes") {
            assert!(!tour.shown.iter().any(holds), "{place} holds a code");
        }
    }
    let shown = |place: &str| {
        let mut named = tour.places().into_iter().filter(|(name, _)| name.starts_with(place));
        named.any(|(_, content)| {
            tour.shown.iter().any(|code| plant::contains(&content, code.as_bytes()))
        })
    };
    assert!(shown("the reply of show_rows") && shown("codes"), "the search finds nothing at all");
}

#[test]
fn nothing_secret_is_printed() {
    let canary = Canary::make();
    let name = "no_reply_error_event_notification_or_file_holds_the_secret_or_the_password";
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("canary::{name}"), "--nocapture"])
        .env(HANDED_ON, canary.to_text())
        .output()
        .unwrap();
    for printed in [&output.stdout, &output.stderr] {
        assert_eq!(canary.found_in(printed), [""; 0]);
    }
    assert!(plant::contains(&output.stdout, b"1 passed"), "{output:?}");
}
