//! The shell: Tauri adapters of the application, and nothing else. See ARCHITECTURE.md beside this
//! folder.

mod handler;
pub mod platform;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, SystemTime};

use tauri::{
    AppHandle, DragDropEvent, LogicalPosition, Manager, RunEvent, Runtime, WebviewWindow, Window,
    WindowEvent, Wry,
};
use tessera_app::app::{App, Ports};
use tessera_app::commands::Host;
use tessera_app::events::{Event, Subscriber, Subscribers};
use tessera_app::hardening;
use tessera_app::import::{self, Capture, CapturePorts};
use tessera_app::keeper::Keeper;
use tessera_app::ports::presence::Hearing;
use tessera_app::settings::{self, Profile};
use tessera_app::system_clipboard::SystemClipboard;
use tessera_app::system_clock::{Sntp, SystemClock};
use tessera_app::system_protection;
use tessera_app::types::LockReason;
use tessera_app::ways;
use tessera_core::store::{Store, default_path};
use tessera_reader_client::Reader;
use tessera_words::say;

#[cfg(target_os = "linux")]
use platform::bus::Bus;
use platform::closing::close_dialogs;
use platform::control;
use platform::curtain::Curtain;
use platform::desktop::SystemDesktop;
use platform::dialogs::Dialogs;
#[cfg(target_os = "linux")]
use platform::former::move_from_former;
use platform::instance::Started;
#[cfg(target_os = "linux")]
use platform::instance::{self, Begun, FirstInstance};
use platform::keyring::{self, SystemKeyring};
use platform::notify;
use platform::page::{Page, PageChannel};
use platform::paste::SystemPaste;
use platform::picker;
use platform::place;
use platform::presence::{self, Idle};
use platform::questions::Questions;
use platform::screen::{Known, WithoutWindow};
use platform::theme;
use platform::tray::{self, Tray};
use platform::window::guarded;

pub use handler::with_commands;
pub use platform::window::is_own_page;
pub use platform::{PICKER, WINDOW};

/// A new password may take this long to check: what it costs an attacker grows with it.
const UNLOCK_TIME: Duration = Duration::from_millis(500);

/// Runs the app until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    hardening::forbid_core_dumps();
    tessera_words::speak(settings::language(dirs::config_dir()).tag());
    let context = tauri::generate_context!();
    #[cfg(target_os = "linux")]
    match vault_path().map(|vault| begin(&context.config().identifier, &vault)) {
        Ok(Ok(first)) => run_with(tauri::Builder::default(), context, first.starts),
        Ok(Err(ended)) => ended,
        Err(error) => not_started(&error),
    }
    #[cfg(not(target_os = "linux"))]
    {
        let (tell, starts) = std::sync::mpsc::channel();
        let plugin = tauri_plugin_single_instance::init(move |_, arguments, folder| {
            // The app ends: there is nobody to show this to.
            let _ = tell.send(Started::told(arguments, Path::new(&folder)));
        });
        run_with(tauri::Builder::default().plugin(plugin), context, starts)
    }
}

/// Becomes the first instance; else how this one ends.
#[cfg(target_os = "linux")]
fn begin(app: &str, vault: &Path) -> Result<FirstInstance, ExitCode> {
    match instance::begin(&Bus::Session, app, vault, &Started::here()) {
        Ok(Begun::First(first)) => {
            if let (Some(settings), Some(data)) = (dirs::config_dir(), dirs::data_local_dir()) {
                move_from_former(&settings, &data, app);
            }
            Ok(first)
        }
        Ok(Begun::HandedOver) => Err(ExitCode::SUCCESS),
        Ok(Begun::OtherVault) => {
            eprintln!("{}", say::ShellOtherVault { vault: &vault.display() });
            Err(ExitCode::FAILURE)
        }
        Err(error) => {
            eprintln!("{}", say::ShellNoAnswer { why: &error });
            Err(ExitCode::FAILURE)
        }
    }
}

/// Runs the app. `starts` are those of later instances.
fn run_with(
    builder: tauri::Builder<Wry>,
    context: tauri::Context<Wry>,
    starts: Receiver<Started>,
) -> ExitCode {
    let builder = with_commands(builder)
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            let host = start(app.handle())?;
            let start = Started::here();
            if !start.is_hidden() || !wants_tray(&host) {
                open_window(app.handle())?;
            }
            app.manage(host);
            started(app.handle(), start);
            show_at_later_starts(app.handle(), starts)?;
            Ok(())
        })
        .on_window_event(|window, event| match window.label() {
            PICKER => happened_to_picker(window, event),
            _ => happened_to_window(window, event),
        });
    match builder.build(context) {
        Ok(app) => ExitCode::from(u8::try_from(app.run_return(heard)).unwrap_or(1)),
        Err(error) => not_started(&error),
    }
}

