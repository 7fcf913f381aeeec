//! What a face may ask for: one thought a command. `commands/list.rs` says who may call which.

mod list;

#[cfg(test)]
mod bindings;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::clock;
use crate::error::CommandError;
use crate::events::SubscriberId;
use crate::held::HeldTicket;
use crate::import::{self, Capture};
use crate::keeper::Keeper;
use crate::ports::confirm::{Confirm, Question};
use crate::ports::face::Face;
use crate::ports::picker::{Answer, Folder, Open, Picker, Save};
use crate::types::{
    Added, BackupFile, BackupFolder, Backups, Checked, ClockCompared, ClockSync, CodeAt, CodesKept,
    Comparison, Confirmed, ConfirmedSheet, Conflict, Copied, EarlierValue, EntryDates, EntryEdit,
    ExportPreview, ExportTarget, Exported, ExportedAccounts, GivenCode, Health, Hit, KeyFile,
    ListOrder, LockReason, Merged, NewEntry, OtpChange, Quarantined, RecoverySheet, Refused,
    Rekeyed, Restored, Review, Row, RowCode, Settings, Shown, SiteCode, Status, Strength, Transfer,
    TransferPart, TrayMenu, Typed, Undo,
};
use crate::{export, ways};

pub use list::{COMMANDS, Call, CallError, Caller, Command, call};

/// What a command works with: the application, and the face that it came from. Clones share both.
#[derive(Clone)]
pub struct Host {
    /// The thread that owns the vault.
    pub keeper: Keeper,
    /// The thread that reads files, pictures and texts.
    pub capture: Capture,
    /// The system's file dialogs.
    pub picker: Arc<dyn Picker>,
    /// Who asks the user what no page may answer.
    pub confirm: Arc<dyn Confirm>,
    /// The face that calls.
    pub face: Arc<dyn Face>,
    /// Names the face that calls among the subscribers of events.
    pub id: SubscriberId,
}

/// A reply, or why there is none.
pub type Reply<T> = Result<T, CommandError>;

/// Says where the vault stands, and what the user has set.
pub async fn status(host: &Host) -> Reply<Status> {
    host.keeper.ask(|app| app.status()).await
}

/// Estimates how hard a password is to guess.
pub async fn estimate_password(_: &Host, password: Typed) -> Reply<Strength> {
    Ok(ways::estimate(&password))
}

/// Makes a new vault where there is none, and opens it.
pub async fn create_vault(host: &Host, password: Typed) -> Reply<()> {
    host.keeper.ask(move |app| app.create_vault(&password)).await
}

/// Says whether there is a vault that may open, before anybody types a password.
pub async fn check_vault(host: &Host) -> Reply<()> {
    host.keeper.ask(|app| app.check_vault()).await
}

/// Opens the vault with its password.
pub async fn unlock(host: &Host, password: Typed) -> Reply<()> {
    host.keeper.ask(move |app| app.unlock(&password)).await
}

/// Goes on with the open vault under the password that it was given elsewhere.
pub async fn follow_password(host: &Host, password: Typed) -> Reply<()> {
    host.keeper.ask(move |app| app.follow_password(&password)).await
}

/// Locks the vault, and makes every face forget it.
pub async fn lock(host: &Host) -> Reply<()> {
    host.keeper
        .ask(|app| {
            app.lock(LockReason::Asked);
            Ok(())
        })
        .await
}

/// Says what the tray's menu offers; none while the user wants no tray.
pub async fn tray_menu(host: &Host) -> Reply<Option<TrayMenu>> {
    host.keeper.ask(|app| Ok(app.tray_menu())).await
}

/// Lists the live entries; in the user's own order where none is named.
pub async fn list_entries(host: &Host, order: Option<ListOrder>) -> Reply<Vec<Row>> {
    host.keeper.ask(move |app| app.list_in_order(order.unwrap_or_default())).await
}

