//! When codes are sent, what is due and when, the idle lock, and a keeper that survives a panic.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::json;
use tempfile::TempDir;
use tessera_app::app::App;
use tessera_app::events::Event;
use tessera_app::keeper::Keeper;
use tessera_app::types::{LockReason, NewEntry, Reason, RowCode, Settings, Typed, VaultState};
use tessera_core::time::UnixTime;

use crate::accounts::{PASSWORD, SECRET, form, form_with, totp};
use crate::outside::{NOW, Outside, STEP_END, unwind};

/// A app with an open vault and one account.
struct Table {
    app: App,
    outside: Arc<Outside>,
    id: String,
    _folder: TempDir,
}

fn table() -> Table {
    let (outside, folder) = (Outside::new(), tempfile::tempdir().unwrap());
    let mut app = App::new(outside.ports(folder.path()));
    app.create_vault(&password()).unwrap();
    let form: NewEntry = serde_json::from_value(form("GitHub", SECRET)).unwrap();
    let id = app.add_entry(&form).unwrap().id;
    outside.events();
    Table { app, outside, id, _folder: folder }
}

fn password() -> Typed {
    serde_json::from_value(json!(PASSWORD)).unwrap()
}

fn never_lock() -> Settings {
    Settings { lock_after_minutes: None, ..Settings::default() }
}

impl Table {
    fn show(&mut self) {
        self.app.show_rows(self.outside.face(), std::slice::from_ref(&self.id)).unwrap();
    }

    /// Ticks at a moment, and gives the codes that were sent.
    fn tick_at(&mut self, now: UnixTime) -> Vec<RowCode> {
        self.outside.set(now);
        self.app.tick();
        let codes = self.outside.events().into_iter().filter_map(|event| match event {
            Event::Codes(codes) => Some(codes),
            _ => None,
        });
        let mut sent: Vec<_> = codes.collect();
        assert!(sent.len() <= 1, "one message a tick");
        sent.pop().unwrap_or_default()
    }

    fn state(&self) -> (VaultState, Option<LockReason>) {
        let status = self.app.status().unwrap();
        (status.state, status.lock_reason)
    }
}

fn seconds(seconds: u64) -> UnixTime {
    UnixTime::from_seconds(seconds)
}

#[test]
fn a_shown_row_gets_its_code_once_a_step() {
    let mut table = table();
    table.show();
    assert_eq!(table.tick_at(NOW), []);
    assert_eq!(table.tick_at(UnixTime::from_millis(STEP_END * 1000 - 1)), []);
    let sent = table.tick_at(seconds(STEP_END));
    assert_eq!(sent[0].code.expose(), totp().code_at(seconds(STEP_END)).expose());
    assert_eq!((sent[0].valid_from, sent[0].valid_until), (Some(STEP_END), Some(STEP_END + 30)));
    for second in STEP_END..STEP_END + 30 {
        assert_eq!(table.tick_at(seconds(second)), []);
    }
    assert_eq!(table.tick_at(seconds(STEP_END + 30)).len(), 1);
}

#[test]
fn rows_that_are_not_shown_get_none() {
    let mut table = table();
    assert_eq!(table.tick_at(seconds(STEP_END)), []);
    table.show();
    table.app.show_rows(table.outside.face(), &[]).unwrap();
    assert_eq!(table.tick_at(seconds(STEP_END + 30)), []);
}

#[test]
fn a_clock_that_jumps_either_way_is_followed_at_once() {
    let mut table = table();
    table.app.save_settings(never_lock()).unwrap();
    table.show();
    for now in [seconds(STEP_END + 86_400), seconds(STEP_END - 86_400), seconds(0)] {
        let sent = table.tick_at(now);
        assert_eq!(sent[0].code.expose(), totp().code_at(now).expose());
        assert_eq!(table.app.next_due(), sent[0].valid_until.map(seconds));
    }
}

#[test]
fn what_is_due_next_is_the_first_of_step_clipboard_and_lock() {
    let mut table = table();
    table.app.save_settings(never_lock()).unwrap();
    assert_eq!(table.app.next_due(), None);
    table.show();
    assert_eq!(table.app.next_due(), Some(seconds(STEP_END)));
    table.outside.set(seconds(STEP_END - 15));
    table.app.copy_code(&table.id, false).unwrap();
    assert_eq!(table.app.next_due(), Some(seconds(STEP_END)));
    table.app.show_rows(table.outside.face(), &[]).unwrap();
    assert_eq!(table.app.next_due(), Some(seconds(STEP_END + 15)));
    table.app.keep_clipboard();
    assert_eq!(table.app.next_due(), None);
    table.app.save_settings(Settings::default()).unwrap();
    assert_eq!(table.app.next_due(), Some(NOW + Duration::from_secs(300)));
    table.app.lock(LockReason::Asked);
    assert_eq!(table.app.next_due(), None);
}

#[test]
fn a_vault_that_nobody_touches_locks_and_clears_the_clipboard() {
    let mut table = table();
    table.show();
    table.app.copy_code(&table.id, false).unwrap();
    table.app.keep_clipboard();
    table.outside.pass(Duration::from_secs(200));
    table.app.activity();
    let idle = NOW + Duration::from_secs(500);
    table.tick_at(UnixTime::from_millis(idle.millis() - 1));
    assert_eq!(table.state(), (VaultState::Unlocked, None));
    assert!(table.outside.held().is_some());
    table.tick_at(idle);
    assert_eq!(table.state(), (VaultState::Locked, Some(LockReason::Idle)));
    assert_eq!((table.outside.held(), table.outside.reloads()), (None, 1));
    assert_eq!(table.tick_at(idle + Duration::from_secs(60)), []);
}