fn happened_to_window(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    match event {
        WindowEvent::DragDrop(event) => dropped(app, event),
        WindowEvent::CloseRequested { api, .. } => {
            keep_place(app);
            if window.state::<Tray>().keeps_the_app() {
                api.prevent_close();
                rest_in_the_tray(app);
            }
        }
        // Also while the picker waits out of sight.
        WindowEvent::Destroyed => app.exit(0),
        _ => {}
    }
}

/// It is gone as soon as somebody turns to something else.
fn happened_to_picker(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            picker::close(window.app_handle());
        }
        WindowEvent::Focused(false) => picker::close(window.app_handle()),
        _ => {}
    }
}

fn not_started(why: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("{}", say::ShellNotStarted { why });
    ExitCode::FAILURE
}

/// Starts the application with this system as its outside world, and the window as its first face.
fn start<R: Runtime>(app: &AppHandle<R>) -> Result<Host, Box<dyn std::error::Error>> {
    let (events, page) = (Subscribers::default(), Arc::new(Page(app.clone())));
    let id = events.add(page.clone());
    let (capture, queue) = Capture::open();
    let screens = Known::default();
    let desktop = SystemDesktop { app: app.config().identifier.clone(), ..Default::default() };
    let key = desktop.key.clone();
    let ports = ports(&events, &capture, &screens, desktop.clone())?;
    let keeper = Keeper::start(App::new(ports))?;
    queue.serve(keeper.clone(), capture_ports(app, &events))?;
    let status = {
        let events = events.clone();
        move || events.emit(&Event::Status)
    };
    screens.ask(status.clone());
    #[cfg(target_os = "linux")]
    desktop.watcher.learn(Bus::Session, status);
    lock_with_the_desktop(&keeper);
    lock_for_the_command_line(&keeper, &vault_path()?);
    test_the_keyring(&keeper);
    let (picker, confirm) = (Arc::new(Dialogs(app.clone())), Arc::new(Questions(app.clone())));
    let host = Host { keeper, capture, picker, confirm, face: page, id };
    let tray = Tray::default();
    tray::start(&tray, &host, &events, Arc::new(TheWindow(app.clone())))?;
    app.manage(tray);
    picker::start(app, &host, &events, key)?;
    Ok(host)
}

fn vault_path() -> Result<PathBuf, String> {
    default_path(std::env::var_os("TESSERA_VAULT"), dirs::data_dir()).ok_or_else(no_folder)
}

fn no_folder() -> String {
    say::ShellNoFolder.to_string()
}

fn ports(
    events: &Subscribers,
    capture: &Capture,
    screens: &Known,
    desktop: SystemDesktop,
) -> Result<Ports, Box<dyn std::error::Error>> {
    let (capture, screens) = (capture.clone(), screens.clone());
    let settings = Profile::path(dirs::config_dir()).ok_or_else(no_folder)?;
    Ok(Ports {
        store: Store::at(vault_path()?),
        profile: Profile::load(settings),
        clock: Box::new(|| SystemTime::now().into()),
        clock_keeper: Arc::new(SystemClock::default()),
        time_server: Arc::new(Sntp::default()),
        clipboard: Box::new(SystemClipboard::default()),
        events: events.clone(),
        notify: Box::new(notify::show),
        kdf: Box::new(|| ways::calibrated(UNLOCK_TIME)),
        keyring: Arc::new(SystemKeyring::new(keyring::LIMIT)),
        watch: true,
        idle: {
            let idle = Idle::here();
            Box::new(move || idle.time())
        },
        scan_screen: Box::new(move || screens.get()),
        protection: Box::new(system_protection::here),
        desktop: Arc::new(desktop),
        read: Box::new(move |arrived| capture.read(arrived)),
    })
}

fn capture_ports<R: Runtime>(app: &AppHandle<R>, events: &Subscribers) -> CapturePorts {
    CapturePorts {
        reader: Box::new(Reader::beside_this_program),
        paste: Box::new(SystemPaste(app.clone())),
        screen: Box::new(WithoutWindow(app.clone())),
        events: events.clone(),
    }
}

/// Takes in links and files, of the first start or of a later one.
fn started<R: Runtime>(app: &AppHandle<R>, started: Started) {
    let arrived = import::arrived(started.arguments, &started.folder);
    app.state::<Host>().capture.arrived(arrived);
}

fn show_at_later_starts<R: Runtime>(
    app: &AppHandle<R>,
    starts: Receiver<Started>,
) -> std::io::Result<()> {
    let app = app.clone();
    let listen = move || {
        for start in starts {
            if start.wants_picker() {
                picker::open(&app);
            } else if !start.is_hidden() {
                show_window(&app);
            }
            started(&app, start);
        }
    };
    thread::Builder::new().name("starts".into()).spawn(listen).map(drop)
}

/// Returns to whoever tells of a sleep only when the vault is locked.
fn lock_with_the_desktop(keeper: &Keeper) {
    let (locks, hears) = (keeper.clone(), keeper.clone());
    let hears = move |heard| {
        eprintln!("{}", said_of(heard));
        hears.hears(heard);
    };
    presence::watch(move |presence| locks.presence(presence), hears);
}

