//! A site that asks for a second factor, software of others, and a person in a real browser window
//! who enrols there. See site/site.py and site/browser.mjs.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::Result;
use crate::profile::Profile;

/// Who the site says it is: see site.py.
pub const ISSUER: &str = "Heron Harbour";

pub struct Site {
    server: Child,
    browser: Child,
    to_browser: Option<ChildStdin>,
    from_browser: BufReader<ChildStdout>,
}

impl Site {
    /// Serves the site on loopback and opens a browser window.
    pub fn open(profile: &Profile) -> Result<Self> {
        let data = profile.file("site");
        fs::create_dir_all(&data)?;
        let log = File::create(profile.file("site.log"))?;
        let mut server = Command::new(given("TESSERA_E2E_PYTHON")?);
        server.arg(script("site.py")).arg(&data).stdin(Stdio::null()).stderr(log.try_clone()?);
        let mut server = server.stdout(Stdio::piped()).spawn()?;
        let address = line(&mut BufReader::new(server.stdout.take().ok_or("no output")?))?;

        let mut browser = Command::new("node");
        browser.arg(script("browser.mjs")).arg(address).arg(given("TESSERA_E2E_CHROMIUM")?);
        browser.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        let mut browser = browser.spawn()?;
        let to_browser = browser.stdin.take();
        let from_browser = BufReader::new(browser.stdout.take().ok_or("no output")?);
        Ok(Self { server, browser, to_browser, from_browser })
    }

    /// Signs in and goes to the page that shows the QR code.
    pub fn enrol(&mut self) -> Result<()> {
        self.ask("enrol", "shown")
    }

    /// Takes a picture of the QR code on the page into a file.
    pub fn shoot(&mut self, file: &Path) -> Result<()> {
        self.ask(&format!("shoot {}", file.display()), "shot")
    }

    /// Types the code that ends the enrolment; an error unless the site accepts it.
    pub fn confirm(&mut self, code: &str) -> Result<()> {
        self.ask(&format!("confirm {code}"), "accepted")
    }

    /// Signs in anew, and types a code where the site asks for it; an error unless it lets us in.
    pub fn login(&mut self, code: &str) -> Result<()> {
        self.ask(&format!("login {code}"), "welcome")
    }

    fn ask(&mut self, deed: &str, expected: &str) -> Result<()> {
        writeln!(self.to_browser.as_mut().ok_or("no input")?, "{deed}")?;
        let said = line(&mut self.from_browser)?;
        if said == expected { Ok(()) } else { Err(format!("The browser: {said}").into()) }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The browser closes its window when there are no more deeds; nothing else ends Chromium.
        self.to_browser = None;
        for _ in 0..100 {
            if !matches!(self.browser.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        for process in [&mut self.browser, &mut self.server] {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/site").join(name)
}

/// What `cargo xtask e2e` has found or made.
fn given(name: &str) -> Result<PathBuf> {
    let given = std::env::var_os(name);
    given.map(Into::into).ok_or_else(|| format!("{name} is not set: use cargo xtask e2e").into())
}

fn line(from: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    if line.is_empty() {
        Err("It ended at once; see site.log.".into())
    } else {
        Ok(line.trim().into())
    }
}
