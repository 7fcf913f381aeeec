//! An account comes from a site into the vault, by every way that a desktop has, and the site takes
//! the code that the window shows.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::canary::Canary;
use crate::desktop::middle_of_a_step;
use crate::journey::create_vault;
use crate::profile::Profile;
use crate::site::{ISSUER, Site};
use crate::window::Window;
use crate::{Result, in_time, picture};

const LOOKS: u32 = 10;

#[tokio::test]
async fn a_code_on_the_screen_becomes_an_account_and_the_site_takes_its_codes() -> Result<()> {
    in_time(async {
        let profile = Profile::empty("enrolment-screen")?;
        let mut site = Site::open(&profile)?;
        site.enrol()?;
        let window = Window::open(&profile).await?;
        create_vault(&window).await?;
        scan_the_screen(&window).await?;
        add_the_account(&window).await?;

        middle_of_a_step().await?;
        let code = window.code(ISSUER).await?;
        site.confirm(&code)?;
        let next = the_code_after(&window, &code).await?;
        site.login(&next)?;
        window.close().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_picture_on_the_clipboard_becomes_an_account_and_the_site_takes_its_code() -> Result<()> {
    in_time(async {
        let profile = Profile::empty("enrolment-clipboard")?;
        let mut site = Site::open(&profile)?;
        site.enrol()?;
        let file = profile.file("code.png");
        site.shoot(&file)?;
        let window = Window::open(&profile).await?;
        create_vault(&window).await?;
        copy_picture(&file)?;
        window.press("Paste").await?;
        add_the_account(&window).await?;

        middle_of_a_step().await?;
        site.confirm(&window.code(ISSUER).await?)?;
        window.close().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_dropped_on_the_window_is_reviewed() -> Result<()> {
    in_time(async {
        let canary = Canary::new()?;
        let profile = Profile::empty("enrolment-drop")?;
        let file = profile.file("dropped.png");
        picture::draw(&[canary.uri()], &file)?;
        let window = Window::open(&profile).await?;
        create_vault(&window).await?;
        window.run(LISTENS_TO_A_DRAG).await?;
        drop_on_the_window(&file, &[])?;
        window.says("1 account found").await?;
        let heard = window.string("return window.heard").await?;
        assert!(!heard.contains("dropped.png"), "the page has heard: {heard}");
        window.says(canary.account).await?;
        window.press("Add 1 account").await?;
        window.row(canary.issuer).await?;
        window.close().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_dragged_out_of_another_window_is_reviewed() -> Result<()> {
    in_time(async {
        let canary = Canary::new()?;
        let profile = Profile::empty("enrolment-text")?;
        let file = profile.file("letter.txt");
        std::fs::write(&file, format!("Scan the code, or use {}", canary.uri()))?;
        let window = Window::open(&profile).await?;
        create_vault(&window).await?;
        drop_on_the_window(&file, &["text"])?;
        window.says("1 account found").await?;
        window.press("Add 1 account").await?;
        window.row(canary.issuer).await?;
        window.close().await?;
        Ok(())
    })
    .await
}

/// What a script in the page could learn of a drag.
const LISTENS_TO_A_DRAG: &str = r"
    window.heard = '';
    for (const name of ['dragenter', 'dragover', 'drop'])
        window.addEventListener(name, ({ dataTransfer: held }) => {
            const files = [...held.files, ...[...held.items].map((item) => item.getAsFile())];
            const texts = held.types.map((type) => held.getData(type));
            window.heard += [name, ...texts, ...files.map((file) => file?.name)].join(' ') + ';';
        }, true);";

/// As often as it takes a busy machine to paint what our window, hidden for the shot, was covering.
async fn scan_the_screen(window: &Window) -> Result<()> {
    for _ in 0..LOOKS {
        window.press("Scan the screen").await?;
        for _ in 0..30 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let text = window.text().await?;
            if text.contains("1 account found") {
                return Ok(());
            }
            if text.contains("No QR code was seen") {
                break;
            }
        }
    }
    Err(format!("Nothing is found on the screen. It says: {}", window.text().await?).into())
}

async fn add_the_account(window: &Window) -> Result<()> {
    window.says("1 account found").await?;
    window.says(ISSUER).await?;
    window.press("Add 1 account").await?;
    window.row(ISSUER).await?;
    Ok(())
}

/// A site takes each code once.
async fn the_code_after(window: &Window, used: &str) -> Result<String> {
    loop {
        middle_of_a_step().await?;
        let code = window.code(ISSUER).await?;
        if code != used {
            return Ok(code);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// xclip stays to hand it out, until something else is copied.
fn copy_picture(file: &Path) -> Result<()> {
    let mut copy = Command::new("xclip");
    copy.args(["-selection", "clipboard", "-t", "image/png", "-i"]).arg(file);
    copy.stdout(Stdio::null()).stderr(Stdio::null());
    if copy.status()?.success() { Ok(()) } else { Err("xclip could not copy the picture".into()) }
}

/// Drags the file, or its text, out of another window and lets it fall into the middle of ours.
fn drop_on_the_window(file: &Path, what: &[&str]) -> Result<()> {
    let mut source = Command::new("/usr/bin/python3");
    source.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/drag.py")).arg(file);
    let mut source = source.args(["1100", "800"]).args(what).stdout(Stdio::piped()).spawn()?;
    let mut said = BufReader::new(source.stdout.take().ok_or("no output")?).lines();
    let dragged =
        said.next().ok_or("drag.py did not start")?.map_err(Into::into).and_then(|_| drag());
    if dragged.is_ok() {
        said.next().ok_or("the file was not dropped")??;
    }
    source.kill()?;
    source.wait()?;
    dragged
}

fn drag() -> Result<()> {
    let at = |x: i32, y: i32| ["mousemove".to_owned(), x.to_string(), y.to_string()];
    let window = Command::new("xdotool")
        .args(["search", "--onlyvisible", "--name", "^Tessera$", "getwindowgeometry", "--shell"])
        .output()?;
    let shell = String::from_utf8(window.stdout)?;
    let number = |name: &str| -> Result<i32> {
        let found = shell.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        Ok(found.ok_or_else(|| format!("no {name} of the window"))?.parse()?)
    };
    let (x, y) = (number("X")? + number("WIDTH")? / 2, number("Y")? + number("HEIGHT")? / 2);
    let mut moves = Command::new("xdotool");
    moves.args(at(1140, 840)).args(["mousedown", "1"]);
    for step in 1..=20 {
        moves
            .args(at(1140 + (x - 1140) * step / 20, 840 + (y - 840) * step / 20))
            .args(["sleep", "0.03"]);
    }
    // Wait for the window to say that it takes the file, as a hand would.
    moves.args(at(x + 1, y + 1)).args(["sleep", "0.5", "mouseup", "1"]);
    if moves.status()?.success() { Ok(()) } else { Err("xdotool could not drag".into()) }
}
