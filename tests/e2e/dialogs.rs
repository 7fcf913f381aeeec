//! The system's own dialogs: what only they may decide, and that a lock closes them.

use std::collections::BTreeSet;
use std::process::Command;

use crate::canary::Canary;
use crate::desktop::ended_well;
use crate::locking::{
    found, from_the_command_line, only_webkit_holds_the_password, the_page_holds_no_secret, until,
    with_a_code,
};
use crate::profile::Profile;
use crate::window::Window;
use crate::{PASSWORD, Result, in_time, memory};

const SAVE: &str = "Save a backup";
const QUESTION: &str = "Show every secret as QR codes";

#[tokio::test]
async fn a_lock_closes_a_dialog_for_a_file_and_nothing_is_saved_or_kept() -> Result<()> {
    in_time(lock_before_a_file()).await
}

async fn lock_before_a_file() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("dialogs")?;
    let window = with_a_code(&profile, &canary).await?;
    window.choose("Menu", SAVE).await?;
    window.type_by_hand("Password", PASSWORD).await?;
    window.press("Choose a place").await?;
    lock_before(SAVE, &window, &profile, &canary).await?;
    let saved = profile.files()?.into_iter().any(|(path, _)| path.ends_with("backup.tessera"));
    assert!(!saved, "a backup was saved");
    window.close().await.map(drop)
}

#[tokio::test]
async fn a_lock_closes_a_question_and_nothing_of_what_was_typed_is_kept() -> Result<()> {
    in_time(lock_before_a_question()).await
}

async fn lock_before_a_question() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("dialogs-question")?;
    let window = with_a_code(&profile, &canary).await?;
    profile.answers_by_hand()?;
    ask_for_codes(&window).await?;
    lock_before(QUESTION, &window, &profile, &canary).await?;
    window.close().await.map(drop)
}

/// Waits for the dialog, locks, and searches.
async fn lock_before(
    dialog: &str,
    window: &Window,
    profile: &Profile,
    canary: &Canary,
) -> Result<()> {
    until("the dialog opens", || Ok(is_open(dialog))).await?;
    for process in window.app_processes() {
        let held = memory::count(process, PASSWORD.as_bytes())?;
        eprintln!("{dialog}, open: the app's process holds the password {held} times");
        assert_ne!(held, 0, "the search does not reach the password that waits");
    }
    assert_eq!(from_the_command_line(profile)?, "Locked.\n");
    until("the dialog is closed", || Ok(!is_open(dialog))).await?;
    window.says("Locked from the command line.").await?;
    assert_eq!(found(window, canary)?, BTreeSet::new(), "{dialog}");
    for process in window.app_processes() {
        let held = memory::count(process, PASSWORD.as_bytes())?;
        eprintln!("{dialog}, locked: the app's process holds the password {held} times");
    }
    only_webkit_holds_the_password(window)?;
    the_page_holds_no_secret(window, canary, dialog)
}

#[tokio::test]
async fn codes_for_a_phone_wait_for_a_yes_that_the_page_cannot_give() -> Result<()> {
    in_time(say_no_and_yes()).await
}

async fn say_no_and_yes() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("questions")?;
    let window = with_a_code(&profile, &canary).await?;
    profile.answers_by_hand()?;

    ask_for_codes(&window).await?;
    until("the question is asked", || Ok(is_open(QUESTION))).await?;
    assert!(!window.text().await?.contains("Done"), "the codes are shown before the answer");
    // A key that was meant for the page.
    press(QUESTION, &["Return"])?;
    until("the question is closed", || Ok(!is_open(QUESTION))).await?;
    window.field("Password").await?;

    window.type_by_hand("Password", PASSWORD).await?;
    window.press("Show the codes").await?;
    until("the question is asked again", || Ok(is_open(QUESTION))).await?;
    press(QUESTION, &["Tab", "space"])?;
    window.says("Done").await?;
    window.close().await.map(drop)
}

#[tokio::test]
async fn a_script_in_the_page_may_listen_to_nothing() -> Result<()> {
    in_time(listen()).await
}

async fn listen() -> Result<()> {
    let profile = Profile::empty("listening")?;
    let window = Window::open(&profile).await?;
    window.run(LISTENS).await?;
    for _ in 0..100 {
        let refused = window.string("return window.answers").await?;
        if refused.matches(';').count() == 2 {
            assert_eq!(refused.matches("not allowed").count(), 2, "{refused}");
            return window.close().await.map(drop);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err("there is no answer".into())
}

const LISTENS: &str = r"
    window.answers = '';
    for (const event of ['tauri://drag-drop', 'tauri://drag-enter'])
        window.__TAURI_INTERNALS__
            .invoke('plugin:event|listen', { event, target: { kind: 'Any' }, handler: 1 })
            .then(() => 'listens', (why) => why)
            .then((said) => (window.answers += said + ';'));";

async fn ask_for_codes(window: &Window) -> Result<()> {
    window.choose("Menu", "Move to another app").await?;
    window.press("Show QR codes for a phone").await?;
    window.type_by_hand("Password", PASSWORD).await?;
    window.press("Show the codes").await
}

/// Whether there is a window on the screen whose title begins so.
fn is_open(title: &str) -> bool {
    let mut search = Command::new("xdotool");
    search.args(["search", "--onlyvisible", "--name", &format!("^{title}")]);
    search.output().is_ok_and(|found| found.status.success())
}

/// Presses keys in that window.
fn press(title: &str, keys: &[&str]) -> Result<()> {
    let mut press = Command::new("xdotool");
    press.args(["search", "--onlyvisible", "--name", &format!("^{title}")]);
    press.args(["windowfocus", "--sync", "key", "--delay", "100"]).args(keys);
    ended_well(press.output()?).map(drop)
}
