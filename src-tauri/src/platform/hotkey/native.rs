//! The keys of Windows and macOS, which have to be asked for on the main thread.

use std::cell::RefCell;
use std::sync::mpsc;

use global_hotkey::hotkey::{Code, HotKey, Modifiers};
use global_hotkey::{Error, GlobalHotKeyEvent, GlobalHotKeyManager, HotKeyState};
use tauri::{AppHandle, Runtime};
use tessera_app::types::{PickerKey, Shortcut, ShortcutKey};

use super::{GlobalKeys, Pressed};

thread_local! {
    /// On the main thread: the manager, and the key that it holds.
    static KEYS: RefCell<Option<(GlobalHotKeyManager, Option<HotKey>)>> = const { RefCell::new(None) };
}

/// The keys of this system.
pub struct NativeKeys<R: Runtime>(AppHandle<R>);

impl<R: Runtime> NativeKeys<R> {
    /// `pressed` is called for each press.
    pub fn new(app: AppHandle<R>, pressed: Pressed) -> Self {
        GlobalHotKeyEvent::set_event_handler(Some(move |event: GlobalHotKeyEvent| {
            if event.state == HotKeyState::Pressed {
                pressed();
            }
        }));
        Self(app)
    }
}

impl<R: Runtime> GlobalKeys for NativeKeys<R> {
    fn set(&mut self, key: Option<Shortcut>) -> PickerKey {
        let (tell, told) = mpsc::channel();
        let asked = self.0.run_on_main_thread(move || {
            // Whoever asked may have ended.
            let _ = tell.send(set(key.and_then(hotkey)));
        });
        asked.ok().and_then(|()| told.recv().ok()).unwrap_or(PickerKey::None)
    }
}

fn set(key: Option<HotKey>) -> PickerKey {
    KEYS.with_borrow_mut(|keys| {
        if keys.is_none() {
            let Ok(manager) = GlobalHotKeyManager::new() else { return PickerKey::None };
            *keys = Some((manager, None));
        }
        let Some((manager, held)) = keys else { return PickerKey::None };
        if let Some(before) = held.take() {
            // What cannot be given back goes with the process.
            let _ = manager.unregister(before);
        }
        let Some(key) = key else { return PickerKey::Free };
        match manager.register(key) {
            Ok(()) => {
                *held = Some(key);
                PickerKey::Free
            }
            // macOS says no more than that it failed.
            Err(Error::AlreadyRegistered(_) | Error::FailedToRegister(_)) => PickerKey::Taken,
            Err(_) => PickerKey::None,
        }
    })
}

fn hotkey(shortcut: Shortcut) -> Option<HotKey> {
    let held = [
        (shortcut.ctrl, Modifiers::CONTROL),
        (shortcut.alt, Modifiers::ALT),
        (shortcut.shift, Modifiers::SHIFT),
        (shortcut.logo, Modifiers::SUPER),
    ];
    let held = held.into_iter().filter(|(is_held, _)| *is_held);
    let held = held.fold(Modifiers::empty(), |all, (_, one)| all | one);
    let code = match shortcut.key {
        ShortcutKey::Letter(letter) => format!("Key{letter}"),
        ShortcutKey::Digit(digit) => format!("Digit{digit}"),
        ShortcutKey::Function(number) => format!("F{number}"),
        ShortcutKey::Space => "Space".to_owned(),
    };
    Some(HotKey::new(Some(held), code.parse::<Code>().ok()?))
}
