//! A passive grab of an X server. Waits for the server and for nothing else: no time passes in it.
//!
//! A Wayland compositor gives apps no such key: its X server for older apps hears the keyboard only while
//! one of these has the focus.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tessera_app::types::{PickerKey, Shortcut, ShortcutKey};
use x11rb::connection::Connection;
use x11rb::errors::{ReplyError, ReplyOrIdError};
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt, CreateWindowAux, EventMask, GrabMode, Keycode, Mapping, ModMask,
    PropMode, Window, WindowClass,
};
use x11rb::protocol::{ErrorKind, Event};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{CURRENT_TIME, NONE};

use super::{GlobalKeys, Pressed};

/// The keys of one X server.
pub struct X11Keys {
    display: Option<String>,
    pressed: Arc<Pressed>,
    held: Option<Held>,
}

impl X11Keys {
    /// Of the server of this session, or of the one with this name.
    #[must_use]
    pub fn new(display: Option<String>, pressed: Pressed) -> Self {
        Self { display, pressed: Arc::new(pressed), held: None }
    }
}

/// The session's own keyboard and windows are elsewhere.
fn is_for_older_apps() -> bool {
    std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty())
}

/// What time it is for the X server of this session; none where it has none.
pub(crate) fn server_time() -> Option<u32> {
    if is_for_older_apps() {
        return None;
    }
    let (x, screen) = x11rb::connect(None).ok()?;
    let root = x.setup().roots.get(screen)?.root;
    let window = nobody_sees(&x, root, EventMask::PROPERTY_CHANGE).ok()?;
    // Each change is told with its time, also one that adds nothing.
    let (mode, name) = (PropMode::APPEND, AtomEnum::WM_NAME);
    x.change_property8(mode, window, name, AtomEnum::STRING, b"").ok()?.check().ok()?;
    loop {
        if let Event::PropertyNotify(change) = x.wait_for_event().ok()? {
            return Some(change.time);
        }
    }
}

fn nobody_sees(
    x: &RustConnection,
    root: Window,
    hears: EventMask,
) -> Result<Window, ReplyOrIdError> {
    let (window, class) = (x.generate_id()?, WindowClass::INPUT_ONLY);
    let hears = CreateWindowAux::new().event_mask(hears);
    x.create_window(0, window, root, 0, 0, 1, 1, 0, class, NONE, &hears)?.check()?;
    Ok(window)
}

impl GlobalKeys for X11Keys {
    fn set(&mut self, key: Option<Shortcut>) -> PickerKey {
        self.held = None;
        if self.display.is_none() && is_for_older_apps() {
            return PickerKey::None;
        }
        let Ok((connection, screen)) = x11rb::connect(self.display.as_deref()) else {
            return PickerKey::None;
        };
        let Some(key) = key else { return PickerKey::Free };
        let Some(root) = connection.setup().roots.get(screen).map(|screen| screen.root) else {
            return PickerKey::None;
        };
        let grab = Grab { connection: Arc::new(connection), root, key };
        match grab.take() {
            Ok(true) => {}
            Ok(false) => return PickerKey::Taken,
            Err(error) if is_taken(&error) => return PickerKey::Taken,
            Err(_) => return PickerKey::None,
        }
        self.held = Held::serve(grab, Arc::clone(&self.pressed)).ok();
        if self.held.is_some() { PickerKey::Free } else { PickerKey::None }
    }
}

fn is_taken(error: &ReplyError) -> bool {
    matches!(error, ReplyError::X11Error(error) if error.error_kind == ErrorKind::Access)
}

/// A key that is ours until this is dropped.
struct Held {
    grab: Grab,
    /// Its end is what ends the thread.
    end: Window,
    thread: Option<JoinHandle<()>>,
}

impl Held {
    fn serve(grab: Grab, pressed: Arc<Pressed>) -> Result<Self, Box<dyn std::error::Error>> {
        let hears = EventMask::STRUCTURE_NOTIFY;
        let end = nobody_sees(&grab.connection, grab.root, hears)?;
        let served = grab.clone();
        let serve = move || served.serve(end, &**pressed);
        let thread = Some(thread::Builder::new().name("picker-key".into()).spawn(serve)?);
        Ok(Self { grab, end, thread })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A server that is gone has ended the thread.
        let _ = self.grab.give_back();
        let _ = self.grab.connection.destroy_window(self.end);
        let _ = self.grab.connection.flush();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Clones share the connection.
#[derive(Clone)]
struct Grab {
    connection: Arc<RustConnection>,
    root: Window,
    key: Shortcut,
}

impl Grab {
    /// Whether this keyboard has the key.
    fn take(&self) -> Result<bool, ReplyError> {
        let Some(code) = self.keycode()? else { return Ok(false) };
        for held in self.modifiers() {
            let (way, root) = (GrabMode::ASYNC, self.root);
            self.connection.grab_key(false, root, held, code, way, way)?.check()?;
        }
        Ok(true)
    }

    fn give_back(&self) -> Result<(), ReplyError> {
        // Every key of this connection. 0 is any.
        self.connection.ungrab_key(0, self.root, ModMask::ANY)?.check()
    }

    fn serve(&self, end: Window, pressed: &(dyn Fn() + Send + Sync)) {
        while let Ok(event) = self.connection.wait_for_event() {
            match event {
                Event::KeyPress(_) => {
                    // The keyboard is ours as long as the key is down: the window that opens needs it.
                    let _ = self.connection.ungrab_keyboard(CURRENT_TIME);
                    let _ = self.connection.flush();
                    pressed();
                }
                Event::MappingNotify(change) if change.request == Mapping::KEYBOARD => {
                    // The letter may be on another key now.
                    let _ = self.give_back();
                    let _ = self.take();
                }
                Event::DestroyNotify(gone) if gone.window == end => return,
                _ => {}
            }
        }
    }

    /// Which key of the keyboard bears the letter, in any of its layouts.
    fn keycode(&self) -> Result<Option<Keycode>, ReplyError> {
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let mapping = self.connection.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let wanted = keysym(self.key.key);
        let mut keys = mapping.keysyms.chunks(mapping.keysyms_per_keycode.max(1).into());
        let at = keys.position(|signs| signs.contains(&wanted));
        Ok(at.and_then(|at| Some(first + u8::try_from(at).ok()?)))
    }

    /// What is held down, with and without the locks: they are modifiers too.
    fn modifiers(&self) -> [ModMask; 4] {
        let Shortcut { ctrl, alt, shift, logo, .. } = self.key;
        let masks = [
            (ctrl, ModMask::CONTROL),
            (alt, ModMask::M1),
            (shift, ModMask::SHIFT),
            (logo, ModMask::M4),
        ];
        let none = ModMask::from(0u16);
        let held = masks.into_iter().filter(|(is_held, _)| *is_held);
        let held = held.fold(none, |all, (_, mask)| all | mask);
        let (capitals, numbers) = (ModMask::LOCK, ModMask::M2);
        [none, capitals, numbers, capitals | numbers].map(|locks| held | locks)
    }
}

/// Signs of Latin-1 are their own keysyms.
fn keysym(key: ShortcutKey) -> u32 {
    const F1: u32 = 0xffbe;
    match key {
        ShortcutKey::Letter(letter) => letter.to_ascii_lowercase().into(),
        ShortcutKey::Digit(digit) => u32::from(b'0' + digit),
        ShortcutKey::Function(number) => F1 + u32::from(number) - 1,
        ShortcutKey::Space => ' '.into(),
    }
}
