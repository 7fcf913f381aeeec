//! The one list of commands: name, arguments, reply, who may call it.
//!
//! A line of the list names a function of [`super`]. Out of the list come [`call`], through which a
//! face calls a command by its name with JSON, and [`COMMANDS`], out of which the tests write the
//! window's permissions and the TypeScript interface of the page. A line without its function does
//! not compile, nor does one whose types differ; a page that lacks a command does not compile either.

use std::future::Future;
use std::pin::Pin;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::*;

/// Who calls a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Caller {
    /// The page in the window.
    Page,
    /// `tessera-cli`.
    CommandLine,
    /// The tray: a menu of the system.
    Tray,
    /// The page of the picker, the small window over any app.
    Picker,
    /// A browser, through its extension.
    Browser,
}

/// A command, as a line of the list says it.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name, in snake_case.
    pub name: &'static str,
    /// Who may call it.
    pub callers: &'static [Caller],
}

/// Why a call gave no reply.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CallError {
    /// There is no such command, or not for this caller.
    NoSuchCommand,
    /// An argument is missing, or is not of its type.
    Arguments,
}

/// A reply that is on its way, as JSON.
pub type Call = Pin<Box<dyn Future<Output = Result<String, CommandError>> + Send>>;

macro_rules! commands {
    ($($name:ident($($argument:ident: $type:ty),*) -> $reply:ty, for $($caller:ident),+;)*) => {
        /// Every command.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            callers: &[$(Caller::$caller),+],
        }),*];

        /// Calls a command by its name. The arguments are an object, their names in camelCase.
        ///
        /// # Errors
        /// See [`CallError`]; what the command itself says comes with the reply.
        pub fn call(
            host: &Host,
            caller: Caller,
            name: &str,
            arguments: &Value,
        ) -> Result<Call, CallError> {
            let host = host.clone();
            match name {
                $(stringify!($name) if [$(Caller::$caller),+].contains(&caller) => {
                    $(let $argument: $type = argument(arguments, stringify!($argument))?;)*
                    Ok(Box::pin(async move {
                        let reply: $reply = $name(&host $(, $argument)*).await?;
                        serde_json::to_string(&reply).map_err(|_| CommandError::INTERNAL)
                    }))
                })*
                _ => Err(CallError::NoSuchCommand),
            }
        }

        /// The names and types of a command's arguments, and its reply, as TypeScript has them.
        #[cfg(test)]
        pub(crate) fn signatures(config: &ts_rs::Config) -> Vec<super::bindings::Signature> {
            use ts_rs::TS;
            vec![$(super::bindings::Signature {
                name: stringify!($name),
                arguments: vec![$((stringify!($argument), <$type as TS>::name(config))),*],
                reply: <$reply as TS>::name(config),
            }),*]
        }
    };
}

fn argument<T: DeserializeOwned>(arguments: &Value, name: &str) -> Result<T, CallError> {
    let value = arguments.get(camel_case(name)).unwrap_or(&Value::Null);
    T::deserialize(value).map_err(|_| CallError::Arguments)
}

/// `key_file` as JavaScript spells it: `keyFile`.
pub(super) fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        name + &head.to_ascii_uppercase() + tail
    })
}

