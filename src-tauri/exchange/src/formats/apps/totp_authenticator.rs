//! TOTP Authenticator by BinaryBoot: its encrypted backups, and its preferences on a rooted phone.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use tessera_core::entry::Labels;
use tessera_core::fields::Fields;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::apps::steam;
use crate::formats::containers::preferences::Preferences;
use crate::formats::content::Content;
use crate::formats::fields::encoded::base64;
use crate::formats::fields::keys::{self, Key};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{
    Format, Import, LostField, ReadContext, ReadError, Remark, Unsupported,
};
use crate::formats::json;

pub(crate) const FORMAT: Format = Format {
    name: "totp-authenticator",
    title: "TOTP Authenticator",
    recognises: |content| preferences(content).is_some() || sealed(content).is_some(),
    read,
};

const LIST: &str = "STATIC_TOTP_CODES_LIST";
/// The app's password for backups in the cloud.
const CLOUD: &[u8] = b"TotpAuthenticator";

#[derive(Deserialize)]
struct Item {
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    key: SecretText,
    /// How the key is written: 16, 32 or 64.
    #[serde(default)]
    base: Number,
    #[serde(default)]
    digits: Number,
    #[serde(default)]
    period: Number,
    #[serde(default, rename = "isFavorite", deserialize_with = "lenient_json::flag")]
    favorite: bool,
}

/// An item, or a text that holds it as JSON once more.
struct Stored(Item);

impl<'de> Deserialize<'de> for Stored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let text = raw.starts_with('"').then(|| serde_json::from_str(raw)).transpose();
        let text: Option<SecretText> = text.map_err(D::Error::custom)?.map(SecretText::new);
        let item = serde_json::from_str(text.as_ref().map_or(raw, SecretText::expose));
        item.map(Self).map_err(|_| D::Error::custom("no item"))
    }
}

fn preferences(content: &Content<'_>) -> Option<SecretText> {
    Preferences::parse(content.text()?)?.get(LIST).cloned()
}

/// The ciphertext, where the file is base64 of whole blocks and nothing else.
fn sealed(content: &Content<'_>) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = base64(content.text()?)?;
    (!bytes.is_empty() && bytes.len().is_multiple_of(16)).then_some(bytes)
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if let Some(list) = preferences(content) {
        return items(list.expose()).ok_or(ReadError::Damaged)?.or_empty();
    }
    if let Some(import) = steam::read_sealed(content, context) {
        return import;
    }
    let sealed = sealed(content).ok_or(ReadError::Damaged)?;
    if let Some(import) = open(&sealed, CLOUD) {
        return import.or_empty();
    }
    // To the eye it is one of these files.
    if steam::is_called_so(context) {
        return Err(ReadError::Unsupported(Unsupported::SteamManifest));
    }
    let password = context.password()?.expose().as_bytes();
    open(&sealed, password).ok_or(ReadError::WrongPassword)?.or_empty()
}

/// The plaintext is an object with one field, whose name is the list itself.
fn open(sealed: &[u8], password: &[u8]) -> Option<Import> {
    let mut key = Key::default();
    *key = Sha256::digest(password).into();
    let plain = keys::open_cbc(&key, &[0; 16], sealed)?;
    let fields = Fields::parse(std::str::from_utf8(&plain).ok()?).ok()?;
    fields.names().next().and_then(items)
}

fn items(json: &str) -> Option<Import> {
    let items: Each<Stored> = json::parse(json.as_bytes()).ok()?;
    let drafts = Import::of(items, |item: Stored| item.0.draft()).drafts;
    let count = drafts.iter().filter(|draft| draft.otp.is_ok()).count();
    let lost = Remark::Lost { field: LostField::Algorithm, count };
    Some(Import { drafts, remarks: if count > 0 { vec![lost] } else { Vec::new() } })
}

impl Item {
    fn draft(self) -> Draft {
        let issuer = if self.issuer == "Unknown" { String::new() } else { self.issuer };
        let labels = Labels { issuer, account: self.name };
        let secret = match self.base {
            Number::Some(16) => PartSecret::Hex(self.key),
            Number::Some(64) => match base64(self.key.expose()) {
                Some(bytes) => PartSecret::Bytes(bytes),
                None => return Draft::refused(labels, UriError::Base64),
            },
            Number::None | Number::Some(32) => PartSecret::Base32(self.key),
            _ => return Draft::refused(labels, UriError::Unreadable),
        };
        Parts {
            labels,
            secret,
            digits: self.digits,
            period: self.period,
            pinned: self.favorite,
            ..Parts::default()
        }
        .draft()
    }
}
