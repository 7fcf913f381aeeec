//! Derivations with their costs, and the bounds of these.

/// The most rounds of PBKDF2 that a file may ask for.
pub const MAX_ROUNDS: u32 = 10_000_000;

/// A derivation with what it costs, within bounds: at most 1 GiB of memory.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Method(pub(crate) Kind);

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Pbkdf2 { hash: Hash, rounds: u32 },
    Scrypt { log_n: u8, r: u32, p: u32 },
    Argon2 { kind: Argon2Kind, cost: Argon2Cost },
    Aes { rounds: u64 },
}

/// The hash under PBKDF2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// What an Argon2 derivation costs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Argon2Cost {
    /// Memory in KiB: at most 1 GiB.
    pub kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes: at most 64.
    pub lanes: u32,
}

/// The kinds of Argon2 that files name. Version 1.3 where nothing else is said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Argon2Kind {
    /// Argon2id.
    Id,
    /// Argon2d.
    D,
    /// Argon2id, version 1.0.
    OldId,
    /// Argon2d, version 1.0.
    OldD,
}

/// Why something is not derived.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// Numbers or lengths that no app writes.
    #[error("no app derives a key in this way")]
    Nonsense,
    /// Over the bounds.
    #[error("the derivation costs more than is safe")]
    TooCostly,
}

/// A method as numbers, for the pipe between two processes: which one, its variant, and three costs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Numbers {
    /// Which method.
    pub method: u8,
    /// Which hash or kind; 0 where there is one alone.
    pub variant: u8,
    /// Rounds, N, or KiB.
    pub first: u64,
    /// r or passes; else 0.
    pub second: u32,
    /// p or lanes; else 0.
    pub third: u32,
}

impl Method {
    /// PBKDF2 (RFC 8018, section 5.2): at most [`MAX_ROUNDS`].
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn pbkdf2(hash: Hash, rounds: u32) -> Result<Self, Refused> {
        match rounds {
            0 => Err(Refused::Nonsense),
            1..=MAX_ROUNDS => Ok(Self(Kind::Pbkdf2 { hash, rounds })),
            _ => Err(Refused::TooCostly),
        }
    }

