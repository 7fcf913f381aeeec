//! Opening the vault with the key in this computer's keyring. The keyring itself is asked elsewhere,
//! between two requests: see `device.rs`.

use std::sync::Arc;

use tessera_core::file::{FileError, VaultFile};
use tessera_core::vault::{self, DeviceKey, OpenError, SlotKind};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Desk, rng};
use crate::dto::{DeviceState, Reason};
use crate::error::CommandError;
use crate::platform::keyring::{Keyring, KeyringError};

const DAY: u64 = 24 * 60 * 60;

/// What is to be asked of the keyring.
pub struct Errand {
    keyring: Arc<dyn Keyring>,
    item: String,
    slot: Uuid,
    turn: u64,
}

impl Errand {
    /// Takes as long as the keyring does.
    ///
    /// # Errors
    /// What the keyring says.
    pub fn run(&self) -> Result<Zeroizing<String>, KeyringError> {
        self.keyring.load(&self.item)
    }
}

impl Desk {
    /// What to ask the keyring for, unless there is no use in it.
    pub fn device_errand(&self) -> Result<Errand, CommandError> {
        let (vault, slot) = self.device()?;
        if self.password_is_due(vault) {
            return Err(CommandError::plain("password_due"));
        }
        let keyring = Arc::clone(&self.world.keyring);
        Ok(Errand { keyring, item: item(vault, slot), slot, turn: self.turn })
    }

    /// Opens the vault with what the keyring has said.
    pub fn unlock_with_line(
        &mut self,
        errand: &Errand,
        line: Result<Zeroizing<String>, KeyringError>,
    ) -> Result<(), CommandError> {
        if errand.turn != self.turn {
            // The password was quicker; or it was locked since, and stays so.
            return if self.open.is_some() { Ok(()) } else { Err(KeyringError::Slow.into()) };
        }
        self.note_keyring(line.as_ref().err().copied());
        let key = DeviceKey::parse(&line?).filter(|key| key.slot() == errand.slot);
        let key = key.ok_or_else(|| self.changed())?;
        let file = VaultFile::open(self.world.store.clone(), &key, &mut rng());
        let file = file.map_err(|error| match error {
            FileError::Open(OpenError::WrongDeviceKey | OpenError::NoSuchSlot) => self.changed(),
            other => self.with_generations(other.into()),
        })?;
        self.begin(file);
        Ok(())
    }

    /// The vault that this computer's keyring was given a key to.
    pub fn vault_of_device(&self) -> Result<Uuid, CommandError> {
        self.device().map(|(vault, _)| vault)
    }

    /// Remembers what the keyring did not do when it was last asked. The page hears of it when it
    /// asks.
    pub fn note_keyring(&mut self, trouble: Option<KeyringError>) {
        self.keyring_trouble = trouble;
    }

    /// Whether this computer's keyring was given a key to a slot that the file still has.
    pub(super) fn device_state(&self, facts: Option<&vault::Facts>) -> DeviceState {
        match facts.and_then(|facts| self.device_slot(facts)) {
            Some(_) => DeviceState::On,
            None => DeviceState::Off,
        }
    }

    /// What is wrong with the keyring, where it matters.
    pub(super) fn device_trouble(&self, state: DeviceState) -> Option<Reason> {
        match state {
            DeviceState::On => self.keyring_trouble.map(|error| CommandError::from(error).0),
            DeviceState::Off => None,
        }
    }

    fn changed(&mut self) -> CommandError {
        self.note_keyring(Some(KeyringError::Changed));
        KeyringError::Changed.into()
    }

    fn device(&self) -> Result<(Uuid, Uuid), CommandError> {
        let bytes = self.world.store.load()?;
        let facts = vault::inspect(&bytes).map_err(|e| self.with_generations(e.into()))?;
        let slot = self.device_slot(&facts).ok_or(CommandError::plain("device_off"))?;
        Ok((facts.vault_id, slot))
    }

    fn device_slot(&self, facts: &vault::Facts) -> Option<Uuid> {
        let slot = self.world.profile.memory(facts.vault_id).device_slot?;
        let ours = |s: &vault::SlotFacts| s.kind == SlotKind::Device && s.id == slot;
        facts.slots.iter().any(ours).then_some(slot)
    }

    /// A password that is never typed is forgotten.
    fn password_is_due(&self, vault: Uuid) -> bool {
        let Some(days) = self.world.profile.settings().password_every_days else { return false };
        let typed = self.world.profile.memory(vault).password_at;
        let now = self.now().seconds();
        // A clock that was set back must not put it off for longer.
        typed > now || now - typed >= u64::from(days.max(1)) * DAY
    }
}

/// Gives the keyring a key, and looks whether it keeps it.
pub(super) fn hand_over(
    keyring: &dyn Keyring,
    vault: Uuid,
    key: &DeviceKey,
) -> Result<(), KeyringError> {
    let (name, line) = (item(vault, key.slot()), key.to_line());
    keyring.store(&name, &line)?;
    if *keyring.load(&name)? == *line { Ok(()) } else { Err(KeyringError::Changed) }
}

/// What the key of a slot is filed under. A new slot has a new item: until the file is saved, the old
/// one still opens the old file.
pub(super) fn item(vault: Uuid, slot: Uuid) -> String {
    format!("{vault} {slot}")
}
