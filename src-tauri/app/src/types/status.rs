//! Where the vault stands, and what is set on this computer.

use serde::{Deserialize, Serialize};

use super::{BackupState, DeviceState, PickerKey, Reason, Shortcut, Sign};
use crate::ports::presence::{Hearing, Presence};

both! {
/// Which colours the window has.
#[derive(Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The colours of the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}}

both! {
/// In which language the words are.
#[derive(Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// As the system, where Tessera speaks that language.
    #[default]
    System,
    /// English.
    En,
}}

impl Language {
    /// The name of its file in `locales/`, without the ending; none where the system decides.
    #[must_use]
    pub const fn tag(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::En => Some("en"),
        }
    }
}

both! {
/// In which order the accounts are listed. Pinned ones come first in each.
#[derive(Copy, Default, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ListOrder {
    /// As the user has put them.
    #[default]
    Own,
    /// By the names of the sites.
    Issuer,
    /// By the names of the accounts.
    Account,
    /// The last used first; those that were never used as the user has put them.
    LastUsed,
}}

both! {
/// How much room a row of the list takes.
#[derive(Copy, Default)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// Two lines and air.
    #[default]
    Comfortable,
    /// More rows in the same window.
    Compact,
}}

/// How large the window draws text and everything around it, in percent of the usual size: 50 to 200.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
#[serde(try_from = "u16", into = "u16")]
pub struct Zoom(u16);

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<u16> for Zoom {
    type Error = &'static str;

    fn try_from(percent: u16) -> Result<Self, Self::Error> {
        if (50..=200).contains(&percent) { Ok(Self(percent)) } else { Err("not 50 to 200 percent") }
    }
}

impl From<Zoom> for u16 {
    fn from(Zoom(percent): Zoom) -> Self {
        percent
    }
}

both! {
/// What the user has set on this computer.
#[serde(default)]
pub struct Settings {
    /// Which colours the window has.
    pub theme: Theme,
    /// In which language the words are.
    pub language: Language,
    /// How large the window draws everything, in percent of the usual size: 50 to 200.
    pub zoom: Zoom,
    /// Minutes without a touch after which the vault locks; never if null.
    pub lock_after_minutes: Option<u32>,
    /// Work in other windows counts as a touch, where the desktop tells of it.
    pub count_other_windows: bool,
    /// Lock when the screen is locked.
    pub lock_with_screen: bool,
    /// Lock when the computer goes to sleep.
    pub lock_on_suspend: bool,
    /// Lock when the window is hidden or minimised.
    pub lock_on_hide: bool,
    /// Days after which the password is asked for again; never if null.
    pub password_every_days: Option<u32>,
    /// Seconds after which a copied code is taken off the clipboard.
    pub clear_after_seconds: u32,
    /// Codes show only when asked for.
    pub hide_codes: bool,
    /// In which order the window lists the accounts.
    pub order: ListOrder,
    /// How much room a row of the list takes.
    pub density: Density,
    /// An icon in the desktop's tray, whose menu names accounts while the vault is open.
    pub tray: bool,
    /// Closing the window leaves the app in the tray.
    pub close_to_tray: bool,
    /// Start when the user logs in, without the window where there is a tray.
    pub start_at_login: bool,
    /// A key opens the picker over any app.
    pub picker: bool,
    /// Which key that is.
    pub picker_key: Shortcut,
}}

impl Settings {
    /// Why the vault is to be locked when that happens on the desktop; none where the user does not
    /// want it.
    #[must_use]
    pub fn locks_for(&self, presence: Presence) -> Option<LockReason> {
        match presence {
            Presence::ScreenLocked => self.lock_with_screen.then_some(LockReason::Screen),
            Presence::Suspending => self.lock_on_suspend.then_some(LockReason::Suspend),
        }
    }

