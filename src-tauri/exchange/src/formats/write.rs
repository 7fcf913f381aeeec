//! Accounts out, in the formats that other apps read. Each says first what it cannot carry.

mod aegis;
mod andotp;
mod bitwarden;
mod context;
mod freeotp;
mod google;
mod loss;
mod pictures;
mod print_sheet;
mod proton;
mod qr;
mod stratum;
mod twofas;
mod uris;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rand_core::CryptoRng;
use tessera_core::entry::{Entry, Labels};
use tessera_core::otp::{Kind, Otp, Scheme};
use tessera_core::recovery_codes::SiteCodes;
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;
use zeroize::Zeroizing;

use crate::draft::{Draft, tidy};

pub use google::parts as google_parts;
pub use loss::{Loss, Losses};
pub use qr::Modules;

use loss::each;

/// Every format that is written, apart from Tessera's own.
pub const TARGETS: &[&Target] = &[
    &uris::TARGET,
    &aegis::PLAIN,
    &aegis::SEALED,
    &twofas::PLAIN,
    &twofas::SEALED,
    &bitwarden::PLAIN,
    &bitwarden::SEALED,
    &google::TARGET,
    &pictures::TARGET,
    &andotp::TARGET,
    &freeotp::TARGET,
    &stratum::TARGET,
    &proton::TARGET,
    &print_sheet::TARGET,
];

/// The target of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}

/// What somebody types who means to have their secrets written without encryption. The same in every
/// language.
pub const PLAINTEXT: &str = "plaintext";