/// Lists the entries in the trash.
pub async fn list_trash(host: &Host) -> Reply<Vec<Row>> {
    host.keeper.ask(|app| app.list_trash()).await
}

/// Gives the note of an entry; empty where there is none.
pub async fn entry_note(host: &Host, id: String) -> Reply<Shown> {
    host.keeper.ask(move |app| app.entry_note(&id)).await
}

/// Lists the recovery codes of an entry, in the order of the site, and gives them where they are to be shown.
pub async fn recovery_codes(host: &Host, id: String, shown: bool) -> Reply<Vec<SiteCode>> {
    host.keeper.ask(move |app| app.recovery_codes(&id, shown)).await
}

/// Keeps the recovery codes in a text, in the place of those that are there.
pub async fn set_recovery_codes(host: &Host, id: String, text: Typed) -> Reply<CodesKept> {
    host.keeper.ask(move |app| app.set_recovery_codes(&id, &text)).await
}

/// Forgets the recovery codes of an entry.
pub async fn remove_recovery_codes(host: &Host, id: String) -> Reply<Undo> {
    host.keeper.ask(move |app| app.remove_recovery_codes(&id)).await
}

/// Ticks a recovery code off, or no longer.
pub async fn tick_recovery_code(host: &Host, id: String, key: String, used: bool) -> Reply<()> {
    host.keeper.ask(move |app| app.tick_recovery_code(&id, &key, used)).await
}

/// Puts a recovery code on the clipboard.
pub async fn copy_recovery_code(host: &Host, id: String, key: String) -> Reply<Copied> {
    host.keeper.ask(move |app| app.copy_recovery_code(&id, &key)).await
}

/// What an entry was before, the last replaced first.
pub async fn earlier_values(host: &Host, id: String) -> Reply<Vec<EarlierValue>> {
    host.keeper.ask(move |app| app.earlier_values(&id)).await
}

/// Gives an earlier note of an entry; empty where there was none then.
pub async fn earlier_note(host: &Host, id: String, key: String) -> Reply<Shown> {
    host.keeper.ask(move |app| app.earlier_note(&id, &key)).await
}

/// Puts an earlier value of an entry back; with the password where it made the codes.
pub async fn put_back(
    host: &Host,
    id: String,
    key: String,
    password: Option<Typed>,
) -> Reply<Undo> {
    host.keeper.ask(move |app| app.put_back(&id, &key, password.as_ref())).await
}

/// Finds live entries by what was typed, the best first; equals as in the order that is named, the user's
/// own where none is.
pub async fn find_entries(host: &Host, typed: String, order: Option<ListOrder>) -> Reply<Vec<Hit>> {
    host.keeper.ask(move |app| app.find_entries(&typed, order.unwrap_or_default())).await
}

/// Names the rows that the caller shows, and gives their codes; new ones follow as events.
pub async fn show_rows(host: &Host, ids: Vec<String>) -> Reply<Vec<RowCode>> {
    let id = host.id;
    host.keeper.ask(move |app| app.show_rows(id, &ids)).await
}

/// Gives a code out to be typed or printed; a counter-based code is used up by it.
pub async fn give_code(host: &Host, id: String) -> Reply<GivenCode> {
    let used = id.clone();
    let given = host.keeper.ask(move |app| app.give_code(&id)).await?;
    host.keeper.post(move |app| app.note_use(&used));
    Ok(given)
}

/// Gives the codes of entries at a moment, and uses none up.
pub async fn codes_at(host: &Host, ids: Vec<String>, at: Option<u64>) -> Reply<Vec<CodeAt>> {
    host.keeper.ask(move |app| app.codes_at(&ids, at)).await
}

/// Notes that a code of an entry was used, at most once an hour.
pub async fn note_use(host: &Host, id: String) -> Reply<()> {
    host.keeper.post(move |app| app.note_use(&id));
    Ok(())
}

