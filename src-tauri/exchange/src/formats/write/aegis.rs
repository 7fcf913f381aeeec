//! Aegis, plain and under a password. It carries everything but the trash.

use data_encoding::{BASE64, HEXLOWER};
use serde::Serialize;
use tessera_core::base32;
use tessera_core::otp::{Kind, Otp, Scheme};
use tessera_core::secret::{OtpSecret, SecretText};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::context::{self, Groups, json};
use super::{Loss, Outgoing, Target, Write, WriteContext, WriteError, each};
use crate::formats::fields::keys::{self, Key};

pub(super) const PLAIN: Target = Target {
    name: "aegis",
    title: "Aegis",
    extension: "json",
    takes_password: false,
    loses,
    write: Write::One(|accounts, context| {
        let header = Header { slots: None, params: None };
        let db = database(accounts, context);
        json(&File { version: 1, header, db })
    }),
};

pub(super) const SEALED: Target = Target {
    name: "aegis-encrypted",
    title: "Aegis, encrypted",
    extension: "json",
    takes_password: true,
    loses,
    write: Write::One(sealed),
};

/// What Aegis itself derives with.
const COST: (u64, u32, u32) = (32_768, 8, 1);

fn loses(accounts: &[Outgoing<'_>]) -> Vec<std::collections::BTreeSet<Loss>> {
    each(accounts, |account| {
        let is_carried = account.otp.kind() != Kind::Motp || motp_bytes(account.otp).is_some();
        if is_carried { account.among(&[], false) } else { [Loss::Account].into() }
    })
}

/// Aegis keeps bytes of mOTP and hashes their hexadecimal text: it knows no other texts.
fn motp_bytes(otp: &Otp) -> Option<OtpSecret> {
    HEXLOWER.decode(otp.secret().expose()).ok().and_then(OtpSecret::new)
}

#[derive(Serialize)]
struct File<D> {
    version: u8,
    header: Header,
    db: D,
}

#[derive(Serialize)]
struct Header {
    slots: Option<[Slot; 1]>,
    params: Option<Params>,
}

#[derive(Serialize)]
struct Slot {
    r#type: u8,
    uuid: Uuid,
    key: String,
    key_params: Params,
    n: u64,
    r: u32,
    p: u32,
    salt: String,
    repaired: bool,
    is_backup: bool,
}

#[derive(Serialize)]
struct Params {
    nonce: String,
    tag: String,
}

#[derive(Serialize)]
struct Database<'a> {
    version: u8,
    entries: Vec<Entry<'a>>,
    groups: Vec<Group<'a>>,
    icons_optimized: bool,
}

#[derive(Serialize)]
struct Group<'a> {
    uuid: Uuid,
    name: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    r#type: &'static str,
    uuid: Uuid,
    name: &'a str,
    issuer: &'a str,
    note: &'a str,
    favorite: bool,
    icon: Option<()>,
    info: Info,
    groups: Vec<Uuid>,
}

#[derive(Serialize)]
struct Info {
    #[serde(serialize_with = "context::secret")]
    secret: SecretText,
    algo: &'static str,
    digits: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counter: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "context::secret_or_none")]
    pin: Option<SecretText>,
}

fn database<'a>(accounts: &[Outgoing<'a>], context: &mut WriteContext<'_>) -> Database<'a> {
    let groups = Groups::of(accounts, usize::MAX, context);
    let entry = |account: &Outgoing<'a>| Entry {
        r#type: account.otp.kind().name(),
        uuid: context.uuid(),
        name: &account.labels.account,
        issuer: &account.labels.issuer,
        note: account.note,
        favorite: account.pinned,
        icon: None,
        info: info(account.otp),
        groups: account.tags.iter().filter_map(|tag| groups.id(tag)).collect(),
    };
    Database {
        version: 3,
        entries: accounts.iter().map(entry).collect(),
        groups: groups.all.iter().map(|(name, uuid)| Group { uuid: *uuid, name }).collect(),
        icons_optimized: true,
    }
}

fn info(otp: &Otp) -> Info {
    let is_motp = matches!(otp.scheme(), Scheme::Motp { .. });
    let bytes = if is_motp { motp_bytes(otp) } else { None };
    Info {
        secret: base32::encode(bytes.as_ref().unwrap_or(otp.secret())),
        algo: if is_motp { "MD5" } else { otp.algorithm().name() },
        digits: otp.digits(),
        period: otp.period().map(|period| period.seconds()),
        counter: otp.counter(),
        pin: otp.pin().map(|pin| pin.expose().to_owned().into()),
    }
}

/// A master key seals the database; a key from the password seals the master key.
fn sealed(
    accounts: &[Outgoing<'_>],
    context: &mut WriteContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, WriteError> {
    let plain = json(&database(accounts, context))?;
    let salt: [u8; 32] = context.random();
    let password = context.password()?.expose().as_bytes();
    let outer = context.derive(|reading| keys::scrypt(reading, password, &salt, COST))?;
    let master: Key = Zeroizing::new(context.random());
    let (key, key_params) = seal(&outer, master.as_ref(), context)?;
    let (db, params) = seal(&master, &plain, context)?;
    let (n, r, p) = COST;
    let slot = Slot {
        r#type: 1,
        uuid: context.uuid(),
        key: HEXLOWER.encode(&key),
        key_params,
        n,
        r,
        p,
        salt: HEXLOWER.encode(&salt),
        repaired: true,
        is_backup: false,
    };
    let header = Header { slots: Some([slot]), params: Some(params) };
    json(&File { version: 1, header, db: BASE64.encode(&db) })
}

/// Ciphertext, and apart from it nonce and tag.
fn seal(
    key: &Key,
    plain: &[u8],
    context: &mut WriteContext<'_>,
) -> Result<(Vec<u8>, Params), WriteError> {
    let nonce = context.random();
    let mut sealed = keys::seal_gcm(key, &nonce, plain, &[]).ok_or(WriteError::TooLarge)?;
    let tag = sealed.split_off(sealed.len().saturating_sub(16));
    Ok((sealed, Params { nonce: HEXLOWER.encode(&nonce), tag: HEXLOWER.encode(&tag) }))
}
