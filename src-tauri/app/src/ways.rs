//! The ways into the vault: the password, the recovery sheet, the keyring of this computer.

mod device;
mod kdf;
mod strength;

use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::vault::{
    DeviceKey, OpenError, RecoveryCode, RecoveryCodeError, SlotKind, Vault, Ways,
};
use uuid::Uuid;

use crate::app::{App, Rng, rng};
use crate::error::CommandError;
use crate::ports::keyring::Keyring;
use crate::types::{Checked, LockReason, Reason, RecoverySheet, Rekeyed, Typed};

pub(crate) use device::Device;
pub use device::{test_keyring, unlock as unlock_with_device};
pub use kdf::calibrated;
pub use strength::estimate;

use device::{hand_over, item};

/// For how long a user who put the recovery sheet off is left in peace, in seconds.
const PUT_OFF: u64 = 14 * 24 * 60 * 60;

impl App {
    /// Lets the keyring of this computer open the vault, after it has shown that it keeps what it is
    /// given; or makes an end of that, under a new VaultKey.
    pub fn set_device_unlock(
        &mut self,
        on: bool,
        password: &Typed,
    ) -> Result<Rekeyed, CommandError> {
        let password = self.checked_password(password)?;
        let id = self.session()?.file.vault().id();
        if !on {
            let ways = Ways { device: false, ..self.ways()? };
            return self.rekey(&password, ways);
        }
        self.ports.keyring.self_test(&id.to_string())?;
        let slot = self.change_with_keyring(|vault, keyring, rng| {
            let key = vault.add_device(rng)?;
            hand_over(keyring, id, &key)?;
            Ok(key.slot())
        })?;
        self.remember_device(id, Some(slot));
        self.note_keyring(None);
        Ok(Rekeyed { recovery: None, device_off: false })
    }

    /// Makes a recovery sheet, in the place of the one there is.
    pub fn make_recovery(&mut self, password: &Typed) -> Result<RecoverySheet, CommandError> {
        let password = self.checked_password(password)?;
        let now = self.now().seconds();
        let id = self.session()?.file.vault().id();
        if !self.ways()?.recovery {
            let kdf = (self.ports.kdf)();
            let code = self.change(|vault, _, rng| Ok(vault.add_recovery(kdf, rng)?))?;
            return Ok(RecoverySheet::of(&code, id, now));
        }
        let ways = Ways { recovery: true, ..self.ways()? };
        let rekeyed = self.rekey(&password, ways)?;
        rekeyed.recovery.ok_or(CommandError::INTERNAL)
    }

    /// Takes the recovery sheet's code out of the vault, under a new VaultKey.
    pub fn remove_recovery(&mut self, password: &Typed) -> Result<Rekeyed, CommandError> {
        let password = self.checked_password(password)?;
        let ways = Ways { recovery: false, ..self.ways()? };
        self.rekey(&password, ways)
    }

    /// The recovery sheet can wait.
    pub fn dismiss_recovery(&mut self) -> Result<(), CommandError> {
        let (id, now) = (self.session()?.file.vault().id(), self.now().seconds());
        let noted = self.ports.profile.note(id, |memory| memory.recovery_put_off_at = Some(now));
        noted.map_err(|_| CommandError::WRITE)
    }

    /// How far the typing of a recovery code has come.
    pub fn check_recovery(code: &Typed) -> Checked {
        match RecoveryCode::parse(code.expose()) {
            Ok(_) | Err(RecoveryCodeError::TooLong { .. }) => {
                Checked { missing: 0, bad_group: None }
            }
            Err(RecoveryCodeError::Typo { group }) => {
                Checked { missing: 0, bad_group: Some(group) }
            }
            Err(RecoveryCodeError::TooShort { missing }) => Checked { missing, bad_group: None },
        }
    }

    /// Opens the vault with the code of the recovery sheet, and puts a new password in the place of
    /// the forgotten one. The code has done its work: there is a new sheet.
    pub fn recover(&mut self, code: &Typed, password: &Typed) -> Result<Rekeyed, CommandError> {
        let code = RecoveryCode::parse(code.expose())?;
        let password = Password::new(password.expose())?;
        let file = VaultFile::open(self.ports.store.clone(), &code, &mut rng());
        let file = file.map_err(|error| match error {
            FileError::Open(OpenError::NoSuchSlot) => CommandError(Reason::NoRecovery),
            other => self.with_generations(other.into()),
        })?;
        self.begin(file);
        let ways = Ways { recovery: true, ..self.ways()? };
        let rekeyed = self.rekey(&password, ways);
        if rekeyed.is_err() {
            // Nobody knows a password that opens it: it may not stay open as if one did.
            self.lock(LockReason::Failed);
        }
        let rekeyed = rekeyed?;
        self.password_was_typed();
        Ok(rekeyed)
    }

