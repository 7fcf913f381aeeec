//! 2FAS, schema 4, plain and under a password.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use serde::Serialize;
use tessera_core::base32;
use tessera_core::otp::Kind;
use tessera_core::secret::SecretText;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::context::{self, Groups, json};
use super::loss::mark_shared;
use super::{Loss, Outgoing, Target, Write, WriteContext, WriteError, each};
use crate::formats::fields::keys::{self, Hash, Key};

pub(super) const PLAIN: Target = Target {
    name: "2fas",
    title: "2FAS",
    extension: "2fas",
    takes_password: false,
    loses,
    write: Write::One(|accounts, context| {
        let groups = Groups::of(accounts, 1, context);
        let services = services(accounts, &groups, context);
        json(&File {
            services,
            services_encrypted: None,
            reference: None,
            ..file(&groups, context)
        })
    }),
};

pub(super) const SEALED: Target = Target {
    name: "2fas-encrypted",
    title: "2FAS, encrypted",
    extension: "2fas",
    takes_password: true,
    loses,
    write: Write::One(sealed),
};

const ROUNDS: u32 = 10_000;
/// A known text under the same key, by which the app tells a wrong password.
const REFERENCE: &str = "tRViSsLKzd86Hprh4ceC2OP7xazn4rrt4xhfEUbOjxLX8Rc3mkISXE0lWbmnWfggogbBJhtYgpK6fMl1\
    D6mtsy92R3HkdGfwuXbzLebqVFJsR7IZ2w58t938iymwG4824igYy1wi6n2WDpO1Q1P69zwJGs2F5a1qP4MyIiDSD7NCV2Ov\
    idXQCBnDlGfmz0f1BQySRkkt4ryiJeCjD2o4QsveJ9uDBUn8ELyOrESv5R5DMDkD4iAF8TXU7KyoJujd";
/// The icon that an account without one has. The iPhone version reads no account without it.
const NO_ICON: &str = "a5b3fb65-4ec5-43e6-8ec1-49e24ca9e7ad";

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    let mut losses = each(accounts, |account| {
        if account.is_any_of(&[Kind::Motp, Kind::Yandex]) {
            return [Loss::Account].into();
        }
        let mut losses = account.among(&[Loss::Tags, Loss::Note, Loss::Pin], true);
        // What has no issuer shows its account name in that place.
        if account.labels.issuer.is_empty() {
            losses.insert(Loss::Labels);
        }
        let period = account.otp.period().map(|period| period.seconds());
        let on_iphone = (5..=8).contains(&account.otp.digits())
            && period.is_none_or(|seconds| matches!(seconds, 10 | 30 | 60 | 90));
        if !on_iphone {
            losses.insert(Loss::Iphone);
        }
        losses
    });
    mark_shared(accounts, |account| base32::encode(account.otp.secret()), &mut losses);
    losses
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    services: Vec<Service<'a>>,
    groups: Vec<Group<'a>>,
    updated_at: u64,
    schema_version: u8,
    app_version_code: u32,
    app_version_name: &'static str,
    app_origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    services_encrypted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Group<'a> {
    id: Uuid,
    name: &'a str,
    is_expanded: bool,
    updated_at: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service<'a> {
    name: &'a str,
    #[serde(serialize_with = "context::secret")]
    secret: SecretText,
    updated_at: u64,
    otp: Parameters<'a>,
    order: Order,
    icon: Icon<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<Uuid>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Parameters<'a> {
    label: &'a str,
    account: &'a str,
    issuer: &'a str,
    digits: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counter: Option<u64>,
    algorithm: &'static str,
    token_type: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Order {
    position: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Icon<'a> {
    selected: &'static str,
    label: IconLabel<'a>,
    icon_collection: IconCollection,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IconLabel<'a> {
    text: &'a str,
    background_color: &'static str,
}

#[derive(Serialize)]
struct IconCollection {
    id: &'static str,
}

/// All but the accounts.
fn file<'a>(groups: &Groups<'a>, context: &WriteContext<'_>) -> File<'a> {
    let updated_at = context.now.millis();
    let group =
        |(name, id): &(&'a str, Uuid)| Group { id: *id, name, is_expanded: true, updated_at };
    File {
        services: Vec::new(),
        groups: groups.all.iter().map(group).collect(),
        updated_at,
        schema_version: 4,
        app_version_code: 5_000_012,
        app_version_name: "5.4.0",
        app_origin: "android",
        services_encrypted: None,
        reference: None,
    }
}

fn services<'a>(
    accounts: &[Outgoing<'a>],
    groups: &Groups<'_>,
    context: &WriteContext<'_>,
) -> Vec<Service<'a>> {
    let service = |(position, account): (usize, &Outgoing<'a>)| {
        let otp = account.otp;
        let (issuer, name) = (account.labels.issuer.as_str(), account.labels.account.as_str());
        // The app shows no account without a name.
        let shown = [issuer, name, "?"].into_iter().find(|text| !text.is_empty()).unwrap_or("?");
        let initials = shown.char_indices().nth(2).map_or(shown, |(end, _)| &shown[..end]);
        Service {
            name: shown,
            secret: base32::encode(otp.secret()),
            updated_at: context.now.millis(),
            otp: Parameters {
                label: name,
                account: name,
                issuer,
                digits: otp.digits(),
                period: otp.period().map(|period| period.seconds()),
                counter: otp.counter(),
                algorithm: otp.algorithm().name(),
                token_type: match otp.kind() {
                    Kind::Hotp => "HOTP",
                    Kind::Steam => "STEAM",
                    _ => "TOTP",
                },
                source: "Link",
            },
            order: Order { position },
            icon: Icon {
                selected: "Label",
                label: IconLabel { text: initials, background_color: "Indigo" },
                icon_collection: IconCollection { id: NO_ICON },
            },
            group_id: account.tags.first().and_then(|tag| groups.id(tag)),
        }
    };
    accounts.iter().enumerate().map(service).collect()
}

/// The names of groups stay readable: the app has no place for them elsewhere.
fn sealed(
    accounts: &[Outgoing<'_>],
    context: &mut WriteContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, WriteError> {
    let groups = Groups::of(accounts, 1, context);
    let plain = json(&services(accounts, &groups, context))?;
    let salt: [u8; 256] = context.random();
    let password = context.password()?.expose().as_bytes();
    let mut key = Key::default();
    context.derive(|reading| {
        keys::pbkdf2(reading, Hash::Sha256, password, &salt, ROUNDS, key.as_mut())
    })?;
    let services_encrypted = Some(seal(&key, &salt, &plain, context)?);
    let reference = Some(seal(&key, &salt, REFERENCE.as_bytes(), context)?);
    json(&File { services_encrypted, reference, ..file(&groups, context) })
}

/// `ciphertext and tag : salt : nonce`, each in base64.
fn seal(
    key: &Key,
    salt: &[u8],
    plain: &[u8],
    context: &mut WriteContext<'_>,
) -> Result<String, WriteError> {
    let nonce = context.random();
    let sealed = keys::seal_gcm(key, &nonce, plain, &[]).ok_or(WriteError::TooLarge)?;
    Ok([sealed.as_slice(), salt, nonce.as_slice()].map(|part| BASE64.encode(part)).join(":"))
}
