//! The system's file dialogs, opened from Rust: the page never sees a path.

use std::path::PathBuf;

use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tessera_app::error::CommandError;
use tessera_app::ports::picker::{self, Folder, Open, Picker, Save};
use tessera_app::types::Reason;
use tessera_exchange::intake::ENDINGS;
use tessera_words::say;
use tokio::sync::oneshot;

use super::{WINDOW, seam};

/// Dialogs that belong to the window.
pub struct Dialogs<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Picker for Dialogs<R> {
    fn files(&self, purpose: Open) -> picker::Answer<Vec<PathBuf>> {
        if let Some(paths) = seam::answered(seam::OPEN) {
            return Box::pin(async { Ok(paths.into_iter().map(PathBuf::from).collect()) });
        }
        let dialog = dialog(&self.0).set_title(match purpose {
            Open::Import => say::DialogImportTitle.to_string(),
            Open::Backup => say::DialogBackupTitle.to_string(),
            Open::KeyFile => say::DialogKeyFileTitle.to_string(),
        });
        let all = |dialog: FileDialogBuilder<R>| {
            dialog.add_filter(say::DialogAllFiles.to_string(), &["*"])
        };
        let dialog = match purpose {
            Open::Import => all(dialog.add_filter(say::DialogReadableFiles.to_string(), ENDINGS)),
            Open::Backup => all(dialog.add_filter(say::DialogVaults.to_string(), &["tessera"])),
            // Any file may be one.
            Open::KeyFile => dialog,
        };
        match purpose {
            Open::Import => Box::pin(several(|answer| dialog.pick_files(answer))),
            Open::Backup | Open::KeyFile => {
                let file = one(|answer| dialog.pick_file(answer));
                Box::pin(async { Ok(file.await?.into_iter().collect()) })
            }
        }
    }

    fn folder(&self, purpose: Folder) -> picker::Answer<Option<PathBuf>> {
        if let Some(paths) = seam::answered(seam::OPEN) {
            return Box::pin(async { Ok(paths.into_iter().next().map(PathBuf::from)) });
        }
        let dialog = dialog(&self.0).set_title(match purpose {
            Folder::Import => say::DialogImportFolderTitle.to_string(),
            Folder::Backups => say::DialogSecondFolderTitle.to_string(),
        });
        Box::pin(one(|answer| dialog.pick_folder(answer)))
    }

    fn target(&self, save: Save) -> picker::Answer<Option<PathBuf>> {
        if let Some(paths) = seam::answered(seam::SAVE) {
            return Box::pin(async { Ok(paths.into_iter().next().map(PathBuf::from)) });
        }
        let (title, kind) = match save {
            Save::Backup => (say::DialogSaveBackupTitle.to_string(), say::DialogVaults.to_string()),
            Save::Export { app, .. } => (say::DialogExportTitle.to_string(), app.to_string()),
            Save::Quarantine => (say::DialogQuarantineTitle.to_string(), "JSON".to_owned()),
        };
        let dialog = dialog(&self.0).set_title(title).set_file_name(save.file_name());
        let dialog = dialog.add_filter(kind, &[save.extension()]);
        Box::pin(one(|answer| dialog.save_file(answer)))
    }
}

/// A dialog that stays in front of the window, where the system has such: GTK's does not.
fn dialog<R: Runtime>(app: &AppHandle<R>) -> FileDialogBuilder<R> {
    let dialog = app.dialog().file();
    match app.get_webview_window(WINDOW) {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

type Answer<T> = Box<dyn FnOnce(Option<T>) + Send>;

/// Opens a dialog at once, and waits for the path that it gives. None where the user changed their mind.
fn one(
    open: impl FnOnce(Answer<FilePath>),
) -> impl Future<Output = Result<Option<PathBuf>, CommandError>> {
    let (answer, chosen) = oneshot::channel();
    open(Box::new(move |file| drop(answer.send(file))));
    async {
        let file = chosen.await.map_err(|_| CommandError(Reason::Internal))?;
        Ok(file.and_then(path))
    }
}

/// Opens a dialog at once, and waits for the paths that it gives. Empty where the user changed
/// their mind.
fn several(
    open: impl FnOnce(Answer<Vec<FilePath>>),
) -> impl Future<Output = Result<Vec<PathBuf>, CommandError>> {
    let (answer, chosen) = oneshot::channel();
    open(Box::new(move |files| drop(answer.send(files))));
    async {
        let files = chosen.await.map_err(|_| CommandError(Reason::Internal))?;
        Ok(files.unwrap_or_default().into_iter().filter_map(path).collect())
    }
}

fn path(file: FilePath) -> Option<PathBuf> {
    file.into_path().ok()
}
