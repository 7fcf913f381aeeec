//! The ways into the vault: the password, the recovery sheet, the keyring of this computer.
//!
//! Where a change would end the recovery sheet there is, the new VaultKey waits with the new sheet until
//! that was confirmed. What the change can do without ending the sheet, it does at once.

mod device;
mod kdf;
mod pending;
mod strength;

use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::vault::{
    DeviceKey, OpenError, Prepared, RecoveryCode, RecoveryCodeError, SlotKind, Vault, Ways,
};
use uuid::Uuid;

use crate::app::{App, Rng, rng};
use crate::error::CommandError;
use crate::ports::keyring::Keyring;
use crate::types::{Checked, LockReason, Reason, RecoverySheet, Rekeyed, Typed};

pub(crate) use device::Device;
pub use device::{test_keyring, unlock as unlock_with_device};
pub use kdf::calibrated;
pub(crate) use pending::PendingSheet;
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
        let password = self.current_password(password)?;
        let id = self.session()?.file.vault().id();
        if !on {
            let slot = self.ports.profile.memory(id).device_slot;
            let ways = Ways { device: false, ..self.ways()? };
            return self.renew(&password, ways, |vault, _| {
                slot.into_iter().for_each(|slot| vault.remove_device(slot));
                Ok(())
            });
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

    /// Makes a recovery sheet, which takes the place of the one there is once it was confirmed.
    pub fn make_recovery(&mut self, password: &Typed) -> Result<RecoverySheet, CommandError> {
        let password = self.current_password(password)?;
        let (kdf, ways) = ((self.ports.kdf)(), self.ways()?);
        let vault = self.session()?.file.vault();
        let prepared = match ways.recovery {
            true => vault.prepare_rekey(&password, ways, kdf, &mut rng())?,
            false => vault.prepare_recovery(kdf, &mut rng())?,
        };
        self.await_sheet(prepared)
    }

    /// Takes the recovery sheet's code out of the vault, under a new VaultKey.
    pub fn remove_recovery(&mut self, password: &Typed) -> Result<Rekeyed, CommandError> {
        let password = self.current_password(password)?;
        let device = self.ways()?.device;
        let rekeyed = self.rekey(&password, device, None)?;
        self.leave_recovery();
        self.forget_unfinished()?;
        Ok(rekeyed)
    }

    /// The recovery sheet can wait: for two weeks nothing is said of one that is missing or unfinished.
    pub fn dismiss_recovery(&mut self) -> Result<(), CommandError> {
        let (id, now) = (self.session()?.file.vault().id(), self.now().seconds());
        let noted = self.ports.profile.note(id, |memory| {
            memory.recovery_put_off_at = Some(now);
            if let Some(sheet) = &mut memory.recovery_unfinished {
                sheet.put_off_at = Some(now);
            }
        });
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

    /// Whether both may be what they are typed as, before anything is asked or done.
    ///
    /// # Errors
    /// `RecoveryTypo`, `RecoveryLength`; why the password cannot be one.
    pub fn check_recover(code: &Typed, password: &Typed) -> Result<(), CommandError> {
        RecoveryCode::parse(code.expose())?;
        Password::new(password.expose())?;
        Ok(())
    }

    /// Opens the vault with the code of the recovery sheet, and puts a new password in the place of
    /// the forgotten one, under a new VaultKey. The code has done its work: there is a new sheet. Until
    /// that was confirmed, the code in hand goes on opening the vault.
    pub fn recover(&mut self, code: &Typed, password: &Typed) -> Result<Rekeyed, CommandError> {
        let code = RecoveryCode::parse(code.expose())?;
        let password = Password::new(password.expose())?;
        let file = VaultFile::open(self.ports.store.clone(), &code, &mut rng());
        let file = file.map_err(|error| match error {
            FileError::Open(OpenError::NoSuchSlot) => CommandError(Reason::NoRecovery),
            other => self.with_generations(other.into()),
        })?;
        self.begin(file);
        let rekeyed = self.take_over(&code, &password);
        if rekeyed.is_err() {
            // Perhaps nobody knows a password that opens it: it may not stay open as if one did.
            self.lock(LockReason::Failed);
        }
        let rekeyed = rekeyed?;
        self.password_was_typed();
        Ok(rekeyed)
    }

    fn take_over(
        &mut self,
        code: &RecoveryCode,
        password: &Password,
    ) -> Result<Rekeyed, CommandError> {
        let device = self.ways()?.device;
        let Rekeyed { device_off, .. } = self.rekey(password, device, Some(code))?;
        let rekeyed = self.renew(password, self.ways()?, |_, _| Ok(()))?;
        Ok(Rekeyed { device_off, ..rekeyed })
    }

    /// Puts a new password in the place of the old one, under a new VaultKey.
    pub fn change_password(&mut self, old: &Typed, new: &Typed) -> Result<Rekeyed, CommandError> {
        self.current_password(old)?;
        let new = Password::new(new.expose())?;
        let rekeyed = self.renew_with(&new)?;
        self.password_was_typed();
        Ok(rekeyed)
    }

    /// Wraps the vault's key anew, at today's costs.
    pub fn strengthen(&mut self, password: &Typed) -> Result<Rekeyed, CommandError> {
        let password = self.current_password(password)?;
        self.renew_with(&password)
    }

    /// A new VaultKey. The password takes the place of the one there is at once, wherever the rest waits.
    fn renew_with(&mut self, password: &Password) -> Result<Rekeyed, CommandError> {
        let (kdf, ways) = ((self.ports.kdf)(), self.ways()?);
        self.renew(password, ways, |vault, rng| Ok(vault.replace_password(password, kdf, rng)?))
    }

    /// The ways in beside the password that this computer can carry over.
    fn ways(&self) -> Result<Ways, CommandError> {
        let vault = self.session()?.file.vault();
        let slot = self.ports.profile.memory(vault.id()).device_slot;
        let device = slot.is_some_and(|slot| vault.slots().iter().any(|s| s.id == slot));
        Ok(Ways { recovery: vault.has(SlotKind::Recovery), device })
    }

    /// What was typed, where it is the vault's password as the file has it now: another program may have
    /// put a new one in the place of the one that was known here.
    fn current_password(&mut self, typed: &Typed) -> Result<Password, CommandError> {
        self.notice_change();
        self.checked_password(typed)
    }

    /// What was typed, where it is the vault's password.
    pub(crate) fn checked_password(&self, typed: &Typed) -> Result<Password, CommandError> {
        let password = Password::new(typed.expose()).map_err(|_| CommandError::WRONG_PASSWORD)?;
        self.session()?.file.vault().check(&password)?;
        Ok(password)
    }

    /// A new VaultKey, and new keys for the `ways` that are kept: at once where there is no recovery
    /// sheet, else together with a new sheet that waits to be confirmed. What `meanwhile` does of the
    /// change, under the VaultKey that there is, is saved at once.
    fn renew(
        &mut self,
        password: &Password,
        ways: Ways,
        mut meanwhile: impl FnMut(&mut Vault, &mut Rng) -> Result<(), CommandError>,
    ) -> Result<Rekeyed, CommandError> {
        if !ways.recovery {
            return self.rekey(password, ways.device, None);
        }
        let kdf = (self.ports.kdf)();
        let prepared = self.change(|vault, _, rng| {
            meanwhile(vault, rng)?;
            Ok(vault.prepare_rekey(password, ways, kdf, rng)?)
        })?;
        self.follow_device(None)?;
        let sheet = self.await_sheet(prepared)?;
        Ok(Rekeyed { recovery: Some(sheet), device_off: false })
    }

    /// A new VaultKey at once, which the password opens, the `code` of a sheet in hand, and the keyring
    /// if `device` says so and it takes its new key.
    fn rekey(
        &mut self,
        password: &Password,
        device: bool,
        code: Option<&RecoveryCode>,
    ) -> Result<Rekeyed, CommandError> {
        let (kdf, ways) = ((self.ports.kdf)(), Ways { recovery: false, device });
        let slot = self.change_with_keyring(|vault, keyring, rng| {
            let mut prepared = vault.prepare_rekey(password, ways, kdf, rng)?;
            let slot = bring_into_force(vault, &mut prepared, keyring)?;
            if let Some(code) = code {
                vault.add_recovery_code(code, kdf, rng)?;
            }
            Ok(slot)
        })?;
        self.follow_device(slot)?;
        Ok(Rekeyed { recovery: None, device_off: device && slot.is_none() })
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

    /// Remembers which slot the keyring opens after a change of the ways in: a new one, or the one of
    /// before if the vault still has it. Else that one's key is taken out.
    fn follow_device(&mut self, new: Option<Uuid>) -> Result<(), CommandError> {
        let vault = self.session()?.file.vault();
        let (id, slots) = (vault.id(), vault.slots());
        let before = self.ports.profile.memory(id).device_slot;
        let kept = before.filter(|before| slots.iter().any(|slot| slot.id == *before));
        self.remember_device(id, new.or(kept));
        if let (Some(before), None) = (before, kept) {
            // The slot it opened is gone: what is left of it opens old files only, and harms nobody
            // where the keyring does not let go of it.
            let _ = self.ports.keyring.remove(&item(id, before));
        }
        Ok(())
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
        let memory = self.ports.profile.memory(vault.id());
        let is_unfinished = memory.recovery_unfinished.is_some_and(|sheet| sheet.old.is_none());
        !vault.has(SlotKind::Recovery)
            && !self.is_put_off(memory.recovery_put_off_at)
            && !is_unfinished
    }

    /// Whether what was put off at this moment is not due again yet. A clock that was set back a little
    /// changes nothing.
    fn is_put_off(&self, at: Option<u64>) -> bool {
        let now = self.now().seconds();
        at.is_some_and(|at| now.abs_diff(at) < PUT_OFF)
    }
}

/// A new VaultKey takes the place of the old one in `vault`. The keyring is given its new key before the
/// file is saved under it; if it does not take it, it is left out. The slot that it opens.
fn bring_into_force(
    vault: &mut Vault,
    prepared: &mut Prepared,
    keyring: &dyn Keyring,
) -> Result<Option<Uuid>, CommandError> {
    let key = prepared.issued().device.as_ref();
    if key.is_some_and(|key| hand_over(keyring, vault.id(), key).is_err()) {
        prepared.drop_device();
    }
    vault.apply(prepared)?;
    Ok(prepared.issued().device.as_ref().map(DeviceKey::slot))
}
