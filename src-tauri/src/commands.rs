//! What the page may call: one thought a command. Every name stands in
//! `src-tauri/permissions/page.toml` as well, or the page is refused.

use std::collections::BTreeSet;

use tauri::{AppHandle, Runtime, State, WebviewWindow};

use crate::dto::{
    Added, BackupFile, Confirmed, Copied, EntryEdit, Exported, Generation, LockReason, NewEntry,
    Restored, Review, Row, RowCode, Settings, Status, Strength, Typed, Undo,
};
use crate::error::CommandError;
use crate::keeper::Keeper;
use crate::platform::dialogs;
use crate::strength;

type Reply<T> = Result<T, CommandError>;

/// Where the vault stands, and what the user has set.
#[tauri::command]
pub async fn status(keeper: State<'_, Keeper>) -> Reply<Status> {
    keeper.ask(|desk| desk.status()).await
}

/// How hard a password is to guess.
#[tauri::command(async)]
pub fn estimate_password(password: Typed) -> Strength {
    strength::estimate(&password)
}

/// Makes a new vault where there is none.
#[tauri::command]
pub async fn create_vault(keeper: State<'_, Keeper>, password: Typed) -> Reply<()> {
    keeper.ask(move |desk| desk.create_vault(&password)).await
}

/// Opens the vault.
#[tauri::command]
pub async fn unlock(keeper: State<'_, Keeper>, password: Typed) -> Reply<()> {
    keeper.ask(move |desk| desk.unlock(&password)).await
}

/// Locks the vault and loads the page anew.
#[tauri::command]
pub async fn lock(keeper: State<'_, Keeper>) -> Reply<()> {
    keeper
        .ask(|desk| {
            desk.lock(LockReason::Asked);
            Ok(())
        })
        .await
}

/// The live entries.
#[tauri::command]
pub async fn list_entries(keeper: State<'_, Keeper>) -> Reply<Vec<Row>> {
    keeper.ask(|desk| desk.list_entries()).await
}

/// The entries in the trash.
#[tauri::command]
pub async fn list_trash(keeper: State<'_, Keeper>) -> Reply<Vec<Row>> {
    keeper.ask(|desk| desk.list_trash()).await
}

/// The codes of the rows on screen.
#[tauri::command]
pub async fn show_rows(keeper: State<'_, Keeper>, ids: Vec<String>) -> Reply<Vec<RowCode>> {
    keeper.ask(move |desk| desk.show_rows(&ids)).await
}

/// Puts a code on the clipboard.
#[tauri::command]
pub async fn copy_code<R: Runtime>(
    window: WebviewWindow<R>,
    keeper: State<'_, Keeper>,
    id: String,
) -> Reply<Copied> {
    let hidden = !window.is_visible().unwrap_or(true) || window.is_minimized().unwrap_or(false);
    keeper.ask(move |desk| desk.copy_code(&id, hidden)).await
}

/// Leaves the code on the clipboard.
#[tauri::command]
pub async fn keep_clipboard(keeper: State<'_, Keeper>) -> Reply<()> {
    keeper
        .ask(|desk| {
            desk.keep_clipboard();
            Ok(())
        })
        .await
}

/// Adds what was typed.
#[tauri::command]
pub async fn add_entry(keeper: State<'_, Keeper>, entry: NewEntry) -> Reply<Added> {
    keeper.ask(move |desk| desk.add_entry(&entry)).await
}

/// Changes an entry.
#[tauri::command]
pub async fn edit_entry(keeper: State<'_, Keeper>, id: String, edit: EntryEdit) -> Reply<Row> {
    keeper.ask(move |desk| desk.edit_entry(&id, &edit)).await
}

/// Puts an entry into the trash.
#[tauri::command]
pub async fn remove_entry(keeper: State<'_, Keeper>, id: String) -> Reply<Undo> {
    keeper.ask(move |desk| desk.remove_entry(&id)).await
}

/// Takes an entry out of the trash.
#[tauri::command]
pub async fn restore_entry(keeper: State<'_, Keeper>, id: String) -> Reply<()> {
    keeper.ask(move |desk| desk.restore_entry(&id)).await
}