/// Puts the code of a moment on the clipboard, or the one after it, and uses none up.
pub async fn copy_code_at(host: &Host, id: String, at: Option<u64>, next: bool) -> Reply<Copied> {
    host.keeper.ask(move |app| app.copy_code_at(&id, at, next)).await
}

/// Puts a code on the clipboard; a counter-based code is used up by it, and is the same for a minute.
pub async fn copy_code(host: &Host, id: String) -> Reply<Copied> {
    copied(host, id, App::copy_code).await
}

/// Puts the next counter-based code on the clipboard, and uses it up.
pub async fn copy_next_count(host: &Host, id: String) -> Reply<Copied> {
    copied(host, id, App::copy_next_count).await
}

async fn copied(
    host: &Host,
    id: String,
    copy: fn(&mut App, &str, bool) -> Result<Copied, CommandError>,
) -> Reply<Copied> {
    let hidden = host.face.is_hidden();
    let used = id.clone();
    let copied = host.keeper.ask(move |app| copy(app, &id, hidden)).await?;
    // Whoever waits for the code does not wait for the note.
    host.keeper.post(move |app| app.note_use(&used));
    Ok(copied)
}

/// Tells what can be behind a code that the site refuses.
pub async fn explain_refused(host: &Host, id: String) -> Reply<Refused> {
    host.keeper.ask(move |app| app.explain_refused(&id)).await
}

/// Asks the system whether its clock is right.
pub async fn check_clock(host: &Host) -> Reply<ClockSync> {
    clock::ask(&host.keeper).await
}

/// Compares the clock with a time server over the network: the only thing that asks anything of it.
pub async fn compare_clock(host: &Host) -> Reply<ClockCompared> {
    clock::compare(&host.keeper).await
}

/// Says whether everything is in order.
pub async fn health(host: &Host) -> Reply<Health> {
    clock::ask(&host.keeper).await?;
    host.keeper.ask(|app| app.health()).await
}

/// Puts away what was said of the clock, until it was right in between.
pub async fn put_off_clock(host: &Host) -> Reply<()> {
    host.keeper.post(|app| app.put_off_clock());
    Ok(())
}

/// Leaves the copied code on the clipboard until something else takes its place, or the vault locks.
pub async fn keep_clipboard(host: &Host) -> Reply<()> {
    host.keeper
        .ask(|app| {
            app.keep_clipboard();
            Ok(())
        })
        .await
}

/// Adds an account that was typed.
pub async fn add_entry(host: &Host, entry: NewEntry) -> Reply<Added> {
    host.keeper.ask(move |app| app.add_entry(&entry)).await
}

/// Adds the account of a URI.
pub async fn add_uri(host: &Host, uri: Typed, tags: Vec<String>) -> Reply<Added> {
    host.keeper.ask(move |app| app.add_uri(&uri, tags)).await
}

/// Changes what can be changed of an entry without its secret.
pub async fn edit_entry(host: &Host, id: String, edit: EntryEdit) -> Reply<Row> {
    host.keeper.ask(move |app| app.edit_entry(&id, &edit)).await
}

/// When an entry was added, used and changed.
pub async fn entry_dates(host: &Host, id: String) -> Reply<EntryDates> {
    host.keeper.ask(move |app| app.entry_dates(&id)).await
}

/// Changes what makes the codes of an entry, for whoever knows the password.
pub async fn change_otp(
    host: &Host,
    id: String,
    change: OtpChange,
    password: Typed,
) -> Reply<Undo> {
    host.keeper.ask(move |app| app.change_otp(&id, &change, &password)).await
}

/// Puts an entry into the trash.
pub async fn remove_entry(host: &Host, id: String) -> Reply<Undo> {
    host.keeper.ask(move |app| app.remove_entry(&id)).await
}

/// Puts entries into the trash.
pub async fn remove_entries(host: &Host, ids: Vec<String>) -> Reply<Undo> {
    host.keeper.ask(move |app| app.remove_entries(&ids)).await
}

