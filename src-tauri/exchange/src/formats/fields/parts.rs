//! The fields of an entry as another app names them, made into a draft by one set of rules.
//!
//! A missing field takes its default; a bad one refuses the entry, because a guess would give wrong
//! codes without a word.

use std::fmt;

use tessera_core::base32;
use tessera_core::entry::Labels;
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme, is_yandex_secret};
use tessera_core::otpauth::{self, Account, UriError};
use tessera_core::secret::{OtpSecret, Pin, SecretText};
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::fields::encoded;
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::words;

/// An entry in parts.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Issuer and account name.
    pub(crate) labels: Labels,
    /// Totp where nothing is said.
    pub(crate) kind: PartKind,
    /// The secret.
    pub(crate) secret: PartSecret,
    /// The hash; empty for the default.
    pub(crate) algorithm: String,
    /// Length of the code.
    pub(crate) digits: Number,
    /// Seconds.
    pub(crate) period: Number,
    /// Of the next code.
    pub(crate) counter: Number,
    /// Of mOTP and Yandex.
    pub(crate) pin: Option<Pin>,
    /// Words to group by; empty ones are dropped.
    pub(crate) tags: Vec<String>,
    /// Free text.
    pub(crate) note: SecretText,
    /// A favourite.
    pub(crate) pinned: bool,
    /// In the other app's bin.
    pub(crate) trashed: bool,
}

/// The kinds that other apps have.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) enum PartKind {
    /// Time-based.
    #[default]
    Totp,
    /// Counter-based.
    Hotp,
    /// Steam Guard.
    Steam,
    /// Mobile-OTP: its secret is taken as text, as it is hashed.
    Motp,
    /// Yandex Key.
    Yandex,
    /// Of a kind that gives no codes here, by its short name.
    Other(String),
}

/// A secret in the form in which it was written.
#[derive(Default)]
pub(crate) enum PartSecret {
    /// Not given.
    #[default]
    None,
    /// Base32.
    Base32(SecretText),
    /// Decoded.
    Bytes(Zeroizing<Vec<u8>>),
    /// Base64.
    Base64(SecretText),
    /// Hexadecimal.
    Hex(SecretText),
    /// The characters themselves: mOTP hashes its secret as text.
    Text(SecretText),
}

impl PartKind {
    /// By the words that most apps use, in any case.
    pub(crate) fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "" | "totp" | "time-based" | "timebased" | "time" => Self::Totp,
            "hotp" | "counter-based" | "counterbased" | "counter" => Self::Hotp,
            "steam" | "steamtotp" => Self::Steam,
            "motp" => Self::Motp,
            "yandex" | "yaotp" => Self::Yandex,
            other => Self::Other(otpauth::harmless(other)),
        }
    }
}

impl Parts {
    /// The draft: with codes, or refused with the reason.
    pub(crate) fn draft(mut self) -> Draft {
        let otp = self.otp();
        let labels = Labels {
            issuer: self.labels.issuer.trim().to_owned(),
            account: self.labels.account.trim().to_owned(),
        };
        let mut draft = match otp {
            Ok(otp) => Draft::new(Account { labels, issuer_alt: None, otp }),
            Err(reason) => Draft::refused(labels, reason),
        };
        draft.tags = tags(self.tags);
        draft.note = self.note;
        draft.pinned = self.pinned;
        draft.trashed = self.trashed;
        draft
    }

    fn otp(&mut self) -> Result<Otp, UriError> {
        if let PartKind::Other(given) = &self.kind {
            return Err(UriError::UnsupportedType { given: given.clone() });
        }
        let secret = std::mem::take(&mut self.secret).decode()?;
        let pin = || self.pin.clone().ok_or(UriError::PinMissing);
        // Their other parameters are fixed, whatever a file says of them.
        match self.kind {
            PartKind::Steam => return Ok(Otp::new(secret, Scheme::Steam)),
            PartKind::Motp => return Ok(Otp::new(secret, Scheme::Motp { pin: pin()? })),
            PartKind::Yandex if !is_yandex_secret(secret.expose()) => {
                return Err(UriError::YandexSecret);
            }
            PartKind::Yandex => return Ok(Otp::new(secret, Scheme::Yandex { pin: pin()? })),
            _ => {}
        }
        let algorithm = match self.algorithm.trim() {
            "" => Algorithm::default(),
            word => Algorithm::parse(word)
                .ok_or_else(|| UriError::Algorithm { given: otpauth::harmless(word) })?,
        };
        let digits = match self.digits {
            Number::None => Digits::DEFAULT,
            Number::Some(digits) => Digits::new(digits)?,
            Number::Bad => return Err(UriError::DigitsNotANumber),
        };
        let scheme = match self.kind {
            PartKind::Hotp => match self.counter {
                Number::Bad => return Err(UriError::Counter),
                counter => Scheme::Hotp { algorithm, digits, counter: counter.get().unwrap_or(0) },
            },
            _ => {
                let period = match self.period {
                    Number::None => Period::DEFAULT,
                    Number::Some(seconds) => Period::new(seconds)?,
                    Number::Bad => return Err(UriError::PeriodNotANumber),
                };
                Scheme::Totp { algorithm, digits, period }
            }
        };
        Ok(Otp::new(secret, scheme))
    }
}

impl PartSecret {
    fn decode(self) -> Result<OtpSecret, UriError> {
        let bytes = match self {
            Self::None => return Err(UriError::SecretMissing),
            Self::Base32(text) if text.expose().trim().is_empty() => {
                return Err(UriError::SecretMissing);
            }
            Self::Base32(text) => return Ok(base32::decode(text.expose())?),
            Self::Hex(text) => return base16(text.expose()),
            Self::Text(text) => Zeroizing::new(text.expose().trim().as_bytes().to_vec()),
            Self::Base64(text) => encoded::base64(text.expose()).ok_or(UriError::Base64)?,
            Self::Bytes(bytes) => bytes,
        };
        let mut bytes = bytes;
        OtpSecret::new(std::mem::take(&mut *bytes)).ok_or(UriError::SecretMissing)
    }
}