    /// What the vault is to lock with and cannot; none where everything is heard that the user wants.
    #[must_use]
    pub fn unheard(&self, heard: Hearing) -> Option<Sign> {
        let screen = self.lock_with_screen && !heard.screen;
        let sleep = self.lock_on_suspend && !heard.sleep;
        match (screen, sleep) {
            (true, true) => Some(Sign::Both),
            (true, false) => Some(Sign::Screen),
            (false, true) => Some(Sign::Sleep),
            (false, false) => None,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            language: Language::default(),
            zoom: Zoom::default(),
            lock_after_minutes: Some(5),
            count_other_windows: false,
            lock_with_screen: true,
            lock_on_suspend: true,
            lock_on_hide: false,
            password_every_days: Some(14),
            clear_after_seconds: 30,
            hide_codes: false,
            order: ListOrder::default(),
            density: Density::default(),
            tray: false,
            close_to_tray: false,
            start_at_login: false,
            picker: false,
            picker_key: Shortcut::default(),
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
    /// The vault is open.
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
    /// The computer went to sleep.
    Suspend,
    /// The screen was locked.
    Screen,
    /// The window was hidden or minimised.
    Hidden,
    /// `tessera-cli lock` asked.
    Elsewhere,
    /// Another program put another vault in the place of the one that was open.
    Replaced,
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
    /// The vault has a recovery sheet.
    pub recovery: bool,
    /// A sheet is worth asking for.
    pub recovery_nag: bool,
    /// A new sheet was made here and not confirmed: the one of before still opens the vault, if there
    /// was one.
    pub recovery_unfinished: bool,
    /// Whether this computer's keyring can unlock it.
    pub device: DeviceState,
    /// Why it did not when it was last asked, or tested at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub device_trouble: Option<Reason>,
    /// A way in costs an attacker less than today's default.
    pub weak_kdf: bool,
    /// The password or another way in was changed elsewhere while the vault is open: see
    /// `Reason::KeyChanged`.
    pub key_changed: bool,
    /// Entries kept that cannot be read.
    pub quarantined: usize,
    /// Copies of the vault that a sync program left beside it.
    pub conflicts: usize,
    /// How the automatic backups stand.
    pub backup: BackupState,
    /// Whether the screen can be scanned.
    pub scan_screen: ScanScreen,
    /// What the vault does not lock with, though it is set to: the desktop does not tell of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub unheard: Option<Sign>,
    /// Something on this desktop shows icons of programs in a tray.
    pub has_tray: bool,
    /// How the key stands that opens the picker.
    pub picker_key: PickerKey,
    /// Links and pictures that came while the vault was not open, and are read once it is.
    pub waiting: usize,
    /// Whether the clock of this computer is kept right.
    pub clock: ClockSync,
    /// The clock is in doubt, and the user has not read that yet.
    pub clock_in_doubt: bool,
}}

out! {
/// Whether the clock of this computer is compared with others over the network, as the system says.
#[derive(Copy, Default, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ClockSync {
    /// The clock was compared, and is right.
    Kept,
    /// The system sets the clock over the network, and has not done so yet.
    Awaited,
    /// Nothing sets the clock.
    Off,
    /// The system does not say.
    #[default]
    Unknown,
}}

out! {
/// How the clock of this computer stands to that of a time server.
#[derive(Copy, Eq)]
pub struct ClockCompared {
    /// How far it is behind, in milliseconds; negative where it is ahead.
    #[cfg_attr(test, ts(type = "number"))]
    pub behind_ms: i64,
}}

impl ClockSync {
    /// Whether codes may be wrong for all that the system knows.
    #[must_use]
    pub const fn is_in_doubt(self) -> bool {
        matches!(self, Self::Awaited | Self::Off)
    }
}

out! {
/// Whether the screen can be scanned.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum ScanScreen {
    /// At once.
    Ready,
    /// The system asks the user first.
    Asks,
    /// Not here.
    None,
}}

both! {
/// A backup that was reopened and counted.
#[derive(Copy)]
pub struct LastBackup {
    /// When the backup was written, in unix seconds.
    pub saved_at: u64,
    /// How many entries it holds.
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
    /// What makes it weak.
    pub warning: Option<Weakness>,
}}

out! {
/// What makes a password weak.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Weakness {
    /// The password is among the first that get tried.
    Common,
    /// A date.
    Date,
    /// A word by itself.
    Guessable,
    /// A run of neighbouring keys.
    Keyboard,
    /// Names.
    Names,
    /// Repeated characters.
    Repeat,
    /// A run such as abc or 123.
    Sequence,
}}
