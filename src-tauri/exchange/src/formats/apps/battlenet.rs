//! Battle.net's app on a rooted phone: one account, whose secret is hidden under a fixed mask.

use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::containers::preferences::Preferences;
use crate::formats::content::Content;
use crate::formats::fields::encoded::hex;
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "battlenet",
    title: "Battle.net",
    recognises: |content| preferences(content).is_some_and(|p| ending(&p, SECRET).is_some()),
    read: |content, _| read(content),
};

const SECRET: &str = ".AUTHENTICATOR_DEVICE_SECRET";
const SERIAL: &str = ".AUTHENTICATOR_SERIAL";
const MASK: &[u8; 57] = b"\x39\x8e\x27\xfc\x50\x27\x6a\x65\x60\x65\xb0\xe5\x25\xf4\xc0\x6c\x04\xc6\
    \x10\x75\x28\x6b\x8e\x7a\xed\xa5\x9d\xa9\x81\x3b\x5d\xd6\xc8\x0d\x2f\xb3\x80\x68\x77\x3f\xa5\x9b\
    \xa4\x7c\x17\xca\x6c\x64\x79\x01\x5c\x1d\x5b\x8b\x8f\x6b\x9a";

fn preferences(content: &Content<'_>) -> Option<Preferences> {
    Preferences::parse(content.text()?)
}

/// The value under a name with this end: its beginning is that of the app.
fn ending<'a>(preferences: &'a Preferences, end: &str) -> Option<&'a SecretText> {
    preferences.iter().find(|(name, _)| name.ends_with(end)).map(|(_, text)| text)
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let preferences = preferences(content).ok_or(ReadError::Damaged)?;
    let masked = ending(&preferences, SECRET).ok_or(ReadError::Damaged)?;
    let serial = ending(&preferences, SERIAL).and_then(unmask);
    let labels = Labels {
        issuer: "Battle.net".to_owned(),
        account: serial.map(|serial| serial.expose().to_owned()).unwrap_or_default(),
    };
    let draft = match unmask(masked) {
        Some(secret) => {
            let secret = PartSecret::Hex(secret);
            Parts { labels, secret, digits: Number::Some(8), ..Parts::default() }.draft()
        }
        None => Draft::refused(labels, UriError::Hex),
    };
    Ok(Import { drafts: vec![draft], ..Import::default() })
}

/// Hexadecimal of a text that is combined with the mask by exclusive or.
fn unmask(hidden: &SecretText) -> Option<SecretText> {
    let bytes = hex(hidden.expose())?;
    if bytes.len() > MASK.len() {
        return None;
    }
    let plain: Zeroizing<Vec<u8>> =
        Zeroizing::new(bytes.iter().zip(MASK).map(|(byte, mask)| byte ^ mask).collect());
    plain.is_ascii().then(|| String::from_utf8_lossy(&plain).into_owned().into())
}