/// Keeps entries at the top of the list, or no longer.
pub async fn pin_entries(host: &Host, ids: Vec<String>, pinned: bool) -> Reply<Undo> {
    host.keeper.ask(move |app| app.pin_entries(&ids, pinned)).await
}

/// Makes one account of all that give the same codes as one of them.
pub async fn merge_twins(host: &Host, keep: String) -> Reply<Undo> {
    host.keeper.ask(move |app| app.merge_twins(&keep)).await
}

/// Puts a tag on entries, or takes it off.
pub async fn tag_entries(host: &Host, ids: Vec<String>, tag: String, on: bool) -> Reply<Undo> {
    host.keeper.ask(move |app| app.tag_entries(&ids, &tag, on)).await
}

/// Gives a tag another name wherever it stands; an empty one takes it off.
pub async fn rename_tag(host: &Host, from: String, to: String) -> Reply<Undo> {
    host.keeper.ask(move |app| app.rename_tag(&from, &to)).await
}

/// Moves an entry right above or below another one, in the user's own order.
pub async fn move_entry(host: &Host, id: String, beside: String, below: bool) -> Reply<Undo> {
    host.keeper.ask(move |app| app.move_entry(&id, &beside, below)).await
}

/// Takes an entry out of the trash.
pub async fn restore_entry(host: &Host, id: String) -> Reply<()> {
    host.keeper.ask(move |app| app.restore_entry(&id)).await
}

/// Deletes an entry in the trash for good.
pub async fn delete_entry(host: &Host, id: String) -> Reply<()> {
    host.keeper.ask(move |app| app.delete_entry(&id)).await
}

/// Undoes one step.
pub async fn undo(host: &Host, token: String) -> Reply<()> {
    host.keeper.ask(move |app| app.undo(&token)).await
}

/// Lets the user choose files, and reads them into the review.
pub async fn choose_import(host: &Host) -> Reply<Option<Review>> {
    let paths = pick(host, |picker| picker.files(Open::Import)).await?;
    if paths.is_empty() {
        return Ok(None);
    }
    host.capture.files(paths).await.map(Some)
}

/// Lets the user choose a folder, and reads the pictures and texts in it into the review.
pub async fn choose_import_folder(host: &Host) -> Reply<Option<Review>> {
    let Some(folder) = pick(host, |picker| picker.folder(Folder::Import)).await? else {
        return Ok(None);
    };
    host.capture.files(vec![folder]).await.map(Some)
}

/// Reads what is on the clipboard into the review.
pub async fn paste_import(host: &Host) -> Reply<Review> {
    host.capture.pasted().await
}

/// Reads links, secrets or several lines that were typed or pasted into the review.
pub async fn import_text(host: &Host, text: Typed) -> Reply<Review> {
    host.capture.text(&text).await
}

/// Reads a text that was dropped on the window into the review: what was selected in another app, or the
/// address of a picture. What lies on a web page is looked for on the screen.
pub async fn import_dropped(host: &Host, text: Typed) -> Reply<Review> {
    host.capture.dropped_text(&text).await
}

/// Reads what is on the screen into the review.
pub async fn scan_screen(host: &Host) -> Reply<Option<Review>> {
    host.capture.screen().await
}

/// Opens an encrypted source of the review with a password; null where the user stopped it. Where it takes
/// long, the user has to have agreed to that.
pub async fn open_source(
    host: &Host,
    review: String,
    source: usize,
    password: Typed,
    agreed: bool,
) -> Reply<Option<Review>> {
    let opening = host.keeper.ask(move |app| app.begin_opening(&review, source)).await?;
    host.capture.open_source(opening, password, agreed).await
}

/// Stops the opening of an encrypted source, which stays as it was.
pub async fn stop_opening(host: &Host, review: String, source: usize) -> Reply<()> {
    host.keeper.ask(move |app| app.stop_opening(&review, source)).await
}