impl fmt::Debug for PartSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Hexadecimal digits in any case, with spaces, dashes and what nobody sees between them.
fn base16(text: &str) -> Result<OtpSecret, UriError> {
    let mut digits = Zeroizing::new(Vec::with_capacity(text.len()));
    let seen = text.chars().filter(|c| !base32::is_filler(*c));
    // What is no digit stays in, as a byte that is none either.
    digits.extend(seen.map(|c| u8::try_from(c).unwrap_or(0)));
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(&digits);
    OtpSecret::new(bytes.map_err(|_| UriError::Hex)?).ok_or(UriError::SecretMissing)
}

/// What password managers keep in their field for one-time passwords: a URI, KeeOTP's pairs, or a bare
/// secret. Names that a URI does not have are those of the item.
pub(crate) fn uri_or_secret(text: &SecretText, item: Labels) -> Draft {
    let trimmed = text.expose().trim();
    if words::is_pairs(trimmed) {
        return pairs(trimmed, item).draft();
    }
    // KeeOtp2 keeps KeeOTP's word for the digits.
    let size = otpauth::parameter(trimmed, "size").filter(|_| trimmed.contains("://"));
    if let Some(size) = size.filter(|_| otpauth::parameter(trimmed, "digits").is_none()) {
        let uri = SecretText::new(format!("{trimmed}&digits={}", size.trim()));
        return link_or_secret(uri.expose(), item);
    }
    link_or_secret(trimmed, item)
}

/// `key=BASE32&step=30&size=6&otpHashMode=Sha256&type=totp&counter=0`.
fn pairs(text: &str, labels: Labels) -> Parts {
    let get = |wanted: &str| {
        let pair = text.split('&').filter_map(|pair| pair.split_once('='));
        let mut values = pair.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        values.next().map(|(_, value)| value.trim()).unwrap_or_default()
    };
    let bare = text.split('&').next().filter(|first| !first.trim_end_matches('=').contains('='));
    let key = Some(get("key")).filter(|key| !key.is_empty()).or(bare).unwrap_or_default();
    let key = percent_encoding::percent_decode_str(key).decode_utf8_lossy().into_owned();
    let secret = SecretText::new(key);
    Parts {
        labels,
        kind: match get("encoder").eq_ignore_ascii_case("steam") {
            true => PartKind::Steam,
            false => PartKind::parse(get("type")),
        },
        secret: match get("encoding").to_ascii_lowercase().as_str() {
            "hex" => PartSecret::Hex(secret),
            "base64" => PartSecret::Base64(secret),
            "utf8" => PartSecret::Bytes(secret.expose().as_bytes().to_vec().into()),
            _ => PartSecret::Base32(secret),
        },
        algorithm: get("otpHashMode").to_owned(),
        digits: Number::of_text(get("size")),
        period: Number::of_text(get("step")),
        counter: Number::of_text(get("counter")),
        ..Parts::default()
    }
}

fn link_or_secret(trimmed: &str, item: Labels) -> Draft {
    match otpauth::parse(trimmed) {
        Ok(mut account) => {
            // `steam://SECRET` names nobody, and `parse` calls it Steam.
            let is_bare = trimmed.get(..8).is_some_and(|s| s.eq_ignore_ascii_case("steam://"));
            if account.labels.issuer.is_empty() || (is_bare && !item.issuer.is_empty()) {
                account.labels.issuer = item.issuer;
            }
            if account.labels.account.is_empty() {
                account.labels.account = item.account;
            }
            Draft::new(account)
        }
        Err(UriError::NotOtpauth) => {
            let secret = PartSecret::Base32(SecretText::new(trimmed.to_owned()));
            Parts { labels: item, secret, ..Parts::default() }.draft()
        }
        Err(reason) => {
            // What is left of a broken link may be no name; that of its item is one.
            let own = otpauth::labels(trimmed);
            let is_whole = !own.issuer.is_empty() || item == Labels::default();
            Draft::refused(if is_whole { own } else { item }, reason)
        }
    }
}

/// The longest tag, in characters: a name that is repeated at every entry costs that much each time.
const LONGEST_TAG: usize = 200;
/// The most words of an entry that are looked at.
pub(crate) const MAX_TAGS: usize = 200;

/// Makes a tag of a word: trims it, and cuts it to [`LONGEST_TAG`] characters.
pub(crate) fn tag(word: &str) -> String {
    word.trim().chars().take(LONGEST_TAG).collect()
}

/// Makes tags of the first [`MAX_TAGS`] words: trims and cuts each, drops empty and repeated ones.
pub(crate) fn tags(words: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for word in words.into_iter().take(MAX_TAGS) {
        let word = tag(word.as_ref());
        if !word.is_empty() && !tags.contains(&word) {
            tags.push(word);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::{PartKind, PartSecret};

    #[test]
    fn no_form_of_a_secret_prints() {
        let bytes = PartSecret::Bytes(b"canary".to_vec().into());
        for secret in [bytes, PartSecret::Base64("canary".to_owned().into()), PartSecret::None] {
            assert_eq!(format!("{secret:?}"), "[redacted]");
        }
    }

    #[test]
    fn a_kind_that_could_be_more_than_a_word_is_not_repeated() {
        assert_eq!(PartKind::parse("Blizzard"), PartKind::Other("blizzard".to_owned()));
        assert_eq!(PartKind::parse("\u{1b}[2J"), PartKind::Other("?".to_owned()));
    }
}
