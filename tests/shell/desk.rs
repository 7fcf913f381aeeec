//! The program itself on a desktop of the test's own: a display, a bus, and a panel that shows icons.

mod panel;

use std::fs::{self, File};
use std::io::Write;
use std::process::{Child, Stdio};
use std::time::SystemTime;

use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_app::app::App;
use tessera_core::base32;
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::time::UnixTime;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

use crate::accounts::{PASSWORD, SECRET, form};
use crate::display::Display;
use crate::eventually::eventually;
use crate::private_bus::PrivateBus;
use crate::processes;
use crate::test_app::TestApp;
use panel::Panel;

/// A user whose vault holds an account that was used before, and who has switched the tray on.
pub struct Desk {
    pub display: Display,
    bus: PrivateBus,
    panel: Option<Panel>,
    folder: TempDir,
}

impl Desk {
    pub fn new(settings: &Value) -> Self {
        let mut desk = Self::without_panel(settings);
        desk.panel = Some(Panel::on(&desk.bus));
        desk
    }

    pub fn without_panel(settings: &Value) -> Self {
        let folder = a_vault();
        let profile = folder.path().join("config/tessera");
        fs::create_dir_all(&profile).unwrap();
        fs::write(profile.join("settings.json"), settings.to_string()).unwrap();
        let display = Display::of("1280x800x24").expect("Xvfb is missing");
        Self { display, bus: PrivateBus::start(), panel: None, folder }
    }

    pub fn panel(&self) -> &Panel {
        self.panel.as_ref().unwrap()
    }

