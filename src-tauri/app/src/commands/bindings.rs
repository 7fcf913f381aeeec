//! Holds the page's side to ours: `ui/src/bindings` (types, commands, events) and the permissions of
//! the window. `UPDATE_BINDINGS=1 cargo test -p tessera-app --lib` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use ts_rs::{Config, TS};

use super::list::{COMMANDS, Caller, camel_case, signatures};
use crate::error::CommandError;
use crate::events::Event;
use crate::types::*;

/// A command as TypeScript has it.
pub(crate) struct Signature {
    pub name: &'static str,
    /// Name and type of each argument.
    pub arguments: Vec<(&'static str, String)>,
    pub reply: String,
}

#[test]
fn the_page_knows_our_types_commands_and_events() {
    // Counts fit into a JavaScript number; what may not goes over as text.
    let config = Config::default().with_large_int("number");
    let mut page = "// Made from the types of the application. Do not edit.\n\n".to_owned();
    macro_rules! export {
        ($($name:ident),* $(,)?) => {$(
            let declared = <$name as TS>::decl(&config);
            writeln!(page, "export {declared}\n").unwrap();
        )*};
    }
    export!(
        AccountName,
        Added,
        Algorithm,
        BackupFile,
        BackupFolder,
        BackupState,
        Backups,
        Batch,
        Change,
        ChangeKind,
        Checked,
        ClockCompared,
        ClockSync,
        CommandError,
        CodesKept,
        CodesLeft,
        Comparison,
        Concern,
        Confirmed,
        ConfirmedSheet,
        Conflict,
        Copied,
        Density,
        DeviceState,
        DraftRow,
        DraftStatus,
        EarlierValue,
        EarlierWas,
        EntryDates,
        EntryEdit,
        EntryPart,
        Event,
        ExportPreview,
        ExportTarget,
        Exported,
        ExportedAccounts,
        Fact,
        Field,
        FileAccess,
        Generation,
        GenerationState,
        GivenCode,
        Health,
        Hit,
        InOrder,
        KeyFile,
        Kind,
        Language,
        LastBackup,
        ListOrder,
        LockReason,
        Loss,
        Lost,
        LostField,
        Meaning,
        Merged,
        NamedAccount,
        Namesake,
        NearCode,
        NewEntry,
        OtherCode,
        OtpChange,
        PickerKey,
        Problem,
        Progress,
        Quarantined,
        Reason,
        RecoverySheet,
        Rekeyed,
        Refused,
        Remark,
        Restored,
        Review,
        Row,
        RowCode,
        ScanScreen,
        Seal,
        Settings,
        Shortcut,
        Sign,
        SourceReport,
        SiteCode,
        Status,
        Strength,
        Theme,
        Transfer,
        TransferPart,
        Typed,
        Shown,
        Zoom,
        Undo,
        VaultPart,
        VaultState,
        Weakness,
        Which,
    );

    let callable =
        |name: &str| COMMANDS.iter().any(|c| c.name == name && c.callers.contains(&Caller::Page));
    let signatures: Vec<_> =
        signatures(&config).into_iter().filter(|one| callable(one.name)).collect();
    page += "/** Every command that the page may call. */\nexport interface Commands {\n";
    for Signature { name, arguments, reply } in &signatures {
        let arguments = arguments.iter().map(|(name, ty)| format!("{}: {ty}", camel_case(name)));
        let arguments: Vec<_> = arguments.collect();
        writeln!(page, "  {}({}): Promise<{reply}>;", camel_case(name), arguments.join(", "))
            .unwrap();
    }
    page += "}\n\n/** How a command is called: its name, and its arguments by theirs. */\n";
    page += "export type Invoke = <T>(command: string, args?: Record<string, unknown>) => Promise<T>;\n\n";
    page += "/** Calls every command through `invoke`. */\n";
    page += "export const commands = (invoke: Invoke): Commands => ({\n";
    for Signature { name, arguments, .. } in &signatures {
        let names: Vec<_> = arguments.iter().map(|(name, _)| camel_case(name)).collect();
        let names = names.join(", ");
        let sent = if names.is_empty() { String::new() } else { format!(", {{ {names} }}") };
        writeln!(page, "  {}: ({names}) => invoke(\"{name}\"{sent}),", camel_case(name)).unwrap();
    }
    page += "});\n";
    is_current("ui/src/bindings/index.ts", &page);
}

#[test]
fn each_window_is_permitted_the_commands_of_its_page_and_no_others() {
    for (caller, name, whose) in
        [(Caller::Page, "page", "the page"), (Caller::Picker, "picker", "the picker's page")]
    {
        let theirs = COMMANDS.iter().filter(|command| command.callers.contains(&caller));
        let names: String = theirs.map(|command| format!("    \"{}\",\n", command.name)).collect();
        let permissions = format!(
            "# Made from the list of commands. Do not edit.\n\
             \"$schema\" = \"../../gen/schemas/schema.json\"\n\n\
             [[permission]]\n\
             identifier = \"{name}\"\n\
             description = \"Every command of {whose}, by name. A command that is missing here is refused.\"\n\
             commands.allow = [\n{names}]\n"
        );
        is_current(&format!("src-tauri/permissions/{name}.toml"), &permissions);
    }
}

/// Of a file of the repository, from its top.
fn is_current(path: &str, expected: &str) {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file: PathBuf = top.join(path);
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        fs::write(&file, expected).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        found, expected,
        "{path} is stale: UPDATE_BINDINGS=1 cargo test -p tessera-app --lib"
    );
}
