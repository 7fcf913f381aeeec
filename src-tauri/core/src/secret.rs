//! The only types that carry secret bytes.
//!
//! Each is wiped when it is dropped, prints as `[redacted]`, and has neither `Display` nor
//! `Serialize`. Whoever needs the bytes has to say `expose`, which makes every place where a secret
//! is looked at easy to find.

use std::{fmt, io};

use rand_core::CryptoRng;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The shared secret of an account, 1 to 65,536 bytes.
#[derive(Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct OtpSecret(Box<[u8]>);

impl OtpSecret {
    /// The longest secret that is taken, in bytes. The longest seen in the wild is under 200.
    pub const MAX: usize = 65_536;

    /// Takes the raw bytes. `None` if there are none, or more than [`Self::MAX`].
    #[must_use]
    pub fn new(mut bytes: Vec<u8>) -> Option<Self> {
        if bytes.is_empty() || bytes.len() > Self::MAX {
            bytes.zeroize();
            return None;
        }
        if bytes.capacity() == bytes.len() {
            return Some(Self::kept(bytes.into_boxed_slice()));
        }
        // Shrinking would leave a copy behind in the old allocation.
        let exact = bytes.as_slice().into();
        bytes.zeroize();
        Some(Self::kept(exact))
    }

    fn kept(bytes: Box<[u8]>) -> Self {
        keep_out_of_swap(&bytes);
        Self(bytes)
    }

    /// The raw bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl Clone for OtpSecret {
    fn clone(&self) -> Self {
        Self::kept(self.0.clone())
    }
}

/// A password, normalised as RFC 8265 section 4.2 (`OpaqueString`) asks: spaces other than U+0020
/// become U+0020, then NFC. Case and every other character stay as typed: of what that RFC
/// disallows, only what cannot be typed again is refused.
#[derive(Clone, Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct Password(String);

impl Password {
    /// The longest password that is taken, in bytes after normalisation.
    pub const MAX: usize = 4_096;

    /// Normalises what was typed.
    ///
    /// # Errors
    /// Refuses the empty password, one over [`Self::MAX`] bytes, and control characters and line
    /// separators (a stray line break would lock the user out elsewhere).
    pub fn new(typed: &str) -> Result<Self, PasswordError> {
        if typed.len() > Self::MAX * 2 {
            return Err(PasswordError::TooLong);
        }
        if typed.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            return Err(PasswordError::ControlCharacter);
        }
        // NFC never needs more than three times the bytes (UAX #15): no growth, no stray copies.
        let mut text = Zeroizing::new(String::with_capacity(typed.len() * 3));
        text.extend(typed.chars().map(|c| if is_space(c) { ' ' } else { c }).nfc());
        match text.len() {
            0 => Err(PasswordError::Empty),
            n if n > Self::MAX => Err(PasswordError::TooLong),
            _ => Ok(Self::already_normalised(std::mem::take(&mut *text))),
        }
    }

    /// Takes over text of our own making that is in this form already.
    pub(crate) fn already_normalised(text: String) -> Self {
        keep_out_of_swap(text.as_bytes());
        Self(text)
    }

    /// The normalised UTF-8 bytes, as key derivation takes them.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Unicode's general category Zs, "space separator".
const fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Why a typed password cannot be one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PasswordError {
    /// Nothing was typed.
    #[error("the password is empty")]
    Empty,
    /// Over [`Password::MAX`] bytes.
    #[error("the password is longer than {} bytes", Password::MAX)]
    TooLong,
    /// A newline, a tab or another control character.
    #[error("the password holds a control character, such as a line break")]
    ControlCharacter,
}

/// 256 secret bits: the VaultKey, or a key that wraps it.
#[derive(Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct Key(Box<[u8; Self::LENGTH]>);

impl Key {
    /// Length in bytes.
    pub const LENGTH: usize = 32;

    /// A fresh random key.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut key = Self::zeroed();
        rng.fill_bytes(key.0.as_mut_slice());
        key
    }

    /// All zeros, to be filled in place.
    pub(crate) fn zeroed() -> Self {
        let bytes = Box::new([0; Self::LENGTH]);
        keep_out_of_swap(&*bytes);
        Self(bytes)
    }

    /// The key bytes.
    pub(crate) fn expose(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }

    /// The key bytes, to be filled.
    pub(crate) fn expose_mut(&mut self) -> &mut [u8; Self::LENGTH] {
        &mut self.0
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        let mut copy = Self::zeroed();
        copy.0.copy_from_slice(&*self.0);
        copy
    }
}

