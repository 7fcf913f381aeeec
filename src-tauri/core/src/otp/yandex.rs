//! Yandex Key: TOTP with SHA-256 whose key is made of secret and PIN, and whose codes are letters.
//!
//! Yandex has published nothing; the rules were found by others, and their known answers hold.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::secret::Pin;

/// Characters of a code.
pub(super) const DIGITS: u8 = 8;
/// Bytes of the secret that make the key.
const SECRET: usize = 16;
/// A secret with the check that Yandex shows for typing: 16 bytes, ten more, and 12 of those bits.
const CHECKED: usize = 26;
const CHECK_BITS: usize = 12;
/// The generator of the check, of degree 12.
const GENERATOR: u16 = 0b1_1000_1111_0011;

/// Whether these bytes can be a secret of Yandex Key: 16 of a QR code, or 26 with a check that is
/// right.
#[must_use]
pub fn is_secret(bytes: &[u8]) -> bool {
    bytes.len() == SECRET || (bytes.len() == CHECKED && is_checked(bytes))
}

/// The last 12 bits are the remainder of the others, as a polynomial over GF(2).
fn is_checked(bytes: &[u8]) -> bool {
    let [.., before, last] = bytes else { return false };
    let check = u16::from(before & 0x0f) << 8 | u16::from(*last);
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1));
    let remainder = bits.take(bytes.len() * 8 - CHECK_BITS).fold(0_u16, |remainder, bit| {
        let shifted = remainder << 1 | u16::from(bit);
        if shifted >> CHECK_BITS & 1 == 1 { shifted ^ GENERATOR } else { shifted }
    });
    remainder == check
}

/// `HMAC-SHA-256(key, step as 8 bytes, big-endian)`, truncated to 63 bits as RFC 4226 does to 31,
/// modulo 26⁸, as letters.
pub(super) fn text(secret: &[u8], pin: &Pin, step: u64) -> Zeroizing<String> {
    let mut value = truncate(&sign(secret, pin, step)) % 26_u64.pow(DIGITS.into());
    let mut letters = Zeroizing::new([0_u8; DIGITS as usize]);
    for letter in letters.iter_mut().rev() {
        *letter = b'a' + (value % 26) as u8;
        value /= 26;
    }
    let mut text = Zeroizing::new(String::with_capacity(DIGITS.into()));
    text.extend(letters.iter().copied().map(char::from));
    text
}

/// The key is SHA-256(PIN ‖ the first 16 bytes of the secret), without its first byte if that is 0.
fn sign(secret: &[u8], pin: &Pin, step: u64) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new();
    hash.update(pin.expose());
    hash.update(secret.get(..SECRET).unwrap_or(secret));
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(hash.finalize().into());
    let key = key.strip_prefix(&[0]).unwrap_or(key.as_slice());
    // An HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Zeroizing::default() };
    mac.update(&step.to_be_bytes());
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn truncate(hmac: &[u8; 32]) -> u64 {
    let offset = usize::from(hmac[31] & 0x0f);
    let word = hmac.get(offset..offset + 8).and_then(|w| <[u8; 8]>::try_from(w).ok());
    u64::from_be_bytes(word.unwrap_or_default()) & (u64::MAX >> 1)
}
