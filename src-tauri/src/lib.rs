//! The shell: a Tauri window over the core. See ARCHITECTURE.md beside this folder.
//!
//! `page → commands → keeper → desk → core`, never back up.

pub mod capture;
pub mod commands;
pub mod desk;
pub mod device;
pub mod dto;
pub mod error;
pub mod keeper;
pub mod leaving;
pub mod platform;
pub mod profile;
pub mod strength;
pub mod ticker;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tauri::webview::WebviewWindowBuilder;
use tauri::{AppHandle, Builder, DragDropEvent, Manager, RunEvent, Runtime, WindowEvent};
use tessera_core::store::{Store, default_path};
use tessera_core::vault::KdfParams;
use tessera_reader_client::Reader;

use capture::{Capture, Outside};
use desk::{Desk, World};
use keeper::Keeper;
use platform::clipboard::SystemClipboard;
use platform::control;
use platform::keyring::{self, SystemKeyring};
use platform::page::{Event, Page};
use platform::paste::SystemPaste;
use platform::presence::{self, Idle};
use platform::screen::Known;
use platform::{hardening, notify};
use profile::Profile;

/// The label of the only window.
pub const WINDOW: &str = "main";

/// Runs the app until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    hardening::no_core_dumps();
    let builder = with_commands(Builder::default())
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            show_window(app);
            started_with(app, arguments, Path::new(&folder));
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(|app| {
            let (capture, queue) = Capture::open();
            let screens = Known::default();
            let desk = Desk::new(world(app.handle(), &capture, &screens)?);
            let keeper = Keeper::start(desk)?;
            queue.serve(keeper.clone(), outside(app.handle()))?;
            look_for_screens(&screens, app.handle());
            lock_with_the_desktop(&keeper);
            lock_for_the_command_line(&keeper, &vault_path()?);
            test_the_keyring(&keeper);
            app.manage(keeper);
            app.manage(capture);
            open_window(app.handle())?;
            let folder = std::env::current_dir().unwrap_or_default();
            // What is no text names none of our links; a file with such a name can be dropped.
            let arguments = std::env::args_os().filter_map(|argument| argument.into_string().ok());
            started_with(app.handle(), arguments.collect(), &folder);
            Ok(())
        })
        .on_window_event(|window, event| dropped(window.app_handle(), event));
    match builder.build(tauri::generate_context!()) {
        Ok(app) => ExitCode::from(u8::try_from(app.run_return(heard)).unwrap_or(1)),
        Err(error) => {
            eprintln!("Tessera cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Every command of the page, on any runtime: the tests have one without a window.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(tauri::generate_handler![
        commands::status,
        commands::estimate_password,
        commands::create_vault,
        commands::unlock,
        commands::lock,
        commands::list_entries,
        commands::list_trash,
        commands::show_rows,
        commands::copy_code,
        commands::keep_clipboard,
        commands::add_entry,
        commands::edit_entry,
        commands::remove_entry,
        commands::restore_entry,
        commands::delete_entry,
        commands::undo,
        commands::choose_import,
        commands::choose_import_folder,
        commands::paste_import,
        commands::import_text,
        commands::scan_screen,
        commands::open_source,
        commands::stop_opening,
        commands::choose_key_file,
        commands::remove_key_file,
        commands::cancel_capture,
        commands::confirm_review,
        commands::cancel_review,
        commands::export_backup,
        commands::choose_backup,
        commands::restore_backup,
        commands::review_backup,
        commands::list_backups,
        commands::compare_backup,
        commands::restore_entries,
        commands::restore_generation,
        commands::choose_backup_folder,
        commands::forget_backup_folder,
        commands::list_conflicts,
        commands::merge_conflict,
        commands::list_quarantine,
        commands::export_quarantine,
        commands::export_targets,
        commands::preview_export,
        commands::export_accounts,
        commands::cancel_export,
        commands::show_transfer,
        commands::transfer_part,
        commands::end_transfer,
        commands::unlock_with_device,
        commands::set_device_unlock,
        commands::make_recovery,
        commands::remove_recovery,
        commands::dismiss_recovery,
        commands::check_recovery,
        commands::recover,
        commands::change_password,
        commands::strengthen,
        commands::print_page,
        commands::hidden,
        commands::save_settings,
        commands::activity,
    ])
}

const NO_FOLDER: &str =
    "the system names no folder for data and settings; set TESSERA_VAULT and HOME";

fn vault_path() -> Result<PathBuf, &'static str> {
    default_path(std::env::var_os("TESSERA_VAULT"), dirs::data_dir()).ok_or(NO_FOLDER)
}

