//! The app's window, found and used as a person would: by what is written on it.

use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;

use crate::profile::Profile;
use crate::{Result, desktop, processes};

/// Deriving a key in a debug build on a busy machine takes its time.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Window {
    page: Client,
    driver: Driver,
    log: PathBuf,
}

impl Window {
    /// Starts the app for this user and waits until its page is there.
    pub async fn open(profile: &Profile) -> Result<Self> {
        let log = profile.file("app.log");
        desktop::until_no_app_runs().await?;
        let driver = Driver::start(profile)?;
        let mut wanted = Capabilities::new();
        wanted.insert("tauri:options".into(), json!({ "application": launcher(profile, &log)? }));
        let mut builder =
            ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let address = format!("http://127.0.0.1:{}", driver.port);
        let connect = builder.capabilities(wanted).connect(&address);
        // WebKit's driver waits without end for an app that has ended.
        let Ok(page) = tokio::time::timeout(PATIENCE, connect).await else {
            let said = fs::read_to_string(log).unwrap_or_default();
            return Err(format!("The app does not start. It says: {said}").into());
        };
        let page = page?;
        let window = Self { page, driver, log };
        window.wait_for("//main").await?;
        Ok(window)
    }

    /// Ends the app, and returns all that it printed.
    pub async fn close(self) -> Result<Vec<u8>> {
        let Self { page, driver, log } = self;
        page.close().await?;
        drop(driver);
        Ok(fs::read(log)?)
    }

    /// Presses the button or the item of a menu with this name.
    pub async fn press(&self, name: &str) -> Result<()> {
        let named = format!(
            "normalize-space()='{name}' or @aria-label='{name}' or .//span[normalize-space()='{name}']"
        );
        Ok(self.wait_for(&format!("//button[{named}]")).await?.click().await?)
    }

    /// Opens a menu and presses one of its items.
    pub async fn choose(&self, menu: &str, item: &str) -> Result<()> {
        self.press(menu).await?;
        self.press(item).await
    }

    /// Types into the field with this label, in place of what is there.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Types with the keyboard of the desktop: what WebDriver types passes through the app's process
    /// as one text, which no user's password does.
    pub async fn type_by_hand(&self, label: &str, text: &str) -> Result<()> {
        // A desktop that is busy loses keys.
        for _ in 0..5 {
            self.field(label).await?.click().await?;
            let typed = Command::new("xdotool")
                .args(["search", "--onlyvisible", "--name", "Tessera", "windowfocus", "--sync"])
                .args(["key", "ctrl+a", "BackSpace"])
                .args(["type", "--delay", "15", text])
                .status()?;
            if !typed.success() {
                return Err("xdotool could not type".into());
            }
            if self.holds_letters(text.chars().count()).await? {
                return Ok(());
            }
        }
        Err("What was typed did not arrive.".into())
    }

