//! What the page may call: one thought a command. Every name stands in
//! `src-tauri/permissions/page.toml` as well, or the page is refused.

use std::collections::BTreeSet;

use tauri::{AppHandle, Runtime, State, WebviewWindow};

use crate::capture::{Capture, key_file};
use crate::desk::Desk;
use crate::device;
use crate::dto::{
    Added, BackupFile, BackupFolder, Backups, Checked, Comparison, Confirmed, Conflict, Copied,
    EntryEdit, ExportPreview, ExportTarget, Exported, KeyFile, Left, LockReason, Merged, NewEntry,
    Quarantined, RecoverySheet, Rekeyed, Restored, Review, Row, RowCode, Settings, Status,
    Strength, Transfer, TransferPart, Typed, Undo,
};
use crate::error::CommandError;
use crate::keeper::Keeper;
use crate::leaving;
use crate::platform::dialogs::{self, Save};
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
    capture: State<'_, Capture>,
) -> Reply<Option<Review>> {
    keeper.ask(|desk| desk.check_unlocked()).await?;
    let paths = dialogs::choose_files(&app).await?;
    if paths.is_empty() {
        return Ok(None);
    }
    capture.files(paths).await.map(Some)
}

/// Lets the user choose a folder, and reads the pictures and texts in it.
#[tauri::command]
pub async fn choose_import_folder<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
    capture: State<'_, Capture>,
) -> Reply<Option<Review>> {
    keeper.ask(|desk| desk.check_unlocked()).await?;
    let Some(folder) = dialogs::choose_folder(&app, "Import a folder of pictures").await? else {
        return Ok(None);
    };
    capture.files(vec![folder]).await.map(Some)
}

/// Reads what is on the clipboard.
#[tauri::command]
pub async fn paste_import(capture: State<'_, Capture>) -> Reply<Review> {
    capture.pasted().await
}

/// Reads links, secrets or several lines that were typed or pasted.
#[tauri::command]
pub async fn import_text(keeper: State<'_, Keeper>, text: Typed) -> Reply<Review> {
    keeper.ask(move |desk| desk.import_text(&text)).await
}

/// Reads what is on the screen.
#[tauri::command]
pub async fn scan_screen(capture: State<'_, Capture>) -> Reply<Option<Review>> {
    capture.screen().await
}

/// Opens a file of the review with a password. None where the user stopped it.
#[tauri::command]
pub async fn open_source(
    keeper: State<'_, Keeper>,
    capture: State<'_, Capture>,
    review: String,
    source: usize,
    password: Typed,
) -> Reply<Option<Review>> {
    let opening = keeper.ask(move |desk| desk.begin_opening(&review, source)).await?;
    capture.open_source(opening, password).await
}

/// Stops that, and keeps the file as it was.
#[tauri::command]
pub async fn stop_opening(keeper: State<'_, Keeper>, review: String, source: usize) -> Reply<()> {
    keeper.ask(move |desk| desk.stop_opening(&review, source)).await
}

/// Lets the user choose the key file of a file of the review.
#[tauri::command]
pub async fn choose_key_file<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
    review: String,
    source: usize,
) -> Reply<Option<KeyFile>> {
    let asked = review.clone();
    keeper.ask(move |desk| desk.check_takes_key_file(&asked, source)).await?;
    match dialogs::choose_key_file(&app).await? {
        None => Ok(None),
        Some(path) => key_file::keep(&keeper, review, source, path).await.map(Some),
    }
}

/// Puts it back.
#[tauri::command]
pub async fn remove_key_file(
    keeper: State<'_, Keeper>,
    review: String,
    source: usize,
) -> Reply<()> {
    keeper.ask(move |desk| desk.remove_key_file(&review, source)).await
}

