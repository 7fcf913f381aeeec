//! The ways into a vault: how each opens it, and how they are made, changed and taken away.
//!
//! Whatever takes a way in away makes a new VaultKey: what opened the vault yesterday says nothing
//! about what is saved from now on, also to somebody who kept an old file. The other ways cannot be
//! carried over then, because their keys are not known here: they are issued anew.
//!
//! A code on paper is of use only once it is on paper. So what is new can be prepared and come into
//! force later: until then the vault opens as it did.

use rand_core::CryptoRng;
use uuid::Uuid;
use zeroize::Zeroizing;

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

/// A VaultKey and its slots, made for a vault and not yet in force. Dropping it wipes its keys; the
/// password that opens it is not kept.
pub struct Prepared {
    key: Key,
    slots: Vec<Slot>,
    issued: Issued,
    /// The slots of the vault that it was prepared for.
    instead_of: Vec<Slot>,
}

impl Prepared {
    /// The new keys of the ways in beside the password.
    #[must_use]
    pub fn issued(&self) -> &Issued {
        &self.issued
    }

    /// Leaves the key for the keyring out: the keyring has not taken it.
    pub fn drop_device(&mut self) {
        if let Some(device) = self.issued.device.take() {
            self.slots.retain(|slot| slot.id != device.slot());
        }
    }
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
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
        let prepared = self.prepare_rekey(password, ways, kdf, rng)?;
        self.apply(&prepared)?;
        Ok(prepared.issued)
    }

    /// Prepares what [`Self::rekey`] does. Derives one key, or two with a recovery code.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`].
    pub fn prepare_rekey(
        &self,
        password: &Password,
        ways: Ways,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<Prepared, SealError> {
        let key = Key::make(rng);
        let kind = SlotKind::Password;
        let mut slots = vec![Slot::seal_with_password(kind, self.id, password, kdf, &key, rng)?];
        let mut issued = Issued::default();
        if ways.recovery {
            let code = RecoveryCode::make(rng);
            slots.push(self.paper_slot(&code, kdf, &key, rng)?);
            issued.recovery = Some(code);
        }
        if ways.device {
            let device = DeviceKey::make(rng);
            slots.push(Slot::seal_with_device(self.id, &device, &key, rng)?);
            issued.device = Some(device);
        }
        Ok(Prepared { key, slots, issued, instead_of: self.slots.clone() })
    }

    /// Prepares a recovery code beside the ways in that there are, under the VaultKey that there is.
    /// Derives a key.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`], [`SealError::SlotExists`].
    pub fn prepare_recovery(
        &self,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<Prepared, SealError> {
        let mut next = self.clone();
        let issued = Issued { recovery: Some(next.add_recovery(kdf, rng)?), device: None };
        let instead_of = self.slots.clone();
        let Self { key, slots, .. } = next;
        Ok(Prepared { key, slots, issued, instead_of })
    }

    /// Brings into force what was prepared. Derives nothing.
    ///
    /// # Errors
    /// [`SealError::WaysChanged`] where the vault has other ways in by now than when it was prepared:
    /// one that was taken away since would come back.
    pub fn apply(&mut self, prepared: &Prepared) -> Result<(), SealError> {
        if self.slots != prepared.instead_of {
            return Err(SealError::WaysChanged);
        }
        self.key = prepared.key.clone();
        self.slots = prepared.slots.clone();
        Ok(())
    }

    /// Puts a password in the place of the one there is, under the VaultKey that there is. Whoever
    /// kept an old file and its password opens what is saved from now on, until [`Self::rekey`].
    /// Derives a key.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`]; the vault is unchanged then.
    pub fn replace_password(
        &mut self,
        password: &Password,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<(), SealError> {
        let kind = SlotKind::Password;
        let slot = Slot::seal_with_password(kind, self.id, password, kdf, &self.key, rng)?;
        self.slots.retain(|slot| slot.kind != kind);
        self.slots.insert(0, slot);
        Ok(())
    }

    /// Takes the slot of one computer away, under the VaultKey that there is. Whoever kept an old file
    /// and the key opens what is saved from now on, until [`Self::rekey`].
    pub fn remove_device(&mut self, slot: Uuid) {
        self.slots.retain(|s| s.kind != SlotKind::Device || s.id != slot);
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
        let code = RecoveryCode::make(rng);
        self.add_recovery_code(&code, kdf, rng)?;
        Ok(code)
    }

    /// Lets a code that somebody has on paper open the vault. Derives a key.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`], [`SealError::SlotExists`].
    pub fn add_recovery_code(
        &mut self,
        code: &RecoveryCode,
        kdf: KdfParams,
        rng: &mut impl CryptoRng,
    ) -> Result<(), SealError> {
        if self.has(SlotKind::Recovery) {
            return Err(SealError::SlotExists);
        }
        self.slots.push(self.paper_slot(code, kdf, &self.key, rng)?);
        Ok(())
    }

    fn paper_slot(
        &self,
        code: &RecoveryCode,
        kdf: KdfParams,
        key: &Key,
        rng: &mut impl CryptoRng,
    ) -> Result<Slot, SealError> {
        let (kind, password) = (SlotKind::Recovery, code.as_password());
        Slot::seal_with_password(kind, self.id, password, kdf, key, rng)
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

/// The VaultKey, from the first password slot that opens with the key that `derive` makes for it.
pub(super) fn unwrap_deriving<E: From<OpenError>>(
    slots: &[Slot],
    vault_id: Uuid,
    mut derive: impl FnMut(KdfParams, &[u8]) -> Result<Zeroizing<[u8; Key::LENGTH]>, E>,
) -> Result<Key, E> {
    for slot in slots.iter().filter(|slot| slot.kind == SlotKind::Password) {
        let Some((params, salt)) = slot.kdf.params()? else { continue };
        let mut key = Key::zeroed();
        key.expose_mut().copy_from_slice(derive(params, &salt.0)?.as_slice());
        if let Some(key) = slot.open_with_key(vault_id, &key) {
            return Ok(key);
        }
    }
    Err(OpenError::WrongPassword.into())
}
