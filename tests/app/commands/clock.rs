//! A clock in doubt is told before a code of it is refused, once, and only as long as it is in doubt.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_app::types::ClockSync;

use crate::accounts::form;
use crate::eventually::eventually;
use crate::test_app::TestApp;

fn said(app: &TestApp) -> (Value, Value) {
    let status = app.ok("status", json!({}));
    (status["clock"].clone(), status["clock_in_doubt"].clone())
}

fn says(app: &TestApp, sync: ClockSync) {
    *app.outside.clock.lock().unwrap() = sync;
}

fn asked(app: &TestApp) -> usize {
    app.outside.clock_asked.load(Ordering::SeqCst)
}

#[test]
fn it_is_asked_about_at_an_unlock_and_told_while_it_is_in_doubt() {
    let app = TestApp::with_vault();
    eventually(|| asked(&app) == 1);
    assert_eq!(said(&app), (json!("unknown"), json!(false)));
    app.lock();
    says(&app, ClockSync::Off);
    app.outside.events();
    app.unlock();
    eventually(|| said(&app) == (json!("off"), json!(true)));
    assert!(app.outside.events().contains(&Event::Status));
    says(&app, ClockSync::Kept);
    assert_eq!(app.ok("check_clock", json!({})), json!("kept"));
    assert_eq!(said(&app), (json!("kept"), json!(false)));
}

#[test]
fn it_is_compared_over_the_network_when_that_is_asked_for() {
    let app = TestApp::with_vault();
    assert_eq!(app.refused("compare_clock", json!({})), "no_time_server");
    *app.outside.behind.lock().unwrap() = Some(-1_200);
    assert_eq!(app.ok("compare_clock", json!({})), json!({ "behind_ms": -1_200 }));
}

#[test]
fn a_clock_in_doubt_is_asked_about_again_and_one_that_is_kept_is_not() {
    let app = TestApp::with_vault();
    says(&app, ClockSync::Awaited);
    app.ok("check_clock", json!({}));
    let before = asked(&app);
    // The last look was at the unlock, at the same moment of this clock.
    app.outside.pass(Duration::from_secs(30));
    app.tick();
    eventually(|| asked(&app) > before);
    says(&app, ClockSync::Kept);
    app.ok("check_clock", json!({}));
    // Nothing is due any more that would wake this computer, but the lock.
    let due = app.ask(|app| app.next_due()).unwrap();
    assert!(due.since(app.outside.now()) > Duration::from_secs(60));
}

#[test]
fn a_clock_that_was_set_is_asked_about() {
    let app = TestApp::with_vault();
    eventually(|| asked(&app) == 1);
    app.tick();
    app.outside.set(tessera_core::time::UnixTime::from_seconds(3_999_999_000));
    app.tick();
    eventually(|| asked(&app) == 2);
}

#[test]
fn whoever_has_read_it_reads_it_again_only_after_the_clock_was_right_in_between() {
    let app = TestApp::with_vault();
    for (sync, told) in [
        (ClockSync::Off, true),
        (ClockSync::Awaited, false),
        (ClockSync::Off, false),
        (ClockSync::Kept, false),
        (ClockSync::Off, true),
    ] {
        says(&app, sync);
        app.ok("check_clock", json!({}));
        assert_eq!(said(&app).1, json!(told), "{sync:?}");
        if told {
            app.ok("put_off_clock", json!({}));
            eventually(|| said(&app).1 == json!(false));
            // A lock changes nothing of that.
            app.lock();
            app.unlock();
            assert_eq!(said(&app).1, json!(false));
        }
    }
}

#[test]
fn where_a_site_refuses_codes_it_is_told_how_the_clock_stands() {
    let app = TestApp::with_vault();
    let id =
        app.ok("add_entry", json!({ "entry": form("GitHub", "GEZDGNBVGY3TQOJQ") }))["id"].clone();
    says(&app, ClockSync::Off);
    app.ok("check_clock", json!({}));
    assert_eq!(app.ok("explain_refused", json!({ "id": id }))["clock"], "off");
}