/// Stops what is being read.
#[tauri::command]
pub fn cancel_capture(capture: State<'_, Capture>) {
    capture.cancel();
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
    let Some(path) = dialogs::choose_target(&app, Save::backup("backup.tessera")).await? else {
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

/// The backup generations, here and in the second folder.
#[tauri::command]
pub async fn list_backups(keeper: State<'_, Keeper>) -> Reply<Backups> {
    keeper.ask(|desk| desk.list_backups()).await
}

/// What restoring a generation would do to the open vault.
#[tauri::command]
pub async fn compare_backup(
    keeper: State<'_, Keeper>,
    id: String,
    password: Option<Typed>,
) -> Reply<Comparison> {
    keeper.ask(move |desk| desk.compare_backup(&id, password.as_ref())).await
}

/// Restores entries of a generation into the open vault; all of them if none are named.
#[tauri::command]
pub async fn restore_entries(
    keeper: State<'_, Keeper>,
    id: String,
    password: Option<Typed>,
    entries: Option<Vec<String>>,
) -> Reply<Restored> {
    keeper.ask(move |desk| desk.restore_entries(&id, password.as_ref(), entries.as_deref())).await
}

/// Makes a generation the vault, where that cannot be opened.
#[tauri::command]
pub async fn restore_generation(
    keeper: State<'_, Keeper>,
    id: String,
    password: Typed,
) -> Reply<Restored> {
    keeper.ask(move |desk| desk.restore_generation(&id, &password)).await
}

/// Lets the user choose the folder where backups go besides.
#[tauri::command]
pub async fn choose_backup_folder<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
) -> Reply<Option<BackupFolder>> {
    keeper.ask(|desk| desk.check_unlocked()).await?;
    match dialogs::choose_folder(&app, "Choose a second folder for backups").await? {
        None => Ok(None),
        Some(folder) => keeper.ask(move |desk| desk.set_second_folder(Some(folder))).await,
    }
}

/// Backups go beside the vault only.
#[tauri::command]
pub async fn forget_backup_folder(keeper: State<'_, Keeper>) -> Reply<()> {
    keeper.ask(|desk| desk.set_second_folder(None).map(drop)).await
}

/// Copies of the vault that a sync program left.
#[tauri::command]
pub async fn list_conflicts(keeper: State<'_, Keeper>) -> Reply<Vec<Conflict>> {
    keeper.ask(|desk| desk.list_conflicts()).await
}

/// Joins one of them into the vault.
#[tauri::command]
pub async fn merge_conflict(
    keeper: State<'_, Keeper>,
    id: String,
    password: Option<Typed>,
) -> Reply<Merged> {
    keeper.ask(move |desk| desk.merge_conflict(&id, password.as_ref())).await
}

/// The entries that cannot be read.
#[tauri::command]
pub async fn list_quarantine(keeper: State<'_, Keeper>) -> Reply<Vec<Quarantined>> {
    keeper.ask(|desk| desk.list_quarantine()).await
}

/// Writes them where the user says, just as they stand.
#[tauri::command]
pub async fn export_quarantine<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
    password: Typed,
) -> Reply<Option<Exported>> {
    keeper.ask(|desk| desk.check_unlocked()).await?;
    let Some(path) = dialogs::choose_target(&app, Save::unreadable()).await? else {
        return Ok(None);
    };
    keeper.ask(move |desk| desk.export_quarantine(&path, &password)).await.map(Some)
}

/// The formats of other apps that accounts can leave in.
#[tauri::command(async)]
pub fn export_targets() -> Vec<ExportTarget> {
    Desk::export_targets()
}

/// What such a format carries, and what not.
#[tauri::command]
pub async fn preview_export(keeper: State<'_, Keeper>, to: String) -> Reply<ExportPreview> {
    keeper.ask(move |desk| desk.preview_export(&to)).await
}

/// Writes the accounts for another app where the user says.
#[tauri::command]
pub async fn export_accounts<R: Runtime>(
    app: AppHandle<R>,
    keeper: State<'_, Keeper>,
    to: String,
    password: Typed,
    seal: Option<Typed>,
    confirmation: Option<String>,
) -> Reply<Option<Left>> {
    let begin = move |desk: &mut Desk| {
        desk.begin_export(&to, &password, seal.as_ref(), confirmation.as_deref())
    };
    let ticket = keeper.ask(begin).await?;
    leaving::export(&app, &keeper, ticket).await
}

