//! Bitwarden's JSON, plain and under a password of its own.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use hkdf::Hkdf;
use serde::Serialize;
use sha2::Sha256;
use tessera_core::base32;
use tessera_core::otp::Kind;
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::context::{self, Groups, json};
use super::{Loss, Outgoing, Target, Write, WriteContext, WriteError, each};
use crate::formats::fields::keys::{self, Hash, Key};

pub(super) const PLAIN: Target = Target {
    name: "bitwarden",
    title: "Bitwarden",
    extension: "json",
    takes_password: false,
    loses,
    write: Write::One(|accounts, context| json(&file(accounts, context))),
};

pub(super) const SEALED: Target = Target {
    name: "bitwarden-encrypted",
    title: "Bitwarden, encrypted",
    extension: "json",
    takes_password: true,
    loses,
    write: Write::One(sealed),
};

const ROUNDS: u32 = 600_000;
const LOGIN: u8 = 1;

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    each(accounts, |account| {
        let kinds = [Kind::Hotp, Kind::Motp, Kind::Yandex];
        if account.is_any_of(&kinds) || account.looks_like_steam() {
            return [Loss::Account].into();
        }
        let mut losses = account.among(&[Loss::Tags], true);
        let names = (account.labels.issuer.as_str(), account.otp.kind());
        if matches!(names, ("", _)) || (names.1 == Kind::Steam && names.0 != "Steam") {
            losses.insert(Loss::Labels);
        }
        losses
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    encrypted: bool,
    folders: Vec<Folder<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Folder<'a> {
    id: Uuid,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    id: Uuid,
    organization_id: Option<()>,
    folder_id: Option<Uuid>,
    r#type: u8,
    reprompt: u8,
    name: &'a str,
    notes: Option<&'a str>,
    favorite: bool,
    login: Login<'a>,
    collection_ids: Option<()>,
}

#[derive(Serialize)]
struct Login<'a> {
    uris: [(); 0],
    username: &'a str,
    password: Option<()>,
    #[serde(serialize_with = "context::secret")]
    totp: SecretText,
}

fn file<'a>(accounts: &[Outgoing<'a>], context: &mut WriteContext<'_>) -> File<'a> {
    let folders = Groups::of(accounts, 1, context);
    let item = |account: &Outgoing<'a>| {
        let (issuer, name) = (account.labels.issuer.as_str(), account.labels.account.as_str());
        Item {
            id: context.uuid(),
            organization_id: None,
            folder_id: account.tags.first().and_then(|tag| folders.id(tag)),
            r#type: LOGIN,
            reprompt: 0,
            name: [issuer, name, "?"].into_iter().find(|text| !text.is_empty()).unwrap_or("?"),
            notes: Some(account.note).filter(|note| !note.is_empty()),
            favorite: account.pinned,
            login: Login { uris: [], username: name, password: None, totp: totp(account) },
            collection_ids: None,
        }
    };
    let items = accounts.iter().map(item).collect();
    let folders = folders.all.iter().map(|(name, id)| Folder { id: *id, name }).collect();
    File { encrypted: false, folders, items }
}

fn totp(account: &Outgoing<'_>) -> SecretText {
    match account.otp.kind() {
        Kind::Steam => format!("steam://{}", base32::encode(account.otp.secret()).expose()).into(),
        _ => otpauth::write(account.labels, account.otp),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    encrypted: bool,
    password_protected: bool,
    salt: String,
    kdf_type: u8,
    kdf_iterations: u32,
    kdf_memory: Option<()>,
    kdf_parallelism: Option<()>,
    #[serde(rename = "encKeyValidation_DO_NOT_EDIT")]
    validation: String,
    data: String,
}

fn sealed(
    accounts: &[Outgoing<'_>],
    context: &mut WriteContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, WriteError> {
    let plain = json(&file(accounts, context))?;
    // The text itself is the salt.
    let salt = BASE64.encode(&context.random::<16>());
    let password = context.password()?.expose().as_bytes();
    let mut master = Key::default();
    context.derive(|reading| {
        keys::pbkdf2(reading, Hash::Sha256, password, salt.as_bytes(), ROUNDS, master.as_mut())
    })?;
    let stretched = Hkdf::<Sha256>::from_prk(master.as_ref()).map_err(|_| WriteError::TooLarge)?;
    let (mut encryption, mut signature) = (Key::default(), Key::default());
    for (info, key) in [("enc", &mut encryption), ("mac", &mut signature)] {
        stretched.expand(info.as_bytes(), key.as_mut()).map_err(|_| WriteError::TooLarge)?;
    }
    let known = context.uuid().to_string();
    let mut seal = |plain: &[u8]| {
        let iv = context.random();
        let sealed = keys::seal_cbc(&encryption, &iv, plain).ok_or(WriteError::TooLarge)?;
        let tag = keys::sign(&signature, &[&iv, &sealed]);
        let parts = [iv.as_slice(), &sealed, &tag].map(|part| BASE64.encode(part));
        Ok(format!("2.{}", parts.join("|")))
    };
    json(&Envelope {
        encrypted: true,
        password_protected: true,
        salt,
        kdf_type: 0,
        kdf_iterations: ROUNDS,
        kdf_memory: None,
        kdf_parallelism: None,
        validation: seal(known.as_bytes())?,
        data: seal(&plain)?,
    })
}
