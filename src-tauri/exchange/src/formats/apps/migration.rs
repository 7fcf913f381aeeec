//! Transfers of Google Authenticator: `otpauth-migration://offline?data=…`, in one picture or
//! several.
//!
//! The data is base64 of a protocol buffer that Google never published; its fields were found by
//! reading exports.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use prost::Message;
use sha2::{Digest as _, Sha256};
use tessera_core::entry::Labels;
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::otpauth::{Account, UriError};
use tessera_core::secret::{OtpSecret, SecretText};
use zeroize::{Zeroize, Zeroizing};

use crate::draft::Draft;

const PREFIX: &str = "otpauth-migration://";
/// A QR code holds less than 3 KB; nothing sane is a hundred times that.
const MAX_DATA: usize = 300_000;
/// How many accounts Google Authenticator puts into one picture, and takes from one.
pub(crate) const PER_PART: usize = 10;
/// The most parts of a transfer that is taken for one.
pub(crate) const MAX_PARTS: u32 = 1_000;
/// The most transfers of which the missing parts are named: a few bytes may begin one of a thousand
/// parts.
const MAX_TRANSFERS: usize = 1_000;
/// The most parts that are told apart: ten transfers of a thousand. The accounts of others come in, be
/// they read before or not.
const MAX_SEEN: usize = 10_000;

/// Not a transfer, or one that cannot be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the transfer code cannot be read")]
pub struct BatchError;

/// One picture of a transfer.
#[derive(Debug)]
pub struct Part {
    of: u32,
    /// From 0.
    index: u32,
    id: i32,
    content: [u8; 32],
    drafts: Vec<Draft>,
}

impl Part {
    pub(crate) fn accounts(&self) -> usize {
        self.drafts.len()
    }
}

/// Which parts of one transfer have been seen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Batch {
    /// How many parts the transfer has.
    pub of: u32,
    /// The parts not seen yet, from 1.
    pub missing: Vec<u32>,
}

/// Puts the parts of transfers together, in any order.
///
/// Payloads of version 2 carry no id, so transfers of the same length cannot be told apart. The same
/// part with another content belongs to a second such transfer; refusing it would lose accounts.
#[derive(Debug, Default)]
pub struct Collector {
    /// By number of parts and id.
    seen: BTreeMap<(u32, i32), Places>,
    /// How many parts were noted.
    parts: usize,
}

/// Each part's place, from 0, and the contents seen there, by their SHA-256.
type Places = BTreeMap<u32, BTreeSet<[u8; 32]>>;

impl Collector {
    /// Every transfer of which a part was seen: the first ones, where there are too many.
    #[must_use]
    pub fn batches(&self) -> Vec<Batch> {
        let transfers = self.seen.iter().flat_map(|(&(of, _), places)| same_length(of, places));
        transfers.take(MAX_TRANSFERS).collect()
    }

    /// Notes a part and gives its accounts; none if the same picture was read before.
    pub(crate) fn collect(&mut self, part: Part) -> Vec<Draft> {
        if self.parts >= MAX_SEEN {
            return part.drafts;
        }
        let places = self.seen.entry((part.of, part.id)).or_default();
        let contents = places.entry(part.index).or_default();
        if contents.insert(part.content) {
            self.parts += 1;
            part.drafts
        } else {
            Vec::new()
        }
    }
}

/// The transfers of a length, of which only the places of parts are known: as many as the most
/// contents that were seen for one place.
fn same_length(of: u32, places: &Places) -> impl Iterator<Item = Batch> {
    let seen = move |index: &u32| places.get(index).map_or(0, BTreeSet::len);
    let transfers = places.values().map(BTreeSet::len).max().unwrap_or(0);
    let batch = move |nth| Batch {
        of,
        missing: (0..of).filter(|index| seen(index) <= nth).map(|index| index + 1).collect(),
    };
    (0..transfers).map(batch)
}

pub(crate) fn is_migration(uri: &str) -> bool {
    uri.get(..PREFIX.len()).is_some_and(|head| head.eq_ignore_ascii_case(PREFIX))
}

/// The parts in a transfer code: one, as a rule. Some programs join several as bytes.
pub(crate) fn parse(uri: &str) -> Result<Vec<Part>, BatchError> {
    let query = uri.split_once('?').map(|(_, query)| query).ok_or(BatchError)?;
    let mut given = query.split('&').filter_map(|parameter| parameter.strip_prefix("data="));
    let data = given.next().ok_or(BatchError)?;
    if data.len() > MAX_DATA || given.any(|other| other != data) {
        return Err(BatchError);
    }
    let bytes = base64(data)?;
    joined(&bytes).into_iter().map(part).collect()
}

