//! The password is forgotten; the sheet of paper opens the vault, once.

use crate::canary::Canary;
use crate::journey::{import_picture, make_password, unlock};
use crate::locking::from_the_command_line;
use crate::profile::Profile;
use crate::window::Window;
use crate::{PASSWORD, Result, in_time};

const NEW: &str = "two cranes over the weir";

#[tokio::test]
async fn the_sheet_opens_the_vault_after_the_password_is_forgotten() -> Result<()> {
    in_time(forget_and_recover()).await
}

async fn forget_and_recover() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("recovery")?;
    let window = Window::open(&profile).await?;
    make_password(&window).await?;
    window.press("Make the sheet").await?;
    window.says("Your recovery sheet").await?;
    let sheet = code_on_screen(&window).await?;
    assert_eq!(sheet.split(' ').count(), 7, "{} characters", sheet.len());
    finish_sheet(&window).await?;
    assert!(!window.html().await?.contains(&sheet[..5]), "the code is still in the page");
    import_picture(&window, &profile, &canary).await?;
    window.close().await?;

    let window = Window::open(&profile).await?;
    recover(&window, &sheet).await?;
    window.says("Your old sheet works until this one is finished").await?;
    assert_ne!(code_on_screen(&window).await?, sheet);
    finish_sheet(&window).await?;
    window.row(canary.issuer).await?;
    window.close().await.map(drop)
}

#[tokio::test]
async fn a_lock_while_a_new_sheet_is_on_the_screen_leaves_the_old_one() -> Result<()> {
    in_time(lock_before_it_is_finished()).await
}

async fn lock_before_it_is_finished() -> Result<()> {
    let profile = Profile::empty("unfinished-sheet")?;
    let window = Window::open(&profile).await?;
    make_password(&window).await?;
    window.press("Make the sheet").await?;
    window.says("Your recovery sheet").await?;
    let old = code_on_screen(&window).await?;
    finish_sheet(&window).await?;

    window.choose("Menu", "Settings").await?;
    window.press("Make a new one").await?;
    window.fill("Password", PASSWORD).await?;
    window.press("Make the sheet").await?;
    window.says("Your new recovery sheet").await?;
    from_the_command_line(&profile)?;
    window.says("Tessera is locked").await?;
    unlock(&window).await?;
    window.says("The new recovery sheet was not finished. The old one still works.").await?;
    window.close().await?;

    let window = Window::open(&profile).await?;
    recover(&window, &old).await?;
    window.says("Your old sheet works until this one is finished").await?;
    window.close().await.map(drop)
}

async fn recover(window: &Window, sheet: &str) -> Result<()> {
    window.press("Forgot the password?").await?;
    // As somebody types it who does not look at the keyboard.
    let typed = sheet.to_lowercase().replace('0', "o").replace('1', "l").replace(' ', "");
    window.fill("Recovery code", &typed).await?;
    window.says("All seven groups are there.").await?;
    window.press("Continue").await?;
    window.fill("New password", NEW).await?;
    window.fill("Repeat the new one", NEW).await?;
    window.press("Open the vault").await
}

/// Types back two groups of the code on the screen, as the window asks for them.
pub async fn finish_sheet(window: &Window) -> Result<()> {
    let code = code_on_screen(window).await?;
    window.press("I have printed or written it down").await?;
    window.says("Check the paper").await?;
    let labels = "return [...document.querySelectorAll('dialog label')].map((l) => l.textContent.trim()).join('\\n')";
    for label in window.string(labels).await?.lines() {
        let number: usize = label.trim_start_matches("Group ").parse()?;
        let group = code.split(' ').nth(number - 1).ok_or("no such group")?;
        window.fill(label, &group.to_lowercase()).await?;
    }
    window.press("Done").await?;
    // The sheet goes, and with it a bar that said so: what is under the pointer moves.
    window.says_no_more("Check the paper").await?;
    window.says("recovery sheet opens the vault").await
}

async fn code_on_screen(window: &Window) -> Result<String> {
    let groups = "return [...document.querySelectorAll('.groups .group')].map((g) => g.textContent.trim()).join(' ')";
    window.string(groups).await
}
