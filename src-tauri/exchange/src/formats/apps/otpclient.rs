//! OTPClient: its database, versions 1 to 3, and the list that is in it. All are AES-256-GCM over a JSON array, under a header
//! that the tag covers.
//!
//! | version | header                                                                  | key      |
//! |---------|-------------------------------------------------------------------------|----------|
//! | 3       | `OTPClient`, version, IV 16, salt 32, passes, KiB, lanes; big-endian     | Argon2id |
//! | 2       | the same as a C structure: 3 bytes of padding; little-endian             | Argon2id |
//! | 1       | IV 16, salt 32                                                          | PBKDF2   |

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::keys::{self, Argon2Cost, Hash, Key};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "otpclient",
    title: "OTPClient",
    // The version is small: its first bytes are zero in either order, and no text is.
    recognises: |content| is_marked(content) || is_list(content),
    read,
};

const MAGIC: &[u8] = b"OTPClient";
const NEWEST: u32 = 3;
/// Of version 1.
const ROUNDS: u32 = 100_000;
/// What OTPClient itself takes from a header; memory is bounded as everywhere.
const MAX_PASSES: u32 = 64;
const MAX_LANES: u32 = 16;

#[derive(Deserialize)]
struct Entry {
    #[serde(default, deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    label: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    algo: String,
    #[serde(default)]
    digits: Number,
    #[serde(default)]
    period: Number,
    #[serde(default)]
    counter: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    group: String,
}

fn is_marked(content: &Content<'_>) -> bool {
    content.bytes().strip_prefix(MAGIC).is_some_and(|b| b.starts_with(&[0; 3]))
}

fn is_list(content: &Content<'_>) -> bool {
    content.has_elements(&["secret", "label", "algo"])
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if let Some(list) = content.text().filter(|_| is_list(content)) {
        return entries(list);
    }
    let sealed = match is_marked(content) {
        true => Sealed::marked(content.bytes())?,
        // Version 1 has no mark, and whoever says that this is one may be right.
        false if content.text().is_none() => Sealed::unmarked(content.bytes()),
        false => None,
    };
    let plain = sealed.ok_or(ReadError::Damaged)?.open(context)?;
    let plain = std::str::from_utf8(&plain).map_err(|_| ReadError::Damaged)?;
    // The end of the C string is sealed as well.
    entries(plain.trim_end_matches('\0'))
}

fn entries(json: &str) -> Result<Import, ReadError> {
    let entries: Each<Entry> = json::parse(json.as_bytes())?;
    Import::of(entries, Entry::draft).or_empty()
}

impl Entry {
    fn draft(self) -> Draft {
        // OTPClient makes Steam's codes for whatever is called so, and knows no other mark.
        let kind = match PartKind::parse(&self.r#type) {
            PartKind::Totp if self.issuer.trim().eq_ignore_ascii_case("steam") => PartKind::Steam,
            kind => kind,
        };
        Parts {
            labels: Labels { issuer: self.issuer, account: self.label },
            kind,
            secret: PartSecret::Base32(self.secret),
            algorithm: self.algo,
            digits: self.digits,
            period: self.period,
            counter: self.counter,
            tags: vec![self.group],
            ..Parts::default()
        }
        .draft()
    }
}

/// A database in its parts.
struct Sealed<'a> {
    header: &'a [u8],
    iv: [u8; 16],
    salt: &'a [u8],
    /// None for version 1.
    cost: Option<Argon2Cost>,
    /// Whether versions of the app may have cut the password.
    is_old: bool,
    /// Ciphertext and tag.
    body: &'a [u8],
}

impl<'a> Sealed<'a> {
    /// Versions 2 and 3; none where the header ends too soon.
    fn marked(bytes: &'a [u8]) -> Result<Option<Self>, ReadError> {
        let version = bytes.get(MAGIC.len()..).and_then(<[u8]>::first_chunk);
        // Of version 2 these are the padding and the first byte of a little-endian number: the same.
        let version = u32::from_be_bytes(*version.ok_or(ReadError::Damaged)?);
        match version {
            2 => Ok(Self::with_cost(bytes, 16, u32::from_le_bytes)),
            3 => Ok(Self::with_cost(bytes, 13, u32::from_be_bytes)),
            version if version > NEWEST => Err(ReadError::Newer { version: version.into() }),
            _ => Err(ReadError::Damaged),
        }
    }

    fn with_cost(bytes: &'a [u8], start: usize, number: fn([u8; 4]) -> u32) -> Option<Self> {
        let (iv, rest) = bytes.get(start..)?.split_first_chunk()?;
        let (salt, rest) = rest.split_at_checked(32)?;
        let (passes, rest) = rest.split_first_chunk()?;
        let (kib, rest) = rest.split_first_chunk()?;
        let (lanes, body) = rest.split_first_chunk()?;
        let cost = Argon2Cost { kib: number(*kib), passes: number(*passes), lanes: number(*lanes) };
        let header = bytes.get(..bytes.len() - body.len())?;
        Some(Self { header, iv: *iv, salt, cost: Some(cost), is_old: start == 16, body })
    }

    fn unmarked(bytes: &'a [u8]) -> Option<Self> {
        let (header, body) = bytes.split_at_checked(48)?;
        let (iv, salt) = header.split_first_chunk()?;
        Some(Self { header, iv: *iv, salt, cost: None, is_old: true, body })
    }

    fn open(&self, context: &ReadContext<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        if self.body.len() < 16 {
            return Err(ReadError::Damaged);
        }
        let password = context.password()?.expose();
        let cut = password.as_bytes().get(..password.chars().count());
        // Once the app took as many bytes of the password as it has characters.
        let cut = cut.filter(|cut| self.is_old && cut.len() < password.len());
        for password in std::iter::once(password.as_bytes()).chain(cut) {
            let key = self.key(password, context)?;
            if let Some(plain) = keys::open_gcm_16(&key, &self.iv, self.body, self.header) {
                return Ok(plain);
            }
        }
        Err(ReadError::WrongPassword)
    }

    fn key(&self, password: &[u8], context: &ReadContext<'_>) -> Result<Key, ReadError> {
        match self.cost {
            Some(cost) if cost.passes > MAX_PASSES || cost.lanes > MAX_LANES => {
                Err(ReadError::TooCostly)
            }
            Some(cost) => keys::argon2id(context, password, self.salt, cost),
            None => {
                let mut key = Key::default();
                keys::pbkdf2(context, Hash::Sha512, password, self.salt, ROUNDS, key.as_mut())?;
                Ok(key)
            }
        }
    }
}