    /// Waits until as many letters as these are in the field that has the focus. The letters
    /// themselves stay where they are.
    async fn holds_letters(&self, expected: usize) -> Result<bool> {
        for _ in 0..50 {
            let count = self.string("return String(document.activeElement.value?.length)").await?;
            if count == expected.to_string() {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(false)
    }

    pub async fn field(&self, label: &str) -> Result<Element> {
        let labelled =
            format!("@aria-label='{label}' or @id=//label[normalize-space()='{label}']/@for");
        self.wait_for(&format!("//*[self::input or self::select or self::textarea][{labelled}]"))
            .await
    }

    /// Waits until these words can be read on the page.
    pub async fn says(&self, words: &str) -> Result<()> {
        self.wait_until(words, true).await
    }

    /// Waits until these words can no longer be read on the page.
    pub async fn says_no_more(&self, words: &str) -> Result<()> {
        self.wait_until(words, false).await
    }

    async fn wait_until(&self, words: &str, there: bool) -> Result<()> {
        for _ in 0..PATIENCE.as_millis() / 100 {
            if self.text().await?.contains(words) == there {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let problem = if there { "does not say" } else { "still says" };
        Err(format!("The window {problem}: {words}\nIt says: {}", self.text().await?).into())
    }

    /// The row of an account, by its issuer.
    pub async fn row(&self, issuer: &str) -> Result<Element> {
        self.wait_for(&format!("//*[@role='row'][starts-with(@aria-label, '{issuer}')]")).await
    }

    /// The code in the row of this issuer, as a screen reader says it, without the pauses.
    pub async fn code(&self, issuer: &str) -> Result<String> {
        let digits = "//*[starts-with(@aria-label, 'Code ')]";
        let row = format!("//*[@role='row'][starts-with(@aria-label, '{issuer}')]");
        let label = self.wait_for(&format!("{row}{digits}")).await?.attr("aria-label").await?;
        Ok(label.unwrap_or_default().trim_start_matches("Code ").replace(' ', ""))
    }

    pub async fn text(&self) -> Result<String> {
        self.string("return document.body.innerText").await
    }

    /// The page as it is now, with all that is hidden in it.
    pub async fn html(&self) -> Result<String> {
        self.string("return document.documentElement.outerHTML").await
    }

    pub async fn run(&self, script: &str) -> Result<()> {
        self.page.execute(script, Vec::new()).await?;
        Ok(())
    }

    /// Takes the window off the screen, as minimising does.
    pub async fn hide(&self) -> Result<()> {
        Ok(self.page.minimize_window().await?)
    }

    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.page.set_window_size(width, height).await?)
    }

    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.page.screenshot().await?)
    }

    /// The processes that run the page.
    pub fn web_processes(&self) -> Vec<u32> {
        let mut family = processes::family(self.driver.process.id());
        family.retain(|pid| processes::is_named(*pid, "WebKitWebProcess"));
        family
    }

    /// The processes of the app itself.
    pub fn app_processes(&self) -> Vec<u32> {
        let mut family = processes::family(self.driver.process.id());
        family.retain(|pid| processes::is_named(*pid, "tessera"));
        family
    }

    pub async fn string(&self, script: &str) -> Result<String> {
        let value = self.page.execute(script, Vec::new()).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    async fn wait_for(&self, xpath: &str) -> Result<Element> {
        match self.page.wait().at_most(PATIENCE).for_element(Locator::XPath(xpath)).await {
            Ok(element) => Ok(element),
            Err(problem) => {
                let text = self.text().await.unwrap_or_default();
                Err(format!("Not in the window: {xpath} ({problem})\nIt says: {text}").into())
            }
        }
    }
}

/// tauri-driver and all that it starts: WebKit's driver, the app, the app's web process.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start(profile: &Profile) -> Result<Self> {
        let program =
            std::env::var_os("TESSERA_E2E_DRIVER").unwrap_or_else(|| "tauri-driver".into());
        let [port, native_port] = free_ports()?;
        let log = File::create(profile.file("driver.log"))?;
        let mut command = Command::new(program);
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let process = profile.owns(&mut command).spawn();
        let process = process.map_err(|problem| format!("Cannot start tauri-driver: {problem}"))?;
        let driver = Self { process, port };
        wait_until_open(port)?;
        wait_until_open(native_port)?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // tauri-driver ends WebKit's driver when it is asked to end, but not when it is killed; and
        // nobody ends the app of a session that was not closed.
        let family = processes::family(self.process.id());
        send(self.process.id(), Signal::TERM);
        let _ = self.process.wait();
        for process in family.into_iter().skip(1) {
            send(process, Signal::KILL);
        }
    }
}

fn send(process: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// WebKit's driver throws away what the app prints; this puts it into a file first.
fn launcher(profile: &Profile, log: &Path) -> Result<PathBuf> {
    let file = profile.file("launch");
    let app = env!("CARGO_BIN_EXE_tessera");
    fs::write(&file, format!("#!/bin/sh\nexec '{app}' \"$@\" >'{}' 2>&1\n", log.display()))?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o700))?;
    Ok(file)
}

/// Both are held until both are known, so that they differ.
fn free_ports() -> Result<[u16; 2]> {
    let (one, two) = (TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?);
    Ok([one.local_addr()?.port(), two.local_addr()?.port()])
}

fn wait_until_open(port: u16) -> Result<()> {
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(format!("Nobody listens on port {port}.").into())
}
