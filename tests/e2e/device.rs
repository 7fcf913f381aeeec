//! The desktop's real keyring opens the vault: at a start by itself, after a lock when it is asked.

use std::process::Command;

use crate::canary::Canary;
use crate::desktop::ended_well;
use crate::journey::{create_vault, import_picture, unlock};
use crate::profile::Profile;
use crate::window::Window;
use crate::{PASSWORD, Result, in_time};

/// The box in the settings, and the button before the locked vault.
const THIS_COMPUTER: &str = "Unlock with this computer’s keyring";

#[tokio::test]
async fn the_keyring_opens_the_vault_and_a_locked_one_leaves_it_to_the_password() -> Result<()> {
    in_time(switch_on_and_start_again()).await
}

async fn switch_on_and_start_again() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("device")?;
    let window = Window::open(&profile).await?;
    create_vault(&window).await?;
    import_picture(&window, &profile, &canary).await?;
    window.choose("Menu", "Settings").await?;
    window.field(THIS_COMPUTER).await?.click().await?;
    window.fill("Password", PASSWORD).await?;
    window.press("Switch on").await?;
    window.says("This computer’s keyring now unlocks the vault.").await?;
    window.close().await?;

    let window = Window::open(&profile).await?;
    window.row(canary.issuer).await?;
    window.choose("Menu", "Lock").await?;
    window.says("Tessera is locked").await?;
    window.press(THIS_COMPUTER).await?;
    window.row(canary.issuer).await?;
    window.close().await?;

    // No other scenario opens this desktop's keyring.
    lock_the_keyring()?;
    let window = Window::open(&profile).await?;
    window.says("This computer’s keyring is locked. Type the password").await?;
    unlock(&window).await?;
    window.row(canary.issuer).await?;
    window.close().await.map(drop)
}

/// As the keyring's own window does.
fn lock_the_keyring() -> Result<()> {
    let mut lock = Command::new("dbus-send");
    lock.args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"]);
    lock.args(["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock"]);
    lock.arg("array:objpath:/org/freedesktop/secrets/aliases/default");
    ended_well(lock.output()?).map(drop)
}
