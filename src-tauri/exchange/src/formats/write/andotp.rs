//! andOTP's JSON.

use std::collections::BTreeSet;

use data_encoding::BASE32;
use serde::Serialize;
use tessera_core::otp::Kind;
use tessera_core::secret::SecretText;

use super::context::{self, json};
use super::{Loss, Outgoing, Target, Write, each};

pub(super) const TARGET: Target = Target {
    name: "andotp",
    title: "andOTP",
    extension: "json",
    takes_password: false,
    loses,
    write: Write::One(|accounts, _| json(&accounts.iter().map(entry).collect::<Vec<_>>())),
};

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    each(accounts, |account| {
        // It asks for the PIN of mOTP each time, and keeps none.
        if account.is_any_of(&[Kind::Motp, Kind::Yandex]) {
            return [Loss::Account].into();
        }
        account.among(&[Loss::Note, Loss::Pin], false)
    })
}

#[derive(Serialize)]
struct Entry<'a> {
    #[serde(serialize_with = "context::secret")]
    secret: SecretText,
    issuer: &'a str,
    label: &'a str,
    digits: u8,
    r#type: &'static str,
    algorithm: &'static str,
    thumbnail: &'static str,
    last_used: u64,
    used_frequency: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counter: Option<u64>,
    tags: &'a [String],
}

fn entry<'a>(account: &Outgoing<'a>) -> Entry<'a> {
    let otp = account.otp;
    let is_steam = otp.kind() == Kind::Steam;
    Entry {
        secret: BASE32.encode(otp.secret().expose()).into(),
        issuer: &account.labels.issuer,
        label: &account.labels.account,
        digits: otp.digits(),
        r#type: match otp.kind() {
            Kind::Hotp => "HOTP",
            Kind::Steam => "STEAM",
            _ => "TOTP",
        },
        algorithm: otp.algorithm().name(),
        thumbnail: "Default",
        last_used: 0,
        used_frequency: 0,
        period: otp.period().filter(|_| !is_steam).map(|period| period.seconds()),
        counter: otp.counter(),
        tags: account.tags,
    }
}
