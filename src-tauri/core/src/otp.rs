//! One-time codes: parameters in, digits out. Knows no vault, no clock and no URI.
//!
//! Sources: RFC 4226 (HOTP), RFC 6238 (TOTP). Steam's codes are TOTP with their own alphabet.

mod motp;
mod yandex;

use std::num::NonZeroU32;

use zeroize::Zeroizing;

use crate::secret::{OtpSecret, Pin};
use crate::time::UnixTime;

pub use yandex::is_secret as is_yandex_secret;

/// What turns a secret into codes. Every value that exists gives codes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Otp {
    secret: OtpSecret,
    scheme: Scheme,
}

/// How codes are made from the secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Scheme {
    /// RFC 6238: a code for each time step.
    Totp {
        /// The hash under the HMAC.
        algorithm: Algorithm,
        /// Length of the code.
        digits: Digits,
        /// Length of the time step.
        period: Period,
    },
    /// RFC 4226: a code for each press of a button.
    Hotp {
        /// The hash under the HMAC.
        algorithm: Algorithm,
        /// Length of the code.
        digits: Digits,
        /// The counter of the next code to use.
        counter: u64,
    },
    /// Steam Guard: SHA-1, 30 s, five characters of Steam's alphabet.
    Steam,
    /// Mobile-OTP: MD5, 10 s, six hexadecimal digits. The secret is text.
    Motp {
        /// Goes into every code.
        pin: Pin,
    },
    /// Yandex Key: SHA-256, 30 s, eight letters.
    Yandex {
        /// Goes into every code.
        pin: Pin,
    },
}

impl Otp {
    /// Puts a secret and a scheme together.
    #[must_use]
    pub fn new(secret: OtpSecret, scheme: Scheme) -> Self {
        Self { secret, scheme }
    }

    /// The shared secret.
    #[must_use]
    pub fn secret(&self) -> &OtpSecret {
        &self.secret
    }