/// Keeps the pages under these bytes out of the swap, where the system allows. For good: a page is
/// shared with other secrets, and the allocator will put the next ones there. How much a process may
/// keep is limited; what is over that can be swapped out, and nothing else happens.
pub(crate) fn keep_out_of_swap(bytes: &[u8]) {
    if !bytes.is_empty()
        && let Ok(kept) = region::lock(bytes.as_ptr(), bytes.len())
    {
        std::mem::forget(kept);
    }
}

/// The PIN that goes into the codes of mOTP and Yandex Key, 1 to 64 bytes.
#[derive(Clone, Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct Pin(String);

impl Pin {
    /// The longest PIN that is taken, in bytes. The apps that make them ask for 4 to 16 digits.
    pub const MAX: usize = 64;

    /// Takes the text over. `None` if there is none, or more than [`Self::MAX`] bytes.
    #[must_use]
    pub fn new(mut text: String) -> Option<Self> {
        if text.is_empty() || text.len() > Self::MAX {
            text.zeroize();
            return None;
        }
        Some(Self(text))
    }

    /// The characters.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A buffer for secret bytes, which wipes what it leaves behind when it grows.
#[derive(Default)]
pub struct Wiped(pub Zeroizing<Vec<u8>>);

impl Wiped {
    /// Makes room for so many bytes in all.
    pub fn reserve(&mut self, capacity: usize) {
        if capacity > self.0.capacity() {
            let mut larger = Vec::with_capacity(capacity.max(self.0.capacity() * 2));
            larger.extend_from_slice(&self.0);
            std::mem::replace(&mut *self.0, larger).zeroize();
        }
    }
}

impl io::Write for Wiped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.reserve(self.0.len() + bytes.len());
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Text that holds a secret: an `otpauth` URI, a typed base32 secret, the content of a QR code, a note.
#[derive(Clone, Default, Eq, Ord, PartialEq, PartialOrd, Zeroize, ZeroizeOnDrop)]
pub struct SecretText(String);

impl SecretText {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

macro_rules! redacted {
    ($($name:ty),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[redacted]")
            }
        }
    )*};
}
redacted!(OtpSecret, Password, Pin, Key, SecretText);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_prints() {
        let printed = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            OtpSecret::new(b"canary".to_vec()).unwrap(),
            Pin::new("canary".into()).unwrap(),
            Password::new("canary").unwrap(),
            Key::zeroed(),
            SecretText::new("canary".into()),
        );
        assert_eq!(printed, "[redacted] [redacted] [redacted] [redacted] [redacted]");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pages_that_hold_a_secret_are_locked() {
        let locked = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("VmLck:")).unwrap();
            line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap()
        };
        let probe = [0_u8; 1];
        if region::lock(probe.as_ptr(), probe.len()).is_err() {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "SKIPPED: this system locks no memory");
            return;
        }
        // Longer than a page: at least one page is its own.
        let secret = OtpSecret::new(vec![1; 20_000]).unwrap();
        assert!(locked() >= 16, "{} KiB for {} bytes", locked(), secret.expose().len());
    }

    #[test]
    fn the_same_password_typed_in_two_unicode_forms_is_one_password() {
        let composed = Password::new("caf\u{e9}\u{a0}1").unwrap();
        let decomposed = Password::new("cafe\u{301} 1").unwrap();
        assert_eq!(composed, decomposed);
        assert_ne!(composed, Password::new("Caf\u{e9} 1").unwrap());
    }

    #[test]
    fn passwords_that_could_not_be_typed_again_are_refused() {
        assert_eq!(Password::new("").unwrap_err(), PasswordError::Empty);
        assert_eq!(Password::new("a\n").unwrap_err(), PasswordError::ControlCharacter);
        let long = "a".repeat(Password::MAX + 1);
        assert_eq!(Password::new(&long).unwrap_err(), PasswordError::TooLong);
    }
}
