//! A recovery sheet that is being written down: made, and not in force yet. A lock may come while its
//! code is on the screen, so the vault opens as before until two groups were typed back from the paper.

use rand_core::Rng;
use tessera_core::vault::{Facts, Prepared, RecoveryCode, SlotFacts, SlotKind};
use uuid::Uuid;

use super::bring_into_force;
use crate::app::{App, rng};
use crate::error::CommandError;
use crate::settings::UnfinishedSheet;
use crate::types::{ConfirmedSheet, Reason, RecoverySheet, Typed};

/// The sheet that waits to be confirmed, if one does. Another one takes its place, and a lock drops it.
#[derive(Default)]
pub(crate) struct PendingSheet(Option<Pending>);

struct Pending {
    prepared: Prepared,
    /// Which groups are typed back, counted from 1.
    asked: [u8; 2],
}

impl Pending {
    fn code(&self) -> Result<&RecoveryCode, CommandError> {
        self.prepared.issued().recovery.as_ref().ok_or(CommandError::INTERNAL)
    }

    /// The first group that is not as the sheet has it is named.
    fn check(&self, typed: [&Typed; 2]) -> Result<(), CommandError> {
        let code = self.code()?;
        for (group, typed) in self.asked.into_iter().zip(typed) {
            if !code.is_group(group, typed.expose()) {
                return Err(Reason::RecoveryTypo { group }.into());
            }
        }
        Ok(())
    }
}

impl App {
    /// Lets a sheet wait to be confirmed, and remembers that it does: after a lock that is told.
    pub(super) fn await_sheet(
        &mut self,
        prepared: Prepared,
    ) -> Result<RecoverySheet, CommandError> {
        let now = self.now().seconds();
        let pending = Pending { prepared, asked: two_groups() };
        let session = self.session_mut()?;
        let vault = session.file.vault();
        let (id, old) = (vault.id(), recovery_slot(&vault.slots()));
        let sheet = RecoverySheet::of(pending.code()?, pending.asked, id, now);
        session.sheet = PendingSheet(Some(pending));
        // A profile that cannot be written means: nothing is told.
        let unfinished = Some(UnfinishedSheet { old, put_off_at: None });
        let _ = self.ports.profile.note(id, |memory| memory.recovery_unfinished = unfinished);
        Ok(sheet)
    }

    /// Brings the sheet that waits into force, with all that was prepared with it, once two of its
    /// groups were typed back.
    ///
    /// # Errors
    /// `RecoveryTypo` names a group that is not as the sheet has it; `WaysChanged` where the ways in
    /// were changed elsewhere meanwhile; `Expired` where no sheet waits. The vault opens as before then,
    /// and the sheet goes on waiting.
    pub fn confirm_recovery(
        &mut self,
        first: &Typed,
        second: &Typed,
    ) -> Result<ConfirmedSheet, CommandError> {
        let waiting = self.session_mut()?.sheet.0.take();
        let mut pending = waiting.ok_or(CommandError::EXPIRED)?;
        let confirmed = pending.check([first, second]).and_then(|()| self.confirm(&mut pending));
        if confirmed.is_err()
            && let Some(session) = &mut self.open
        {
            session.sheet = PendingSheet(Some(pending));
        }
        confirmed
    }

    fn confirm(&mut self, pending: &mut Pending) -> Result<ConfirmedSheet, CommandError> {
        let had_device = pending.prepared.issued().device.is_some();
        let slot = self.change_with_keyring(|vault, keyring, _| {
            bring_into_force(vault, &mut pending.prepared, keyring)
        })?;
        self.follow_device(slot)?;
        self.forget_unfinished()?;
        Ok(ConfirmedSheet { device_off: had_device && slot.is_none() })
    }

    /// Drops the sheet that waits: the user has left it. That it was not finished is remembered.
    pub fn leave_recovery(&mut self) {
        if let Some(session) = &mut self.open {
            session.sheet = PendingSheet::default();
        }
    }

    /// There is nothing to be said any more of a sheet that was not finished.
    pub(super) fn forget_unfinished(&mut self) -> Result<(), CommandError> {
        let id = self.session()?.file.vault().id();
        // Then it is said once more than needed.
        let _ = self.ports.profile.note(id, |memory| memory.recovery_unfinished = None);
        Ok(())
    }

    /// Whether a sheet was made on this computer and not confirmed, and the vault still has the one
    /// of before, or still has none, and the user has not put it off.
    pub(crate) fn has_unfinished_sheet(&self, facts: &Facts) -> bool {
        let unfinished = self.ports.profile.memory(facts.vault_id).recovery_unfinished;
        unfinished.is_some_and(|sheet| {
            sheet.old == recovery_slot(&facts.slots) && !self.is_put_off(sheet.put_off_at)
        })
    }
}

fn recovery_slot(slots: &[SlotFacts]) -> Option<Uuid> {
    slots.iter().find(|slot| slot.kind == SlotKind::Recovery).map(|slot| slot.id)
}

/// Two groups of the seven by chance, so that the paper is looked at and not the habit.
fn two_groups() -> [u8; 2] {
    const GROUPS: u32 = RecoveryCode::GROUPS as u32;
    let first = rng().next_u32() % GROUPS;
    let second = (first + 1 + rng().next_u32() % (GROUPS - 1)) % GROUPS;
    let [low, high] = [first.min(second), first.max(second)].map(|index| index as u8 + 1);
    [low, high]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::two_groups;

    #[test]
    fn every_two_groups_are_asked_for_at_some_time_and_never_one_twice() {
        let asked: BTreeSet<[u8; 2]> = (0..2_000).map(|_| two_groups()).collect();
        assert!(asked.iter().all(|[low, high]| 1 <= *low && low < high && *high <= 7));
        assert_eq!(asked.len(), 7 * 6 / 2);
    }
}