/// Lets the user choose the key file of an encrypted source of the review.
pub async fn choose_key_file(host: &Host, review: String, source: usize) -> Reply<Option<KeyFile>> {
    let asked = review.clone();
    host.keeper.ask(move |app| app.check_takes_key_file(&asked, source)).await?;
    match first(pick(host, |picker| picker.files(Open::KeyFile)).await?) {
        None => Ok(None),
        Some(path) => import::add_key_file(&host.keeper, review, source, path).await.map(Some),
    }
}

/// Forgets the key file that was chosen for an encrypted source of the review.
pub async fn remove_key_file(host: &Host, review: String, source: usize) -> Reply<()> {
    host.keeper.ask(move |app| app.remove_key_file(&review, source)).await
}

/// Stops what is being read; what was found so far stays.
pub async fn cancel_capture(host: &Host) -> Reply<()> {
    host.capture.cancel();
    Ok(())
}

/// Adds the ticked drafts of the review, all in one save.
pub async fn confirm_review(host: &Host, id: String, ticked: BTreeSet<usize>) -> Reply<Confirmed> {
    host.keeper.ask(move |app| app.confirm_review(&id, &ticked)).await
}

/// Forgets the review.
pub async fn cancel_review(host: &Host, id: String) -> Reply<()> {
    host.keeper.ask(move |app| app.cancel_review(&id)).await
}

/// Writes an encrypted backup where the user says.
pub async fn export_backup(host: &Host, password: Typed) -> Reply<Option<Exported>> {
    let write = |app: &mut App, path: PathBuf, password: Typed| app.export_backup(&path, &password);
    save_with_password(host, Save::Backup, password, write).await
}

/// Lets the user choose a backup.
pub async fn choose_backup(host: &Host) -> Reply<Option<BackupFile>> {
    match first(host.picker.files(Open::Backup).await?) {
        None => Ok(None),
        Some(path) => host.keeper.ask(move |app| Ok(Some(app.choose_backup(path)))).await,
    }
}

/// Makes the chosen backup the vault, where there is none.
pub async fn restore_backup(host: &Host, password: Typed) -> Reply<Restored> {
    host.keeper.ask(move |app| app.restore_backup(&password)).await
}

/// Reads the chosen backup into the review.
pub async fn review_backup(host: &Host, password: Typed) -> Reply<Review> {
    host.keeper.ask(move |app| app.review_backup(&password)).await
}

/// Lists the backup generations, beside the vault and in the second folder.
pub async fn list_backups(host: &Host) -> Reply<Backups> {
    host.keeper.ask(|app| app.list_backups()).await
}

/// Tries a password on the backup generations of which it is not known what they hold, and lists all.
pub async fn try_backups(host: &Host, password: Typed) -> Reply<Backups> {
    let trial = host.keeper.ask(move |app| app.begin_trial(&password)).await?;
    host.keeper.run(trial).await?.ok_or(CommandError::EXPIRED)
}

/// Says what restoring a generation would do to the open vault.
pub async fn compare_backup(host: &Host, id: String, password: Option<Typed>) -> Reply<Comparison> {
    host.keeper.ask(move |app| app.compare_backup(&id, password.as_ref())).await
}

/// Restores entries of a generation into the open vault; all of them if none are named.
pub async fn restore_entries(
    host: &Host,
    id: String,
    password: Option<Typed>,
    entries: Option<Vec<String>>,
) -> Reply<Restored> {
    host.keeper
        .ask(move |app| app.restore_entries(&id, password.as_ref(), entries.as_deref()))
        .await
}

/// Makes a generation the vault, where that cannot be opened.
pub async fn restore_generation(host: &Host, id: String, password: Typed) -> Reply<Restored> {
    host.keeper.ask(move |app| app.restore_generation(&id, &password)).await
}

/// Lets the user choose the second folder, where every save leaves a copy.
pub async fn choose_backup_folder(host: &Host) -> Reply<Option<BackupFolder>> {
    match pick(host, |picker| picker.folder(Folder::Backups)).await? {
        None => Ok(None),
        Some(folder) => host.keeper.ask(move |app| app.set_second_folder(Some(folder))).await,
    }
}