fn part(bytes: &[u8]) -> Result<Part, BatchError> {
    let payload = Payload::decode(bytes).map_err(|_| BatchError)?;
    // Left out, as every 0 is, it means that there is one part.
    let of = u32::try_from(payload.batch_size.max(1)).map_err(|_| BatchError)?;
    let index = u32::try_from(payload.batch_index).map_err(|_| BatchError)?;
    if of > MAX_PARTS || index >= of || payload.accounts.is_empty() {
        return Err(BatchError);
    }
    let content = Sha256::digest(bytes).into();
    // More than all parts but one can hold: whoever joined them left the words of one part.
    let is_whole = of > 1 && payload.accounts.len() > PER_PART * (of as usize - 1).max(1);
    let (of, index) = if is_whole { (1, 0) } else { (of, index) };
    let drafts = payload.accounts.into_iter().map(Parameters::draft).map(Draft::within_bounds);
    let drafts = drafts.collect();
    Ok(Part { of, index, id: payload.batch_id, content, drafts })
}

/// Number and wire type of a field, as a protocol buffer has them before each value.
const ACCOUNT: u64 = 1 << 3 | 2;
const BATCH_SIZE: u64 = 3 << 3;

/// The payloads that were joined into one: each has its accounts, and its batch size once.
fn joined(bytes: &[u8]) -> Vec<&[u8]> {
    let Some(fields) = fields(bytes) else { return vec![bytes] };
    let sizes = fields.iter().filter(|(key, _)| *key == BATCH_SIZE).count();
    if sizes < 2 {
        return vec![bytes];
    }
    // Accounts come first, or last.
    let is_account = |(key, _): &(u64, usize)| *key == ACCOUNT;
    let begins_with_accounts = fields.first().is_some_and(is_account);
    let starts = fields.windows(2).filter_map(|pair| match pair {
        [before, after] => {
            let is_turn = is_account(before) != is_account(after);
            (is_turn && is_account(after) == begins_with_accounts).then_some(after.1)
        }
        _ => None,
    });
    let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
    if starts.len() != sizes {
        return vec![bytes];
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| bytes.get(*start..end)).collect()
}

/// The keys of a message's fields, and where each begins; none where it is no message.
fn fields(bytes: &[u8]) -> Option<Vec<(u64, usize)>> {
    let mut rest = bytes;
    let mut fields = Vec::new();
    while !rest.is_empty() {
        let start = bytes.len() - rest.len();
        let key = prost::encoding::decode_varint(&mut rest).ok()?;
        let length = match key & 7 {
            0 => prost::encoding::decode_varint(&mut rest).map(|_| 0).ok()?,
            1 => 8,
            2 => usize::try_from(prost::encoding::decode_varint(&mut rest).ok()?).ok()?,
            5 => 4,
            _ => return None,
        };
        rest = rest.get(length..)?;
        fields.push((key, start));
    }
    Some(fields)
}

/// One part of a transfer, counted from 0, as the content of a QR code.
///
/// Codes that a transfer has no words for become those of its defaults: whoever calls leaves them out.
pub(crate) fn write<'a>(
    accounts: impl Iterator<Item = (&'a Labels, &'a Otp)>,
    (index, of): (usize, usize),
    id: i32,
) -> SecretText {
    let payload = Payload {
        accounts: accounts.map(Parameters::of).collect(),
        version: 1,
        batch_size: i32::try_from(of).unwrap_or(i32::MAX),
        batch_index: i32::try_from(index).unwrap_or(i32::MAX),
        batch_id: id,
    };
    let bytes = Zeroizing::new(payload.encode_to_vec());
    let base64 = Zeroizing::new(data_encoding::BASE64.encode(&bytes));
    const HEAD: &str = "offline?data=";
    // Nothing of it grows, and leaves a copy behind.
    let mut uri = String::with_capacity(PREFIX.len() + HEAD.len() + 3 * base64.len());
    uri.extend([PREFIX, HEAD]);
    uri.extend(utf8_percent_encode(&base64, NON_ALPHANUMERIC));
    uri.into()
}