    /// scrypt (RFC 7914): `n` ≤ 2^20 and a power of two, `r` ≤ 32, `p` ≤ 16, `n · r · p` ≤ 2^23.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn scrypt(n: u64, r: u32, p: u32) -> Result<Self, Refused> {
        if n < 2 || !n.is_power_of_two() || r == 0 || p == 0 {
            return Err(Refused::Nonsense);
        }
        let product = n.saturating_mul(r.into()).saturating_mul(p.into());
        if n > 1 << 20 || r > 32 || p > 16 || product > 1 << 23 {
            return Err(Refused::TooCostly);
        }
        Ok(Self(Kind::Scrypt { log_n: n.ilog2() as u8, r, p }))
    }

    /// Argon2 (RFC 9106).
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn argon2(kind: Argon2Kind, cost: Argon2Cost) -> Result<Self, Refused> {
        if cost.kib > 1 << 20 || cost.lanes > 64 {
            return Err(Refused::TooCostly);
        }
        match argon2::Params::new(cost.kib, cost.passes, cost.lanes, Some(32)) {
            Ok(_) => Ok(Self(Kind::Argon2 { kind, cost })),
            // What is left is too little: no app writes that.
            Err(_) => Err(Refused::Nonsense),
        }
    }

    /// KeePass's rounds of AES-256: of a key of 32 bytes, both halves are encrypted again and again under
    /// a salt of 32 bytes, then hashed.
    #[must_use]
    pub const fn aes(rounds: u64) -> Self {
        Self(Kind::Aes { rounds })
    }

    /// What it counts against the bound of a file: memory that is filled counts twice.
    #[must_use]
    pub fn work(self) -> u64 {
        let (count, weight): (u64, u64) = match self.0 {
            Kind::Aes { rounds } => (rounds, 1),
            Kind::Pbkdf2 { rounds, .. } => (rounds.into(), 5),
            Kind::Scrypt { log_n, r, p } => ((u64::from(r) * u64::from(p)) << log_n, 12),
            Kind::Argon2 { cost, .. } => (u64::from(cost.kib) * u64::from(cost.passes), 32),
        };
        count.saturating_mul(weight)
    }

    /// How long it takes, as so many rounds of AES. By what each kind took of one core: 73 ns a round of AES,
    /// 0.37 µs one of PBKDF2 with SHA-1 and 0.7 µs with SHA-512, 0.36 µs a part of scrypt's product and
    /// 1.05 µs a KiB and pass of Argon2.
    #[must_use]
    pub fn time(self) -> u64 {
        let (count, weight): (u64, u64) = match self.0 {
            Kind::Aes { rounds } => (rounds, 1),
            Kind::Pbkdf2 { rounds, hash: Hash::Sha512 } => (rounds.into(), 10),
            Kind::Pbkdf2 { rounds, .. } => (rounds.into(), 5),
            Kind::Scrypt { log_n, r, p } => ((u64::from(r) * u64::from(p)) << log_n, 5),
            Kind::Argon2 { cost, .. } => (u64::from(cost.kib) * u64::from(cost.passes), 15),
        };
        count.saturating_mul(weight)
    }

    /// What it costs in memory, in bytes; 0 where that is next to nothing.
    #[must_use]
    pub fn memory(self) -> usize {
        match self.0 {
            Kind::Aes { .. } | Kind::Pbkdf2 { .. } => 0,
            Kind::Scrypt { log_n, r, .. } => (128 * r as usize) << log_n,
            Kind::Argon2 { cost, .. } => cost.kib as usize * 1_024,
        }
    }

    /// The method as numbers.
    #[must_use]
    pub fn numbers(self) -> Numbers {
        let numbers = |method, variant, first, second, third| Numbers {
            method,
            variant,
            first,
            second,
            third,
        };
        match self.0 {
            Kind::Aes { rounds } => numbers(1, 0, rounds, 0, 0),
            Kind::Pbkdf2 { hash, rounds } => numbers(2, hash as u8, rounds.into(), 0, 0),
            Kind::Scrypt { log_n, r, p } => numbers(3, 0, 1 << log_n, r, p),
            Kind::Argon2 { kind, cost } => {
                numbers(4, kind as u8, cost.kib.into(), cost.passes, cost.lanes)
            }
        }
    }

    /// The method that these numbers stand for.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn of(numbers: Numbers) -> Result<Self, Refused> {
        let Numbers { method, variant, first, second, third } = numbers;
        let small = u32::try_from(first).map_err(|_| Refused::TooCostly);
        match (method, variant) {
            (1, 0) => Ok(Self::aes(first)),
            (2, variant) => {
                let all = [Hash::Sha1, Hash::Sha256, Hash::Sha512];
                let hash = all.into_iter().find(|hash| *hash as u8 == variant);
                Self::pbkdf2(hash.ok_or(Refused::Nonsense)?, small?)
            }
            (3, 0) => Self::scrypt(first, second, third),
            (4, variant) => {
                let all = [Argon2Kind::Id, Argon2Kind::D, Argon2Kind::OldId, Argon2Kind::OldD];
                let kind = all.into_iter().find(|kind| *kind as u8 == variant);
                let cost = Argon2Cost { kib: small?, passes: second, lanes: third };
                Self::argon2(kind.ok_or(Refused::Nonsense)?, cost)
            }
            _ => Err(Refused::Nonsense),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_bounds_is_told_from_nonsense() {
        let argon2 = |kib, passes, lanes| {
            Method::argon2(Argon2Kind::Id, Argon2Cost { kib, passes, lanes }).err()
        };
        assert_eq!(argon2(1 << 20, 4, 4), None);
        assert_eq!(argon2((1 << 20) + 1, 1, 1), Some(Refused::TooCostly));
        assert_eq!(argon2(1 << 20, 1, 65), Some(Refused::TooCostly));
        assert_eq!(argon2(7, 1, 1), Some(Refused::Nonsense));
        assert_eq!(argon2(64, 0, 1), Some(Refused::Nonsense));
        let scrypt = |n, r, p| Method::scrypt(n, r, p).err();
        assert_eq!(scrypt(1 << 20, 8, 1), None);
        for nonsense in [(0, 8, 1), (1, 8, 1), (1_000, 8, 1), (1 << 15, 0, 1), (1 << 15, 8, 0)] {
            assert_eq!(scrypt(nonsense.0, nonsense.1, nonsense.2), Some(Refused::Nonsense));
        }
        for costly in [(1 << 21, 1, 1), (1 << 10, 33, 1), (1 << 10, 1, 17), (1 << 20, 8, 2)] {
            assert_eq!(scrypt(costly.0, costly.1, costly.2), Some(Refused::TooCostly));
        }
        let pbkdf2 = |rounds| Method::pbkdf2(Hash::Sha1, rounds).err();
        assert_eq!(pbkdf2(MAX_ROUNDS), None);
        assert_eq!(pbkdf2(MAX_ROUNDS + 1), Some(Refused::TooCostly));
        assert_eq!(pbkdf2(0), Some(Refused::Nonsense));
    }

    #[test]
    fn every_method_comes_back_from_its_numbers() {
        let mut methods = vec![Method::aes(u64::MAX), Method::scrypt(1 << 15, 8, 1).unwrap()];
        for hash in [Hash::Sha1, Hash::Sha256, Hash::Sha512] {
            methods.push(Method::pbkdf2(hash, 1_000).unwrap());
        }
        let cost = Argon2Cost { kib: 19_456, passes: 2, lanes: 4 };
        for kind in [Argon2Kind::Id, Argon2Kind::D, Argon2Kind::OldId, Argon2Kind::OldD] {
            methods.push(Method::argon2(kind, cost).unwrap());
        }
        for method in methods {
            assert_eq!(Method::of(method.numbers()), Ok(method));
        }
        for (method, variant) in [(0, 0), (1, 1), (2, 3), (3, 1), (4, 4), (5, 0)] {
            let numbers = Numbers { method, variant, first: 1_024, second: 8, third: 1 };
            assert_eq!(Method::of(numbers), Err(Refused::Nonsense), "{method} {variant}");
        }
        let wide = Numbers { method: 2, variant: 0, first: 1 << 32, second: 0, third: 0 };
        assert_eq!(Method::of(wide), Err(Refused::TooCostly));
    }

    #[test]
    fn memory_is_what_the_algorithm_fills() {
        assert_eq!(Method::scrypt(1 << 20, 8, 1).unwrap().memory(), 1 << 30);
        let cost = Argon2Cost { kib: 1 << 20, passes: 1, lanes: 1 };
        assert_eq!(Method::argon2(Argon2Kind::D, cost).unwrap().memory(), 1 << 30);
        assert_eq!(Method::aes(1 << 28).memory(), 0);
    }
}