/// Forgets the second folder: backups go beside the vault only.
pub async fn forget_backup_folder(host: &Host) -> Reply<()> {
    host.keeper.ask(|app| app.set_second_folder(None).map(drop)).await
}

/// Lists the copies of the vault that a sync program left beside it.
pub async fn list_conflicts(host: &Host) -> Reply<Vec<Conflict>> {
    host.keeper.ask(|app| app.list_conflicts()).await
}

/// Merges one conflict copy into the open vault.
pub async fn merge_conflict(host: &Host, id: String, password: Option<Typed>) -> Reply<Merged> {
    host.keeper.ask(move |app| app.merge_conflict(&id, password.as_ref())).await
}

/// Lists the entries that cannot be read.
pub async fn list_quarantine(host: &Host) -> Reply<Vec<Quarantined>> {
    host.keeper.ask(|app| app.list_quarantine()).await
}

/// Writes the entries that cannot be read where the user says, just as they stand.
pub async fn export_quarantine(host: &Host, password: Typed) -> Reply<Option<Exported>> {
    let write =
        |app: &mut App, path: PathBuf, password: Typed| app.export_quarantine(&path, &password);
    save_with_password(host, Save::Quarantine, password, write).await
}

/// Lists the formats of other apps that accounts can leave in.
pub async fn export_targets(_: &Host) -> Reply<Vec<ExportTarget>> {
    Ok(App::export_targets())
}

/// Says what a format carries of the accounts, or of those that are named, and what not.
pub async fn preview_export(
    host: &Host,
    to: String,
    only: Option<Vec<String>>,
) -> Reply<ExportPreview> {
    host.keeper.ask(move |app| app.preview_export(&to, only.as_deref())).await
}

/// Writes the accounts, or those that are named, for another app where the user says.
pub async fn export_accounts(
    host: &Host,
    to: String,
    only: Option<Vec<String>>,
    password: Typed,
    seal: Option<Typed>,
    confirmation: Option<String>,
) -> Reply<Option<ExportedAccounts>> {
    let picker = Arc::clone(&host.picker);
    let begin = move |app: &mut App| {
        let (only, meant) = (only.as_deref(), confirmation.as_deref());
        let ticket = app.begin_export(&to, only, &password, seal.as_ref(), meant)?;
        let target = picker.target(ticket.save());
        Ok((ticket, target))
    };
    let (ticket, target) = host.keeper.ask(begin).await?;
    match target.await? {
        Some(path) => export::write(&host.keeper, ticket, path).await,
        None => {
            host.keeper.post(move |app| app.end_export(&ticket));
            Ok(None)
        }
    }
}

/// Ends an export that was begun: the sheet was closed.
pub async fn cancel_export(host: &Host) -> Reply<()> {
    host.keeper.post(|app| app.cancel_export());
    Ok(())
}

/// Prepares the accounts, or those that are named, as QR codes for a phone. None where the user was asked and said no.
pub async fn show_transfer(
    host: &Host,
    password: Typed,
    only: Option<Vec<String>>,
) -> Reply<Option<Transfer>> {
    let show = move |app: &mut App, password: Typed| app.show_transfer(&password, only.as_deref());
    confirmed(host, Question::ShowTransfer, password, show).await
}

/// Draws one of the prepared QR codes.
pub async fn transfer_part(host: &Host, number: usize) -> Reply<TransferPart> {
    host.keeper.ask(move |app| app.transfer_part(number)).await
}

/// Ends a QR transfer, and drops the codes that were prepared.
pub async fn end_transfer(host: &Host) -> Reply<()> {
    host.keeper.post(|app| app.end_transfer());
    Ok(())
}

/// Opens the vault with the key in this computer's keyring.
pub async fn unlock_with_device(host: &Host) -> Reply<()> {
    ways::unlock_with_device(&host.keeper).await
}