fn world<R: Runtime>(
    app: &AppHandle<R>,
    capture: &Capture,
    screens: &Known,
) -> Result<World, Box<dyn std::error::Error>> {
    let (capture, screens) = (capture.clone(), screens.clone());
    let settings = dirs::config_dir().map(|folder| folder.join("tessera").join("settings.json"));
    Ok(World {
        store: Store::at(vault_path()?),
        profile: Profile::load(settings.ok_or(NO_FOLDER)?),
        clock: Box::new(|| SystemTime::now().into()),
        clipboard: Box::new(SystemClipboard::default()),
        page: Box::new(app.clone()),
        notify: Box::new(notify::show),
        kdf: Box::new(calibrated),
        keyring: Arc::new(SystemKeyring::new(keyring::LIMIT)),
        idle: {
            let idle = Idle::here();
            Box::new(move || idle.time())
        },
        scan_screen: Box::new(move || screens.get()),
        read: Box::new(move |arrived| capture.read(arrived)),
    })
}

/// What capturing needs.
fn outside<R: Runtime>(app: &AppHandle<R>) -> Outside {
    Outside {
        reader: Box::new(Reader::beside_this_program),
        paste: Box::new(SystemPaste(app.clone())),
        screen: Box::new(app.clone()),
        page: Box::new(app.clone()),
    }
}

/// The page is told once it is known.
fn look_for_screens<R: Runtime>(screens: &Known, app: &AppHandle<R>) {
    let app = app.clone();
    screens.ask(move || app.tell(Event::Status));
}

/// Links and files, at the first start or at a second one; the program's own name comes first.
fn started_with<R: Runtime>(app: &AppHandle<R>, arguments: Vec<String>, folder: &Path) {
    let arrived = capture::arrived(arguments.into_iter().skip(1), folder);
    app.state::<Capture>().arrived(arrived);
}

/// Returns to whoever tells of a sleep only when the vault is locked.
fn lock_with_the_desktop(keeper: &Keeper) {
    let keeper = keeper.clone();
    let watched = presence::watch(move |presence| {
        let told = keeper.ask_blocking(move |desk| {
            desk.presence(presence);
            Ok(())
        });
        // The keeper ends only with the process.
        drop(told);
    });
    if let Err(error) = watched {
        eprintln!("Tessera will not lock with the screen or on suspend: {error}");
    }
}

/// `tessera-cli lock` reaches this app as long as it has this vault.
fn lock_for_the_command_line(keeper: &Keeper, vault: &Path) {
    let keeper = keeper.clone();
    let on_lock =
        move || keeper.ask_blocking(|desk| Ok(desk.lock_from_elsewhere())).unwrap_or(false);
    if let Err(error) = control::listen(vault, dirs::runtime_dir().as_deref(), on_lock) {
        eprintln!("tessera-cli lock will not reach this window: {error}");
    }
}

/// Its own line to the keyring: an unlock does not wait for the test.
fn test_the_keyring(keeper: &Keeper) {
    if let Err(error) = device::test_at_start(keeper, SystemKeyring::new(keyring::LIMIT)) {
        eprintln!("The keyring is not tested at this start: {error}");
    }
}

/// Costs that a new password is worth waiting for.
fn calibrated() -> KdfParams {
    KdfParams::calibrated(Duration::from_millis(500), |kdf| {
        let start = Instant::now();
        match kdf.try_out() {
            Ok(()) => start.elapsed(),
            // Too dear for this machine, however quick it is.
            Err(_) => Duration::from_secs(3600),
        }
    })
}

/// The window of tauri.conf.json, and what a file cannot say: it never goes anywhere else.
fn open_window<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first() else { return Ok(()) };
    WebviewWindowBuilder::from_config(app, config)?
        // WebDriver is refused in a private context: see the feature in Cargo.toml.
        .incognito(!cfg!(feature = "e2e"))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Whether an address is the bundled page.
#[must_use]
pub fn is_own_page(url: &tauri::Url) -> bool {
    // Windows serves the same under another name. With a port it would be a server on this computer.
    let (scheme, host) =
        if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };
    url.scheme() == scheme
        && url.host_str() == Some(host)
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

fn show_window<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // A window that cannot be raised is still there.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Files come in by their paths, which the page never sees.
fn dropped<R: Runtime>(app: &AppHandle<R>, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    match event {
        DragDropEvent::Enter { .. } => app.tell(Event::Drag { over: true }),
        DragDropEvent::Leave => app.tell(Event::Drag { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            app.tell(Event::Drag { over: false });
            app.state::<Capture>().dropped(paths.clone());
        }
        _ => {}
    }
}

/// The clipboard is cleared before the process ends; macOS hands links over while it runs.
fn heard<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    match event {
        RunEvent::Exit => {
            let closed = app.state::<Keeper>().ask_blocking(|desk| {
                desk.close();
                Ok(())
            });
            // Nothing is left that could be done about it.
            drop(closed);
        }
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let links = urls.into_iter().map(String::from);
            app.state::<Capture>().arrived(capture::arrived(links, Path::new("/")));
        }
        _ => {}
    }
}
