//! What deriving keys may cost for one file, whatever it asks for: a stranger chose the numbers in it.

use std::cell::Cell;

use crate::formats::format::ReadError;

/// The work that was done for one file, over all of its slots and accounts. Starts at none.
#[derive(Debug, Default)]
pub struct Work(Cell<u64>);

/// A derivation, by what it costs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Derivation {
    /// Argon2, by its memory in KiB times its passes.
    Argon2(u64),
    /// KeePass's rounds of AES over both halves of a key.
    Aes(u64),
    /// PBKDF2, by its rounds.
    Pbkdf2(u64),
    /// scrypt, by the product of its three parameters.
    Scrypt(u64),
}

impl Work {
    /// In rounds of AES. As much as 8 GiB of Argon2's memory passes or 53 million rounds of PBKDF2. A
    /// wrong password for such a file took 8 s (Argon2) and 21 s (AES) of one core in a debug build,
    /// whose ciphers are optimised.
    const MOST: u64 = 1 << 28;

    /// Notes a derivation that is about to be made.
    ///
    /// # Errors
    /// [`ReadError::TooCostly`] where the file would cost too much with it.
    pub(crate) fn begin(&self, derivation: Derivation) -> Result<(), ReadError> {
        let (count, weight) = match derivation {
            Derivation::Aes(rounds) => (rounds, 1),
            Derivation::Pbkdf2(rounds) => (rounds, 5),
            Derivation::Scrypt(product) => (product, 12),
            Derivation::Argon2(kib) => (kib, 32),
        };
        let spent = self.0.get().saturating_add(count.saturating_mul(weight));
        if spent > Self::MOST {
            return Err(ReadError::TooCostly);
        }
        self.0.set(spent);
        Ok(())
    }
}

/// Whether there is so much memory, in bytes, that is free: what a derivation takes by itself would
/// end the process where there is not.
pub(crate) fn find_room(bytes: usize) -> Result<(), ReadError> {
    Vec::<u8>::new().try_reserve_exact(bytes).map_err(|_| ReadError::TooCostly)
}

#[cfg(test)]
mod tests {
    use super::{Derivation, Work};
    use crate::formats::format::ReadError;

    #[test]
    fn each_kind_ends_where_its_page_says() {
        for (most, more) in [
            (Derivation::Argon2(8 << 20), Derivation::Argon2((8 << 20) + 1)),
            (Derivation::Aes(1 << 28), Derivation::Aes((1 << 28) + 1)),
            (Derivation::Pbkdf2(53_000_000), Derivation::Pbkdf2(54_000_000)),
            (Derivation::Scrypt(2 << 23), Derivation::Scrypt(3 << 23)),
        ] {
            assert_eq!(Work::default().begin(most), Ok(()));
            assert_eq!(Work::default().begin(more), Err(ReadError::TooCostly));
        }
    }

    #[test]
    fn what_was_refused_is_not_counted_and_the_rest_adds_up() {
        let work = Work::default();
        assert_eq!(work.begin(Derivation::Aes(u64::MAX)), Err(ReadError::TooCostly));
        assert_eq!(work.begin(Derivation::Argon2(4 << 20)), Ok(()));
        assert_eq!(work.begin(Derivation::Pbkdf2(26_000_000)), Ok(()));
        assert_eq!(work.begin(Derivation::Pbkdf2(1_000_000)), Err(ReadError::TooCostly));
    }
}
