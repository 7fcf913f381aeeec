//! What crosses the border to the page. Times are unix seconds. The TypeScript side is made from
//! these types: see `dto/bindings.rs`.
//!
//! Nothing here can carry an OTP secret, a URI, a key or a path out to the page.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use tessera_core::otp::Code;
use zeroize::Zeroizing;

#[cfg(test)]
mod bindings;

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

/// A code on its way out to a row that is shown; wiped when dropped, prints as `[redacted]`.
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

both! {
/// Which colours the window has.
#[derive(Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}}

both! {
/// What the user has set on this computer.
#[serde(default)]
pub struct Settings {
    /// Which colours the window has.
    pub theme: Theme,
    /// Minutes without a touch after which the vault locks; never if null.
    pub lock_after_minutes: Option<u32>,
    /// Seconds after which a copied code is taken off the clipboard.
    pub clear_after_seconds: u32,
    /// Codes show only when asked for.
    pub hide_codes: bool,
}}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            lock_after_minutes: Some(5),
            clear_after_seconds: 30,
            hide_codes: false,
        }
    }
}

out! {
/// Where the vault stands.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum VaultState {
    /// There is no file.
    Absent,
    /// There is one, and it is locked.
    Locked,
    /// It is open.
    Unlocked,
}}

out! {
/// Why the vault is locked.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LockReason {
    /// The user asked.
    Asked,
    /// Nobody touched the window for long.
    Idle,
    /// Something inside went wrong; nothing was saved then.
    Failed,
}}

out! {
/// All that the page asks for when it starts.
pub struct Status {
    /// Where the vault stands.
    pub state: VaultState,
    /// What the user has set.
    pub settings: Settings,
    /// Why it is locked, if it was open before.
    pub lock_reason: Option<LockReason>,
    /// The last backup that was exported from this computer, reopened and counted.
    pub last_backup: Option<LastBackup>,
}}

both! {
/// A backup that was reopened and counted.
#[derive(Copy)]
pub struct LastBackup {
    /// When.
    #[cfg_attr(test, ts(type = "number"))]
    pub saved_at: u64,
    /// How many entries it holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: usize,
}}

out! {
/// How hard a password is to guess.
pub struct Strength {
    /// 0, guessed at once, to 4, out of reach.
    #[cfg_attr(test, ts(type = "0 | 1 | 2 | 3 | 4"))]
    pub score: u8,
    /// Seconds that one attacker with the vault file needs at 10,000 guesses a second.
    pub crack_seconds: f64,
    /// What makes it weak, as one word.
    pub warning: Option<&'static str>,
}}

both! {
/// The kinds of one-time password.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Time-based.
    Totp,
    /// Counter-based.
    Hotp,
    /// Steam Guard.
    Steam,
}}

both! {
/// The hash under the HMAC.
#[derive(Copy, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub enum Algorithm {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}}

out! {
/// An entry, without its secret and its code.
pub struct Row {
    /// The entry's name for ever.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// TOTP, HOTP or Steam.
    pub kind: Kind,
    /// The hash.
    pub algorithm: Algorithm,
    /// Characters of a code.
    pub digits: u8,
    /// Seconds; null for counter-based codes.
    pub period: Option<u32>,
    /// As text, because it may exceed what JavaScript counts; null for time-based codes.
    pub counter: Option<String>,
    /// Free words.
    pub tags: Vec<String>,
    /// Free text.
    pub note: String,
    /// Kept at the top.
    pub pinned: bool,
    /// The user said that the site took a code.
    pub confirmed: bool,
    /// When it was put into the trash.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub trashed_at: Option<u64>,
}}

out! {
/// The code of a row that is shown.
pub struct RowCode {
    /// Which entry.
    pub id: String,
    /// The characters to type.
    #[cfg_attr(test, ts(type = "string"))]
    pub code: Shown,
    /// Those of the step after.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub next: Option<Shown>,
    /// First second at which the code is right.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub valid_from: Option<u64>,
    /// First second at which it is no longer right.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub valid_until: Option<u64>,
}}

out! {
/// Which of two codes was copied.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// The one of this step.
    Current,
    /// The one of the step after, because this step is nearly over.
    Next,
}}