    /// How codes are made.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Which of the kinds this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.scheme {
            Scheme::Totp { .. } => Kind::Totp,
            Scheme::Hotp { .. } => Kind::Hotp,
            Scheme::Steam => Kind::Steam,
            Scheme::Motp { .. } => Kind::Motp,
            Scheme::Yandex { .. } => Kind::Yandex,
        }
    }

    /// The hash under the HMAC; the default for mOTP, which has none.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match self.scheme {
            Scheme::Totp { algorithm, .. } | Scheme::Hotp { algorithm, .. } => algorithm,
            Scheme::Steam | Scheme::Motp { .. } => Algorithm::Sha1,
            Scheme::Yandex { .. } => Algorithm::Sha256,
        }
    }

    /// How many characters a code has.
    #[must_use]
    pub fn digits(&self) -> u8 {
        match self.scheme {
            Scheme::Totp { digits, .. } | Scheme::Hotp { digits, .. } => digits.get(),
            Scheme::Steam => STEAM_DIGITS,
            Scheme::Motp { .. } => motp::DIGITS,
            Scheme::Yandex { .. } => yandex::DIGITS,
        }
    }

    /// Length of the time step; none for counter-based codes.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        match self.scheme {
            Scheme::Totp { period, .. } => Some(period),
            Scheme::Steam | Scheme::Yandex { .. } => Some(Period::DEFAULT),
            Scheme::Motp { .. } => Period::new(motp::SECONDS).ok(),
            Scheme::Hotp { .. } => None,
        }
    }

    /// The counter of the next code to use; none for time-based codes.
    #[must_use]
    pub fn counter(&self) -> Option<u64> {
        match self.scheme {
            Scheme::Hotp { counter, .. } => Some(counter),
            _ => None,
        }
    }

    /// The PIN of the kinds that have one.
    #[must_use]
    pub fn pin(&self) -> Option<&Pin> {
        match &self.scheme {
            Scheme::Motp { pin } | Scheme::Yandex { pin } => Some(pin),
            _ => None,
        }
    }

    /// Whether `other` is this with a higher counter.
    pub(crate) fn moves_up_to(&self, other: &Self) -> bool {
        self.counter() < other.counter() && self.is_twin_of(other)
    }

    /// The code to type at `now`: that of the step which contains `now`, or of the stored counter.
    #[must_use]
    pub fn code_at(&self, now: UnixTime) -> Code {
        match self.scheme {
            Scheme::Hotp { counter, .. } => self.code_of(counter, None),
            _ => {
                let period = self.period().unwrap_or(Period::DEFAULT);
                self.code_of(period.step_at(now), Some(period))
            }
        }
    }

    /// The code after the one of [`Self::code_at`]. None for a counter at its end.
    #[must_use]
    pub fn next_code_at(&self, now: UnixTime) -> Option<Code> {
        match self.scheme {
            Scheme::Hotp { counter, .. } => Some(self.code_of(counter.checked_add(1)?, None)),
            _ => {
                let period = self.period().unwrap_or(Period::DEFAULT);
                Some(self.code_of(period.step_at(now).checked_add(1)?, Some(period)))
            }
        }
    }

    /// These parameters with the counter moved on by one. None for time-based codes and for a
    /// counter at its end (`u64::MAX`).
    #[must_use]
    pub fn advanced(&self) -> Option<Self> {
        match self.scheme {
            Scheme::Hotp { algorithm, digits, counter } => {
                let counter = counter.checked_add(1)?;
                Some(Self::new(self.secret.clone(), Scheme::Hotp { algorithm, digits, counter }))
            }
            _ => None,
        }
    }

    /// Whether another gives the same codes: all is equal, apart from how far a counter has gone.
    #[must_use]
    pub fn is_twin_of(&self, other: &Self) -> bool {
        let is_alike = match (&self.scheme, &other.scheme) {
            (
                Scheme::Hotp { algorithm, digits, .. },
                Scheme::Hotp { algorithm: a, digits: d, .. },
            ) => (algorithm, digits) == (a, d),
            (one, other) => one == other,
        };
        is_alike && self.secret == other.secret
    }

    fn code_of(&self, moving_factor: u64, period: Option<Period>) -> Code {
        let truncated = || truncate(&self.sign(moving_factor));
        let secret = self.secret.expose();
        let text = match &self.scheme {
            Scheme::Steam => steam_text(truncated()),
            Scheme::Totp { digits, .. } | Scheme::Hotp { digits, .. } => digits.text(truncated()),
            Scheme::Motp { pin } => motp::text(secret, pin, moving_factor),
            Scheme::Yandex { pin } => yandex::text(secret, pin, moving_factor),
        };
        Code { text, valid: period.map(|p| p.bounds(moving_factor)) }
    }

    /// `HMAC(secret, moving factor as 8 bytes, big-endian)` (RFC 4226, section 5.2).
    fn sign(&self, moving_factor: u64) -> Zeroizing<Vec<u8>> {
        // With a step of one second, totp-rs' time is the moving factor.
        let totp = totp_rs::Builder::new()
            .with_algorithm(self.algorithm().into())
            .with_step_duration(1)
            .with_secret(self.secret.expose())
            .build_noncompliant();
        Zeroizing::new(totp.sign(moving_factor).as_ref().to_vec())
    }
}

/// The kinds of one-time password, by the words of the Key URI format.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Kind {
    /// Time-based, RFC 6238.
    Totp,
    /// Counter-based, RFC 4226.
    Hotp,
    /// Steam Guard.
    Steam,
    /// Mobile-OTP.
    Motp,
    /// Yandex Key.
    Yandex,
}

impl Kind {
    /// The word for it in URIs, in the vault file and in `--json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Hotp => "hotp",
            Self::Steam => "steam",
            Self::Motp => "motp",
            Self::Yandex => "yandex",
        }
    }
}

/// The hash function under the HMAC (RFC 6238, section 1.2).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Algorithm {
    /// The default, and what nearly every site uses.
    #[default]
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// The word for it in URIs, in the vault file and in `--json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// Reads the word in the spellings that other apps write: any case, `SHA-1`, `HmacSHA1`,
    /// `Algorithm.SHA1`. Anything else is none: a guess would give wrong codes.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_uppercase().replace('-', "");
        let word = word.strip_prefix("HMAC").or(word.strip_prefix("ALGORITHM.")).unwrap_or(&word);
        [Self::Sha1, Self::Sha256, Self::Sha512].into_iter().find(|a| a.name() == word)
    }
}

impl From<Algorithm> for totp_rs::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::SHA1,
            Algorithm::Sha256 => Self::SHA256,
            Algorithm::Sha512 => Self::SHA512,
        }
    }
}

/// Length of a code in digits: 1..=10.
///
/// RFC 4226 asks for at least six; shorter and longer ones exist. The truncated value has 31 bits,
/// so a tenth digit is 0, 1 or 2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Digits(u8);

