//! A private desktop without a screen: a virtual display, a session bus, and if asked for a real
//! keyring and a real notification daemon. Everything ends with the value, and with this program
//! even if that is killed. Linux only.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell::program;

/// The screen is larger than any window that is looked at.
const SCREEN: &str = "1280x1000x24";

/// Locks a keyring that lives in a scratch folder for the time of one run.
const KEYRING_PASSWORD: &[u8] = b"scratch";

pub struct Session {
    dir: PathBuf,
    display: String,
    bus: String,
    children: Vec<Child>,
}

impl Session {
    /// A display and a bus: what a window needs to open.
    pub fn start() -> Result<Self> {
        let dir = std::env::temp_dir().join(format!("tessera-session-{}", std::process::id()));
        private_dir(&dir)?;
        for folder in ["run", "home"] {
            private_dir(&dir.join(folder))?;
        }
        let mut session =
            Self { dir, display: String::new(), bus: String::new(), children: Vec::new() };
        session.start_display()?;
        session.start_bus()?;
        Ok(session)
    }

    /// The same with an unlocked keyring and a notification daemon: what a desktop offers.
    pub fn start_desktop() -> Result<Self> {
        let mut session = Self::start()?;
        session.start_keyring()?;
        session.start_notifications()?;
        Ok(session)
    }

    /// Shows the command's windows here; it keeps its home.
    pub fn show<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
    }

    /// Shows the command's windows here and gives it scratch folders in place of the user's own.
    /// HOME itself stays, because cargo lives there.
    pub fn isolate<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let home = self.home();
        self.show(command)
            .env("XDG_RUNTIME_DIR", self.dir.join("run"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
    }

    /// Starts a program that ends with the session.
    pub fn spawn(&mut self, command: &mut Command) -> Result<&mut Child> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().with_context(|| format!("Cannot start {name}"))?;
        self.children.push(child);
        self.children.last_mut().context("The program that was just started is gone.")
    }

    fn start_display(&mut self) -> Result<()> {
        // Xvfb chooses a free display itself and tells its number. No key repeats itself (-r): on a
        // busy machine one that is typed seems to be held down.
        let mut xvfb = self.service("Xvfb")?;
        xvfb.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
        xvfb.arg("-r");
        let number = first_line(self.spawn(xvfb.stdout(Stdio::piped()))?)?;
        self.display = format!(":{number}");
        Ok(())
    }

    fn start_bus(&mut self) -> Result<()> {
        let mut bus = self.service("dbus-daemon")?;
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        bus.arg(format!("--address=unix:path={}", self.dir.join("run/bus").display()));
        self.bus = first_line(self.spawn(bus.stdout(Stdio::piped()))?)?;
        Ok(())
    }

    fn start_keyring(&mut self) -> Result<()> {
        let mut keyring = self.service("gnome-keyring-daemon")?;
        keyring.args(["--foreground", "--unlock", "--components=secrets"]);
        let child = self.spawn(keyring.stdin(Stdio::piped()))?;
        let mut password = child.stdin.take().context("gnome-keyring-daemon has no input.")?;
        password.write_all(KEYRING_PASSWORD)?;
        drop(password);
        self.wait_for_owner("org.freedesktop.secrets")
    }

    fn start_notifications(&mut self) -> Result<()> {
        let mut dunst = self.service("dunst")?;
        self.spawn(&mut dunst)?;
        self.wait_for_owner("org.freedesktop.Notifications")
    }

    /// A program of this desktop: lives in the scratch home, writes its own log, and is ended by the
    /// kernel should this program be killed (setpriv is part of every Debian).
    fn service(&self, name: &str) -> Result<Command> {
        let log = File::create(self.dir.join(format!("{name}.log")))?;
        let mut command = program("setpriv");
        command.args(["--pdeathsig", "TERM", name]);
        command.stdout(Stdio::null()).stderr(log);
        self.isolate(&mut command).env("HOME", self.home());
        Ok(command)
    }

    fn wait_for_owner(&self, name: &str) -> Result<()> {
        let question = format!("string:{name}");
        for _ in 0..100 {
            let mut ask = program("dbus-send");
            ask.args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
            ]);
            ask.args(["org.freedesktop.DBus.NameHasOwner", &question]);
            if crate::shell::output(self.show(&mut ask))?.ends_with("true") {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        bail!("Nothing answers as {name} on the private session bus. Its log: {}", self.logs())
    }

    fn home(&self) -> PathBuf {
        self.dir.join("home")
    }

    fn logs(&self) -> String {
        let mut words = String::new();
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "log") {
                words += &fs::read_to_string(entry.path()).unwrap_or_default();
            }
        }
        words
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Last started first: a daemon should not see its bus go away.
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.dir);
    }
}

fn first_line(child: &mut Child) -> Result<String> {
    let output: ChildStdout =
        child.stdout.take().context("A program of the private session has no output.")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    if line.trim().is_empty() {
        bail!("A program of the private session ended at once.");
    }
    Ok(line.trim().to_owned())
}

/// A folder for this user only: a runtime folder that others may read is refused by those who use it.
fn private_dir(path: &Path) -> Result<()> {
    fs::create_dir(path).with_context(|| format!("Cannot make {}", path.display()))?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
