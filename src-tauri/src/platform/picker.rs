//! The picker: a small window over any app, for three letters and Enter. A face of its own, whose page runs
//! in a process of its own and may call less than that of the main window.
//!
//! The window is made when it is wanted for the first time. When it closes, its page is loaded anew out of
//! sight: nothing that it showed is kept, and the next opening is quick. After a while without one the
//! process that runs the page ends, too.

use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tauri::{AppHandle, LogicalSize, Manager, Runtime, WebviewWindow};
use tessera_app::commands::Host;
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber, Subscribers};
use tessera_app::ports::face::Face;
use tessera_app::types::{PickerKey, Reason, Shortcut};
use tessera_words::say;

use super::curtain::Curtain;
use super::hotkey::{self, GlobalKeys};
use super::page::PageChannel;
use super::{PICKER, place, window};

/// Says to a start that the picker is wanted.
pub const PICK: &str = "--pick";

/// How long its page is kept ready after a use. It holds no name and no code meanwhile.
const WARM: Duration = Duration::from_secs(5 * 60);

/// How the key stands that opens the picker. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct KeyState(Arc<Mutex<PickerKey>>);

impl KeyState {
    /// As it is now.
    #[must_use]
    pub fn get(&self) -> PickerKey {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether that is something new.
    fn set(&self, now: PickerKey) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *state, now) != now
    }
}

/// What the page of the picker calls its commands with.
pub struct PickerHost(pub Host);

/// How the picker stands. Clones share it.
#[derive(Clone)]
pub struct Picker(Arc<State>);

struct State {
    /// Where its page hears what happens.
    channel: PageChannel,
    curtain: Curtain,
    /// It is open, or will be as soon as its page is there.
    wanted: AtomicBool,
    /// How large everything is drawn, in percent.
    zoom: AtomicU16,
    /// None as long as nobody follows: in a window of tests.
    tell: Mutex<Option<Sender<Heard>>>,
}

impl Default for Picker {
    fn default() -> Self {
        Self(Arc::new(State {
            channel: PageChannel::default(),
            curtain: Curtain::of_no_page_yet(),
            wanted: AtomicBool::new(false),
            zoom: AtomicU16::new(100),
            tell: Mutex::default(),
        }))
    }
}

/// What the thread that follows is told.
enum Heard {
    /// Settings may have changed.
    Change,
    Opened,
    Closed,
}

impl Picker {
    /// Where its page hears what happens.
    #[must_use]
    pub fn channel(&self) -> &PageChannel {
        &self.0.channel
    }

    /// Whether somebody has it open.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.0.wanted.load(Ordering::SeqCst)
    }

    /// Whether that is new.
    fn want(&self, wanted: bool) -> bool {
        let is_new = self.0.wanted.swap(wanted, Ordering::SeqCst) != wanted;
        self.tell(if wanted { Heard::Opened } else { Heard::Closed });
        is_new
    }

    fn tell(&self, heard: Heard) {
        let tell = self.0.tell.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tell) = &*tell {
            // An app that ends follows nothing.
            let _ = tell.send(heard);
        }
    }
}

/// Opens the picker, or brings it to the front. From any thread; returns at once.
pub fn open<R: Runtime>(app: &AppHandle<R>) {
    let opened = app.clone();
    // An app that ends shows nothing.
    let _ = app.run_on_main_thread(move || {
        if let Err(error) = open_here(&opened) {
            eprintln!("{}", say::ShellNoWindow { why: &error });
        }
    });
}

fn open_here<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let picker = app.state::<Picker>();
    picker.want(true);
    let Some(window) = app.get_webview_window(PICKER) else { return build(app) };
    picker.0.curtain.begin(&window);
    // Else it is shown once its page has loaded.
    if picker.0.curtain.is_open() {
        show(&window);
    }
    Ok(())
}

fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let windows = &app.config().app.windows;
    let Some(config) = windows.iter().find(|window| window.label == PICKER) else { return Ok(()) };
    let picker = window::guarded(app, config, |window| {
        let picker = window.state::<Picker>();
        picker.0.curtain.open(window);
        if picker.is_wanted() {
            show(window);
        }
    })?;
    // On Linux, Tauri serves the page of a private web view only to the first one of those that name the
    // same folder. Nothing is written to either.
    #[cfg(target_os = "linux")]
    let picker = picker.data_directory(app.path().app_local_data_dir()?.join(PICKER));
    picker.build().map(drop)
}

fn show<R: Runtime>(window: &WebviewWindow<R>) {
    let size = size(window);
    // One that cannot be placed or raised is still there.
    let _ = window.set_size(LogicalSize::new(size.0, size.1));
    place::under_the_pointer(window, size);
    let _ = window.show();
    let _ = window.set_focus();
    let webview: &tauri::Webview<R> = window.as_ref();
    let _ = webview.set_focus();
    #[cfg(target_os = "linux")]
    raise(window);
}

/// A window manager gives the focus to an app that nobody has used lately only with the time at which it
/// was asked for: the toolkit knows the last use alone.
#[cfg(target_os = "linux")]
fn raise<R: Runtime>(window: &WebviewWindow<R>) {
    use gtk::glib;
    use gtk::prelude::GtkWindowExt;

    if let (Some(now), Ok(window)) = (hotkey::server_time(), window.gtk_window()) {
        // Once it was placed and shown.
        glib::idle_add_local_once(move || window.present_with_time(now));
    }
}

