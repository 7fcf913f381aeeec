//! Files that take a password before they say what is in them: as they wait in a review, and how one
//! is opened. Keys of other apps' files are derived in a process that ends when nobody wants the file any
//! more, and where that takes long the user is asked before; so are those of a vault that is read as a source.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tessera_core::secret::{Password, SecretText};
use tessera_core::store;
use tessera_core::vault::{self, KdfParams, OpenError, SlotKind, Vault};
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::own_vault::{self, SlotCost};
use tessera_exchange::formats::{Format, Found, ReadContext, ReadError};
use tessera_exchange::intake::{self, MAX_SOURCE};
use tessera_reader_client::Reader;
use zeroize::Zeroizing;

use super::cost;
use super::remark::remark;
use crate::app::rng;
use crate::error::CommandError;
use crate::types::{Problem, Reason, Remark, Seal, Typed};

/// At most this many encrypted files wait in one review.
const MAX_FILES: usize = 20;
/// At most this many bytes of such files are held.
const MAX_BYTES: usize = 4 * MAX_SOURCE;

/// Where deriving takes longer, the user is asked before: what would be told as two seconds.
pub(super) const LONG: Duration = Duration::from_millis(1_500);

/// A file that opens with a password. Copies share its bytes.
#[derive(Clone)]
pub struct EncryptedFile {
    /// The bytes of the file as they lie on the disk; wiped when the last copy is dropped.
    bytes: Arc<Zeroizing<Vec<u8>>>,
    /// Where the file lies: other files may belong to it. Never goes to the page.
    path: PathBuf,
    kind: EncryptedKind,
    /// The key file, which stands beside the password or in its place.
    key_file: Option<Arc<Zeroizing<Vec<u8>>>>,
}

/// What an encrypted file is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EncryptedKind {
    /// A vault or backup of Tessera.
    Vault,
    /// A file of another app.
    Format(&'static Format),
}

/// What was in a file. Holds secrets.
#[derive(Debug)]
pub struct Opened {
    /// Every entry, those that cannot be used among them.
    pub drafts: Vec<Draft>,
    /// What else there is to know.
    pub remarks: Vec<Remark>,
}

/// Why a file did not open.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// The user has stopped the opening, or let go of the review.
    Cancelled,
    /// The file stays encrypted, and the next password may open it.
    StaysEncrypted(CommandError),
    /// No password will open it.
    Problem(Problem),
}

impl EncryptedFile {
    /// A file that waits for a password, without a key file.
    pub(super) fn new(bytes: Zeroizing<Vec<u8>>, path: PathBuf, kind: EncryptedKind) -> Self {
        Self { bytes: Arc::new(bytes), path, kind, key_file: None }
    }

    /// Whether the file opens with a password alone, or a key file may stand beside it.
    #[must_use]
    pub fn seal(&self) -> Seal {
        match self.kind {
            EncryptedKind::Format(format) if format.takes_key_file() => Seal::PasswordOrKeyFile,
            EncryptedKind::Format(_) | EncryptedKind::Vault => Seal::Password,
        }
    }

    /// Keeps a key file with it, or none.
    pub fn set_key_file(&mut self, bytes: Option<Zeroizing<Vec<u8>>>) {
        self.key_file = bytes.map(Arc::new);
    }