    pub fn start(&self, arguments: &[&str]) -> Program<'_> {
        let mut program = self.display.command(env!("CARGO_BIN_EXE_tessera"));
        let folder = self.folder.path();
        program.env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address);
        program.env("TESSERA_VAULT", folder.join("vault.tessera")).env("GDK_BACKEND", "x11");
        program.env("XDG_CONFIG_HOME", folder.join("config")).env("XDG_RUNTIME_DIR", folder);
        program
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("XDG_CACHE_HOME", folder.join("cache"));
        program.stdout(Stdio::null()).stderr(File::create(folder.join("said")).unwrap());
        let child = program.args(arguments).spawn().unwrap();
        Program { desk: self, child }
    }

    /// From now on this window manager gives windows the focus.
    pub fn manage_windows(&self) -> Service {
        let mut manager = self.display.command("openbox");
        manager.env("HOME", self.folder.path()).env("XDG_CONFIG_HOME", self.folder.path());
        manager.stdout(Stdio::null()).stderr(Stdio::null());
        let manager = Service(manager.spawn().expect("openbox is missing"));
        let (x, screen) = x11rb::connect(Some(self.display.name())).unwrap();
        let root = x.setup().roots[screen].root;
        let said = x.intern_atom(false, b"_NET_SUPPORTING_WM_CHECK").unwrap().reply().unwrap().atom;
        let any = x11rb::NONE;
        eventually(|| {
            let said = x.get_property(false, root, said, any, 0, 1).unwrap().reply().unwrap();
            !said.value.is_empty()
        });
        manager
    }

    /// What xdotool says to this, without the line's end.
    pub fn xdotool(&self, arguments: &[&str]) -> String {
        let mut xdotool = self.display.command("xdotool");
        let said = xdotool.args(arguments).stderr(Stdio::null()).output().unwrap().stdout;
        String::from_utf8(said).unwrap().trim().to_owned()
    }

    /// The number of the window that is in sight.
    pub fn window(&self) -> Option<u32> {
        let mut search = self.display.command("xdotool");
        search.args(["search", "--onlyvisible", "--name", "^Tessera$"]);
        String::from_utf8(search.output().unwrap().stdout).unwrap().lines().next()?.parse().ok()
    }

    pub fn wait_for_window(&self, there: bool) {
        eventually(|| self.window().is_some() == there);
    }

    /// Types the password, as often as it takes until the page is there to take it.
    pub fn unlock(&self) {
        eventually(|| {
            let window = self.window().map(|window| window.to_string()).unwrap_or_default();
            let mut keys = self.display.command("xdotool");
            keys.args(["windowfocus", &window, "key", "ctrl+a", "type", "--delay", "5", PASSWORD]);
            let typed = keys.stderr(Stdio::null()).status().unwrap().success();
            let mut enter = self.display.command("xdotool");
            enter.args(["key", "Return"]).stderr(Stdio::null()).status().unwrap();
            typed && self.panel().labels().contains(&"Lock".to_owned())
        });
    }

    /// As the button in the window's title does.
    pub fn close_window(&self) {
        let window = self.window().unwrap();
        let (x, _) = x11rb::connect(Some(self.display.name())).unwrap();
        let atom =
            |name: &str| x.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
        let data = [atom("WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, atom("WM_PROTOCOLS"), data);
        x.send_event(false, window, EventMask::NO_EVENT, message).unwrap().check().unwrap();
    }

    /// Searches for the account and presses Enter, as often as it takes until the page is there: another
    /// text is on the clipboard before.
    pub fn copy_by_hand(&self) {
        let mut copy = self.display.command("xclip");
        copy.args(["-selection", "clipboard", "-in"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut copy = copy.spawn().unwrap();
        copy.stdin.take().unwrap().write_all(b"another text").unwrap();
        copy.wait().unwrap();
        assert_eq!(self.clipboard(), "another text");
        eventually(|| {
            let window = self.window().map(|window| window.to_string()).unwrap_or_default();
            let mut keys = self.display.command("xdotool");
            keys.args(["windowfocus", &window, "key", "ctrl+a", "type", "--delay", "5", "kestrel"]);
            keys.stderr(Stdio::null()).status().unwrap();
            self.display.command("xdotool").args(["key", "Return"]).status().unwrap();
            codes().contains(&self.clipboard())
        });
    }

    pub fn clipboard(&self) -> String {
        let mut paste = self.display.command("xclip");
        paste.args(["-selection", "clipboard", "-out"]).stderr(Stdio::null());
        String::from_utf8(paste.output().unwrap().stdout).unwrap()
    }
}

/// The program, until it is dropped.
pub struct Program<'a> {
    desk: &'a Desk,
    pub child: Child,
}

impl Program<'_> {
    pub fn web_processes(&self) -> usize {
        let family = processes::family(self.child.id());
        family.iter().filter(|pid| processes::is_named(**pid, "WebKitWebProcess")).count()
    }

    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub fn wait_for_end(&mut self) {
        eventually(|| !self.runs());
        assert_eq!(self.child.wait().unwrap().code(), Some(0), "{}", self.said());
    }

    pub fn said(&self) -> String {
        fs::read_to_string(self.desk.folder.path().join("said")).unwrap_or_default()
    }
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        // Its web processes end with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn a_vault() -> TempDir {
    let app = TestApp::with_vault();
    let added = app.ok("add_entry", json!({ "entry": form("Kestrel", SECRET) }));
    app.ok("add_entry", json!({ "entry": form("Never used", SECRET) }));
    app.ok("copy_code", json!({ "id": added["id"] }));
    app.ask(App::close);
    let TestApp { folder, .. } = app;
    folder
}

/// The code of this moment and those around it.
pub fn codes() -> Vec<String> {
    let scheme = Scheme::Totp {
        algorithm: Algorithm::Sha1,
        digits: Digits::DEFAULT,
        period: Period::DEFAULT,
    };
    let otp = Otp::new(base32::decode(SECRET).unwrap(), scheme);
    let now = UnixTime::from(SystemTime::now()).seconds();
    let around = [now - 30, now, now + 30].map(UnixTime::from_seconds);
    around.map(|at| otp.code_at(at).expose().to_owned()).into()
}

/// A program of the desktop, until it is dropped.
pub struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
