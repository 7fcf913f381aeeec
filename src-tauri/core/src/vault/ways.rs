//! The ways into a vault: how each opens it, and how they are made, changed and taken away.
//!
//! Whatever takes a way in away makes a new VaultKey: what opened the vault yesterday says nothing
//! about what is saved from now on, also to somebody who kept an old file. The other ways cannot be
//! carried over then, because their keys are not known here: they are issued anew.

use rand_core::CryptoRng;
use uuid::Uuid;

use super::format::SlotFacts;
use super::slot::Slot;
use super::{DeviceKey, KdfParams, OpenError, RecoveryCode, SealError, SlotKind, Vault};
use crate::secret::{Key, Password};

/// What opens a vault.
#[derive(Clone, Copy, Debug)]
pub enum Unlock<'a> {
    /// What the user remembers.
    Password(&'a Password),
    /// What the user has on paper.
    Recovery(&'a RecoveryCode),
    /// What the keyring of this computer keeps.
    Device(&'a DeviceKey),
}

impl<'a> From<&'a Password> for Unlock<'a> {
    fn from(password: &'a Password) -> Self {
        Self::Password(password)
    }
}

impl<'a> From<&'a RecoveryCode> for Unlock<'a> {
    fn from(code: &'a RecoveryCode) -> Self {
        Self::Recovery(code)
    }
}

impl<'a> From<&'a DeviceKey> for Unlock<'a> {
    fn from(key: &'a DeviceKey) -> Self {
        Self::Device(key)
    }
}

/// Which ways in there shall be beside the password.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Ways {
    /// A code on paper.
    pub recovery: bool,
    /// A key in the keyring of this computer.
    pub device: bool,
}

/// The new keys of the ways in that were asked for: to be shown, or stored, now or never.
#[derive(Clone, Debug, Default)]
pub struct Issued {
    /// The new recovery code, to be written on paper, if one was asked for.
    pub recovery: Option<RecoveryCode>,
    /// The new key for the keyring of this computer, if one was asked for.
    pub device: Option<DeviceKey>,
}

impl Vault {
    /// Makes a new VaultKey, which `password` opens from now on, and besides only the `ways` that
    /// are asked for. Derives one key, or two with a recovery code.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`]; the vault is unchanged then.
    pub fn rekey(
        &mut self,
        password: &Password,
        ways: Ways,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<Issued, SealError> {
        let key = Key::make(rng);
        let kind = SlotKind::Password;
        let slot = Slot::seal_with_password(kind, self.id, password, kdf, &key, rng)?;
        let mut next = Self { key, slots: vec![slot], ..self.clone() };
        let recovery = ways.recovery.then(|| next.add_recovery(kdf, rng)).transpose()?;
        let device = ways.device.then(|| next.add_device(rng)).transpose()?;
        *self = next;
        Ok(Issued { recovery, device })
    }

    /// A copy under a VaultKey of its own and one password slot: for an export, which may not open
    /// what is saved later, nor be opened by what was known earlier.
    ///
    /// # Errors
    /// As [`Self::rekey`].
    pub fn rekeyed(
        &self,
        password: &Password,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        let mut copy = self.clone();
        copy.rekey(password, Ways::default(), kdf, rng)?;
        Ok(copy)
    }

    /// Makes a recovery code beside the ways in that there are. One that is to be replaced needs
    /// [`Self::rekey`]. Derives a key.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`], [`SealError::SlotExists`].
    pub fn add_recovery(
        &mut self,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<RecoveryCode, SealError> {
        if self.has(SlotKind::Recovery) {
            return Err(SealError::SlotExists);
        }
        let code = RecoveryCode::make(rng);
        let (kind, password) = (SlotKind::Recovery, code.as_password());
        let slot = Slot::seal_with_password(kind, self.id, password, kdf, &self.key, rng)?;
        self.slots.push(slot);
        Ok(code)
    }

    /// Makes a key for the keyring of one more computer.
    ///
    /// # Errors
    /// [`SealError::TooManySlots`].
    pub fn add_device(&mut self, rng: &mut impl CryptoRng) -> Result<DeviceKey, SealError> {
        if self.slots.len() >= super::format::MAX_SLOTS {
            return Err(SealError::TooManySlots);
        }
        let device = DeviceKey::make(rng);
        self.slots.push(Slot::seal_with_device(self.id, &device, &self.key, rng)?);
        Ok(device)
    }

    /// Whether `unlock` opens this vault as it is now. Derives a key from what was typed.
    ///
    /// # Errors
    /// [`OpenError`], such as [`OpenError::WrongPassword`].
    pub fn check<'a>(&self, unlock: impl Into<Unlock<'a>>) -> Result<(), OpenError> {
        match unwrap(&self.slots, self.id, unlock.into())? == self.key {
            true => Ok(()),
            // A slot of another vault, which its tag does not let in.
            false => Err(OpenError::WrongPassword),
        }
    }

    /// Whether there is a slot of this kind.
    #[must_use]
    pub fn has(&self, kind: SlotKind) -> bool {
        self.slots.iter().any(|slot| slot.kind == kind)
    }

    /// The ways in that there are.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotFacts> {
        self.slots.iter().map(SlotFacts::of).collect()
    }

    /// Whether what is typed costs less to guess than today's default asks for.
    #[must_use]
    pub fn is_weakly_derived(&self) -> bool {
        self.slots().iter().filter_map(|slot| slot.kdf).any(KdfParams::is_weaker_than_default)
    }

    /// What deriving a key from its password costs; at least [`KdfParams::DEFAULT`], for whatever is
    /// wrapped anew.
    #[must_use]
    pub fn kdf(&self) -> KdfParams {
        let mut params = self.slots().into_iter().filter_map(|slot| slot.kdf);
        params.find(|kdf| !kdf.is_weaker_than_default()).unwrap_or(KdfParams::DEFAULT)
    }
}

/// The VaultKey, from the first slot that opens.
pub(super) fn unwrap(slots: &[Slot], vault_id: Uuid, unlock: Unlock<'_>) -> Result<Key, OpenError> {
    let typed = |kind, password: &Password, wrong| {
        let mut found = false;
        for slot in slots.iter().filter(|slot| slot.kind == kind) {
            found = true;
            if let Some(key) = slot.open_with_password(vault_id, password)? {
                return Ok(key);
            }
        }
        Err(if found { wrong } else { OpenError::NoSuchSlot })
    };
    match unlock {
        Unlock::Password(password) => typed(SlotKind::Password, password, OpenError::WrongPassword),
        Unlock::Recovery(code) => {
            typed(SlotKind::Recovery, code.as_password(), OpenError::WrongRecoveryCode)
        }
        Unlock::Device(device) => {
            let ours = |slot: &&Slot| slot.kind == SlotKind::Device && slot.id == device.slot();
            let slot = slots.iter().find(ours).ok_or(OpenError::NoSuchSlot)?;
            slot.open_with_key(vault_id, device.key()).ok_or(OpenError::WrongDeviceKey)
        }
    }
}
