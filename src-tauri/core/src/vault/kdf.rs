//! Passwords to keys: Argon2id, version 0x13 (RFC 9106), within bounds.
//!
//! The bounds are part of the type: a [`KdfParams`] that exists is neither too cheap to protect a
//! vault nor dear enough to exhaust the machine, and no memory is asked for before it exists.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroize;

use super::{OpenError, SealError};
use crate::interrupt;
use crate::secret::{Key, Password};

/// What a derivation costs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KdfParams {
    m_kib: u32,
    t: u32,
    p: u32,
}

impl KdfParams {
    /// 128 MiB, three passes, four lanes.
    pub const DEFAULT: Self = Self { m_kib: 128 * 1024, t: 3, p: 4 };
    /// The least that is read or made: 19 MiB, two passes, one lane (the OWASP floor).
    pub const MIN: Self = Self { m_kib: 19 * 1024, t: 2, p: 1 };
    /// Memory in KiB.
    const M_KIB: std::ops::RangeInclusive<u32> = 19 * 1024..=1024 * 1024;
    /// Passes.
    const T: std::ops::RangeInclusive<u32> = 2..=32;
    /// Lanes.
    const P: std::ops::RangeInclusive<u32> = 1..=8;
    /// The most memory times passes, in KiB: four passes over 1 GiB.
    pub(super) const MAX_WORK: u64 = 4 * 1024 * 1024;

    /// Refuses what is out of bounds, with the values that were given.
    ///
    /// # Errors
    /// [`KdfRangeError`].
    pub fn new(m_kib: u32, t: u32, p: u32) -> Result<Self, KdfRangeError> {
        let params = Self { m_kib, t, p };
        if Self::M_KIB.contains(&m_kib)
            && Self::T.contains(&t)
            && Self::P.contains(&p)
            && params.work() <= Self::MAX_WORK
        {
            Ok(params)
        } else {
            Err(KdfRangeError { m_kib, t, p })
        }
    }

    /// Memory times passes, in KiB.
    pub(super) const fn work(self) -> u64 {
        self.m_kib as u64 * self.t as u64
    }

    /// Memory, in KiB.
    #[must_use]
    pub const fn m_kib(self) -> u32 {
        self.m_kib
    }

    /// Passes over the memory.
    #[must_use]
    pub const fn t(self) -> u32 {
        self.t
    }

    /// Lanes.
    #[must_use]
    pub const fn p(self) -> u32 {
        self.p
    }

    /// Whether a derivation costs less than [`Self::DEFAULT`] in memory or in passes.
    #[must_use]
    pub const fn is_weaker_than_default(self) -> bool {
        self.m_kib < Self::DEFAULT.m_kib || self.t < Self::DEFAULT.t
    }
}

/// Costs that suit a machine.
impl KdfParams {
    /// What a calibration goes up to: a vault has to open on the user's other computers too.
    const MAX_CALIBRATED: Self = Self { m_kib: 512 * 1024, t: 8, p: 4 };

    /// The dearest costs, from [`Self::DEFAULT`] up, at which a derivation takes no longer than
    /// `target`: first more memory, then more passes. `measure` says how long one takes at given
    /// costs. On a machine that is slower than `target` already, the default.
    pub fn calibrated(target: Duration, mut measure: impl FnMut(Self) -> Duration) -> Self {
        let mut costs = Self::DEFAULT;
        let mut time = measure(costs);
        while time * 2 <= target && costs.m_kib < Self::MAX_CALIBRATED.m_kib {
            let dearer = Self { m_kib: costs.m_kib * 2, ..costs };
            time = measure(dearer);
            if time > target {
                return costs;
            }
            costs = dearer;
        }
        let passes = target.as_secs_f64() / time.as_secs_f64().max(0.001) * f64::from(costs.t);
        let t = (passes as u32).clamp(costs.t, Self::MAX_CALIBRATED.t);
        Self { t, ..costs }
    }

    /// Derives a key from nothing, for [`Self::calibrated`] to measure.
    ///
    /// # Errors
    /// [`SealError::OutOfMemory`].
    pub fn try_out(self) -> Result<(), SealError> {
        let password = Password::already_normalised("calibration".to_owned());
        let derived = derive_key(&password, &[0; SALT], self);
        Ok(derived.map(drop)?)
    }
}