commands! {
    status() -> Status, for Page, CommandLine, Tray, Picker;
    estimate_password(password: Typed) -> Strength, for Page;
    create_vault(password: Typed) -> (), for Page, CommandLine;
    check_vault() -> (), for CommandLine;
    unlock(password: Typed) -> (), for Page, CommandLine, Picker;
    follow_password(password: Typed) -> (), for Page;
    lock() -> (), for Page, Tray;
    tray_menu() -> Option<TrayMenu>, for Tray;
    list_entries(order: Option<ListOrder>) -> Vec<Row>, for Page, CommandLine, Tray, Picker;
    list_trash() -> Vec<Row>, for Page, CommandLine;
    entry_note(id: String) -> Shown, for Page, CommandLine;
    recovery_codes(id: String, shown: bool) -> Vec<SiteCode>, for Page, CommandLine;
    set_recovery_codes(id: String, text: Typed) -> CodesKept, for Page, CommandLine;
    remove_recovery_codes(id: String) -> Undo, for Page, CommandLine;
    tick_recovery_code(id: String, key: String, used: bool) -> (), for Page, CommandLine;
    copy_recovery_code(id: String, key: String) -> Copied, for Page;
    earlier_values(id: String) -> Vec<EarlierValue>, for Page, CommandLine;
    earlier_note(id: String, key: String) -> Shown, for Page;
    put_back(id: String, key: String, password: Option<Typed>) -> Undo, for Page, CommandLine;
    find_entries(typed: String, order: Option<ListOrder>) -> Vec<Hit>, for Page, Picker;
    show_rows(ids: Vec<String>) -> Vec<RowCode>, for Page, Tray;
    give_code(id: String) -> GivenCode, for CommandLine, Browser;
    codes_at(ids: Vec<String>, at: Option<u64>) -> Vec<CodeAt>, for CommandLine;
    note_use(id: String) -> (), for CommandLine;
    copy_code_at(id: String, at: Option<u64>, next: bool) -> Copied, for CommandLine;
    copy_code(id: String) -> Copied, for Page, CommandLine, Tray, Picker;
    copy_next_count(id: String) -> Copied, for Page, Tray;
    explain_refused(id: String) -> Refused, for Page;
    check_clock() -> ClockSync, for Page, CommandLine;
    compare_clock() -> ClockCompared, for Page;
    health() -> Health, for Page, CommandLine;
    put_off_clock() -> (), for Page;
    keep_clipboard() -> (), for Page;
    add_entry(entry: NewEntry) -> Added, for Page, CommandLine;
    add_uri(uri: Typed, tags: Vec<String>) -> Added, for CommandLine;
    edit_entry(id: String, edit: EntryEdit) -> Row, for Page, CommandLine;
    entry_dates(id: String) -> EntryDates, for Page;
    change_otp(id: String, change: OtpChange, password: Typed) -> Undo, for Page;
    remove_entry(id: String) -> Undo, for Page, CommandLine;
    remove_entries(ids: Vec<String>) -> Undo, for Page;
    pin_entries(ids: Vec<String>, pinned: bool) -> Undo, for Page;
    merge_twins(keep: String) -> Undo, for Page, CommandLine;
    tag_entries(ids: Vec<String>, tag: String, on: bool) -> Undo, for Page;
    rename_tag(from: String, to: String) -> Undo, for Page;
    move_entry(id: String, beside: String, below: bool) -> Undo, for Page;
    restore_entry(id: String) -> (), for Page, CommandLine;
    delete_entry(id: String) -> (), for Page, CommandLine;
    undo(token: String) -> (), for Page;
    choose_import() -> Option<Review>, for Page;
    choose_import_folder() -> Option<Review>, for Page;
    paste_import() -> Review, for Page;
    import_text(text: Typed) -> Review, for Page;
    import_dropped(text: Typed) -> Review, for Page;
    scan_screen() -> Option<Review>, for Page;
    open_source(review: String, source: usize, password: Typed, agreed: bool) -> Option<Review>, for Page, CommandLine;
    stop_opening(review: String, source: usize) -> (), for Page;
    choose_key_file(review: String, source: usize) -> Option<KeyFile>, for Page;
    remove_key_file(review: String, source: usize) -> (), for Page;
    cancel_capture() -> (), for Page;
    confirm_review(id: String, ticked: BTreeSet<usize>) -> Confirmed, for Page, CommandLine;
    cancel_review(id: String) -> (), for Page, CommandLine;
    export_backup(password: Typed) -> Option<Exported>, for Page;
    choose_backup() -> Option<BackupFile>, for Page;
    restore_backup(password: Typed) -> Restored, for Page;
    review_backup(password: Typed) -> Review, for Page;
    list_backups() -> Backups, for Page, CommandLine;
    try_backups(password: Typed) -> Backups, for Page;
    compare_backup(id: String, password: Option<Typed>) -> Comparison, for Page;
    restore_entries(id: String, password: Option<Typed>, entries: Option<Vec<String>>) -> Restored, for Page;
    restore_generation(id: String, password: Typed) -> Restored, for Page;
    choose_backup_folder() -> Option<BackupFolder>, for Page;
    forget_backup_folder() -> (), for Page;
    list_conflicts() -> Vec<Conflict>, for Page, CommandLine;
    merge_conflict(id: String, password: Option<Typed>) -> Merged, for Page, CommandLine;
    list_quarantine() -> Vec<Quarantined>, for Page;
    export_quarantine(password: Typed) -> Option<Exported>, for Page;
    export_targets() -> Vec<ExportTarget>, for Page, CommandLine;
    preview_export(to: String, only: Option<Vec<String>>) -> ExportPreview, for Page, CommandLine;
    export_accounts(to: String, only: Option<Vec<String>>, password: Typed, seal: Option<Typed>, confirmation: Option<String>) -> Option<ExportedAccounts>, for Page;
    cancel_export() -> (), for Page;
    show_transfer(password: Typed, only: Option<Vec<String>>) -> Option<Transfer>, for Page;
    transfer_part(number: usize) -> TransferPart, for Page;
    end_transfer() -> (), for Page;
    unlock_with_device() -> (), for Page, Picker;
    set_device_unlock(on: bool, password: Typed) -> Option<Rekeyed>, for Page;
    make_recovery(password: Typed) -> Option<RecoverySheet>, for Page, CommandLine;
    confirm_recovery(first: Typed, second: Typed) -> ConfirmedSheet, for Page, CommandLine;
    leave_recovery() -> (), for Page;
    remove_recovery(password: Typed) -> Option<Rekeyed>, for Page, CommandLine;
    dismiss_recovery() -> (), for Page;
    check_recovery(code: Typed) -> Checked, for Page;
    recover(code: Typed, password: Typed) -> Option<Rekeyed>, for Page, CommandLine;
    change_password(old: Typed, next: Typed) -> Option<Rekeyed>, for Page, CommandLine;
    strengthen(password: Typed) -> Option<Rekeyed>, for Page;
    print_page() -> (), for Page;
    hidden() -> (), for Page;
    save_settings(settings: Settings) -> (), for Page;
    activity() -> (), for Page, Tray, Picker;
}
