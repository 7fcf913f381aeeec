//! OTP Auth on iOS: archives of objects, encrypted with a key that everybody has, around data that is
//! encrypted with the user's password, in one of two ways.

use sha2::{Digest as _, Sha256};
use tessera_core::entry::Labels;
use tessera_core::otpauth::UriError;
use zeroize::Zeroizing;

use crate::draft::Draft;
use crate::formats::Unsupported;
use crate::formats::containers::bplist::{self, Archive, Value};
use crate::formats::content::Content;
use crate::formats::fields::keys::{self, Hash, Key};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};

pub(crate) const FORMAT: Format = Format {
    name: "otp-auth",
    title: "OTP Auth",
    recognises: |content| outer_key(content.bytes()).is_some(),
    read,
};

/// Backups, and single accounts.
const PUBLIC: [&[u8]; 2] = [b"Authenticator", b"OTPAuth"];
const NO_IV: [u8; 16] = [0; 16];
const ROUNDS: u32 = 10_000;

/// The key under which the file begins as an archive.
fn outer_key(bytes: &[u8]) -> Option<Key> {
    if bytes.is_empty() || !bytes.len().is_multiple_of(16) {
        return None;
    }
    PUBLIC.into_iter().find_map(|word| {
        let mut key = Key::default();
        *key = Sha256::digest(word).into();
        bplist::is_list(&keys::first_cbc_block(&key, &NO_IV, bytes)?).then_some(key)
    })
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let key = outer_key(content.bytes()).ok_or(ReadError::Damaged)?;
    let outer = keys::open_cbc(&key, &NO_IV, content.bytes()).ok_or(ReadError::Damaged)?;
    let outer = Archive::parse(&outer).ok_or(ReadError::Damaged)?;
    let inner = open(&outer, context)?;
    // Under the older way there is no tag: what is no archive was not opened.
    let inner = Archive::parse(&inner).ok_or(ReadError::WrongPassword)?;
    accounts(&inner).ok_or(ReadError::Damaged)?.or_empty()
}

fn open(outer: &Archive<'_>, context: &ReadContext<'_>) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let root = outer.root().ok_or(ReadError::Damaged)?;
    let data = outer.data(&root, "WrappedData").or_else(|| outer.data(&root, "Data"));
    let data = data.ok_or(ReadError::Damaged)?;
    let password = context.password()?.expose().as_bytes();
    let Some(salt) = outer.text(&root, "Salt") else { return rncryptor(data, password, context) };
    let iv = match outer.data(&root, "IV") {
        Some(iv) => Zeroizing::new(iv.to_vec()),
        None => {
            let iv = outer.text(&root, "IV").ok_or(ReadError::Damaged)?;
            Zeroizing::new(iv.expose().as_bytes().to_vec())
        }
    };
    context.go_on()?;
    let mut hash = Sha256::new();
    hash.update(salt.expose());
    hash.update(b"-");
    hash.update(password);
    let mut key = Key::default();
    *key = hash.finalize().into();
    let digest: [u8; 20] = sha1::Sha1::digest(iv.as_slice()).into();
    let iv = digest.first_chunk().ok_or(ReadError::Damaged)?;
    keys::open_cbc(&key, iv, data).ok_or(ReadError::WrongPassword)
}

/// RNCryptor, version 3: version, options, two salts, IV, ciphertext, HMAC over all before it.
fn rncryptor(
    data: &[u8],
    password: &[u8],
    context: &ReadContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let damaged = ReadError::Damaged;
    let (signed, tag) = data.split_last_chunk::<32>().ok_or(damaged.clone())?;
    let (head, rest) = signed.split_first_chunk::<2>().ok_or(damaged.clone())?;
    if *head != [3, 1] {
        return Err(ReadError::Unsupported(Unsupported::Cipher));
    }
    let (salt, rest) = rest.split_first_chunk::<8>().ok_or(damaged.clone())?;
    let (mac_salt, rest) = rest.split_first_chunk::<8>().ok_or(damaged.clone())?;
    let (iv, sealed) = rest.split_first_chunk::<16>().ok_or(damaged.clone())?;
    let mut mac_key = Key::default();
    keys::pbkdf2(context, Hash::Sha1, password, mac_salt, ROUNDS, mac_key.as_mut())?;
    if !keys::is_signed(mac_key.as_ref(), &[signed], tag) {
        return Err(ReadError::WrongPassword);
    }
    let mut key = Key::default();
    keys::pbkdf2(context, Hash::Sha1, password, salt, ROUNDS, key.as_mut())?;
    keys::open_cbc(&key, iv, sealed).ok_or(damaged)
}

/// Folders of accounts, or one account alone.
fn accounts(archive: &Archive<'_>) -> Option<Import> {
    let root = archive.root()?;
    let Some(folders) = archive.get(&root, "Folders") else {
        let drafts = vec![account(archive, &root, String::new())];
        return Some(Import { drafts, ..Import::default() });
    };
    let mut drafts = Vec::new();
    for folder in archive.elements(&folders)?.iter() {
        let folder = archive.object(folder)?;
        let name = archive.text(&folder, "name");
        let name = name.map(|name| parts::tag(name.expose())).unwrap_or_default();
        for index in archive.elements(&archive.get(&folder, "accounts")?)?.iter() {
            // Links could make many accounts of one.
            if drafts.len() >= archive.len() {
                return None;
            }
            drafts.push(match archive.object(index) {
                Some(object) => account(archive, &object, name.clone()),
                None => Draft::refused(Labels::default(), UriError::Unreadable),
            });
        }
    }
    Some(Import { drafts, ..Import::default() })
}

fn account(archive: &Archive<'_>, account: &Value<'_>, folder: String) -> Draft {
    let text = |name| {
        let text = archive.text(account, name);
        text.map(|text| text.expose().to_owned()).unwrap_or_default()
    };
    let number = |name| match archive.get(account, name) {
        Some(Value::Number(number)) => Number::Some(number),
        None => Number::None,
        Some(_) => Number::Bad,
    };
    // Zero stands for the default.
    let positive = |name| match number(name) {
        Number::Some(0) => Number::None,
        number => number,
    };
    let secret =
        archive.data(account, "secret").map(|bytes| PartSecret::Bytes(bytes.to_vec().into()));
    Parts {
        labels: Labels { issuer: text("issuer"), account: text("label") },
        kind: match number("type") {
            Number::None | Number::Some(2) => PartKind::Totp,
            Number::Some(1) => PartKind::Hotp,
            _ => PartKind::Other("?".to_owned()),
        },
        secret: secret.unwrap_or_default(),
        algorithm: match number("algorithm") {
            Number::None | Number::Some(0 | 1) => String::new(),
            Number::Some(2) => "SHA256".to_owned(),
            Number::Some(3) => "SHA512".to_owned(),
            Number::Some(4) => "MD5".to_owned(),
            _ => "?".to_owned(),
        },
        digits: positive("digits"),
        period: positive("period"),
        counter: number("counter"),
        tags: vec![folder],
        ..Parts::default()
    }
    .draft()
}
