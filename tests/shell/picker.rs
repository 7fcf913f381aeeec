//! The picker over another app's window, opened by real keys.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tessera::platform::hotkey::{GlobalKeys, X11Keys};
use tessera_app::types::{PickerKey, Shortcut};
use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt, CreateWindowAux, EventMask, PropMode, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::accounts::{PASSWORD, SECRET};
use crate::desk::{Desk, codes};
use crate::display::Display;
use crate::eventually::eventually;

const KEY: &str = "ctrl+alt+space";

fn settings() -> Value {
    json!({ "tray": true, "close_to_tray": true, "picker": true })
}

/// The window of another app, with the focus.
struct OtherApp {
    x: RustConnection,
    window: Window,
}

impl OtherApp {
    fn on(desk: &Desk) -> Self {
        let (x, screen) = x11rb::connect(Some(desk.display.name())).unwrap();
        let (screen, window) = (x.setup().roots[screen].clone(), x.generate_id().unwrap());
        let (class, depth) = (WindowClass::INPUT_OUTPUT, COPY_DEPTH_FROM_PARENT);
        let looks = CreateWindowAux::new()
            .background_pixel(screen.white_pixel)
            .event_mask(EventMask::KEY_PRESS);
        x.create_window(depth, window, screen.root, 0, 0, 500, 400, 0, class, 0, &looks).unwrap();
        let name = AtomEnum::WM_NAME;
        x.change_property8(PropMode::REPLACE, window, name, AtomEnum::STRING, b"Other app")
            .unwrap();
        x.map_window(window).unwrap();
        x.flush().unwrap();
        let other = Self { x, window };
        eventually(|| {
            !desk.xdotool(&["search", "--onlyvisible", "--name", "^Other app$"]).is_empty()
        });
        desk.xdotool(&["windowactivate", "--sync", &window.to_string()]);
        eventually(|| other.has_focus());
        other
    }

    fn has_focus(&self) -> bool {
        self.x.get_input_focus().unwrap().reply().unwrap().focus == self.window
    }

    /// How many keys were pressed in it since this was asked last.
    fn keys(&self) -> usize {
        let mut keys = 0;
        while let Some(event) = self.x.poll_for_event().unwrap() {
            keys += usize::from(matches!(event, Event::KeyPress(_)));
        }
        keys
    }
}

/// Whether it comes to be within a few seconds, where doing something once more would undo it.
fn within(is_so: impl Fn() -> bool) -> bool {
    let begun = Instant::now();
    while !is_so() {
        if begun.elapsed() > Duration::from_secs(5) {
            return false;
        }
    }
    true
}

impl Desk {
    fn is_picker_open(&self) -> bool {
        !self.xdotool(&["search", "--onlyvisible", "--name", "^Tessera picker$"]).is_empty()
    }

    /// The key is nobody's before the app has asked for it. It is not pressed again while the picker may be
    /// on its way, whose focus that would take.
    fn press_the_key_until_it_is_heard(&self) {
        eventually(|| {
            self.xdotool(&["key", KEY]);
            within(|| self.is_picker_open())
        });
    }

    fn has_picker_focus(&self) -> bool {
        self.xdotool(&["getactivewindow", "getwindowname"]) == "Tessera picker"
    }

    fn wait_for_picker(&self) {
        eventually(|| self.is_picker_open() && self.has_picker_focus());
    }

    fn empty_clipboard(&self) {
        let mut copy = self.display.command("xclip");
        copy.args(["-selection", "clipboard", "-in"]).stdout(Stdio::null());
        assert!(copy.status().unwrap().success());
        assert_eq!(self.clipboard(), "");
    }
}

/// The codes of this moment and those around it, by a program that shares no code with ours.
fn by_oathtool() -> Vec<String> {
    let code = |when: &str| {
        let mut oathtool = std::process::Command::new("oathtool");
        let said = oathtool.args(["--totp", "-b", SECRET, "--now", when]).output().unwrap();
        String::from_utf8(said.stdout).unwrap().trim().to_owned()
    };
    ["30 seconds ago", "now", "30 seconds"].map(code).into()
}

#[test]
fn a_key_opens_it_over_another_app_and_three_letters_and_enter_copy_a_code() {
    let desk = Desk::new(&settings());
    let _manager = desk.manage_windows();
    let program = desk.start(&[]);
    desk.wait_for_window(true);
    desk.unlock();
    desk.close_window();
    desk.wait_for_window(false);
    let other = OtherApp::on(&desk);
    desk.press_the_key_until_it_is_heard();
    desk.wait_for_picker();
    other.keys();
    desk.xdotool(&["type", "--delay", "5", "kes"]);
    desk.xdotool(&["key", "Return"]);
    eventually(|| by_oathtool().contains(&desk.clipboard()));
    assert_eq!(codes().len(), 3);
    eventually(|| !desk.is_picker_open());
    eventually(|| other.has_focus());
    assert_eq!(other.keys(), 0, "the other app heard what was typed into the picker");
    assert!(desk.window().is_none(), "the main window has come back: {}", program.said());

    // Warm: the page waits out of sight.
    for escape in ["Escape", "the other window"] {
        desk.empty_clipboard();
        let start = Instant::now();
        desk.xdotool(&["key", KEY]);
        eventually(|| desk.is_picker_open());
        eprintln!("opened again within {} ms", start.elapsed().as_millis());
        desk.wait_for_picker();
        match escape {
            "Escape" => drop(desk.xdotool(&["key", "Escape"])),
            _ => drop(desk.xdotool(&["windowactivate", &other.window.to_string()])),
        }
        eventually(|| !desk.is_picker_open());
        eventually(|| other.has_focus());
        assert_eq!(desk.clipboard(), "");
    }
}

