//! What crosses the border to the page. Times are unix seconds. The TypeScript side is made from
//! these types: see `commands/bindings.rs`.
//!
//! Nothing here can carry an OTP secret, a URI, a key or a path out to the page, but for the drawn
//! modules of a transfer that was asked for with the password.

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

mod backup;
mod earlier;
mod entry;
mod export;
mod health;
mod reason;
mod recovery_codes;
mod review;
mod shortcut;
mod status;
mod tray;
mod ways;

pub use backup::{
    BackupFile, BackupFolder, BackupState, Backups, Change, ChangeKind, Comparison, Conflict,
    EntryPart, Exported, Generation, GenerationState, Merged, Quarantined, Restored,
};
pub use earlier::{EarlierValue, EarlierWas};
pub use entry::{
    Added, Algorithm, CodeAt, Copied, EntryDates, EntryEdit, GivenCode, Hit, Kind, NearCode,
    NewEntry, OtpChange, Refused, Row, RowCode, Undo, Which,
};
pub use export::{
    AccountName, ExportPreview, ExportTarget, ExportedAccounts, Lost, Transfer, TransferPart,
};
pub use health::{Concern, Fact, Health, InOrder, NamedAccount};
pub use reason::{Field, FileAccess, Loss, LostField, Problem, Reason, Remark, Sign, VaultPart};
pub use recovery_codes::{CodesKept, CodesLeft, SiteCode};

pub use review::{
    Batch, Confirmed, DraftRow, DraftStatus, KeyFile, Meaning, Namesake, OtherCode, Progress,
    Review, Seal, SourceReport,
};
pub use shortcut::{NoShortcut, PickerKey, Shortcut, ShortcutKey};
pub use status::{
    ClockCompared, ClockSync, Density, Language, LastBackup, ListOrder, LockReason, ScanScreen,
    Settings, Status, Strength, Theme, VaultState, Weakness, Zoom,
};
pub use tray::{TrayAccount, TrayMenu};
pub use ways::{Checked, ConfirmedSheet, DeviceState, RecoverySheet, Rekeyed};

/// A typed password or secret on its way in; wiped when dropped.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
#[serde(transparent)]
pub struct Typed(String);

impl Typed {
    /// What somebody typed elsewhere than on the page.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

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

/// A code on its way out to be shown, of digits or of modules, or a note. Wiped when dropped; prints as
/// `[redacted]`.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
#[serde(transparent)]
pub struct Shown(Zeroizing<String>);

impl Shown {
    /// The characters to show.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
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
