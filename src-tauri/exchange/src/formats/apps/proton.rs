//! Proton Authenticator, plain and under a password, and Proton Pass.

mod pass;

use data_encoding::BASE64;
use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::keys::{self, Argon2Cost};
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

pub(crate) use pass::FORMAT as PASS;

pub(crate) const FORMAT: Format = Format {
    name: "proton",
    title: "Proton Authenticator",
    recognises: |content| {
        content.has_keys(&["version", "salt", "content"])
            || (content.has_keys(&["version", "entries"])
                && content.text().is_some_and(|text| text.contains("\"entry_type\"")))
    },
    read,
};

/// What the sealed content is bound to.
const AAD: &[u8] = b"proton.authenticator.export.v1";
/// Fixed: the file does not say them.
const COST: Argon2Cost = Argon2Cost { kib: 19 * 1024, passes: 2, lanes: 1 };
/// The version of both files that is known here.
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct Sealed {
    #[serde(default)]
    version: Number,
    salt: String,
    content: String,
}

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    version: Number,
    #[serde(default)]
    entries: Each<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    content: Code,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    note: SecretText,
}

#[derive(Deserialize)]
struct Code {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    uri: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    if content.has_keys(&["entries"]) {
        return read_plain(text);
    }
    let sealed: Sealed = serde_json::from_str(text).map_err(|_| ReadError::Damaged)?;
    is_known(sealed.version)?;
    let plain = open(&sealed, context)?;
    read_plain(std::str::from_utf8(&plain).map_err(|_| ReadError::Damaged)?)
}

fn is_known(version: Number) -> Result<(), ReadError> {
    match version.get() {
        Some(version) if version > VERSION => Err(ReadError::Newer { version }),
        _ => Ok(()),
    }
}

/// `nonce (12) ‖ ciphertext ‖ tag`, AES-256-GCM.
fn open(sealed: &Sealed, context: &ReadContext<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let decode = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| ReadError::Damaged);
    let (salt, content) = (decode(&sealed.salt)?, decode(&sealed.content)?);
    let (nonce, content) = content.split_first_chunk::<12>().ok_or(ReadError::Damaged)?;
    if salt.len() < 8 || content.len() < 16 {
        return Err(ReadError::Damaged);
    }
    let key = keys::argon2id(context, context.password()?.expose().as_bytes(), &salt, COST)?;
    keys::open_gcm(&key, nonce, content, AAD).ok_or(ReadError::WrongPassword)
}

fn read_plain(json: &str) -> Result<Import, ReadError> {
    let export: Export = json::parse(json.as_bytes())?;
    is_known(export.version)?;
    let mut items = Items::default();
    for entry in export.entries.0 {
        let entry = match entry {
            Ok(entry) => entry,
            Err(labels) => {
                items.add_unreadable(labels);
                continue;
            }
        };
        let item = Item { note: entry.note, ..Item::default() };
        items.add_each(&item, [&entry.content], |code, _| draft(code));
    }
    items.finish()
}

/// The name of the entry stands over the label of its URI.
fn draft(code: &Code) -> Draft {
    let uri = code.uri.expose();
    let name = code.name.trim();
    match otpauth::parse(uri) {
        Ok(mut account) => {
            if !name.is_empty() {
                account.labels.account = name.to_owned();
            }
            Draft::new(account)
        }
        Err(reason) => {
            let issuer = otpauth::labels(uri).issuer;
            Draft::refused(Labels { issuer, account: name.to_owned() }, reason)
        }
    }
}