#[test]
fn a_second_start_opens_it_and_a_locked_vault_is_unlocked_in_place() {
    let desk = Desk::new(&json!({ "tray": true }));
    let _manager = desk.manage_windows();
    let mut program = desk.start(&["--hidden"]);
    eventually(|| desk.panel().has_icon());
    let other = OtherApp::on(&desk);
    assert!(desk.start(&["--pick"]).child.wait().unwrap().success());
    desk.wait_for_picker();
    // The page is there a little later than its window. What is typed after the unlock searches.
    eventually(|| {
        desk.xdotool(&["key", "ctrl+a"]);
        desk.xdotool(&["type", "--delay", "5", PASSWORD]);
        desk.xdotool(&["key", "Return"]);
        within(|| desk.panel().labels().contains(&"Lock".to_owned()))
    });
    assert!(desk.is_picker_open(), "the unlock has closed it");
    desk.empty_clipboard();
    eventually(|| {
        desk.xdotool(&["key", "ctrl+a"]);
        desk.xdotool(&["type", "--delay", "5", "kes"]);
        desk.xdotool(&["key", "Return"]);
        by_oathtool().contains(&desk.clipboard())
    });
    eventually(|| !desk.is_picker_open());
    eventually(|| other.has_focus());

    // A lock takes it off the screen, and what opens then asks for the password.
    assert!(desk.start(&["--pick"]).child.wait().unwrap().success());
    desk.wait_for_picker();
    desk.panel().choose("Lock");
    eventually(|| !desk.is_picker_open());
    eventually(|| desk.clipboard() == "");
    assert!(desk.start(&["--pick"]).child.wait().unwrap().success());
    desk.wait_for_picker();
    desk.xdotool(&["type", "--delay", "5", "kes"]);
    desk.xdotool(&["key", "Return"]);
    assert!(!desk.panel().labels().contains(&"Lock".to_owned()));
    assert!(desk.is_picker_open());
    assert_eq!(desk.clipboard(), "");
    desk.panel().choose("Quit Tessera");
    program.wait_for_end();
}

#[test]
fn closing_the_only_window_ends_the_app_though_the_picker_was_used() {
    let desk = Desk::without_panel(&json!({}));
    let _manager = desk.manage_windows();
    let mut program = desk.start(&[]);
    desk.wait_for_window(true);
    assert!(desk.start(&["--pick"]).child.wait().unwrap().success());
    desk.wait_for_picker();
    desk.xdotool(&["key", "Escape"]);
    eventually(|| !desk.is_picker_open());
    desk.close_window();
    program.wait_for_end();
}

#[test]
fn a_key_is_heard_with_any_lock_on_and_one_that_another_program_has_is_known() {
    let display = Display::open().expect("Xvfb is missing");
    let keys = || {
        let count = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&count);
        let pressed = Box::new(move || {
            counts.fetch_add(1, Ordering::SeqCst);
        });
        (X11Keys::new(Some(display.name().to_owned()), pressed), count)
    };
    let press = |key| {
        let mut xdotool = display.command("xdotool");
        assert!(xdotool.args(["key", key]).status().unwrap().success());
    };
    let ((mut ours, heard), (mut theirs, heard_there)) = (keys(), keys());
    let key: Option<Shortcut> = Some("Ctrl+Alt+O".parse().unwrap());
    assert_eq!(ours.set(key), PickerKey::Free);
    assert_eq!(theirs.set(key), PickerKey::Taken);
    for (lock, count) in [(None, 1), (Some("Caps_Lock"), 2), (Some("Num_Lock"), 3)] {
        lock.into_iter().for_each(press);
        press("ctrl+alt+o");
        eventually(|| heard.load(Ordering::SeqCst) == count);
    }
    press("Caps_Lock");
    press("Num_Lock");
    // Another key, and then none: what was held is free at once.
    assert_eq!(ours.set(Some("Super+F5".parse().unwrap())), PickerKey::Free);
    assert_eq!(theirs.set(key), PickerKey::Free);
    assert_eq!(ours.set(key), PickerKey::Taken);
    press("ctrl+alt+o");
    eventually(|| heard_there.load(Ordering::SeqCst) == 1);
    assert_eq!(ours.set(None), PickerKey::Free);
    assert_eq!(heard.load(Ordering::SeqCst), 3);
    let mut nowhere = X11Keys::new(Some(":none".into()), Box::new(|| {}));
    assert_eq!(nowhere.set(key), PickerKey::None);
}
