//! Mobile-OTP: MD5 over time, secret and PIN as text. For accounts that come from elsewhere; nothing
//! new should use it.
//!
//! Source: the description at motp.sourceforge.net.

use md5::{Digest, Md5};
use zeroize::Zeroizing;

use crate::secret::Pin;

/// Length of a time step in seconds.
pub(super) const SECONDS: u64 = 10;
/// Characters of a code.
pub(super) const DIGITS: u8 = 6;

/// `MD5(step in decimal ‖ secret ‖ PIN)`, its first six hexadecimal digits. The secret is text, mostly
/// of hexadecimal digits: it is hashed as it is written, not decoded.
pub(super) fn text(secret: &[u8], pin: &Pin, step: u64) -> Zeroizing<String> {
    let mut hash = Md5::new();
    hash.update(step.to_string());
    hash.update(secret);
    hash.update(pin.expose());
    let digest: Zeroizing<[u8; 16]> = Zeroizing::new(hash.finalize().into());
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    let mut text = Zeroizing::new(String::with_capacity(DIGITS.into()));
    text.extend(nibbles.take(DIGITS.into()).filter_map(|n| char::from_digit(n.into(), 16)));
    text
}
