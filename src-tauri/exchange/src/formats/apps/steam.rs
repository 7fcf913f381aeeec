//! Steam Guard: what its app keeps on a rooted phone, and the `*.maFile` of SteamDesktopAuthenticator
//! and steamguard-cli, which are encrypted with what a manifest beside them says.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;
use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::Unsupported;
use crate::formats::content::Content;
use crate::formats::fields::encoded::{base64, base64_array};
use crate::formats::fields::keys::{self, Argon2Cost, Hash, Key};
use crate::formats::fields::lenient_json::{self, Named};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};

pub(crate) const FORMAT: Format = Format { name: "steam", title: "Steam", recognises, read };

const MANIFEST: &str = "manifest.json";
/// Files that a manifest may name: each is read, to find which of them this is.
const MAX_LISTED: usize = 1_000;
const ROUNDS: u32 = 50_000;
/// What newer versions of steamguard-cli derive with.
const COST: Argon2Cost = Argon2Cost { kib: 12 * 1024, passes: 3, lanes: 12 };

#[derive(Deserialize)]
struct Account {
    #[serde(deserialize_with = "lenient_json::secret")]
    shared_secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    account_name: String,
}

#[derive(Deserialize)]
struct Accounts<'a> {
    #[serde(borrow)]
    accounts: Named<&'a RawValue>,
}

#[derive(Deserialize)]
struct Manifest {
    entries: Vec<Listed>,
}

/// How one file is encrypted: the first two fields are SteamDesktopAuthenticator's, the other
/// steamguard-cli's.
#[derive(Deserialize)]
struct Listed {
    filename: String,
    encryption_iv: Option<String>,
    encryption_salt: Option<String>,
    encryption: Option<Encryption>,
}

#[derive(Deserialize)]
struct Encryption {
    iv: String,
    salt: String,
    #[serde(default)]
    scheme: String,
}

fn recognises(content: &Content<'_>) -> bool {
    content.has_keys(&["shared_secret"])
        || (content.has_keys(&["accounts"])
            && accounts(content)
                .is_some_and(|all| all.iter().any(|(_, raw)| account(raw).is_some())))
}

fn accounts<'a>(content: &'a Content<'_>) -> Option<Vec<(String, &'a RawValue)>> {
    content.parse_json::<Accounts<'a>>().ok().map(|file| file.accounts.0)
}

fn account(raw: &RawValue) -> Option<Account> {
    serde_json::from_str(raw.get()).ok()
}

fn read(content: &Content<'_>, _: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if let Some(accounts) = accounts(content) {
        let draft = |raw: &RawValue| match account(raw) {
            Some(account) => account.draft(),
            None => Draft::refused(labels(String::new()), UriError::Unreadable),
        };
        let drafts = accounts.into_iter().map(|(_, raw)| draft(raw)).collect();
        return Import { drafts, ..Import::default() }.or_empty();
    }
    let account: Account = content.parse_json()?;
    Ok(Import { drafts: vec![account.draft()], ..Import::default() })
}

/// Whether the file is called as the encrypted ones are. Without a manifest nothing else tells.
pub(crate) fn is_called_so(context: &ReadContext<'_>) -> bool {
    let ending = context.name.and_then(|name| Path::new(name).extension());
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("mafile"))
}

/// Reads an encrypted file whose manifest stands beside it; none if no manifest names this file. It is
/// base64 like other apps' files: only the manifest tells.
pub(crate) fn read_sealed(
    content: &Content<'_>,
    context: &ReadContext<'_>,
) -> Option<Result<Import, ReadError>> {
    let manifest = context.sibling(MANIFEST)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).ok()?;
    let is_this = |listed: &&Listed| {
        let name = listed.filename.as_str();
        let is_plain = !name.is_empty() && !name.contains(['/', '\\']);
        is_plain && context.sibling(name).is_some_and(|bytes| *bytes == content.bytes())
    };
    let listed = manifest.entries.iter().take(MAX_LISTED).find(is_this)?;
    Some(listed.open(content, context))
}

impl Listed {
    fn open(&self, content: &Content<'_>, context: &ReadContext<'_>) -> Result<Import, ReadError> {
        let (iv, salt, scheme) = match &self.encryption {
            Some(encryption) => (&encryption.iv, &encryption.salt, encryption.scheme.as_str()),
            None => {
                let iv = self.encryption_iv.as_ref().ok_or(ReadError::Damaged)?;
                (iv, self.encryption_salt.as_ref().ok_or(ReadError::Damaged)?, "")
            }
        };
        let iv = base64_array(iv).ok_or(ReadError::Damaged)?;
        let salt = base64(salt).ok_or(ReadError::Damaged)?;
        let sealed = content.text().and_then(base64).ok_or(ReadError::Damaged)?;
        let password = context.password()?.expose().as_bytes();
        let key = match scheme {
            "" | "LegacySdaCompatible" => {
                let mut key = Key::default();
                keys::pbkdf2(context, Hash::Sha1, password, &salt, ROUNDS, key.as_mut())?;
                key
            }
            "Argon2idAes256" => keys::argon2id(context, password, &salt, COST)?,
            _ => return Err(ReadError::Unsupported(Unsupported::Cipher)),
        };
        let plain = keys::open_cbc(&key, &iv, &sealed).ok_or(ReadError::WrongPassword)?;
        // Nothing but sense tells a right key from a wrong one.
        let account: Account =
            serde_json::from_slice(&plain).map_err(|_| ReadError::WrongPassword)?;
        Ok(Import { drafts: vec![account.draft()], ..Import::default() })
    }
}

impl Account {
    fn draft(self) -> Draft {
        shared(&self.shared_secret, labels(self.account_name))
    }
}

fn labels(account: String) -> Labels {
    Labels { issuer: "Steam".to_owned(), account }
}

/// An account by Steam's own form of the secret: base64.
pub(crate) fn shared(secret: &SecretText, labels: Labels) -> Draft {
    let secret = PartSecret::Base64(secret.clone());
    Parts { labels, kind: PartKind::Steam, secret, ..Parts::default() }.draft()
}
