//! The system's file dialogs, opened from Rust: the page never sees a path.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tessera_exchange::intake::ENDINGS;
use tokio::sync::oneshot;

use crate::WINDOW;
use crate::error::CommandError;

/// Lets the user choose files to import. Empty if they changed their mind.
pub async fn choose_files<R: Runtime>(app: &AppHandle<R>) -> Result<Vec<PathBuf>, CommandError> {
    if let Some(paths) = seam::picked(seam::OPEN) {
        return Ok(paths);
    }
    let (answer, chosen) = oneshot::channel();
    dialog(app)
        .set_title("Import accounts")
        .add_filter("Pictures, texts and files of other apps", ENDINGS)
        .add_filter("All files", &["*"])
        .pick_files(move |files| drop(answer.send(files)));
    let files = chosen.await.map_err(|_| CommandError::plain(CommandError::INTERNAL))?;
    Ok(files.unwrap_or_default().into_iter().filter_map(path).collect())
}

/// Lets the user choose a backup. None if they changed their mind.
pub async fn choose_backup<R: Runtime>(
    app: &AppHandle<R>,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(paths) = seam::picked(seam::OPEN) {
        return Ok(paths.into_iter().next());
    }
    let dialog = dialog(app).set_title("Choose a Tessera backup");
    let dialog = dialog.add_filter("Tessera vaults", &["tessera"]).add_filter("All files", &["*"]);
    answer(|answer| dialog.pick_file(answer)).await
}

/// Lets the user choose the key file of a KeePass database: any file may be one. None if they changed
/// their mind.
pub async fn choose_key_file<R: Runtime>(
    app: &AppHandle<R>,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(paths) = seam::picked(seam::OPEN) {
        return Ok(paths.into_iter().next());
    }
    let dialog = dialog(app).set_title("Choose a key file");
    answer(|answer| dialog.pick_file(answer)).await
}

/// What is to be saved: the title of the dialog, a name for the file, and what such files are called
/// and end in.
#[derive(Debug)]
pub struct Save {
    /// What the dialog says.
    pub title: &'static str,
    /// What the file could be called.
    pub file_name: String,
    /// What such files are called, and what they end in, without the dot.
    pub kind: (&'static str, &'static str),
}

impl Save {
    /// A copy of the vault, or a part of one.
    #[must_use]
    pub fn backup(file_name: &str) -> Self {
        let kind = ("Tessera vaults", "tessera");
        Self { title: "Save a backup", file_name: file_name.to_owned(), kind }
    }

    /// Accounts in the format of another app.
    #[must_use]
    pub fn export(file_name: String, kind: (&'static str, &'static str)) -> Self {
        Self { title: "Save accounts for another app", file_name, kind }
    }

    /// Entries that this version cannot read.
    #[must_use]
    pub fn unreadable() -> Self {
        let file_name = "unreadable-entries.json".to_owned();
        Self { title: "Save what cannot be read", file_name, kind: ("JSON", "json") }
    }
}

/// Lets the user say where a file goes; the dialog asks before it overwrites.
pub async fn choose_target<R: Runtime>(
    app: &AppHandle<R>,
    save: Save,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(paths) = seam::picked(seam::SAVE) {
        return Ok(paths.into_iter().next());
    }
    let dialog = dialog(app).set_title(save.title).set_file_name(save.file_name);
    let dialog = dialog.add_filter(save.kind.0, &[save.kind.1]);
    answer(|answer| dialog.save_file(answer)).await
}

/// Lets the user choose a folder. None if they changed their mind.
pub async fn choose_folder<R: Runtime>(
    app: &AppHandle<R>,
    title: &str,
) -> Result<Option<PathBuf>, CommandError> {
    if let Some(paths) = seam::picked(seam::OPEN) {
        return Ok(paths.into_iter().next());
    }
    let dialog = dialog(app).set_title(title);
    answer(|answer| dialog.pick_folder(answer)).await
}

/// A dialog that stays in front of the window, where the system has such: GTK's does not.
fn dialog<R: Runtime>(app: &AppHandle<R>) -> FileDialogBuilder<R> {
    let dialog = app.dialog().file();
    match app.get_webview_window(WINDOW) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

type Answer = Box<dyn FnOnce(Option<FilePath>) + Send>;

/// Opens a dialog, and waits for what it gives. None where the user changed their mind.
async fn answer(open: impl FnOnce(Answer)) -> Result<Option<PathBuf>, CommandError> {
    let (answer, chosen) = oneshot::channel();
    open(Box::new(move |file| drop(answer.send(file))));
    let file = chosen.await.map_err(|_| CommandError::plain(CommandError::INTERNAL))?;
    Ok(file.and_then(path))
}

fn path(file: FilePath) -> Option<PathBuf> {
    file.into_path().ok()
}

/// WebDriver cannot click through a native dialog: in the build that it drives, a file named by an
/// environment variable lists what the next dialog gives.
#[cfg(feature = "e2e")]
mod seam {
    use std::path::PathBuf;

    pub(super) const OPEN: &str = "TESSERA_E2E_PICK_OPEN";
    pub(super) const SAVE: &str = "TESSERA_E2E_PICK_SAVE";

    pub(super) fn picked(variable: &str) -> Option<Vec<PathBuf>> {
        let list = std::fs::read_to_string(std::env::var_os(variable)?).ok()?;
        Some(list.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
    }
}

#[cfg(not(feature = "e2e"))]
mod seam {
    pub(super) const OPEN: () = ();
    pub(super) const SAVE: () = ();

    pub(super) fn picked((): ()) -> Option<Vec<std::path::PathBuf>> {
        None
    }
}