/// Enables or disables unlocking with this computer's keyring. None where the user was asked and
/// said no.
pub async fn set_device_unlock(host: &Host, on: bool, password: Typed) -> Reply<Option<Rekeyed>> {
    let set = move |app: &mut App, password: Typed| app.set_device_unlock(on, &password);
    if on {
        return confirmed(host, Question::AllowKeyring, password, set).await;
    }
    with_new_key(host, password, set).await
}

/// Makes a recovery sheet, which takes the place of the one there is once it is confirmed. None where
/// the user was asked and said no.
pub async fn make_recovery(host: &Host, password: Typed) -> Reply<Option<RecoverySheet>> {
    let make = |app: &mut App, password: Typed| app.make_recovery(&password);
    confirmed(host, Question::MakeRecovery, password, make).await
}

/// Brings a new recovery sheet into force, once the two groups that it asks for were typed back.
pub async fn confirm_recovery(host: &Host, first: Typed, second: Typed) -> Reply<ConfirmedSheet> {
    host.keeper.ask(move |app| app.confirm_recovery(&first, &second)).await
}

/// Drops a recovery sheet that was not confirmed: the vault opens as before.
pub async fn leave_recovery(host: &Host) -> Reply<()> {
    host.keeper
        .ask(|app| {
            app.leave_recovery();
            Ok(())
        })
        .await
}

/// Takes the recovery sheet's code out of the vault. None where the user was asked and said no.
pub async fn remove_recovery(host: &Host, password: Typed) -> Reply<Option<Rekeyed>> {
    let remove = |app: &mut App, password: Typed| app.remove_recovery(&password);
    confirmed(host, Question::RemoveRecovery, password, remove).await
}

/// Puts off the recovery sheet.
pub async fn dismiss_recovery(host: &Host) -> Reply<()> {
    host.keeper.ask(|app| app.dismiss_recovery()).await
}

/// Says how far the typing of a recovery code has come.
pub async fn check_recovery(_: &Host, code: Typed) -> Reply<Checked> {
    Ok(App::check_recovery(&code))
}

/// Opens the vault with the recovery code, and sets a new password. None where the user was asked and
/// said no.
pub async fn recover(host: &Host, code: Typed, password: Typed) -> Reply<Option<Rekeyed>> {
    // What cannot be right is said before the question.
    App::check_recover(&code, &password)?;
    let hold = |app: &mut App| Ok(app.hold_while_locked((code, password)));
    let recover = |app: &mut App, held: &HeldTicket<(Typed, Typed)>| {
        let (code, password) = held.take().ok_or(CommandError::EXPIRED)?;
        app.recover(&code, &password)
    };
    asked(host, Question::Recover, hold, recover).await
}

/// Puts a new password in the place of the old one, under a new key. None where the user was asked
/// and said no.
pub async fn change_password(host: &Host, old: Typed, next: Typed) -> Reply<Option<Rekeyed>> {
    let change = |app: &mut App, (old, next): (Typed, Typed)| app.change_password(&old, &next);
    confirmed(host, Question::ChangePassword, (old, next), change).await
}

/// Wraps the vault's key anew, at today's costs. None where the user was asked and said no.
pub async fn strengthen(host: &Host, password: Typed) -> Reply<Option<Rekeyed>> {
    let strengthen = |app: &mut App, password: Typed| app.strengthen(&password);
    with_new_key(host, password, strengthen).await
}

/// Opens the system's print dialog.
pub async fn print_page(host: &Host) -> Reply<()> {
    host.face.print()
}

/// Says that the window was hidden or minimised.
pub async fn hidden(host: &Host) -> Reply<()> {
    if !host.capture.is_shooting() {
        host.keeper.hidden();
    }
    Ok(())
}