/// In logical pixels: it grows with what is drawn in it.
fn size<R: Runtime>(window: &WebviewWindow<R>) -> (f64, f64) {
    let zoom = f64::from(window.state::<Picker>().0.zoom.load(Ordering::SeqCst)) / 100.0;
    let windows = &window.config().app.windows;
    let config = windows.iter().find(|window| window.label == PICKER);
    config.map_or((0.0, 0.0), |config| (config.width * zoom, config.height * zoom))
}

/// Closes the picker, if it is open. From any thread; returns at once.
pub fn close<R: Runtime>(app: &AppHandle<R>) {
    if app.state::<Picker>().want(false) {
        forget(app);
    }
}

/// Nothing of the vault stays in the page or on the screen.
fn forget<R: Runtime>(app: &AppHandle<R>) {
    let picker = app.state::<Picker>();
    picker.0.channel.close();
    if let Some(window) = app.get_webview_window(PICKER) {
        let _ = window.hide();
        picker.0.curtain.draw(&window);
    }
}

/// The face that hears for the picker's page.
pub struct PickerFace<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Subscriber for PickerFace<R> {
    fn emit(&self, event: Event) {
        let picker = self.0.state::<Picker>();
        if event == Event::Status {
            picker.tell(Heard::Change);
        }
        if matches!(event, Event::Status | Event::Entries) {
            picker.0.channel.send(event);
        }
    }

    fn forget(&self) {
        self.0.state::<Picker>().want(false);
        forget(&self.0);
    }
}

impl<R: Runtime> Face for PickerFace<R> {
    fn is_hidden(&self) -> bool {
        !self.0.state::<Picker>().is_wanted()
    }

    fn print(&self) -> Result<(), CommandError> {
        Err(Reason::Internal.into())
    }
}

/// Opens the picker by its key whenever the user wants that, from a thread of its own. `host` is that of
/// the main window.
///
/// # Errors
/// Where the system gives no thread.
pub fn start<R: Runtime>(
    app: &AppHandle<R>,
    host: &Host,
    events: &Subscribers,
    state: KeyState,
) -> std::io::Result<()> {
    let picker = app.state::<Picker>().inner().clone();
    let (tell, heard) = mpsc::channel();
    // Looks at once.
    let _ = tell.send(Heard::Change);
    *picker.0.tell.lock().unwrap_or_else(PoisonError::into_inner) = Some(tell);
    let face = Arc::new(PickerFace(app.clone()));
    let host = Host { id: events.add(face.clone()), face, ..host.clone() };
    app.manage(PickerHost(host.clone()));
    let follows = Follows { app: app.clone(), picker, host, events: events.clone(), state };
    thread::Builder::new().name("picker".into()).spawn(move || follows.follow(&heard)).map(drop)
}

struct Follows<R: Runtime> {
    app: AppHandle<R>,
    picker: Picker,
    host: Host,
    events: Subscribers,
    state: KeyState,
}

impl<R: Runtime> Follows<R> {
    fn follow(&self, heard: &Receiver<Heard>) {
        let pressed = {
            let app = self.app.clone();
            Box::new(move || open(&app)) as hotkey::Pressed
        };
        #[cfg(target_os = "linux")]
        let mut keys = hotkey::X11Keys::new(None, pressed);
        #[cfg(not(target_os = "linux"))]
        let mut keys = hotkey::NativeKeys::new(self.app.clone(), pressed);
        let mut asked = None;
        let mut end = None;
        loop {
            let next = match end {
                Some(at) => heard.recv_timeout(at - Instant::now()),
                None => heard.recv().map_err(RecvTimeoutError::from),
            };
            match next {
                Ok(Heard::Change) => self.look(&mut keys, &mut asked),
                Ok(Heard::Opened) => end = None,
                Ok(Heard::Closed) => end = Some(Instant::now() + WARM),
                Err(RecvTimeoutError::Timeout) => {
                    end = None;
                    self.end_page();
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// `asked` is the key that the system was asked for last; none before it was asked for any.
    fn look(&self, keys: &mut dyn GlobalKeys, asked: &mut Option<Option<Shortcut>>) {
        // A keeper that has failed has no settings.
        let Ok(settings) = self.host.keeper.ask_blocking(|app| Ok(app.settings().clone())) else {
            return;
        };
        self.picker.0.zoom.store(settings.zoom.into(), Ordering::SeqCst);
        let wanted = settings.picker.then_some(settings.picker_key);
        if *asked == Some(wanted) {
            return;
        }
        *asked = Some(wanted);
        if self.state.set(keys.set(wanted)) {
            self.events.emit(&Event::Status);
        }
    }

    fn end_page(&self) {
        let app = self.app.clone();
        // On the thread that opens it: one that is opened meanwhile stays. An app that ends has no page.
        let _ = self.app.run_on_main_thread(move || {
            let picker = app.state::<Picker>();
            if !picker.is_wanted()
                && let Some(window) = app.get_webview_window(PICKER)
            {
                picker.0.curtain.end(&window);
            }
        });
    }
}
