//! Backups, copies, and what is kept although it cannot be read.

use serde::Serialize;

use super::{LastBackup, Reason};

out! {
/// A backup was written, read back and counted.
pub struct Exported {
    /// Its name, without the folder.
    pub file_name: String,
    /// How many entries it holds.
    pub entries: usize,
}}

out! {
/// A backup was chosen; its path stays in Rust.
pub struct BackupFile {
    /// Its name, without the folder.
    pub file_name: String,
}}

out! {
/// A second folder was chosen; its path stays in Rust.
pub struct BackupFolder {
    /// Its name, without the path.
    pub folder: String,
}}

out! {
/// A backup is in the vault now.
pub struct Restored {
    /// How many entries came from it.
    pub entries: usize,
}}

out! {
/// How the automatic backups stand.
pub struct BackupState {
    /// The second folder's name, without its path.
    pub second_folder: Option<String>,
    /// The last automatic one, reopened and counted.
    pub last: Option<LastBackup>,
    /// Why the last one failed.
    pub trouble: Option<Reason>,
}}

out! {
/// All generations, here and in the second folder.
pub struct Backups {
    /// The generations beside the vault, newest first.
    pub generations: Vec<Generation>,
    /// The generations in the second folder, newest first.
    pub second: Vec<Generation>,
    /// The second folder's name, without its path.
    pub second_folder: Option<String>,
    /// Why the last backup failed.
    pub trouble: Option<Reason>,
}}

out! {
/// An earlier state of the vault.
pub struct Generation {
    /// Names it among the generations.
    pub id: String,
    /// When a save replaced this state, in unix seconds.
    pub saved_at: u64,
    /// Its length.
    pub bytes: u64,
    /// How many entries it holds, if that is known.
    pub entries: Option<usize>,
    /// What is known of it.
    pub state: GenerationState,
}}

out! {
/// What is known of a generation.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum GenerationState {
    /// The generation opens with the key in hand.
    Verified,
    /// The generation opens, and holds no entry.
    Empty,
    /// The generation is not what was saved.
    Damaged,
    /// The generation needs the password that it was saved with, which may be that of today.
    Locked,
    /// The generation opens with the password of the vault as it lies on the disk: it was not opened yet.
    Same,
    /// A password was tried, and does not open the generation.
    Other,
}}

out! {
/// What restoring a generation would do.
pub struct Comparison {
    /// Entry by entry.
    pub changes: Vec<Change>,
    /// How many entries would stay as they are.
    pub same: usize,
}}

out! {
/// What restoring would do to one entry.
pub struct Change {
    /// Which entry.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// What would be done.
    pub what: ChangeKind,
    /// The parts that differ.
    pub parts: Vec<EntryPart>,
}}

out! {
/// What would be done to an entry.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// The entry is missing or in the trash now, and would be live.
    Added,
    /// Parts of it would be as they were.
    Changed,
    /// The entry would go to the trash.
    Removed,
}}

out! {
/// A part of an entry that a user edits.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum EntryPart {
    /// Secret and parameters.
    Otp,
    /// Issuer and account name.
    Labels,
    /// Tags.
    Tags,
    /// Note.
    Note,
    /// Kept at the top of the list.
    Pin,
    /// Recovery codes of the site.
    RecoveryCodes,
}}

out! {
/// A copy that a sync program left beside the vault.
pub struct Conflict {
    /// The copy's file name.
    pub id: String,
    /// When the copy was saved, if that can be told.
    pub saved_at: Option<u64>,
}}

out! {
/// Two copies became one.
pub struct Merged {
    /// Entries that only the other copy had.
    pub added: usize,
    /// Entries that took something from the other copy.
    pub changed: usize,
    /// Entries that the other copy had removed.
    pub removed: usize,
    /// Entries kept twice, as their secrets differ.
    pub kept_both: usize,
}}

out! {
/// An entry that cannot be read, kept as it is.
pub struct Quarantined {
    /// Who issued it, if that much can be read.
    pub label: Option<String>,
    /// Its length.
    pub bytes: usize,
}}

impl From<tessera_core::vault::Merged> for Merged {
    fn from(merged: tessera_core::vault::Merged) -> Self {
        let tessera_core::vault::Merged { added, changed, removed, kept_both } = merged;
        Self { added, changed, removed, kept_both }
    }
}

impl From<tessera_core::vault::Change> for Change {
    fn from(change: tessera_core::vault::Change) -> Self {
        use tessera_core::vault::What;
        let (what, parts) = match change.what {
            What::Added => (ChangeKind::Added, Vec::new()),
            What::Removed => (ChangeKind::Removed, Vec::new()),
            What::Changed(parts) => {
                (ChangeKind::Changed, parts.into_iter().map(EntryPart::from).collect())
            }
        };
        let (issuer, account) = (change.labels.issuer, change.labels.account);
        Self { id: change.id.to_string(), issuer, account, what, parts }
    }
}

impl From<tessera_core::vault::EntryPart> for EntryPart {
    fn from(part: tessera_core::vault::EntryPart) -> Self {
        use tessera_core::vault::EntryPart as Part;
        match part {
            Part::Otp => Self::Otp,
            Part::Labels => Self::Labels,
            Part::Tags => Self::Tags,
            Part::Note => Self::Note,
            Part::Pin => Self::Pin,
            Part::RecoveryCodes => Self::RecoveryCodes,
        }
    }
}