/// Sets what the user wants on this computer.
pub async fn save_settings(host: &Host, settings: Settings) -> Reply<()> {
    let theme = settings.theme;
    host.keeper.ask(move |app| app.save_settings(settings)).await?;
    host.face.wear(theme);
    Ok(())
}

/// Says that the user did something.
pub async fn activity(host: &Host) -> Reply<()> {
    host.keeper.post(|app| app.activity());
    Ok(())
}

/// Opens a dialog of the open vault. What it comes to counts in the same session only: a lock closes
/// it, and where the system cannot, the answer is dropped.
async fn pick<T: Send + 'static>(
    host: &Host,
    open: impl FnOnce(&dyn Picker) -> Answer<T> + Send + 'static,
) -> Reply<T> {
    let picker = Arc::clone(&host.picker);
    // On the keeper's thread, so that a lock comes before the dialog or after it.
    let open = move |app: &mut App| Ok((app.session_token()?, open(&*picker)));
    let (session, picked) = host.keeper.ask(open).await?;
    let picked = picked.await?;
    if session.is_cancelled() { Err(CommandError::LOCKED) } else { Ok(picked) }
}

/// Asks where a file is to go, and has it written there under a password that waits in the session
/// meanwhile. None where the user has changed their mind.
async fn save_with_password<T: Send + 'static>(
    host: &Host,
    save: Save,
    password: Typed,
    write: impl FnOnce(&mut App, PathBuf, Typed) -> Reply<T> + Send + 'static,
) -> Reply<Option<T>> {
    let picker = Arc::clone(&host.picker);
    let hold = move |app: &mut App| Ok((app.hold(password)?, picker.target(save)));
    let (held, target) = host.keeper.ask(hold).await?;
    let Some(path) = target.await? else {
        drop(held.take());
        return Ok(None);
    };
    let write = move |app: &mut App| {
        let password = app.take_held(&held)?;
        write(app, path, password)
    };
    host.keeper.ask(write).await.map(Some)
}

/// Asks the user, and does what they say yes to with passwords that wait in the session meanwhile. None
/// where they say no.
async fn confirmed<P: Send + 'static, T: Send + 'static>(
    host: &Host,
    question: Question,
    passwords: P,
    act: impl FnOnce(&mut App, P) -> Reply<T> + Send + 'static,
) -> Reply<Option<T>> {
    let act = |app: &mut App, held: &HeldTicket<P>| {
        let passwords = app.take_held(held)?;
        act(app, passwords)
    };
    asked(host, question, |app| app.hold(passwords), act).await
}

/// Asks the user, and does what they say yes to with what waits meanwhile. None where they say no.
async fn asked<P: Send + 'static, T: Send + 'static>(
    host: &Host,
    question: Question,
    hold: impl FnOnce(&mut App) -> Reply<HeldTicket<P>> + Send + 'static,
    act: impl FnOnce(&mut App, &HeldTicket<P>) -> Reply<T> + Send + 'static,
) -> Reply<Option<T>> {
    let confirm = Arc::clone(&host.confirm);
    let ask = move |app: &mut App| Ok((hold(app)?, confirm.confirm(question)));
    let (held, answer) = host.keeper.ask(ask).await?;
    if !answer.await {
        drop(held.take());
        return Ok(None);
    }
    host.keeper.ask(move |app| act(app, &held)).await.map(Some)
}

/// Makes a new key. Where the vault has a recovery sheet, that makes a new one too, and is asked about
/// as any other. None where the user says no.
async fn with_new_key(
    host: &Host,
    password: Typed,
    act: impl FnOnce(&mut App, Typed) -> Reply<Rekeyed> + Send + 'static,
) -> Reply<Option<Rekeyed>> {
    if host.keeper.ask(|app| app.status()).await?.recovery {
        return confirmed(host, Question::MakeRecovery, password, act).await;
    }
    host.keeper.ask(move |app| act(app, password)).await.map(Some)
}

fn first(paths: Vec<PathBuf>) -> Option<PathBuf> {
    paths.into_iter().next()
}
