//! What deriving keys may cost for one file, whatever it asks for: a stranger chose the numbers in it.

use std::cell::Cell;

use crate::formats::format::ReadError;

/// The work that was done for one file, over all of its slots and accounts. Starts at none.
#[derive(Debug, Default)]
pub struct Work(Cell<u64>);

/// Work of which nobody has to be told before it is done: some hundredths of a second.
pub(crate) const SMALL: u64 = 1 << 20;

impl Work {
    /// In rounds of AES. As much as 8 GiB of Argon2's memory passes or 53 million rounds of PBKDF2.
    pub(crate) const MOST: u64 = 1 << 28;

    /// What will have been done after so much more.
    pub(crate) fn after(&self, more: u64) -> u64 {
        self.0.get().saturating_add(more)
    }

    /// Notes work that is about to be done.
    ///
    /// # Errors
    /// [`ReadError::TooCostly`] where the file would cost too much with it.
    pub(crate) fn begin(&self, more: u64) -> Result<(), ReadError> {
        let spent = self.after(more);
        if spent > Self::MOST {
            return Err(ReadError::TooCostly);
        }
        self.0.set(spent);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tessera_derive::{Argon2Cost, Argon2Kind, Hash, Method};

    use super::Work;
    use crate::formats::format::ReadError;

    fn argon2(gib: u32) -> u64 {
        let cost = Argon2Cost { kib: 1 << 20, passes: gib, lanes: 1 };
        Method::argon2(Argon2Kind::Id, cost).unwrap().work()
    }

    fn pbkdf2(rounds: u32) -> u64 {
        Method::pbkdf2(Hash::Sha1, rounds).unwrap().work()
    }

    #[test]
    fn each_kind_ends_where_its_page_says() {
        let scrypt = Method::scrypt(1 << 20, 8, 1).unwrap().work();
        for (most, more) in [
            (argon2(8), argon2(9)),
            (Method::aes(1 << 28).work(), Method::aes((1 << 28) + 1).work()),
            (5 * pbkdf2(10_000_000), 6 * pbkdf2(10_000_000)),
            (2 * scrypt, 3 * scrypt),
        ] {
            assert_eq!(Work::default().begin(most), Ok(()));
            assert_eq!(Work::default().begin(more), Err(ReadError::TooCostly));
        }
    }

    #[test]
    fn what_was_refused_is_not_counted_and_the_rest_adds_up() {
        let work = Work::default();
        assert_eq!(work.begin(Method::aes(u64::MAX).work()), Err(ReadError::TooCostly));
        assert_eq!(work.begin(argon2(4)), Ok(()));
        assert_eq!(work.begin(2 * pbkdf2(10_000_000) + pbkdf2(6_000_000)), Ok(()));
        assert_eq!(work.begin(pbkdf2(1_000_000)), Err(ReadError::TooCostly));
    }
}
