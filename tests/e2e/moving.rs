//! Accounts leave for another app, come back from its file, and go to a phone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::canary::Canary;
use crate::desktop::ended_well;
use crate::journey::{create_vault, import_picture, the_code_is_the_one_oathtool_computes};
use crate::profile::Profile;
use crate::window::Window;
use crate::{PASSWORD, Result, in_time};

const SEAL: &str = "seven moles in the rain";
/// The page draws the code after its words, on a busy machine much later.
const LOOKS: usize = 40;

#[tokio::test]
async fn an_account_leaves_in_an_encrypted_file_and_comes_back() -> Result<()> {
    in_time(there_and_back()).await
}

async fn there_and_back() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("moving")?;
    let window = Window::open(&profile).await?;
    create_vault(&window).await?;
    import_picture(&window, &profile, &canary).await?;
    let file = profile.file("accounts.json");
    leave(&window, &profile, &file).await?;
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
    assert!(!String::from_utf8_lossy(&fs::read(&file)?).contains(&canary.base32()));
    window.close().await?;

    let fresh = Profile::empty("moving-back")?;
    let window = Window::open(&fresh).await?;
    create_vault(&window).await?;
    fresh.picks_to_open(&file)?;
    window.press("Choose files").await?;
    window.says("enter its password").await?;
    window.fill("Password of accounts.json", "seven moles in the sun").await?;
    window.press("Open accounts.json").await?;
    window.says("Wrong password.").await?;
    window.fill("Password of accounts.json", SEAL).await?;
    window.press("Open accounts.json").await?;
    window.says("1 account found").await?;
    window.press("Add 1 account").await?;
    the_code_is_the_one_oathtool_computes(&window, &canary).await?;
    to_a_phone(&window, &fresh, &canary).await?;
    window.close().await.map(drop)
}

async fn leave(window: &Window, profile: &Profile, file: &Path) -> Result<()> {
    profile.picks_to_save(file)?;
    window.choose("Menu", "Move to another app").await?;
    window.press("Aegis").await?;
    window.says("Nothing is lost.").await?;
    window.fill("New password for the file", SEAL).await?;
    window.fill("Repeat the new one", SEAL).await?;
    window.fill("Password of this vault", "white heron at low water").await?;
    window.press("Choose a place").await?;
    window.says("Wrong password.").await?;
    assert!(!file.exists(), "a wrong password let the accounts out");
    window.fill("Password of this vault", PASSWORD).await?;
    window.press("Choose a place").await?;
    window.says("Saved as accounts.json").await
}

/// A phone is held before the window until it reads the code.
async fn to_a_phone(window: &Window, profile: &Profile, canary: &Canary) -> Result<()> {
    window.choose("Menu", "Move to another app").await?;
    window.press("Show QR codes for a phone").await?;
    window.fill("Password", PASSWORD).await?;
    window.press("Show the codes").await?;
    window.says("Done").await?;
    let picture = profile.file("phone.png");
    let mut read = read_by_a_phone(window, &picture).await?;
    for _ in 0..LOOKS {
        if read.status.success() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
        read = read_by_a_phone(window, &picture).await?;
    }
    let uris = String::from_utf8(ended_well(read)?)?;
    assert_eq!(uris.lines().count(), 1);
    assert!(uris.contains(&canary.base32()), "the phone would read another secret");
    window.press("Done").await?;
    window.row(canary.issuer).await.map(drop)
}

/// What the window shows now, as its accounts.
async fn read_by_a_phone(window: &Window, picture: &Path) -> Result<Output> {
    fs::write(picture, window.picture().await?)?;
    let cli = Path::new(env!("CARGO_BIN_EXE_tessera")).with_file_name("tessera-cli");
    let mut command = Command::new(cli);
    command.arg("convert").arg(picture).args(["-", "--to", "uris", "--plaintext"]);
    Ok(command.output()?)
}
