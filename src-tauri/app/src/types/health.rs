//! Whether everything is in order, line by line.

use serde::Serialize;

use super::{ClockSync, LastBackup, Reason};

out! {
/// How the vault stands, and what this computer gives.
pub struct Health {
    /// What to look at, the graver first.
    pub concerns: Vec<Concern>,
    /// How things are here, for whoever wants to know; nothing is wrong with them.
    pub facts: Vec<Fact>,
    /// What is in order.
    pub in_order: Vec<InOrder>,
}}

out! {
/// An account, as a line names it.
#[derive(Eq)]
pub struct NamedAccount {
    /// The id of the entry.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
}}

out! {
/// Something to look at.
#[derive(Eq)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum Concern {
    /// The last automatic backup failed, or the copy in the second folder.
    BackupTrouble {
        /// Why.
        reason: Reason,
    },
    /// Nothing was kept of this vault on this computer yet.
    NoBackup,
    /// All copies lie beside the vault.
    OneDisk {
        /// When a backup was last saved by hand, in unix seconds; null if never.
        saved_at: Option<u64>,
    },
    /// Forgetting the password would lose the accounts.
    NoRecovery,
    /// A recovery sheet was made and never confirmed.
    RecoveryUnfinished,
    /// A way in costs an attacker less than today's default.
    WeakDerivation,
    /// The clock is in doubt.
    Clock {
        /// What the system says of it.
        sync: ClockSync,
    },
    /// Entries that cannot be read.
    Unreadable {
        /// How many.
        count: usize,
    },
    /// Copies that a sync program left beside the vault.
    Conflicts {
        /// How many.
        count: usize,
    },
    /// Accounts that give the same codes, as they have the same secret.
    SameSecret {
        /// Each secret's accounts: two at least.
        groups: Vec<Vec<NamedAccount>>,
    },
    /// Accounts whose secret can be guessed: it has less than 80 bits, or is an example of many manuals.
    WeakSecret {
        /// Whose.
        accounts: Vec<NamedAccount>,
    },
    /// Accounts with two recovery codes of the site left, or fewer.
    FewRecoveryCodes {
        /// Whose.
        accounts: Vec<NamedAccount>,
    },
    /// Accounts of which no site has taken a code yet, for all that is known.
    Unconfirmed {
        /// Which.
        accounts: Vec<NamedAccount>,
    },
    /// Accounts of which no code was given out for a year.
    Unused {
        /// Which.
        accounts: Vec<NamedAccount>,
    },
}}

out! {
/// How something is here.
#[derive(Eq)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum Fact {
    /// The keyring of this computer opens the vault without the password.
    Keyring {
        /// What the system calls its keyring.
        kind: String,
    },
    /// Other programs can take pictures of the window.
    ScreenPictures,
    /// A crash of the app may leave an image of its memory on the disk.
    CoreDumps,
    /// The swap space is not encrypted.
    PlainSwap,
    /// Clipboard histories are asked to leave codes out, and need not do so.
    ClipboardHistory,
    /// The system does not say whether its clock is right.
    ClockUnknown,
}}

out! {
/// Something that is in order.
#[derive(Copy)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum InOrder {
    /// No two accounts have the same secret.
    NoTwins,
    /// Every secret is long enough.
    StrongSecrets,
    /// The sites have taken codes of all accounts.
    AllConfirmed,
    /// The last automatic backup was opened and counted.
    Backup(LastBackup),
    /// Copies go to a second folder as well.
    SecondFolder,
    /// A backup was saved by hand within the last year, opened and counted.
    SavedBackup(LastBackup),
    /// There is a recovery sheet.
    Recovery,
    /// Every way in costs an attacker as much as today's default.
    Derivation,
    /// The clock is kept right.
    Clock,
    /// A crash leaves no image of the memory.
    NoCoreDumps,
    /// The swap space is encrypted, or there is none.
    Swap,
}}