    /// Puts a new password in the place of the old one, under a new VaultKey.
    pub fn change_password(&mut self, old: &Typed, new: &Typed) -> Result<Rekeyed, CommandError> {
        self.checked_password(old)?;
        let new = Password::new(new.expose())?;
        let ways = self.ways()?;
        let rekeyed = self.rekey(&new, ways)?;
        self.password_was_typed();
        Ok(rekeyed)
    }

    /// Wraps the vault's key anew, at today's costs.
    pub fn strengthen(&mut self, password: &Typed) -> Result<Rekeyed, CommandError> {
        let password = self.checked_password(password)?;
        let ways = self.ways()?;
        self.rekey(&password, ways)
    }

    /// The ways in beside the password that this computer can carry over.
    fn ways(&self) -> Result<Ways, CommandError> {
        let vault = self.session()?.file.vault();
        let slot = self.ports.profile.memory(vault.id()).device_slot;
        let device = slot.is_some_and(|slot| vault.slots().iter().any(|s| s.id == slot));
        Ok(Ways { recovery: vault.has(SlotKind::Recovery), device })
    }

    /// What was typed, where it is the vault's password.
    pub(crate) fn checked_password(&self, typed: &Typed) -> Result<Password, CommandError> {
        let password = Password::new(typed.expose()).map_err(|_| CommandError::WRONG_PASSWORD)?;
        self.session()?.file.vault().check(&password)?;
        Ok(password)
    }

    /// A new VaultKey, and new keys for the ways in that are kept. The keyring is given its new key
    /// before the file is saved under it; if it does not take it, it is left out, and that is told.
    fn rekey(&mut self, password: &Password, ways: Ways) -> Result<Rekeyed, CommandError> {
        let (kdf, now) = ((self.ports.kdf)(), self.now().seconds());
        let id = self.session()?.file.vault().id();
        let before = self.ports.profile.memory(id).device_slot;
        let issued = self.change_with_keyring(|vault, keyring, rng| {
            let issued = vault.rekey(password, ways, kdf, rng)?;
            match issued.device.as_ref().map(|key| hand_over(keyring, id, key)) {
                None | Some(Ok(())) => Ok(issued),
                Some(Err(_)) => {
                    let without = Ways { device: false, ..ways };
                    Ok(vault.rekey(password, without, kdf, rng)?)
                }
            }
        })?;
        let slot = issued.device.as_ref().map(DeviceKey::slot);
        self.remember_device(id, slot);
        if let Some(before) = before {
            // The slot it opened is gone: what is left of it opens old files only, and harms nobody
            // where the keyring does not let go of it.
            let _ = self.ports.keyring.remove(&item(id, before));
        }
        Ok(Rekeyed {
            recovery: issued.recovery.as_ref().map(|code| RecoverySheet::of(code, id, now)),
            device_off: ways.device && slot.is_none(),
        })
    }

    /// Makes a change for which `edit` needs the keyring, saves it, and tells what else there is to
    /// tell of it. `edit` may run twice: see [`Self::change`].
    fn change_with_keyring<T>(
        &mut self,
        mut edit: impl FnMut(&mut Vault, &dyn Keyring, &mut Rng) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let now = self.now();
        let keyring = &*self.ports.keyring;
        let session = self.open.as_mut().ok_or(CommandError::LOCKED)?;
        let changed = session.file.change(now, &mut rng(), |vault, rng| edit(vault, keyring, rng));
        self.settle(changed)
    }

    fn remember_device(&mut self, vault: Uuid, slot: Option<Uuid>) {
        // A profile that cannot be written means: the password, next time.
        let _ = self.ports.profile.note(vault, |memory| memory.device_slot = slot);
    }

    /// Passwords come from a file or a program from now on: a user who is asked for theirs now and
    /// then, so that they do not forget it, has not typed it.
    pub fn password_is_read(&mut self) {
        self.password_is_read = true;
    }

    pub(crate) fn password_was_typed(&mut self) {
        if self.password_is_read {
            return;
        }
        let now = self.now().seconds();
        if let Some(session) = &self.open {
            let id = session.file.vault().id();
            // Then it is asked for once more than needed.
            let _ = self.ports.profile.note(id, |memory| memory.password_at = now);
        }
    }

    pub(crate) fn wants_a_sheet(&self) -> bool {
        let Some(session) = &self.open else { return false };
        let vault = session.file.vault();
        let put_off = self.ports.profile.memory(vault.id()).recovery_put_off_at;
        let now = self.now().seconds();
        let in_peace = put_off.is_some_and(|at| at <= now && now - at < PUT_OFF);
        !vault.has(SlotKind::Recovery) && !in_peace
    }
}
