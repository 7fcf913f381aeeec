//! The password is forgotten; the sheet of paper opens the vault, once.

use crate::canary::Canary;
use crate::journey::{import_picture, make_password};
use crate::profile::Profile;
use crate::window::Window;
use crate::{Result, in_time};

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
    window.press("I have printed or written it down").await?;
    assert!(!window.html().await?.contains(&sheet[..5]), "the code is still in the page");
    import_picture(&window, &profile, &canary).await?;
    window.close().await?;

    let window = Window::open(&profile).await?;
    window.press("Forgot the password?").await?;
    // As somebody types it who does not look at the keyboard.
    let typed = sheet.to_lowercase().replace('0', "o").replace('1', "l").replace(' ', "");
    window.fill("Recovery code", &typed).await?;
    window.says("All seven groups are there.").await?;
    window.press("Continue").await?;
    window.fill("New password", NEW).await?;
    window.fill("Repeat the new one", NEW).await?;
    window.press("Open the vault").await?;
    window.says("Your old recovery sheet no longer works").await?;
    assert_ne!(code_on_screen(&window).await?, sheet);
    window.press("I have printed or written it down").await?;
    window.row(canary.issuer).await?;
    window.close().await.map(drop)
}

async fn code_on_screen(window: &Window) -> Result<String> {
    let groups = "return [...document.querySelectorAll('.groups .group')].map((g) => g.textContent.trim()).join(' ')";
    window.string(groups).await
}
