//! What the tests of the core and of the ways in and out share.
#![allow(dead_code)] // Each test binary uses a part of it.

pub mod chance;
pub mod defects;
pub mod faulty_disk;
pub mod forge;
pub mod look;
pub mod power;
mod skipped;

use std::path::{Path, PathBuf};

use rand_core::UnwrapErr;
use tessera_core::base32;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::secret::{OtpSecret, Password};
use tessera_core::time::UnixTime;

pub use skipped::skipped;

pub type SystemRng = UnwrapErr<getrandom::SysRng>;

pub const NOW: UnixTime = UnixTime::from_seconds(1_700_000_000);

pub fn rng() -> SystemRng {
    UnwrapErr(getrandom::SysRng)
}

pub fn password(typed: &str) -> Password {
    Password::new(typed).unwrap()
}

pub fn secret(base32: &str) -> OtpSecret {
    base32::decode(base32).unwrap()
}

pub fn totp(base32: &str) -> Otp {
    let (algorithm, digits, period) = (Algorithm::Sha1, Digits::DEFAULT, Period::DEFAULT);
    Otp::new(secret(base32), Scheme::Totp { algorithm, digits, period })
}

pub fn hotp(base32: &str, counter: u64) -> Otp {
    let (algorithm, digits) = (Algorithm::Sha1, Digits::DEFAULT);
    Otp::new(secret(base32), Scheme::Hotp { algorithm, digits, counter })
}

pub fn labels(issuer: &str, account: &str) -> Labels {
    Labels { issuer: issuer.into(), account: account.into() }
}

pub fn new_entry(issuer: &str, account: &str, otp: Otp) -> NewEntry {
    NewEntry::new(labels(issuer, account), otp)
}

/// Opens every golden file.
pub const GOLDEN_PASSWORD: &str = "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich";
/// Opens the golden file with three ways in.
pub const GOLDEN_CODE: &str = "01230-4567M-89AB9-CDEFS-GHJKJ-MNPQ6-RSTVV";

/// `tests/data` of this checkout.
pub fn data(path: &str) -> PathBuf {
    checkout().join("tests/data").join(path)
}

/// The samples of other apps, which stand beside the checkout. None, and a word about it, where they
/// are not there.
pub fn corpus(path: &str) -> Option<PathBuf> {
    let found = checkout().parent()?.join("shared/corpus").join(path);
    if !found.exists() {
        skipped(&format!("{} is not here", found.display()));
    }
    found.exists().then_some(found)
}

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
