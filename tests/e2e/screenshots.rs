//! Pictures of the real window, taken with `cargo xtask screenshots`: a look at the work, and the README.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::journey::{make_password, unlock};
use crate::profile::Profile;
use crate::recovery::finish_sheet;
use crate::window::Window;
use crate::{Result, in_time, picture};

/// The smallest that a narrow screen leaves, the size at first start, and one wide enough for columns.
const SIZES: &[(u32, u32)] = &[(320, 640), (400, 640), (1000, 700)];

/// Issuer, account, and what differs from the usual parameters.
const ACCOUNTS: &[(&str, &str, &str)] = &[
    ("GitHub", "ada@analytical.dev", ""),
    ("Proton", "ada.l@proton.me", ""),
    ("Amazon Web Services", "root · 4471-0092", ""),
    ("Mercury Bank", "ada@analytical.dev", ""),
    ("Nextcloud", "ada", ""),
    ("Hetzner", "K0418837", "&digits=8&algorithm=SHA256"),
    ("University VPN", "al0815", ""),
    ("Mastodon", "@ada@engine.social", ""),
    ("Fastmail", "ada@analytical.dev", "&algorithm=SHA512"),
    ("Cloudflare", "ops@analytical.dev", ""),
    ("Codeberg", "lovelace", ""),
    ("Figma", "ada@analytical.dev", ""),
    ("Home Assistant", "owner", ""),
    ("Tax office", "21/815/08150", ""),
];

#[tokio::test]
#[ignore = "makes pictures: cargo xtask screenshots"]
async fn screenshots() -> Result<()> {
    in_time(take_all()).await
}

async fn take_all() -> Result<()> {
    let profile = Profile::empty("screenshots")?;
    let studio = Studio { window: Window::open(&profile).await?, folder: folder()? };
    let window = &studio.window;

    window.resize(400, 640).await?;
    window.says("Make your vault").await?;
    studio.take("first-run").await?;
    make_password(window).await?;
    studio.take("recovery-offer").await?;
    window.press("Make the sheet").await?;
    window.says("Your recovery sheet").await?;
    studio.take("recovery-sheet").await?;
    window.press("I have printed or written it down").await?;
    window.says("Check the paper").await?;
    studio.take("recovery-check").await?;
    window.press("Show the code").await?;
    finish_sheet(window).await?;
    studio.take("empty").await?;

    import_all(window, &profile).await?;
    for theme in ["Dark", "Light"] {
        wear(window, theme).await?;
        for (width, height) in SIZES {
            window.resize(*width, *height).await?;
            studio.take(&format!("list-{}-{width}x{height}", theme.to_lowercase())).await?;
        }
        window.resize(400, 640).await?;

        review(window, &profile).await?;
        studio.take(&format!("review-{}", theme.to_lowercase())).await?;
        window.press("Cancel").await?;

        window.choose("Menu", "Settings").await?;
        window.says("Ways in").await?;
        studio.take(&format!("settings-{}", theme.to_lowercase())).await?;
        window.press("Close").await?;
        window.choose("Menu", "Backups").await?;
        window.says("Last automatic backup").await?;
        studio.take(&format!("backups-{}", theme.to_lowercase())).await?;
        window.press("Close").await?;

        window.choose("Menu", "Lock").await?;
        window.says("Tessera is locked").await?;
        studio.take(&format!("unlock-{}", theme.to_lowercase())).await?;
        unlock(window).await?;
    }
    studio.window.close().await?;
    Ok(())
}

struct Studio {
    window: Window,
    folder: PathBuf,
}

impl Studio {
    async fn take(&self, name: &str) -> Result<()> {
        // What moves or fades has come to rest by then.
        tokio::time::sleep(Duration::from_millis(700)).await;
        Ok(fs::write(self.folder.join(format!("{name}.png")), self.window.picture().await?)?)
    }
}

fn folder() -> Result<PathBuf> {
    let folder = std::env::var_os("TESSERA_SCREENSHOTS")
        .ok_or("Start this with cargo xtask screenshots.")?;
    fs::create_dir_all(&folder)?;
    Ok(folder.into())
}

/// All accounts by one text file with an address a line.
async fn import_all(window: &Window, profile: &Profile) -> Result<()> {
    let file = profile.file("accounts.txt");
    let lines: Vec<String> =
        ACCOUNTS.iter().map(|(issuer, account, rest)| uri(issuer, account, rest)).collect();
    fs::write(&file, lines.join("\n"))?;
    import(window, profile, &file).await?;
    window.press(&format!("Add {} accounts", ACCOUNTS.len())).await?;
    window.row("GitHub").await?;
    window.says_no_more("accounts added").await
}

/// A picture with codes of every status.
async fn review(window: &Window, profile: &Profile) -> Result<()> {
    let file = profile.file("screenshot-2026-11-22.png");
    let texts = [
        uri("Steam Deck", "countess", ""),
        uri("Registrar", "ada@analytical.dev", "&digits=8&algorithm=SHA256"),
        uri("Proton", "ada.l@proton.me", ""),
        "otpauth://totp/Old%20router:admin?secret=01890189&issuer=Old%20router".to_owned(),
    ];
    picture::draw(&texts, &file)?;
    profile.picks_to_open(&file)?;
    window.choose("Menu", "Import files").await?;
    window.says("4 accounts found").await
}

async fn import(window: &Window, profile: &Profile, file: &Path) -> Result<()> {
    profile.picks_to_open(file)?;
    window.press("Choose files").await?;
    window.says("accounts found").await
}

async fn wear(window: &Window, theme: &str) -> Result<()> {
    window.choose("Menu", "Settings").await?;
    window.field("Theme").await?.select_by_label(theme).await?;
    window.press("Close").await
}

/// A secret that follows from the name: the pictures show codes, but of nobody's account.
fn uri(issuer: &str, account: &str, rest: &str) -> String {
    let secret: String =
        issuer.bytes().cycle().take(32).map(|byte| char::from(b'A' + byte % 26)).collect();
    let label = format!("{issuer}:{account}")
        .replace('%', "%25")
        .replace(' ', "%20")
        .replace('·', "%C2%B7");
    format!("otpauth://totp/{label}?secret={secret}&issuer={}{rest}", issuer.replace(' ', "%20"))
}