impl Digits {
    /// Six, where nothing else is said.
    pub const DEFAULT: Self = Self(6);
    /// The most digits a code can have.
    pub const MAX: u8 = 10;

    /// Refuses 0 and anything over [`Self::MAX`], with the value that was given.
    ///
    /// # Errors
    /// [`OtpError::Digits`].
    pub fn new(digits: u64) -> Result<Self, OtpError> {
        match u8::try_from(digits) {
            Ok(n @ 1..=Self::MAX) => Ok(Self(n)),
            _ => Err(OtpError::Digits { given: digits }),
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// `value mod 10^digits`, with leading zeros (RFC 4226, section 5.3).
    fn text(self, value: u32) -> Zeroizing<String> {
        // Pushed into room enough: formatting would leave half a code behind when it grows.
        let mut text = Zeroizing::new(String::with_capacity(self.0.into()));
        for place in (0..u32::from(self.0)).rev() {
            let digit = u64::from(value) / 10_u64.pow(place) % 10;
            text.push((b'0' + digit as u8).into());
        }
        text
    }
}

/// Length of one time step, in seconds: 1..=86,400.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Period(NonZeroU32);

impl Period {
    /// Thirty seconds, where nothing else is said (RFC 6238, section 5.2).
    pub const DEFAULT: Self = match NonZeroU32::new(30) {
        Some(seconds) => Self(seconds),
        None => unreachable!(),
    };
    /// A day, in seconds.
    pub const MAX: u32 = 86_400;

    /// Refuses 0 and anything over a day, with the value that was given.
    ///
    /// # Errors
    /// [`OtpError::Period`].
    pub fn new(seconds: u64) -> Result<Self, OtpError> {
        match u32::try_from(seconds).ok().and_then(NonZeroU32::new) {
            Some(s) if s.get() <= Self::MAX => Ok(Self(s)),
            _ => Err(OtpError::Period { given: seconds }),
        }
    }

    /// Seconds.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0.get()
    }

    /// The step that contains `at`: `T = floor((at - T0) / X)` with `T0 = 0` (RFC 6238,
    /// section 4.2).
    #[must_use]
    pub fn step_at(self, at: UnixTime) -> u64 {
        at.seconds() / u64::from(self.seconds())
    }

    /// The second at which a step starts and the one at which the next starts.
    fn bounds(self, step: u64) -> (UnixTime, UnixTime) {
        let start = step.saturating_mul(self.seconds().into());
        let end = start.saturating_add(self.seconds().into());
        (UnixTime::from_seconds(start), UnixTime::from_seconds(end))
    }
}

/// The characters to type, and from when until when they are right. Prints as `[redacted]`.
#[derive(Clone, Eq, PartialEq)]
pub struct Code {
    text: Zeroizing<String>,
    valid: Option<(UnixTime, UnixTime)>,
}

impl Code {
    /// The characters to type.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The first second at which it is right; none for counter-based codes.
    #[must_use]
    pub fn valid_from(&self) -> Option<UnixTime> {
        self.valid.map(|(from, _)| from)
    }

    /// The first second at which it is no longer right; none for counter-based codes.
    #[must_use]
    pub fn valid_until(&self) -> Option<UnixTime> {
        self.valid.map(|(_, until)| until)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A parameter out of its range.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum OtpError {
    /// Not 1 to 10.
    #[error("{given} digits: a code has 1 to {}", Digits::MAX)]
    Digits {
        /// What was asked for.
        given: u64,
    },
    /// Not 1 to 86,400.
    #[error("a period of {given} s: it may be 1 to {} s", Period::MAX)]
    Period {
        /// What was asked for, in seconds.
        given: u64,
    },
}

/// Dynamic truncation to 31 bits (RFC 4226, section 5.3).
fn truncate(hmac: &[u8]) -> u32 {
    let offset = usize::from(hmac.last().copied().unwrap_or(0) & 0x0f);
    let word = hmac.get(offset..offset + 4).and_then(|w| <[u8; 4]>::try_from(w).ok());
    u32::from_be_bytes(word.unwrap_or_default()) & 0x7fff_ffff
}

const STEAM_DIGITS: u8 = 5;
const STEAM_ALPHABET: &[u8; 26] = b"23456789BCDFGHJKMNPQRTVWXY";

fn steam_text(mut value: u32) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(STEAM_DIGITS.into()));
    for _ in 0..STEAM_DIGITS {
        text.push(STEAM_ALPHABET[(value % 26) as usize].into());
        value /= 26;
    }
    text
}
