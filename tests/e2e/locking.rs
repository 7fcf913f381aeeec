//! What is left in memory when the vault is locked: by the command line here, as by any other way.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tessera_screen::Content;

use crate::canary::Canary;
use crate::desktop::ended_well;
use crate::journey::import_picture;
use crate::profile::Profile;
use crate::window::Window;
use crate::{PASSWORD, Result, in_time, memory};

#[tokio::test]
async fn a_locked_app_holds_no_secret_and_no_password() -> Result<()> {
    in_time(lock_and_search()).await
}

async fn lock_and_search() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("locking")?;
    let window = with_a_code(&profile, &canary).await?;
    assert!(found(&window, &canary)?.contains("raw bytes"), "the search does not reach the secret");

    for round in ["after the import", "after an unlock"] {
        assert_eq!(from_the_command_line(&profile)?, "Locked.\n");
        window.says("Locked from the command line.").await?;
        assert_eq!(found(&window, &canary)?, BTreeSet::new(), "{round}");
        only_webkit_holds_the_password(&window)?;
        the_page_holds_no_secret(&window, &canary, round)?;
        window.type_by_hand("Password", PASSWORD).await?;
        window.press("Unlock").await?;
        window.code(canary.issuer).await?;
    }
    assert_eq!(from_the_command_line(&profile)?, "Locked.\n");
    assert_eq!(from_the_command_line(&profile)?, "It is locked already.\n");
    window.close().await.map(drop)
}

#[tokio::test]
async fn a_page_that_hangs_is_off_the_screen_at_once_and_another_takes_its_place() -> Result<()> {
    in_time(hang_and_lock()).await
}

async fn hang_and_lock() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("hanging")?;
    let window = with_a_code(&profile, &canary).await?;
    let with_codes = colours()?;

    let hanging = window.web_processes();
    for pid in &hanging {
        let pid = Pid::from_raw(pid.cast_signed()).ok_or("no process")?;
        kill_process(pid, Signal::STOP)?;
    }
    let start = Instant::now();
    assert_eq!(from_the_command_line(&profile)?, "Locked.\n");
    // Text is drawn in many shades; a window without a page has next to none.
    until("the page is hidden", || Ok(colours()? * 4 < with_codes)).await?;
    eprintln!("hidden after {} ms", start.elapsed().as_millis());
    until("another process runs the page", || {
        let now = window.web_processes();
        Ok(!now.is_empty() && now.iter().all(|pid| !hanging.contains(pid)))
    })
    .await?;
    until("the page is there again", || Ok(colours()? * 4 > with_codes)).await?;
    eprintln!("another page after {} ms", start.elapsed().as_millis());
    assert_eq!(found(&window, &canary)?, BTreeSet::new());
    // WebDriver's session ended with the process that hung.
    drop(window);
    Ok(())
}

/// The window of a new vault that shows the code of one account.
async fn with_a_code(profile: &Profile, canary: &Canary) -> Result<Window> {
    let window = Window::open(profile).await?;
    window.type_by_hand("Choose a password", PASSWORD).await?;
    window.type_by_hand("Repeat it", PASSWORD).await?;
    window.press("Create the vault").await?;
    window.press("Later").await?;
    import_picture(&window, profile, canary).await?;
    window.code(canary.issuer).await?;
    Ok(window)
}

/// How many colours there are on the screen.
fn colours() -> Result<usize> {
    let mut colours = BTreeSet::new();
    for shot in tessera_screen::shoot()? {
        if let Content::Pixels { rgba, .. } = shot.content {
            colours.extend(rgba.chunks_exact(4).map(<[u8]>::to_vec));
        }
    }
    Ok(colours.len())
}

async fn until(what: &str, mut holds: impl FnMut() -> Result<bool>) -> Result<()> {
    for _ in 0..400 {
        if holds()? {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("it never came: {what}").into())
}

/// In the app's own process.
fn found(window: &Window, canary: &Canary) -> Result<BTreeSet<&'static str>> {
    let mut needles = canary.forms();
    let wide = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    needles.push(("password in UTF-16", wide));
    let processes = window.app_processes();
    assert!(!processes.is_empty(), "the app has no process");
    let mut found = BTreeSet::new();
    for process in processes {
        found.extend(memory::search(process, &needles)?);
    }
    Ok(found)
}

/// WebKit does not wipe the message in which the page hands the password over, and offers no way to:
/// docs/threat-model.md says so. Everything that Rust makes of it is gone.
fn only_webkit_holds_the_password(window: &Window) -> Result<()> {
    const MESSAGE: &[u8] = br#"{"password":""#;
    for process in window.app_processes() {
        for before in memory::contexts(process, PASSWORD.as_bytes(), MESSAGE.len())? {
            assert_eq!(String::from_utf8_lossy(&before), String::from_utf8_lossy(MESSAGE));
        }
    }
    Ok(())
}

/// What the page's process keeps of the password is told, not held to: it is WebKit's to wipe.
fn the_page_holds_no_secret(window: &Window, canary: &Canary, round: &str) -> Result<()> {
    let wide: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for process in window.web_processes() {
        assert_eq!(memory::search(process, &canary.forms())?, BTreeSet::new(), "{round}");
        let narrow = memory::contexts(process, PASSWORD.as_bytes(), 8)?.len();
        let wide = memory::contexts(process, &wide, 8)?.len();
        eprintln!("{round}, the page's process holds the password {narrow} + {wide} times");
    }
    Ok(())
}

pub fn from_the_command_line(profile: &Profile) -> Result<String> {
    let cli = Path::new(env!("CARGO_BIN_EXE_tessera")).with_file_name("tessera-cli");
    let mut command = Command::new(cli);
    let said = ended_well(profile.owns(&mut command).arg("lock").output()?)?;
    Ok(String::from_utf8(said)?)
}
