//! What the page's address asks for, such as `?state=locked&theme=dark&rows=10000`.

use serde::Deserialize;
use serde_json::{Map, Value};
use tessera_app::commands::Caller;
use tessera_app::types::{ClockSync, LockReason, ScanScreen};

use crate::accounts;

/// How an application stands when its page comes, and what lies around it.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "snake_case")]
pub struct Scene {
    /// Which page comes, and with it which commands it may call.
    pub caller: Page,
    /// What the clock shows at the start, in unix seconds. The ticker of the application follows the
    /// clock of this computer: it wakes for nothing of a scene that lies ahead of that.
    pub now: u64,
    /// Whether the system keeps that clock right.
    pub clock: Clock,
    /// The swap space is not encrypted.
    pub plain_swap: bool,
    pub state: State,
    /// How many accounts there are.
    pub rows: usize,
    /// Settings that differ from the usual ones.
    pub settings: Map<String, Value>,
    /// Why it was locked.
    pub reason: Reason,
    /// The vault has a recovery sheet.
    pub recovery: bool,
    pub device: Device,
    /// What is dropped on the window at the start; nothing if empty. See `files.rs`.
    pub review: String,
    /// The desktop shows icons of programs.
    pub tray: bool,
    pub screen: Screen,
    pub scan: Scan,
    /// What is on the clipboard: `nothing`, `words`, or files.
    pub clipboard: String,
    /// What is chosen when files are.
    pub files: String,
    /// How many links came while it was locked.
    pub waiting: usize,
    /// How many copies a sync program left beside the vault.
    pub conflicts: usize,
    /// An entry cannot be read. The vault opens with another password then.
    pub unreadable: bool,
    pub backups: Backups,
    pub trouble: Trouble,
    pub dialog: Dialog,
    pub confirm: Consent,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            caller: Page::Page,
            now: 0,
            clock: Clock::Kept,
            plain_swap: false,
            state: State::Unlocked,
            rows: accounts::USUAL,
            tray: true,
            settings: Map::new(),
            reason: Reason::None,
            recovery: true,
            device: Device::Off,
            review: String::new(),
            screen: Screen::Ready,
            scan: Scan::Found,
            clipboard: "found".to_owned(),
            files: "found".to_owned(),
            waiting: 0,
            conflicts: 0,
            unreadable: false,
            backups: Backups::Some,
            trouble: Trouble::None,
            dialog: Dialog::Place,
            confirm: Consent::Given,
        }
    }
}

/// A page of the product.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// In the main window.
    Page,
    /// In the small window over any app.
    Picker,
}

impl From<Page> for Caller {
    fn from(page: Page) -> Self {
        match page {
            Page::Page => Self::Page,
            Page::Picker => Self::Picker,
        }
    }
}

/// How the vault stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Absent,
    Locked,
    Damaged,
    /// Open, without accounts.
    Empty,
    Unlocked,
}

/// Why the vault was locked; for `None` it was not opened yet.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    None,
    Asked,
    Idle,
    Suspend,
    Screen,
    Hidden,
    Elsewhere,
}

impl Reason {
    pub fn of_lock(self) -> Option<LockReason> {
        Some(match self {
            Self::None => return None,
            Self::Asked => LockReason::Asked,
            Self::Idle => LockReason::Idle,
            Self::Suspend => LockReason::Suspend,
            Self::Screen => LockReason::Screen,
            Self::Hidden => LockReason::Hidden,
            Self::Elsewhere => LockReason::Elsewhere,
        })
    }
}

/// How the keyring answers; `Off`: the vault was never given to it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    Off,
    On,
    Locked,
    Missing,
    Emptied,
    Changed,
    Slow,
    /// The password was not typed for long.
    Due,
}

/// Whether the screen can be scanned.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    Ready,
    Asks,
    None,
}

impl From<Screen> for ScanScreen {
    fn from(screen: Screen) -> Self {
        match screen {
            Screen::Ready => Self::Ready,
            Screen::Asks => Self::Asks,
            Screen::None => Self::None,
        }
    }
}

/// What the system says of its clock.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    Kept,
    Awaited,
    Off,
    Unknown,
}

impl From<Clock> for ClockSync {
    fn from(clock: Clock) -> Self {
        match clock {
            Clock::Kept => Self::Kept,
            Clock::Awaited => Self::Awaited,
            Clock::Off => Self::Off,
            Clock::Unknown => Self::Unknown,
        }
    }
}

/// What a scan of the screen comes to.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scan {
    Found,
    Nothing,
    Microsoft,
    Cancelled,
    Refused,
    Unsupported,
    Failed,
}

/// What was kept of the vault.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Backups {
    None,
    Some,
    /// And a second folder.
    Second,
}

/// What is wrong with the backups.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    None,
    /// The last save could not keep the file before it. Only without backups.
    Failed,
    /// The second folder was not there at the last save.
    SecondFailed,
    /// It has been away for nine days.
    Stale,
}

/// How the system's dialog ends when something is saved.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialog {
    Place,
    /// With a place, once it is answered.
    Slow,
    Dismissed,
    /// With the vault itself.
    Own,
}

/// What the user says where the system asks before something is done.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    Given,
    Refused,
}
