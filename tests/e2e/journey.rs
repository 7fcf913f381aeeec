//! From an empty profile to a restored backup, as a user goes.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::canary::Canary;
use crate::desktop::{clipboard, ended_well, middle_of_a_step, oathtool};
use crate::profile::Profile;
use crate::window::Window;
use crate::{PASSWORD, Result, in_time, picture};

#[tokio::test]
async fn a_vault_goes_from_first_run_to_a_backup_and_back() -> Result<()> {
    in_time(from_first_run_to_restored()).await
}

async fn from_first_run_to_restored() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("journey")?;
    let window = Window::open(&profile).await?;

    create_vault(&window).await?;
    import_picture(&window, &profile, &canary).await?;
    the_code_is_the_one_oathtool_computes(&window, &canary).await?;
    a_copied_code_is_on_the_clipboard_until_the_vault_locks(&window, &canary).await?;
    a_wrong_password_is_said_and_changes_nothing(&window, &profile).await?;
    unlock(&window).await?;
    the_code_is_the_one_oathtool_computes(&window, &canary).await?;
    let backup = profile.file("backup.tessera");
    save_backup(&window, &profile, &backup).await?;
    window.close().await?;

    let fresh = Profile::empty("journey-restored")?;
    let window = Window::open(&fresh).await?;
    restore_backup(&window, &fresh, &backup).await?;
    the_code_is_the_one_oathtool_computes(&window, &canary).await?;
    window.close().await?;

    the_command_line_reads_the_backup(&backup, &canary)
}

/// The first step of the first run.
pub async fn make_password(window: &Window) -> Result<()> {
    window.fill("Choose a password", PASSWORD).await?;
    window.fill("Repeat it", PASSWORD).await?;
    window.press("Create the vault").await?;
    window.says("Make a recovery sheet").await
}

/// A vault without a recovery sheet.
pub async fn create_vault(window: &Window) -> Result<()> {
    make_password(window).await?;
    window.press("Later").await?;
    window.says("Drop a screenshot of the QR code here").await
}

pub async fn import_picture(window: &Window, profile: &Profile, canary: &Canary) -> Result<()> {
    let file = profile.file("screenshot.png");
    picture::draw(&[canary.uri()], &file)?;
    profile.picks_to_open(&file)?;
    window.press("Choose files").await?;
    window.says("1 account found").await?;
    window.says(canary.account).await?;
    window.press("Add 1 account").await?;
    window.row(canary.issuer).await?;
    Ok(())
}

pub async fn unlock(window: &Window) -> Result<()> {
    window.fill("Password", PASSWORD).await?;
    window.press("Unlock").await?;
    window.field("Search").await?;
    Ok(())
}

pub async fn the_code_is_the_one_oathtool_computes(window: &Window, canary: &Canary) -> Result<()> {
    let at = middle_of_a_step().await?;
    assert_eq!(window.code(canary.issuer).await?, oathtool(&canary.base32(), at)?);
    Ok(())
}

async fn a_copied_code_is_on_the_clipboard_until_the_vault_locks(
    window: &Window,
    canary: &Canary,
) -> Result<()> {
    let at = middle_of_a_step().await?;
    let code = oathtool(&canary.base32(), at)?;
    window.fill("Search", &canary.issuer[..4]).await?;
    window.row(canary.issuer).await?;
    window.field("Search").await?.send_keys("\u{e007}").await?;
    window.says("copied").await?;
    assert_eq!(clipboard()?, code);

    window.choose("Menu", "Lock").await?;
    window.says("Tessera is locked").await?;
    assert!(!clipboard()?.contains(&code), "the clipboard still holds the code");
    let html = window.html().await?;
    for form in written(&code) {
        assert!(!html.contains(&form), "the locked page still holds the code");
    }
    assert!(!html.contains(canary.account), "the locked page still names the account");
    Ok(())
}

/// Every way in which the page writes a code of six digits: plain, in groups, and as it is read aloud.
pub fn written(code: &str) -> Vec<String> {
    let (first, last) = code.split_at(3);
    let spelled: Vec<String> = code.chars().map(String::from).collect();
    vec![
        code.to_owned(),
        format!("{first} {last}"),
        format!("{first}\u{a0}{last}"),
        format!("{first}\u{202f}{last}"),
        spelled.join(" "),
    ]
}

async fn a_wrong_password_is_said_and_changes_nothing(
    window: &Window,
    profile: &Profile,
) -> Result<()> {
    let before = profile.vaults()?;
    assert!(!before.is_empty(), "there is no vault to leave alone");
    window.fill("Password", "white heron at low water").await?;
    window.press("Unlock").await?;
    window.says("Wrong password.").await?;
    assert!(profile.vaults()? == before, "a wrong password changed the vault");
    Ok(())
}

async fn save_backup(window: &Window, profile: &Profile, backup: &Path) -> Result<()> {
    profile.picks_to_save(backup)?;
    window.choose("Menu", "Save a backup").await?;
    window.fill("Password", PASSWORD).await?;
    window.press("Choose a place").await?;
    window.says("Backup saved and checked").await?;
    assert!(backup.exists());
    Ok(())
}

async fn restore_backup(window: &Window, profile: &Profile, backup: &Path) -> Result<()> {
    profile.picks_to_open(backup)?;
    window.press("Restore from a backup").await?;
    window.says("Type the password that backup.tessera was saved with.").await?;
    window.fill("Password", PASSWORD).await?;
    window.press("Restore").await?;
    window.says("1 account restored").await
}

fn the_command_line_reads_the_backup(backup: &Path, canary: &Canary) -> Result<()> {
    const AT: u64 = 1_700_000_000;
    let cli = Path::new(env!("CARGO_BIN_EXE_tessera")).with_file_name("tessera-cli");
    let password = backup.with_file_name("password");
    std::fs::write(&password, PASSWORD)?;
    let mut command = Command::new(cli);
    command.arg("--vault").arg(backup).arg("--password-file").arg(password);
    command.args(["code", "--json", "--at", &AT.to_string()]);
    let codes: Value = serde_json::from_slice(&ended_well(command.output()?)?)?;
    assert_eq!(codes[0]["issuer"], canary.issuer);
    assert_eq!(codes[0]["code"], Value::String(oathtool(&canary.base32(), AT)?));
    assert_eq!(codes.as_array().map(Vec::len), Some(1));
    Ok(())
}