fn said_of(heard: Hearing) -> String {
    let sign = match (heard.screen, heard.sleep) {
        (true, true) => return say::ShellHeardAgain.to_string(),
        (false, true) => say::Sign::Screen,
        (true, false) => say::Sign::Sleep,
        (false, false) => say::Sign::Both,
    };
    say::ShellUnheard { sign }.to_string()
}

/// `tessera-cli lock` reaches this app as long as it has this vault.
fn lock_for_the_command_line(keeper: &Keeper, vault: &Path) {
    let keeper = keeper.clone();
    let on_lock = move || keeper.lock_blocking(LockReason::Elsewhere);
    if let Err(error) = control::listen(vault, dirs::runtime_dir().as_deref(), on_lock) {
        eprintln!("{}", say::ShellNoControl { why: &error });
    }
}

/// On a thread of its own, and by a line of its own to the keyring: an unlock does not wait for the
/// test.
fn test_the_keyring(keeper: &Keeper) {
    let keeper = keeper.clone();
    let test = move || ways::test_keyring(&keeper, &SystemKeyring::new(keyring::LIMIT));
    if let Err(error) = thread::Builder::new().name("keyring".into()).spawn(test) {
        eprintln!("{}", say::ShellKeyringNotTested { why: &error });
    }
}

/// The main window, where it was before.
fn open_window<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else { return Ok(()) };
    let place = place::find(app, (config.width, config.height));
    let opens = |window: &WebviewWindow<R>| window.state::<Curtain>().open(window);
    let mut window = guarded(app, config, opens)?;
    if let Some((x, y)) = place.corner {
        window = window.position(x, y);
    }
    let window = window.inner_size(place.width, place.height).maximized(place.maximized).build()?;
    // Before anything of it is drawn.
    theme::wear(&window, settings::theme(dirs::config_dir()));
    Ok(())
}

/// From any thread; returns at once.
pub(crate) fn show_window<R: Runtime>(app: &AppHandle<R>) {
    let shown = app.clone();
    // An app that ends shows nothing.
    let _ = app.run_on_main_thread(move || match shown.get_webview_window(WINDOW) {
        // A window that cannot be raised is still there.
        Some(window) => {
            let was_gone = shown.state::<Curtain>().begin(&window);
            let _ = window.show();
            // Window managers like to find another place.
            if was_gone && let Some((x, y)) = place::find(&shown, (0.0, 0.0)).corner {
                let _ = window.set_position(LogicalPosition::new(x, y));
            }
            let _ = window.unminimize();
            let _ = window.set_focus();
        }
        None => {
            if let Err(error) = open_window(&shown) {
                eprintln!("{}", say::ShellNoWindow { why: &error });
            }
        }
    });
}

/// What the tray does with the window.
struct TheWindow<R: Runtime>(AppHandle<R>);

impl<R: Runtime> tray::Window for TheWindow<R> {
    fn open(&self) {
        show_window(&self.0);
    }

    fn quit(&self) {
        self.0.exit(0);
    }
}

/// Whether somebody can open the window by an icon, or will be able to once the desktop has started.
fn wants_tray(host: &Host) -> bool {
    host.keeper.ask_blocking(|app| Ok(app.tray_menu().is_some())).unwrap_or(false)
}

/// Files come in by their paths, which the page never sees: Tauri tells of them by events that it may
/// not listen to.
fn dropped<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => Page(app.clone()).emit(Event::Drag { over: true }),
        DragDropEvent::Leave => Page(app.clone()).emit(Event::Drag { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            Page(app.clone()).emit(Event::Drag { over: false });
            app.state::<Host>().capture.dropped(paths.clone());
        }
        _ => {}
    }
}

/// The window opens there the next time.
fn keep_place<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        place::keep(&window);
    }
}

/// The window is hidden, and nothing runs its page any more. What the page had begun is dropped; the vault
/// stays open, unless it locks when the window is hidden.
///
/// The window itself stays: Tauri serves the page of a private web view only to the first one.
fn rest_in_the_tray<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        app.state::<Curtain>().end(&window);
    }
    app.state::<PageChannel>().close();
    close_dialogs(app);
    let host = app.state::<Host>();
    let id = host.id;
    host.keeper.post(move |app| app.leave(id));
    host.keeper.hidden();
}

/// The clipboard is cleared before the process ends; macOS hands links over while it runs.
fn heard<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    match event {
        // Asked to end while the window is open.
        RunEvent::ExitRequested { code: Some(_), .. } => keep_place(app),
        RunEvent::Exit => app.state::<Host>().keeper.close(),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let links = urls.into_iter().map(String::from);
            app.state::<Host>().capture.arrived(import::arrived(links, Path::new("/")));
        }
        _ => {}
    }
}
