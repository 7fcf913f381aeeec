//! One token, as FreeOTP and FreeOTP+ write it.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use tessera_core::entry::Labels;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{ENOUGH, Import};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Token {
    #[serde(deserialize_with = "lenient_json::text")]
    algo: String,
    counter: Option<i64>,
    digits: Number,
    /// What the user made of it; else as it was scanned.
    #[serde(deserialize_with = "lenient_json::text")]
    issuer_ext: String,
    #[serde(deserialize_with = "lenient_json::text")]
    issuer_int: String,
    #[serde(deserialize_with = "lenient_json::text")]
    label: String,
    /// What the user made of both, in FreeOTP 1 and in FreeOTP+ of that time.
    #[serde(deserialize_with = "lenient_json::text")]
    issuer_alt: String,
    #[serde(deserialize_with = "lenient_json::text")]
    label_alt: String,
    /// Of FreeOTP+.
    #[serde(deserialize_with = "lenient_json::text")]
    category: String,
    period: Number,
    pub(super) secret: Option<SignedBytes>,
    #[serde(deserialize_with = "lenient_json::text")]
    r#type: String,
}

/// Bytes as Java counts them, -128 to 127, or as other programs do, up to 255.
#[derive(Default)]
pub(super) struct SignedBytes(pub(super) Zeroizing<Vec<u8>>);

/// What the counter in a token means.
#[derive(Clone, Copy)]
pub(super) enum Counter {
    /// FreeOTP 1 and FreeOTP+ keep the last one that was used.
    Used,
    /// FreeOTP 2 keeps the next one.
    Next,
}

/// The drafts of tokens in the order that stands beside them, by `issuer:label`; those that are not
/// named there come after.
pub(super) fn in_order(mut tokens: Vec<Result<Token, Labels>>, order: &[String]) -> Import {
    let places: HashMap<&str, usize> =
        order.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    tokens.sort_by_cached_key(|token| {
        let id = token.as_ref().ok().map(Token::id);
        id.and_then(|id| places.get(id.as_str()).copied()).unwrap_or(usize::MAX)
    });
    tokens.truncate(ENOUGH);
    Import::of(Each(tokens), |token| token.draft(Counter::Used))
}

impl Token {
    /// Whether this is a token, and not another app's object in the same kind of file.
    pub(super) fn is_whole(&self) -> bool {
        self.secret.is_some() && !self.r#type.is_empty()
    }

    /// How the order names it.
    fn id(&self) -> String {
        match [&self.issuer_int, &self.issuer_ext].into_iter().find(|issuer| !issuer.is_empty()) {
            None => self.label.clone(),
            Some(issuer) => format!("{issuer}:{}", self.label),
        }
    }

    pub(super) fn draft(self, means: Counter) -> Draft {
        let is_steam = self.issuer_ext == "Steam" || self.issuer_int == "Steam";
        let kind = match PartKind::parse(&self.r#type) {
            // Its codes are Steam's by the issuer alone.
            PartKind::Totp if is_steam => PartKind::Steam,
            kind => kind,
        };
        let mut issuer = match self.issuer_ext.trim() {
            "" => self.issuer_int,
            _ => self.issuer_ext,
        };
        let mut account = self.label;
        // FreeOTP 2 writes its changes into the fields themselves.
        if matches!(means, Counter::Used) {
            let edited = |text: &String| !text.trim().is_empty();
            issuer = Some(self.issuer_alt).filter(edited).unwrap_or(issuer);
            account = Some(self.label_alt).filter(edited).unwrap_or(account);
        }
        let counter = match (self.counter, means) {
            (None, _) => Number::None,
            (Some(counter), Counter::Next) => Number::of_signed(counter),
            // -1 where none was used yet.
            (Some(counter), Counter::Used) => {
                counter.checked_add(1).map_or(Number::Bad, Number::of_signed)
            }
        };
        Parts {
            labels: Labels { issuer, account },
            kind,
            secret: self.secret.map_or(PartSecret::None, |secret| PartSecret::Bytes(secret.0)),
            algorithm: self.algo,
            digits: self.digits,
            period: self.period,
            counter,
            tags: vec![self.category],
            ..Parts::default()
        }
        .draft()
    }
}

impl<'de> Deserialize<'de> for SignedBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl<'de> Visitor<'de> for Bytes {
            type Value = SignedBytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of bytes")
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut numbers: S) -> Result<SignedBytes, S::Error> {
                // Most secrets fit, so that no copy is left behind when it grows.
                let mut bytes = Zeroizing::new(Vec::with_capacity(256));
                while let Some(byte) = numbers.next_element::<i16>()? {
                    let signed = i8::try_from(byte).map(|byte| byte.to_be_bytes()[0]);
                    let byte = signed.or_else(|_| u8::try_from(byte));
                    bytes.push(byte.map_err(|_| S::Error::custom("no byte"))?);
                }
                Ok(SignedBytes(bytes))
            }
        }

        deserializer.deserialize_seq(Bytes)
    }
}