/// The names of so many files: `codes.png` alone; of three `codes-1-of-3.png` and so on.
#[must_use]
pub fn paths(file: &Path, count: usize) -> Vec<PathBuf> {
    if count == 1 {
        return vec![file.to_owned()];
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    let ending = ending.unwrap_or_default();
    let name = |number| file.with_file_name(format!("{stem}-{number}-of-{count}{ending}"));
    (1..=count).map(name).collect()
}

/// A format to leave in.
pub struct Target {
    /// One word for it, as `--to` takes it.
    pub name: &'static str,
    /// What the app is called that reads this format.
    pub title: &'static str,
    /// What files of it end in, without the dot.
    pub extension: &'static str,
    /// Whether a file of this format is encrypted with a password. Everything else is readable by anyone.
    pub takes_password: bool,
    /// What of each account it cannot carry.
    loses: Loses,
    /// Writes accounts that it can carry.
    write: Write,
}

type Loses = fn(&[Outgoing<'_>]) -> Vec<BTreeSet<Loss>>;

/// How a target makes its files of accounts that it can carry.
enum Write {
    /// One file with all accounts.
    One(fn(&[Outgoing<'_>], &mut WriteContext<'_>) -> Result<File, WriteError>),
    /// Several files, each with as many accounts as fit.
    Several(fn(&[Outgoing<'_>], &mut WriteContext<'_>) -> Result<Vec<File>, WriteError>),
}

/// The bytes of a file. Wiped when they are dropped.
pub type File = Zeroizing<Vec<u8>>;

/// An account on its way out.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Issuer and account name.
    pub labels: &'a Labels,
    /// Secret and parameters.
    pub otp: &'a Otp,
    /// Words to group by.
    pub tags: &'a [String],
    /// Free text.
    pub note: &'a str,
    /// Recovery codes of the site, which no other app has a place for.
    pub recovery_codes: &'a SiteCodes,
    /// Kept at the top of the list.
    pub pinned: bool,
    /// In the trash.
    pub trashed: bool,
}

/// What a writer needs of whoever calls it.
pub struct WriteContext<'a> {
    /// What encrypted files are sealed with.
    pub password: Option<&'a SecretText>,
    /// For salts, nonces, keys and ids.
    pub rng: &'a mut dyn CryptoRng,
    /// When this is.
    pub now: UnixTime,
    /// Asked before every derivation of a key.
    pub is_cancelled: &'a dyn Fn() -> bool,
}

/// Why nothing was written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WriteError {
    /// The format is encrypted, and there is no password.
    #[error("this format is encrypted; give a password for it")]
    NeedsPassword,
    /// There is no account that the format can carry.
    #[error("none of these accounts can be written in this format")]
    Empty,
    /// The user stopped it.
    #[error("stopped")]
    Cancelled,
    /// The encoding failed: more than memory can hold.
    #[error("the file would be too large")]
    TooLarge,
}

impl Target {
    /// What would be lost, account by account.
    #[must_use]
    pub fn loses(&self, accounts: &[Outgoing<'_>]) -> Losses {
        let mut losses = (self.loses)(accounts);
        for (losses, account) in losses.iter_mut().zip(accounts) {
            let is_carried = !account.trashed && !losses.contains(&Loss::Account);
            if is_carried && !account.recovery_codes.all().is_empty() {
                losses.insert(Loss::RecoveryCodes);
            }
            if account.trashed {
                losses.insert(Loss::Trash);
            } else if !losses.contains(&Loss::Account)
                && tidy(account.labels.clone()) != *account.labels
            {
                losses.insert(Loss::Labels);
            }
        }
        Losses(losses)
    }

    /// Writes every account that the format can carry: one file, or several of a format that says so.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub fn write(
        &self,
        accounts: &[Outgoing<'_>],
        context: &mut WriteContext<'_>,
    ) -> Result<Vec<File>, WriteError> {
        let losses = self.loses(accounts);
        let carried: Vec<Outgoing<'_>> = accounts
            .iter()
            .zip(losses.carried())
            .filter_map(|(account, is_carried)| is_carried.then_some(*account))
            .collect();
        if carried.is_empty() {
            return Err(WriteError::Empty);
        }
        match self.write {
            Write::One(write) => Ok(vec![write(&carried, context)?]),
            Write::Several(write) => write(&carried, context),
        }
    }
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl<'a> Outgoing<'a> {
    /// An entry of a vault.
    #[must_use]
    pub fn of_entry(entry: &'a Entry) -> Self {
        Self {
            labels: entry.labels(),
            otp: entry.otp(),
            tags: entry.tags(),
            note: entry.note().expose(),
            recovery_codes: entry.recovery_codes(),
            pinned: entry.pinned(),
            trashed: entry.trashed_at().is_some(),
        }
    }

    /// What was just read; none where it gives no codes.
    #[must_use]
    pub fn of_draft(draft: &'a Draft) -> Option<Self> {
        Some(Self {
            labels: &draft.labels,
            otp: draft.otp.as_ref().ok()?,
            tags: &draft.tags,
            note: draft.note.expose(),
            recovery_codes: &draft.recovery_codes,
            pinned: draft.pinned,
            trashed: draft.trashed,
        })
    }

    /// The losses among these that there is something to lose of; a format that takes only the first
    /// tag names `one_tag`.
    fn among(&self, losses: &[Loss], one_tag: bool) -> BTreeSet<Loss> {
        let is_lost = |loss: &Loss| match loss {
            Loss::Tags => self.tags.len() > usize::from(one_tag),
            Loss::Note => !self.note.is_empty(),
            Loss::Pin => self.pinned,
            _ => true,
        };
        losses.iter().copied().filter(is_lost).collect()
    }

    fn is_any_of(&self, kinds: &[Kind]) -> bool {
        kinds.contains(&self.otp.kind())
    }

    /// A colon in a name is where some readers split it.
    fn has_colon(&self) -> bool {
        self.labels.issuer.contains(':') || self.labels.account.contains(':')
    }

    /// Whether readers take it for Steam's by its issuer.
    fn looks_like_steam(&self) -> bool {
        let of_five = matches!(self.otp.scheme(), Scheme::Totp { digits, .. } if digits.get() == 5);
        of_five && self.labels.issuer == "Steam"
    }
}