/// Costs outside of what is read and made.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "the key derivation asks for {m_kib} KiB, {t} passes, {p} lanes; \
     taken are 19 MiB to 1 GiB, 2 to 32 passes, 1 to 8 lanes, and at most 4 GiB over all passes"
)]
pub struct KdfRangeError {
    /// Memory, in KiB.
    pub m_kib: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

/// Why there is no key.
#[derive(Clone, Copy, Debug)]
pub(super) enum DeriveError {
    /// The machine could not give the memory, in KiB.
    OutOfMemory { kib: u32 },
    /// This thread was called back: see [`interrupt`].
    Interrupted,
}

impl From<DeriveError> for SealError {
    fn from(error: DeriveError) -> Self {
        match error {
            DeriveError::OutOfMemory { kib } => Self::OutOfMemory { kib },
            DeriveError::Interrupted => Self::Interrupted,
        }
    }
}

impl From<DeriveError> for OpenError {
    fn from(error: DeriveError) -> Self {
        match error {
            DeriveError::OutOfMemory { kib } => Self::OutOfMemory { kib },
            DeriveError::Interrupted => Self::Interrupted,
        }
    }
}

/// Length of a salt in bytes.
pub(super) const SALT: usize = 16;

/// `Argon2id(password, salt, m, t, p)`, 32 bytes. The memory matrix is wiped after use. Nobody waits for
/// it who is called back; it goes on then, and what it gives is wiped.
pub(super) fn derive_key(
    password: &Password,
    salt: &[u8; SALT],
    kdf: KdfParams,
) -> Result<Key, DeriveError> {
    let (password, salt) = (password.clone(), *salt);
    let derived = interrupt::wait_for(move || derive(&password, &salt, kdf));
    derived.unwrap_or(Err(DeriveError::Interrupted))
}

fn derive(password: &Password, salt: &[u8; SALT], kdf: KdfParams) -> Result<Key, DeriveError> {
    let failed = DeriveError::OutOfMemory { kib: kdf.m_kib };
    let params = Params::new(kdf.m_kib, kdf.t, kdf.p, Some(Key::LENGTH)).map_err(|_| failed)?;
    let mut matrix = Matrix::new(params.block_count()).ok_or(failed)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Key::zeroed();
    argon2
        .hash_password_into_with_memory(
            password.expose(),
            salt,
            key.expose_mut(),
            matrix.0.as_mut_slice(),
        )
        .map_err(|_| failed)?;
    Ok(key)
}

/// Argon2's working memory: what an attacker with a memory image would start from.
struct Matrix(Vec<Block>);

impl Matrix {
    /// None where the memory is not to be had.
    fn new(blocks: usize) -> Option<Self> {
        let mut matrix = Vec::new();
        matrix.try_reserve_exact(blocks).ok()?;
        matrix.resize(blocks, Block::new());
        Some(Self(matrix))
    }
}

impl Drop for Matrix {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_out_of_bounds_are_refused_with_what_was_given() {
        for (m_kib, t, p) in [
            (19 * 1024 - 1, 2, 1),
            (1024 * 1024 + 1, 2, 1),
            (u32::MAX, u32::MAX, u32::MAX),
            (128 * 1024, 1, 4),
            (128 * 1024, 33, 4),
            (128 * 1024, 3, 0),
            (128 * 1024, 3, 9),
            (1024 * 1024, 5, 1),
            (0, 0, 0),
        ] {
            assert_eq!(KdfParams::new(m_kib, t, p), Err(KdfRangeError { m_kib, t, p }));
        }
        assert_eq!(KdfParams::new(19 * 1024, 2, 1), Ok(KdfParams::MIN));
        assert!(KdfParams::new(1024 * 1024, 4, 8).is_ok());
    }

    #[test]
    fn a_calibration_gives_the_dearest_costs_in_time_and_never_less_than_the_default() {
        let at = |nanos_per_kib_pass: u64| {
            KdfParams::calibrated(Duration::from_millis(500), |kdf| {
                Duration::from_nanos(nanos_per_kib_pass * u64::from(kdf.m_kib) * u64::from(kdf.t))
            })
        };
        let mib = |m: u32, t| KdfParams { m_kib: m * 1024, t, p: 4 };
        // 128 MiB and three passes are 393,216: 0.98 s, 0.39 s, 0.16 s and next to nothing.
        assert_eq!(at(2_500), KdfParams::DEFAULT);
        assert_eq!(at(1_000), KdfParams::DEFAULT);
        assert_eq!(at(900), mib(128, 4));
        assert_eq!(at(400), mib(256, 4));
        assert_eq!(at(1), mib(512, 8));
        assert!(!at(5_000).is_weaker_than_default());
    }

    #[test]
    fn the_key_is_that_of_the_argon2_reference() {
        // echo -n password | argon2 somesaltsomesalt -id -v 13 -k 19456 -t 2 -p 1 -l 32 -r
        let password = Password::new("password").unwrap();
        let key = derive_key(&password, b"somesaltsomesalt", KdfParams::MIN).unwrap();
        let hex = data_encoding::HEXLOWER.encode(key.expose());
        assert_eq!(hex, REFERENCE);
    }

    const REFERENCE: &str = "2b5dc4054886ec957ef59c73b661c54dd6fb274590b278f657c6d96aac8fa6d1";
}
