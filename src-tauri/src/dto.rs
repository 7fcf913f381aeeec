//! What crosses the border to the page. Times are unix seconds. The TypeScript side is made from
//! these types: see `dto/bindings.rs`.
//!
//! Nothing here can carry an OTP secret, a URI, a key or a path out to the page, but for the drawn
//! modules of a transfer that was asked for with the password.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use tessera_core::otp::Code;
use zeroize::Zeroizing;

macro_rules! out {
    ($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt) => {
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        $(#[$meta])*
        pub $kind $name $body
    };
}
macro_rules! both {
    ($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt) => {
        #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        $(#[$meta])*
        pub $kind $name $body
    };
}

#[cfg(test)]
mod bindings;

mod backup;
mod entry;
mod leaving;
mod review;
mod status;
mod ways;

pub use backup::{
    BackupFile, BackupFolder, BackupState, Backups, Change, ChangeKind, Comparison, Conflict,
    EntryPart, Exported, Generation, GenerationState, Merged, Quarantined, Restored,
};
pub use entry::{Added, Algorithm, Copied, EntryEdit, Kind, NewEntry, Row, RowCode, Undo, Which};
pub use leaving::{ExportPreview, ExportTarget, Left, Transfer, TransferPart};
pub use review::{
    Batch, Confirmed, DraftRow, DraftStatus, KeyFile, Meaning, OtherCode, Progress, Review, Seal,
    SourceReport,
};
pub use status::{
    LastBackup, LockReason, ScanScreen, Settings, Status, Strength, Theme, VaultState,
};
pub use ways::{Checked, DeviceState, RecoverySheet, Rekeyed};

/// A typed password or secret on its way in; wiped when dropped.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Typed(String);

impl Typed {
    /// The text as typed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Typed {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

/// A code on its way out to be shown, of digits or of modules; wiped when dropped, prints as `[redacted]`.
#[derive(Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Shown(Zeroizing<String>);

impl Shown {
    /// The characters to type.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&Code> for Shown {
    fn from(code: &Code) -> Self {
        Self(Zeroizing::new(code.expose().to_owned()))
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

out! {
/// A word that the page turns into a sentence, and the facts in it.
pub struct Reason {
    /// The word.
    pub code: &'static str,
    /// The facts.
    pub params: BTreeMap<&'static str, String>,
}}

impl Reason {
    /// A word without facts.
    pub fn plain(code: &'static str) -> Self {
        Self { code, params: BTreeMap::new() }
    }

    /// A word with one fact.
    pub fn with(code: &'static str, name: &'static str, value: impl ToString) -> Self {
        Self { code, params: BTreeMap::from([(name, value.to_string())]) }
    }
}