out! {
/// A code is on the clipboard.
pub struct Copied {
    /// Of which entry.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Which of two codes.
    pub which: Which,
    /// Seconds until it is taken off again.
    pub clears_in: u32,
}}

/// A form with a typed secret.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewEntry {
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Base32, or a whole otpauth URI.
    #[cfg_attr(test, ts(type = "string"))]
    pub secret: Typed,
    /// TOTP, HOTP or Steam.
    pub kind: Kind,
    /// The hash.
    pub algorithm: Algorithm,
    /// Characters of a code.
    #[cfg_attr(test, ts(type = "number"))]
    pub digits: u64,
    /// Seconds.
    #[cfg_attr(test, ts(type = "number"))]
    pub period: u64,
    /// As text.
    pub counter: String,
    /// Free words.
    pub tags: Vec<String>,
    /// Free text.
    pub note: String,
}

/// A form without a secret.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EntryEdit {
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Free words.
    pub tags: Vec<String>,
    /// Free text.
    pub note: String,
    /// Kept at the top.
    pub pinned: bool,
    /// The user says that the site took a code.
    pub confirmed: bool,
}

out! {
/// An entry was added.
pub struct Added {
    /// Which.
    pub id: String,
    /// Takes it away again.
    pub undo: String,
}}

out! {
/// Something was done that can be undone.
pub struct Undo {
    /// Undoes it.
    pub undo: String,
}}

out! {
/// What the vault says to a draft.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DraftStatus {
    /// Not in the vault.
    New,
    /// In the vault, the same in every field.
    Duplicate,
    /// The vault has one of these labels that differs.
    Conflict,
    /// Gives no codes.
    Invalid,
    /// Of a kind that is not supported.
    Unsupported,
}}

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

out! {
/// A draft under review.
pub struct DraftRow {
    /// Its place in the review.
    #[cfg_attr(test, ts(type = "number"))]
    pub index: usize,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Null where it gives no codes.
    pub kind: Option<Kind>,
    /// Null where it gives no codes.
    pub algorithm: Option<Algorithm>,
    /// Null where it gives no codes.
    pub digits: Option<u8>,
    /// Null where it gives no codes, or by counter.
    pub period: Option<u32>,
    /// What the vault says to it.
    pub status: DraftStatus,
    /// Why it cannot be used, or in which field it differs.
    pub reason: Option<Reason>,
}}

out! {
/// A transfer in several pictures.
pub struct Batch {
    /// Parts seen.
    pub have: u32,
    /// Parts there are.
    pub of: u32,
    /// Those not seen, from 1.
    pub missing: Vec<u32>,
}}

out! {
/// A file that was read.
pub struct SourceReport {
    /// Its name, without the folder.
    pub name: String,
    /// Why it gave nothing.
    pub problem: Option<Reason>,
}}

out! {
/// All that was found, before anything is stored.
pub struct Review {
    /// Names the review.
    pub id: String,
    /// What was read.
    pub sources: Vec<SourceReport>,
    /// What was found.
    pub drafts: Vec<DraftRow>,
    /// Transfers in several pictures.
    pub batches: Vec<Batch>,
    /// A picture was among the sources, and still holds the secrets.
    pub from_picture: bool,
}}

out! {
/// Drafts became entries.
pub struct Confirmed {
    /// The new entries.
    pub added: Vec<String>,
    /// Takes them away again, all at once.
    pub undo: String,
}}

out! {
/// A backup was written, read back and counted.
pub struct Exported {
    /// Its name, without the folder.
    pub file_name: String,
    /// How many entries it holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: usize,
}}

out! {
/// A backup was chosen; its path stays in Rust.
pub struct BackupFile {
    /// Its name, without the folder.
    pub file_name: String,
}}

out! {
/// A backup is the vault now.
pub struct Restored {
    /// How many entries it holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: usize,
}}

out! {
/// A file that a save replaced.
pub struct Generation {
    /// Names it among the generations.
    pub id: String,
    /// When it was replaced.
    #[cfg_attr(test, ts(type = "number"))]
    pub saved_at: u64,
    /// Its length.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
}}