/// Standard base64, percent-encoded or not; a plus may have become a space, padding may be missing.
fn base64(data: &str) -> Result<Zeroizing<Vec<u8>>, BatchError> {
    let text = percent_decode_str(data).decode_utf8().map_err(|_| BatchError)?;
    let mut symbols: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::with_capacity(text.len()));
    symbols.extend(text.trim_end_matches('=').bytes().map(|b| match b {
        b' ' => b'+',
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }));
    if let Cow::Owned(mut text) = text {
        text.zeroize();
    }
    let bytes = data_encoding::BASE64_NOPAD.decode(&symbols).map_err(|_| BatchError)?;
    Ok(bytes.into())
}

#[derive(Message)]
struct Payload {
    #[prost(message, repeated, tag = "1")]
    accounts: Vec<Parameters>,
    #[prost(int32, tag = "2")]
    version: i32,
    #[prost(int32, tag = "3")]
    batch_size: i32,
    #[prost(int32, tag = "4")]
    batch_index: i32,
    #[prost(int32, tag = "5")]
    batch_id: i32,
}

#[derive(Message)]
struct Parameters {
    #[prost(bytes = "vec", tag = "1")]
    secret: Vec<u8>,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(string, tag = "3")]
    issuer: String,
    #[prost(int32, tag = "4")]
    algorithm: i32,
    #[prost(int32, tag = "5")]
    digits: i32,
    #[prost(int32, tag = "6")]
    kind: i32,
    #[prost(int64, tag = "7")]
    counter: i64,
}

impl Parameters {
    fn of((labels, otp): (&Labels, &Otp)) -> Self {
        let name = match labels.issuer.as_str() {
            "" => labels.account.clone(),
            issuer => format!("{issuer}:{}", labels.account),
        };
        Self {
            secret: otp.secret().expose().to_vec(),
            name,
            issuer: labels.issuer.clone(),
            algorithm: match otp.algorithm() {
                Algorithm::Sha1 => 1,
                Algorithm::Sha256 => 2,
                Algorithm::Sha512 => 3,
            },
            digits: if otp.digits() == 8 { 2 } else { 1 },
            kind: if otp.counter().is_some() { 1 } else { 2 },
            counter: otp.counter().and_then(|counter| i64::try_from(counter).ok()).unwrap_or(0),
        }
    }

    fn draft(mut self) -> Draft {
        let labels = labels(&self.issuer, &self.name);
        match self.otp() {
            Ok(otp) => Draft::new(Account { labels, issuer_alt: None, otp }),
            Err(reason) => Draft::refused(labels, reason),
        }
    }

    fn otp(&mut self) -> Result<Otp, UriError> {
        let secret = OtpSecret::new(std::mem::take(&mut self.secret));
        let secret = secret.ok_or(UriError::SecretMissing)?;
        let algorithm = match self.algorithm {
            0 | 1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            4 => return Err(UriError::Algorithm { given: "MD5".into() }),
            other => return Err(UriError::Algorithm { given: other.to_string() }),
        };
        let digits = Digits::new(match self.digits {
            0 | 1 => 6,
            2 => 8,
            // A word of Google's enum that nobody has seen yet, not a number of digits.
            _ => return Err(UriError::DigitsNotANumber),
        })?;
        let scheme = match self.kind {
            0 | 2 => Scheme::Totp { algorithm, digits, period: Period::DEFAULT },
            1 => {
                let counter = u64::try_from(self.counter).map_err(|_| UriError::Counter)?;
                Scheme::Hotp { algorithm, digits, counter }
            }
            other => return Err(UriError::UnsupportedType { given: other.to_string() }),
        };
        Ok(Otp::new(secret, scheme))
    }
}

/// The name is `Issuer:account` or `account`; the issuer field, where there is one, wins.
pub(crate) fn labels(issuer: &str, name: &str) -> Labels {
    let (issuer, name) = (issuer.trim(), name.trim());
    let (issuer, account) = match (issuer, name.split_once(':')) {
        ("", Some((prefix, rest))) => (prefix.trim(), rest),
        ("", None) => ("", name),
        (issuer, _) => {
            let rest = name.strip_prefix(issuer).and_then(|r| r.trim_start().strip_prefix(':'));
            (issuer, rest.unwrap_or(name))
        }
    };
    Labels { issuer: issuer.to_owned(), account: account.trim().to_owned() }
}

impl Drop for Parameters {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}