    /// Whether both are the same file with the same content.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.path == other.path && self.bytes == other.bytes
    }

    /// Whether this file may wait for its password together with the others: there is a limit to their
    /// number and bytes.
    pub(super) fn finds_room<'a>(&self, others: impl Iterator<Item = &'a Self>) -> bool {
        let (count, held) =
            others.fold((0, 0), |(count, held), one| (count + 1, held + one.held()));
        count < MAX_FILES && held + self.bytes.len() <= MAX_BYTES
    }

    /// Opens it. May take as long as a key is derived; `is_cancelled` is asked meanwhile.
    ///
    /// # Errors
    /// See [`Refusal`]; [`Reason::Costly`] before anything is derived, where that takes long and the user
    /// has not `agreed`.
    pub fn open(
        &self,
        password: &Typed,
        agreed: bool,
        reader: &mut Reader,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Opened, Refusal> {
        if is_cancelled() {
            return Err(Refusal::Cancelled);
        }
        let text = SecretText::new(password.expose().to_owned());
        let deriver = reader.deriver();
        let mut context = ReadContext {
            password: Some(&text),
            key_file: self.key_file.as_ref().map(|bytes| bytes.as_slice()),
            read_qr: Some(&mut |picture| reader.texts(picture, is_cancelled)),
            name: self.path.file_name().and_then(|name| name.to_str()),
            sibling: Some(&|name| store::beside(&self.path, name)),
            is_cancelled: Some(is_cancelled),
            derive: &deriver,
            ask_above: (!agreed).then_some(LONG),
            ..ReadContext::default()
        };
        match self.kind {
            EncryptedKind::Vault => open_vault(&self.bytes, password, &context),
            EncryptedKind::Format(format) => Ok(read_format(format, &self.bytes, &mut context)?),
        }
    }

    /// How much memory the file and its key file take, in bytes.
    fn held(&self) -> usize {
        self.bytes.len() + self.key_file.as_ref().map_or(0, |key_file| key_file.len())
    }
}

impl std::fmt::Debug for EncryptedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, encrypted", self.kind)
    }
}

fn open_vault(bytes: &[u8], typed: &Typed, context: &ReadContext<'_>) -> Result<Opened, Refusal> {
    // What cannot be a password cannot be the right one.
    let password = Password::new(typed.expose()).map_err(|_| OpenError::WrongPassword)?;
    let cost = |kdf: KdfParams| SlotCost { kib: kdf.m_kib(), passes: kdf.t(), lanes: kdf.p() };
    let slots = vault::inspect(bytes)?.slots.into_iter();
    let typed = slots.filter(|slot| slot.kind == SlotKind::Password).filter_map(|slot| slot.kdf);
    own_vault::foresee(context, typed.map(cost))?;
    let derive = |kdf: KdfParams, salt: &[u8]| {
        Ok(own_vault::slot_key(context, password.expose(), salt, cost(kdf))?)
    };
    let vault = Vault::open_deriving::<Refusal>(bytes, derive, &mut rng())?;
    let contents = vault.contents();
    let drafts = contents.live().into_iter().map(Draft::of).collect();
    let count = contents.quarantined();
    let remarks = (count > 0).then_some(Remark::LeftBehind { count });
    Ok(Opened { drafts, remarks: remarks.into_iter().collect() })
}

/// Reads a file of another app.
pub(super) fn read_format(
    format: &Format,
    bytes: &[u8],
    context: &mut ReadContext<'_>,
) -> Result<Opened, ReadError> {
    let mut found = Found::default();
    let remarks = intake::format(format, bytes, context, &mut found)?;
    let remarks = remarks.iter().map(|one| remark(one, format)).collect();
    let drafts = found.drafts.into_iter().map(|draft| Draft { confirmed: true, ..draft }).collect();
    Ok(Opened { drafts, remarks })
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Cancelled => Self::Cancelled,
            ReadError::WrongPassword | ReadError::NeedsPassword => {
                Self::StaysEncrypted(CommandError::WRONG_PASSWORD)
            }
            ReadError::Costly(cost) => Self::StaysEncrypted(cost::told(cost).into()),
            ReadError::OutOfMemory => Self::StaysEncrypted(Reason::KeyOutOfMemory.into()),
            ReadError::NoKey => Self::StaysEncrypted(Reason::KeyNotMade.into()),
            error => Self::Problem(error.into()),
        }
    }
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::WrongPassword => Self::StaysEncrypted(CommandError::WRONG_PASSWORD),
            OpenError::OutOfMemory { .. } => Self::StaysEncrypted(Reason::OutOfMemory.into()),
            OpenError::Interrupted => Self::Cancelled,
            OpenError::TooNew { .. } => Self::Problem(Problem::TooNew),
            OpenError::NotAVault
            | OpenError::Kdf(_)
            | OpenError::WrongRecoveryCode
            | OpenError::NoSuchSlot
            | OpenError::WrongDeviceKey
            | OpenError::Damaged { .. } => Self::Problem(Problem::Damaged),
        }
    }
}
