//! Holds `ui/src/bindings` to these types. `UPDATE_BINDINGS=1 cargo test -p tessera` writes them anew.

use std::fs;
use std::path::Path;

use ts_rs::{Config, TS};

use super::*;
use crate::error::CommandError;

#[test]
fn the_pages_types_are_those_of_the_shell() {
    let mut files = Vec::new();
    let config = Config::default();
    macro_rules! export {
        ($($name:ident),* $(,)?) => {$(
            files.push((stringify!($name), $name::export_to_string(&config).unwrap()));
        )*};
    }
    export!(
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
        CommandError,
        Comparison,
        Confirmed,
        Conflict,
        Copied,
        DeviceState,
        DraftRow,
        DraftStatus,
        EntryEdit,
        EntryPart,
        ExportPreview,
        ExportTarget,
        Exported,
        Generation,
        GenerationState,
        KeyFile,
        Kind,
        LastBackup,
        Left,
        LockReason,
        Meaning,
        Merged,
        NewEntry,
        OtherCode,
        Progress,
        Quarantined,
        Reason,
        RecoverySheet,
        Rekeyed,
        Restored,
        Review,
        Row,
        RowCode,
        ScanScreen,
        Seal,
        Settings,
        SourceReport,
        Status,
        Strength,
        Theme,
        Transfer,
        TransferPart,
        Undo,
        VaultState,
        Which,
    );
    let index: String = files
        .iter()
        .map(|(name, _)| format!("export type {{ {name} }} from \"./{name}\";\n"))
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/bindings");
    files.push(("index", index));
    let update = std::env::var_os("UPDATE_BINDINGS").is_some();
    for (name, expected) in files {
        let path = folder.join(name).with_extension("ts");
        if update {
            fs::write(&path, &expected).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, expected, "{name}.ts is stale: UPDATE_BINDINGS=1 cargo test -p tessera");
    }
}
