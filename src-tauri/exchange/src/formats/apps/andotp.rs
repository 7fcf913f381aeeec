//! andOTP and GNOME Authenticator: a JSON array. andOTP's encrypted files have no beginning of their
//! own: whatever nothing else recognises may be one.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tessera_core::entry::Labels;
use tessera_core::secret::{Pin, SecretText};
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::apps::aegis::motp_secret;
use crate::formats::fields::keys::{Hash, Key, open_gcm, pbkdf2};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::magic;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "andotp",
    title: "andOTP and GNOME Authenticator",
    // The kind came later.
    recognises: |content| {
        // OTPClient's lists have the hash under another name.
        content.has_elements(&["secret", "label"]) && !content.has_elements(&["algo"])
    },
    read: |content, _| plain(content.text().ok_or(ReadError::Damaged)?.as_bytes()),
};

/// To be held against a file after all others.
pub(crate) const SEALED: Format = Format {
    name: "andotp-encrypted",
    title: "andOTP",
    recognises: |content| content.text().is_none() && could_be_sealed(content.bytes()),
    read: |content, context| plain(&open(content.bytes(), context)?),
};

/// The most rounds that are believed to be rounds, and not the beginning of a nonce.
const MAX_ROUNDS: u32 = 10_000_000;
const NONCE: usize = 12;
const TAG: usize = 16;

#[derive(Deserialize)]
struct Entry {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::maybe")]
    issuer: Option<String>,
    #[serde(default, deserialize_with = "lenient_json::text")]
    label: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(default, alias = "algo", deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default)]
    digits: Number,
    #[serde(default)]
    period: Number,
    #[serde(default)]
    counter: Number,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    pin: SecretText,
    #[serde(default)]
    tags: Each<String>,
}

fn plain(json: &[u8]) -> Result<Import, ReadError> {
    let entries: Each<Entry> = json::parse(json)?;
    Import::of(entries, Entry::draft).or_empty()
}

impl Entry {
    fn draft(self) -> Draft {
        let kind = PartKind::parse(&self.r#type);
        let secret = match kind {
            PartKind::Motp => motp_secret(self.secret),
            _ => PartSecret::Base32(self.secret),
        };
        Parts {
            labels: labels(self.issuer, &self.label),
            kind,
            secret,
            algorithm: self.algorithm,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            pin: Pin::new(self.pin.expose().to_owned()),
            tags: parts::tags(self.tags.known()),
            ..Parts::default()
        }
        .draft()
    }
}

/// Before there was a field for the issuer, the label was `Issuer - account`, where the account could
/// begin with the issuer once more, or `issuer:account`.
fn labels(issuer: Option<String>, label: &str) -> Labels {
    let (issuer, account) = match issuer {
        Some(issuer) => (issuer, label),
        None => match label.split_once(" - ").or(label.split_once(':')) {
            Some((issuer, account)) => (issuer.to_owned(), account),
            None => (String::new(), label),
        },
    };
    let own = account.strip_prefix(issuer.as_str()).and_then(|rest| rest.strip_prefix(':'));
    let account = own.filter(|_| !issuer.is_empty()).unwrap_or(account).to_owned();
    Labels { issuer, account }
}

/// Random bytes, as far as can be told without a password.
fn could_be_sealed(bytes: &[u8]) -> bool {
    bytes.len() > NONCE + TAG && !magic::is_known(bytes)
}

/// New files: 4 bytes of rounds, 12 of salt, 12 of nonce. Old ones: the nonce alone.
fn open(bytes: &[u8], context: &ReadContext<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    if bytes.len() <= NONCE + TAG {
        return Err(ReadError::Damaged);
    }
    let password = context.password()?.expose().as_bytes();
    let mut key = Key::default();
    if let Some((rounds, rest)) = bytes.split_first_chunk()
        && let Some((salt, sealed)) = rest.split_first_chunk::<12>()
        && let rounds = u32::from_be_bytes(*rounds)
        && (1..=MAX_ROUNDS).contains(&rounds)
    {
        pbkdf2(context, Hash::Sha1, password, salt, rounds, key.as_mut())?;
        if let Some(plain) = after_nonce(&key, sealed) {
            return Ok(plain);
        }
    }
    *key = Sha256::digest(password).into();
    after_nonce(&key, bytes).ok_or(ReadError::WrongPassword)
}

fn after_nonce(key: &Key, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    open_gcm(key, nonce, sealed, &[])
}
