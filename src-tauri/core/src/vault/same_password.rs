//! What can be said of the passwords of two files without knowing any.

use super::format;
use super::slot::Slot;
use super::{Facts, SlotKind, Vault};

/// Whether two files of one vault surely open with the same password, whatever it is: the slots for
/// passwords are the same in both, to the last bit. A slot that was made anew differs also where the
/// password has stayed.
#[must_use]
pub fn same_password(one: &[u8], other: &[u8]) -> bool {
    let (Ok(one), Ok(other)) = (format::parse(one), format::parse(other)) else { return false };
    one.header.vault_id == other.header.vault_id
        && passwords(&one.header.slots).eq(passwords(&other.header.slots))
}

impl Vault {
    /// Whether a file was saved under the key of this vault, so that it is damaged where that does not
    /// open it: it names the same slots, or its slots for passwords are the same to the last bit.
    #[must_use]
    pub fn should_open(&self, facts: &Facts, bytes: &[u8]) -> bool {
        facts.vault_id == self.id
            && (facts.slots == self.slots() || self.has_the_password_of(bytes))
    }

    fn has_the_password_of(&self, bytes: &[u8]) -> bool {
        let of_file = format::parse(bytes);
        of_file.is_ok_and(|s| passwords(&s.header.slots).eq(passwords(&self.slots)))
    }
}

fn passwords(slots: &[Slot]) -> impl Iterator<Item = &Slot> {
    slots.iter().filter(|slot| slot.kind == SlotKind::Password)
}
