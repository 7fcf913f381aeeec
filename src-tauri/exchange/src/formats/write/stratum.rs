//! Stratum's JSON. Its categories are linked to accounts by their secrets.

use std::collections::{BTreeSet, HashMap};

use data_encoding::HEXLOWER;
use serde::Serialize;
use sha1::{Digest as _, Sha1};
use tessera_core::base32;
use tessera_core::otp::{Algorithm, Kind};
use tessera_core::secret::SecretText;

use super::context::{self, json};
use super::loss::mark_shared;
use super::{Loss, Outgoing, Target, Write, each};

pub(super) const TARGET: Target = Target {
    name: "stratum",
    title: "Stratum",
    extension: "json",
    takes_password: false,
    loses,
    write: Write::One(|accounts, _| json(&backup(accounts))),
};

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    let mut losses = each(accounts, |account| {
        let otp = account.otp;
        let is_text = std::str::from_utf8(otp.secret().expose()).is_ok_and(|t| t.trim() == t);
        if (otp.kind() == Kind::Motp && !is_text)
            || (account.is_any_of(&[Kind::Totp, Kind::Hotp]) && otp.digits() < 6)
        {
            return [Loss::Account].into();
        }
        account.among(&[Loss::Note, Loss::Pin], false)
    });
    mark_shared(accounts, secret, &mut losses);
    mark_tags(accounts, &mut losses);
    losses
}

/// Accounts of one secret share their categories there.
fn mark_tags(accounts: &[Outgoing<'_>], losses: &mut [BTreeSet<Loss>]) {
    let keys: Vec<SecretText> = accounts.iter().map(secret).collect();
    let own = |account: &Outgoing<'_>| account.tags.iter().cloned().collect::<BTreeSet<_>>();
    let mut shared: HashMap<&str, BTreeSet<String>> = HashMap::new();
    for (account, key) in accounts.iter().zip(&keys).filter(|(account, _)| !account.trashed) {
        shared.entry(key.expose()).or_default().extend(own(account));
    }
    for ((account, key), losses) in accounts.iter().zip(&keys).zip(losses) {
        let is_more = shared.get(key.expose()).is_some_and(|tags| *tags != own(account));
        if is_more && !losses.contains(&Loss::Account) {
            losses.insert(Loss::Tags);
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Backup<'a> {
    authenticators: Vec<Authenticator<'a>>,
    categories: Vec<Category<'a>>,
    authenticator_categories: Vec<Link>,
    custom_icons: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Authenticator<'a> {
    r#type: u8,
    icon: Option<()>,
    issuer: &'a str,
    username: &'a str,
    #[serde(serialize_with = "context::secret")]
    secret: SecretText,
    #[serde(serialize_with = "context::secret_or_none")]
    pin: Option<SecretText>,
    algorithm: u8,
    digits: u8,
    period: u32,
    counter: u64,
    copy_count: u32,
    ranking: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Category<'a> {
    id: String,
    name: &'a str,
    ranking: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Link {
    category_id: String,
    #[serde(serialize_with = "context::secret")]
    authenticator_secret: SecretText,
    ranking: usize,
}

fn backup<'a>(accounts: &[Outgoing<'a>]) -> Backup<'a> {
    let mut categories: Vec<Category<'a>> = Vec::new();
    let mut known = BTreeSet::new();
    let mut linked = BTreeSet::new();
    let mut links = Vec::new();
    let keys: Vec<SecretText> = accounts.iter().map(secret).collect();
    for (account, key) in accounts.iter().zip(&keys) {
        for name in account.tags {
            if known.insert(name) {
                categories.push(Category { id: id(name), name, ranking: categories.len() });
            }
            if linked.insert((name, key.expose())) {
                let authenticator_secret = key.clone();
                let ranking = links.len();
                links.push(Link { category_id: id(name), authenticator_secret, ranking });
            }
        }
    }
    let authenticators = accounts.iter().enumerate().map(authenticator).collect();
    Backup { authenticators, categories, authenticator_categories: links, custom_icons: [] }
}

fn authenticator<'a>((ranking, account): (usize, &Outgoing<'a>)) -> Authenticator<'a> {
    let otp = account.otp;
    Authenticator {
        r#type: match otp.kind() {
            Kind::Hotp => 1,
            Kind::Totp => 2,
            Kind::Motp => 3,
            Kind::Steam => 4,
            Kind::Yandex => 5,
        },
        icon: None,
        issuer: &account.labels.issuer,
        username: &account.labels.account,
        secret: secret(account),
        pin: otp.pin().map(|pin| pin.expose().to_owned().into()),
        algorithm: match otp.algorithm() {
            Algorithm::Sha1 => 0,
            Algorithm::Sha256 => 1,
            Algorithm::Sha512 => 2,
        },
        digits: otp.digits(),
        period: otp.period().unwrap_or(tessera_core::otp::Period::DEFAULT).seconds(),
        counter: otp.counter().unwrap_or(0),
        copy_count: 0,
        ranking,
    }
}

/// Of mOTP the text itself.
fn secret(account: &Outgoing<'_>) -> SecretText {
    match account.otp.kind() {
        Kind::Motp => String::from_utf8_lossy(account.otp.secret().expose()).into_owned().into(),
        _ => base32::encode(account.otp.secret()),
    }
}

/// The first eight hexadecimal digits of the SHA-1 of the name.
fn id(name: &str) -> String {
    let digest = Sha1::digest(name);
    HEXLOWER.encode(digest.get(..4).unwrap_or_default())
}
