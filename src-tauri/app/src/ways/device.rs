//! Opening the vault with the key in this computer's keyring. The keyring is asked elsewhere, between
//! two requests: it may take its time, and a typed password does not wait for it.

use std::sync::Arc;

use tessera_core::file::{FileError, VaultFile};
use tessera_core::vault::{self, DeviceKey, OpenError, SlotKind};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::app::{App, rng};
use crate::error::CommandError;
use crate::job::{CancelOnDrop, Job};
use crate::keeper::Keeper;
use crate::ports::keyring::{Keyring, KeyringError};
use crate::types::{DeviceState, Reason};

const DAY: u64 = 24 * 60 * 60;

/// What is known of the keyring.
#[derive(Default)]
pub(crate) struct Device {
    /// Why the keyring did not do what it was asked last.
    trouble: Option<KeyringError>,
    /// Requests that were made since the vault was last opened, or was to be locked.
    requests: CancelOnDrop,
}

impl Device {
    /// What the keyring answers from now on to earlier requests is too late.
    pub(crate) fn cancel_requests(&mut self) {
        self.requests = CancelOnDrop::default();
    }
}

/// The line of text that holds a device key in the keyring, or why the keyring did not give it.
type Line = Result<Zeroizing<String>, KeyringError>;

/// Opens the vault with the key in the keyring. Whatever goes wrong there is told, and changes nothing.
///
/// # Errors
/// `DeviceOff`, `PasswordDue`; what the keyring says; why the vault does not open.
pub async fn unlock(keeper: &Keeper) -> Result<(), CommandError> {
    let (slot, request) = keeper.ask(|app| app.device_key_request()).await?;
    let line = keeper.run(request).await?;
    keeper.ask(move |app| app.unlock_with_line(slot, line)).await
}

/// Looks whether the keyring keeps what it is given. Nothing is asked of a keyring that was given
/// nothing. Takes as long as the keyring does.
pub fn test_keyring(keeper: &Keeper, keyring: &dyn Keyring) {
    let Ok(vault) = keeper.ask_blocking(|app| app.vault_of_device()) else { return };
    let tested = keyring.self_test(&vault.to_string());
    keeper.post(move |app| app.note_keyring(tested.err()));
}

impl App {
    /// What to ask the keyring for, and for which slot; unless there is no use in it.
    fn device_key_request(&self) -> Result<(Uuid, Job<Line>), CommandError> {
        let (vault, slot) = self.device()?;
        if self.password_is_due(vault) {
            return Err(Reason::PasswordDue.into());
        }
        let keyring = Arc::clone(&self.ports.keyring);
        let load = move |_: &_| keyring.load(&item(vault, slot));
        Ok((slot, Job::new(self.device.requests.token(), load)))
    }

    /// Opens the vault with what the keyring has said; none where that came too late.
    fn unlock_with_line(&mut self, slot: Uuid, line: Option<Line>) -> Result<(), CommandError> {
        let Some(line) = line else {
            // The password was quicker; or it was locked since, and stays so.
            return if self.open.is_some() { Ok(()) } else { Err(KeyringError::Slow.into()) };
        };
        self.note_keyring(line.as_ref().err().copied());
        let key = DeviceKey::parse(&line?).filter(|key| key.slot() == slot);
        let key = key.ok_or_else(|| self.changed())?;
        let file = VaultFile::open(self.ports.store.clone(), &key, &mut rng());
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

    /// Remembers why the keyring did not do what it was asked last. A face hears of it with the status.
    pub fn note_keyring(&mut self, trouble: Option<KeyringError>) {
        self.device.trouble = trouble;
    }

    /// Whether this computer's keyring was given a key to a slot that the file still has.
    pub(crate) fn device_state(&self, facts: Option<&vault::Facts>) -> DeviceState {
        match facts.and_then(|facts| self.device_slot(facts)) {
            Some(_) => DeviceState::On,
            None => DeviceState::Off,
        }
    }

    /// What is wrong with the keyring, where it matters.
    pub(crate) fn device_trouble(&self, state: DeviceState) -> Option<Reason> {
        match state {
            DeviceState::On => self.device.trouble.map(|error| CommandError::from(error).0),
            DeviceState::Off => None,
        }
    }

    fn changed(&mut self) -> CommandError {
        self.note_keyring(Some(KeyringError::Changed));
        KeyringError::Changed.into()
    }

    fn device(&self) -> Result<(Uuid, Uuid), CommandError> {
        let bytes = self.ports.store.load()?;
        let facts = vault::inspect(&bytes).map_err(|e| self.with_generations(e.into()))?;
        let slot = self.device_slot(&facts).ok_or(CommandError(Reason::DeviceOff))?;
        Ok((facts.vault_id, slot))
    }

    fn device_slot(&self, facts: &vault::Facts) -> Option<Uuid> {
        let slot = self.ports.profile.memory(facts.vault_id).device_slot?;
        let ours = |s: &vault::SlotFacts| s.kind == SlotKind::Device && s.id == slot;
        facts.slots.iter().any(ours).then_some(slot)
    }

    /// A password that is never typed is forgotten.
    fn password_is_due(&self, vault: Uuid) -> bool {
        let Some(days) = self.ports.profile.settings().password_every_days else { return false };
        let typed = self.ports.profile.memory(vault).password_at;
        let now = self.now().seconds();
        // A clock that was set back must not put it off for longer.
        typed > now || now - typed >= u64::from(days.max(1)) * DAY
    }
}

/// Gives the keyring a key, and looks whether it keeps it.
pub(crate) fn hand_over(
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
pub(crate) fn item(vault: Uuid, slot: Uuid) -> String {
    format!("{vault} {slot}")
}