/// Nothing is to leave any more: the sheet was closed.
#[tauri::command]
pub fn cancel_export(keeper: State<'_, Keeper>) {
    keeper.tell(|desk| desk.cancel_export());
}

/// Draws the accounts as QR codes for a phone.
#[tauri::command]
pub async fn show_transfer(keeper: State<'_, Keeper>, password: Typed) -> Reply<Transfer> {
    keeper.ask(move |desk| desk.show_transfer(&password)).await
}

/// One of these codes.
#[tauri::command]
pub async fn transfer_part(keeper: State<'_, Keeper>, number: usize) -> Reply<TransferPart> {
    keeper.ask(move |desk| desk.transfer_part(number)).await
}

/// They are no longer shown.
#[tauri::command]
pub fn end_transfer(keeper: State<'_, Keeper>) {
    keeper.tell(|desk| desk.end_transfer());
}

/// Opens the vault with the key in this computer's keyring.
#[tauri::command]
pub async fn unlock_with_device(keeper: State<'_, Keeper>) -> Reply<()> {
    device::unlock(&keeper).await
}

/// Switches that on or off.
#[tauri::command]
pub async fn set_device_unlock(
    keeper: State<'_, Keeper>,
    on: bool,
    password: Typed,
) -> Reply<Rekeyed> {
    keeper.ask(move |desk| desk.set_device_unlock(on, &password)).await
}

/// Makes a recovery sheet.
#[tauri::command]
pub async fn make_recovery(keeper: State<'_, Keeper>, password: Typed) -> Reply<RecoverySheet> {
    keeper.ask(move |desk| desk.make_recovery(&password)).await
}

/// Takes the recovery sheet's code out of the vault.
#[tauri::command]
pub async fn remove_recovery(keeper: State<'_, Keeper>, password: Typed) -> Reply<Rekeyed> {
    keeper.ask(move |desk| desk.remove_recovery(&password)).await
}

/// The recovery sheet can wait.
#[tauri::command]
pub async fn dismiss_recovery(keeper: State<'_, Keeper>) -> Reply<()> {
    keeper.ask(|desk| desk.dismiss_recovery()).await
}

/// How far the typing of a recovery code has come.
#[tauri::command(async)]
pub fn check_recovery(code: Typed) -> Checked {
    Desk::check_recovery(&code)
}

/// Opens the vault with the recovery code, and sets a new password.
#[tauri::command]
pub async fn recover(keeper: State<'_, Keeper>, code: Typed, password: Typed) -> Reply<Rekeyed> {
    keeper.ask(move |desk| desk.recover(&code, &password)).await
}

/// Puts a new password in the place of the old one.
#[tauri::command]
pub async fn change_password(keeper: State<'_, Keeper>, old: Typed, new: Typed) -> Reply<Rekeyed> {
    keeper.ask(move |desk| desk.change_password(&old, &new)).await
}

/// Wraps the vault's key anew, at today's costs.
#[tauri::command]
pub async fn strengthen(keeper: State<'_, Keeper>, password: Typed) -> Reply<Rekeyed> {
    keeper.ask(move |desk| desk.strengthen(&password)).await
}

/// Opens the system's print dialog.
#[tauri::command]
pub async fn print_page<R: Runtime>(window: WebviewWindow<R>) -> Reply<()> {
    window.print().map_err(|_| CommandError::plain(CommandError::INTERNAL))
}

/// The window was hidden or minimised. Not by the user, where it is only out of the way.
#[tauri::command]
pub fn hidden(keeper: State<'_, Keeper>, capture: State<'_, Capture>) {
    if !capture.is_shooting() {
        keeper.tell(|desk| desk.hidden());
    }
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