/// Deletes an entry in the trash for good.
#[tauri::command]
pub async fn delete_entry(keeper: State<'_, Keeper>, id: String) -> Reply<()> {
    keeper.ask(move |desk| desk.delete_entry(&id)).await
}

/// Undoes one step.
#[tauri::command]
pub async fn undo(keeper: State<'_, Keeper>, token: String) -> Reply<()> {
    keeper.ask(move |desk| desk.undo(&token)).await
}

/// Lets the user choose files, and reads them.
#[tauri::command]
pub async fn choose_import<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
) -> Reply<Option<Review>> {
    keeper.ask(|desk| desk.check_unlocked()).await?;
    let paths = dialogs::choose_files(&app).await?;
    if paths.is_empty() {
        return Ok(None);
    }
    keeper.ask(move |desk| desk.import_files(&paths)).await.map(Some)
}

/// Reads what is on the clipboard.
#[tauri::command]
pub async fn paste_import(keeper: State<'_, Keeper>) -> Reply<Review> {
    keeper.ask(|desk| desk.import_pasted()).await
}

/// Adds the ticked drafts.
#[tauri::command]
pub async fn confirm_review(
    keeper: State<'_, Keeper>,
    id: String,
    ticked: BTreeSet<usize>,
) -> Reply<Confirmed> {
    keeper.ask(move |desk| desk.confirm_review(&id, &ticked)).await
}

/// Forgets what was found.
#[tauri::command]
pub async fn cancel_review(keeper: State<'_, Keeper>, id: String) -> Reply<()> {
    keeper.ask(move |desk| desk.cancel_review(&id)).await
}

/// Writes an encrypted backup where the user says.
#[tauri::command]
pub async fn export_backup<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
    password: Typed,
) -> Reply<Option<Exported>> {
    keeper.ask(|desk| desk.check_unlocked()).await?;
    let Some(path) = dialogs::choose_target(&app, "backup.tessera".into()).await? else {
        return Ok(None);
    };
    keeper.ask(move |desk| desk.export_backup(&path, &password)).await.map(Some)
}

/// Lets the user choose a backup.
#[tauri::command]
pub async fn choose_backup<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
) -> Reply<Option<BackupFile>> {
    match dialogs::choose_backup(&app).await? {
        None => Ok(None),
        Some(path) => keeper.ask(move |desk| Ok(Some(desk.choose_backup(path)))).await,
    }
}

/// Makes the chosen backup the vault, where there is none.
#[tauri::command]
pub async fn restore_backup(keeper: State<'_, Keeper>, password: Typed) -> Reply<Restored> {
    keeper.ask(move |desk| desk.restore_backup(&password)).await
}

/// Presents what the chosen backup holds.
#[tauri::command]
pub async fn review_backup(keeper: State<'_, Keeper>, password: Typed) -> Reply<Review> {
    keeper.ask(move |desk| desk.review_backup(&password)).await
}

/// The files that saves replaced.
#[tauri::command]
pub async fn list_generations(keeper: State<'_, Keeper>) -> Reply<Vec<Generation>> {
    keeper.ask(|desk| desk.list_generations()).await
}

/// Makes one of them the vault.
#[tauri::command]
pub async fn restore_generation(
    keeper: State<'_, Keeper>,
    id: String,
    password: Typed,
) -> Reply<Restored> {
    keeper.ask(move |desk| desk.restore_generation(&id, &password)).await
}

/// Puts a new password in the place of the old one.
#[tauri::command]
pub async fn change_password(keeper: State<'_, Keeper>, old: Typed, new: Typed) -> Reply<()> {
    keeper.ask(move |desk| desk.change_password(&old, &new)).await
}

/// Sets what the user wants on this computer.
#[tauri::command]
pub async fn save_settings(keeper: State<'_, Keeper>, settings: Settings) -> Reply<()> {
    keeper.ask(move |desk| desk.save_settings(settings)).await
}

/// The user did something.
#[tauri::command]
pub fn activity(keeper: State<'_, Keeper>) {
    keeper.tell(|desk| desk.activity());
}