#[test]
fn a_clock_set_back_keeps_neither_the_vault_open_nor_the_code_on_the_clipboard_for_longer() {
    let mut table = table();
    table.app.copy_code(&table.id, false).unwrap();
    let back = seconds(NOW.seconds() - 86_400);
    table.tick_at(back);
    table.tick_at(back + Duration::from_secs(30));
    assert_eq!(table.outside.held(), None);
    table.tick_at(back + Duration::from_secs(300));
    assert_eq!(table.state().1, Some(LockReason::Idle));
}

#[test]
fn a_clock_set_back_again_and_again_does_not_keep_the_vault_open() {
    let mut table = table();
    for minute in [2, 0, 2, 0] {
        table.tick_at(NOW + Duration::from_secs(minute * 60));
    }
    // Four minutes have passed.
    table.tick_at(NOW + Duration::from_secs(59));
    assert_eq!(table.state().0, VaultState::Unlocked);
    table.tick_at(NOW + Duration::from_secs(60));
    assert_eq!(table.state().1, Some(LockReason::Idle));
}

#[test]
fn a_clock_set_ahead_locks_and_shows_no_code_of_before() {
    let mut table = table();
    table.show();
    let ahead = seconds(STEP_END + 24 * 60 * 60);
    assert_eq!(table.tick_at(ahead), []);
    assert_eq!(table.state().1, Some(LockReason::Idle));
    // Nor does one that is put right again open anything.
    assert_eq!(table.tick_at(NOW), []);
    assert_eq!(table.state().0, VaultState::Locked);
}

#[test]
fn a_settings_file_that_says_zero_minutes_leaves_time_to_use_the_vault() {
    let mut table = table();
    let zero = Settings { lock_after_minutes: Some(0), ..Settings::default() };
    table.app.save_settings(zero).unwrap();
    table.tick_at(NOW + Duration::from_secs(59));
    assert_eq!(table.state().0, VaultState::Unlocked);
    table.tick_at(NOW + Duration::from_secs(60));
    assert_eq!(table.state().0, VaultState::Locked);
}

#[test]
fn after_a_long_sleep_no_request_is_served_before_the_lock() {
    let table = table();
    let keeper = Keeper::start(table.app).unwrap();
    table.outside.pass(Duration::from_secs(3 * 60 * 60));
    // The mouse is moved before the ticker is heard.
    keeper.post(|app| app.activity());
    let (ids, face) = ([table.id], table.outside.face());
    let shown = keeper.ask_blocking(move |app| app.show_rows(face, &ids));
    assert_eq!(shown.unwrap_err().0, Reason::Locked);
}

#[test]
fn a_request_that_panics_locks_the_vault_and_the_next_one_is_served() {
    let table = table();
    let outside = table.outside;
    let keeper = Keeper::start(table.app).unwrap();
    for clipboard_panics in [false, true] {
        let id = table.id.clone();
        let unlocked = keeper.ask_blocking(move |app| {
            app.unlock(&password())?;
            app.copy_code(&id, false)
        });
        assert!(unlocked.is_ok());
        outside.clipboard.lock().unwrap().panics = clipboard_panics;
        let panicked = keeper.ask_blocking(|_| -> Result<(), _> { unwind() });
        assert_eq!(panicked.unwrap_err().0, Reason::Internal);
        let status = keeper.ask_blocking(|app| app.status()).unwrap();
        assert_eq!(
            (status.state, status.lock_reason),
            (VaultState::Locked, Some(LockReason::Failed))
        );
    }
}

/// The keeper, its ticker and the system's timer together, on the real clock.
#[test]
fn on_the_real_clock_a_code_comes_with_every_step_and_none_while_locked() {
    let (outside, folder) = (Outside::new(), tempfile::tempdir().unwrap());
    let mut ports = outside.ports(folder.path());
    ports.clock = Box::new(|| SystemTime::now().into());
    let keeper = Keeper::start(App::new(ports)).unwrap();
    let every_second = form_with("GitHub", SECRET, json!({ "period": 1 }));
    let face = outside.face();
    let first = keeper.ask_blocking(move |app| {
        app.create_vault(&password())?;
        let form: NewEntry = serde_json::from_value(every_second).unwrap();
        let id = app.add_entry(&form)?.id;
        Ok(app.show_rows(face, &[id])?[0].valid_until)
    });
    let first = first.unwrap().unwrap();
    let mut steps = Vec::new();
    let patience = SystemTime::now() + Duration::from_secs(60);
    while steps.len() < 2 && SystemTime::now() < patience {
        std::thread::sleep(Duration::from_millis(50));
        steps.extend(outside.events().into_iter().filter_map(|event| match event {
            Event::Codes(codes) => codes[0].valid_from,
            _ => None,
        }));
    }
    // Never before it is due, and none twice; a busy computer may be late for one.
    assert!(steps.len() >= 2, "{steps:?}");
    assert!(steps.iter().zip(first..).all(|(step, due)| *step >= due), "{steps:?}");
    assert!(steps.is_sorted_by(|a, b| a < b), "{steps:?}");
    keeper.post(|app| app.lock(LockReason::Asked));
    keeper.ask_blocking(|app| app.status()).unwrap();
    outside.events();
    std::thread::sleep(Duration::from_millis(1_100));
    assert_eq!(outside.events(), []);
}
