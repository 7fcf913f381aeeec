//! What deriving keys may cost for one file, whatever it asks for: a stranger chose the numbers in it.

use std::cell::Cell;

use tessera_derive::Method;

use crate::formats::format::ReadError;

/// What was done for one file, over all of its slots and accounts. Starts at nothing.
#[derive(Debug, Default)]
pub struct Work(Cell<Spent>);

/// What deriving has cost.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    /// By [`Method::work`], against [`Work::MOST`].
    work: u64,
    /// By [`Method::time`].
    pub(crate) time: u64,
}

/// Time of which nobody has to be told before it is spent: some hundredths of a second.
pub(crate) const SMALL: u64 = 1 << 20;

impl Work {
    /// By [`Method::work`]. As much as 8 GiB of Argon2's memory passes or 2^28 rounds of AES.
    pub(crate) const MOST: u64 = 1 << 28;

    /// What will have been spent with one more key.
    ///
    /// # Errors
    /// [`ReadError::TooCostly`] where that is too much.
    pub(crate) fn with(&self, method: Method) -> Result<Spent, ReadError> {
        let Spent { work, time } = self.0.get();
        let work = work.saturating_add(method.work());
        match work > Self::MOST {
            true => Err(ReadError::TooCostly),
            false => Ok(Spent { work, time: time.saturating_add(method.time()) }),
        }
    }

    /// Notes what is about to be spent.
    pub(crate) fn note(&self, spent: Spent) {
        self.0.set(spent);
    }
}

#[cfg(test)]
mod tests {
    use tessera_derive::{Argon2Cost, Argon2Kind, Hash, Method};

    use super::Work;
    use crate::formats::format::ReadError;

    fn argon2(passes: u32) -> Method {
        let cost = Argon2Cost { kib: 1 << 20, passes, lanes: 1 };
        Method::argon2(Argon2Kind::Id, cost).unwrap()
    }

    fn pbkdf2(rounds: u32) -> Method {
        Method::pbkdf2(Hash::Sha1, rounds).unwrap()
    }

    fn spend(work: &Work, method: Method) -> Result<(), ReadError> {
        work.with(method).map(|spent| work.note(spent))
    }

    #[test]
    fn each_kind_ends_where_its_page_says() {
        let scrypt = Method::scrypt(1 << 20, 8, 1).unwrap();
        for (one, most) in
            [(argon2(1), 8), (Method::aes(1 << 26), 4), (pbkdf2(10_000_000), 5), (scrypt, 2)]
        {
            let work = Work::default();
            for _ in 0..most {
                assert_eq!(spend(&work, one), Ok(()));
            }
            assert_eq!(spend(&work, one), Err(ReadError::TooCostly), "{one:?}");
        }
    }

    #[test]
    fn what_was_refused_is_not_counted_and_the_rest_adds_up() {
        let work = Work::default();
        assert_eq!(spend(&work, Method::aes(u64::MAX)), Err(ReadError::TooCostly));
        assert_eq!(spend(&work, argon2(4)), Ok(()));
        for rounds in [10_000_000, 10_000_000, 6_000_000] {
            assert_eq!(spend(&work, pbkdf2(rounds)), Ok(()));
        }
        assert_eq!(spend(&work, pbkdf2(1_000_000)), Err(ReadError::TooCostly));
    }
}
