//! FreeOTP+'s JSON.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};
use tessera_core::otp::Kind;
use tessera_core::secret::OtpSecret;

use super::context::json;
use super::{Loss, Outgoing, Target, Write, each};

pub(super) const TARGET: Target = Target {
    name: "freeotp-plus",
    title: "FreeOTP+",
    extension: "json",
    takes_password: false,
    loses,
    write: Write::One(|accounts, _| {
        json(&File {
            token_order: accounts.iter().map(place).collect(),
            tokens: accounts.iter().map(token).collect(),
        })
    }),
};

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    each(accounts, |account| {
        let by_issuer = account.labels.issuer == "Steam";
        let is_carried = match account.otp.kind() {
            // The issuer alone tells Steam's codes from others.
            Kind::Totp => !by_issuer,
            Kind::Steam => by_issuer,
            Kind::Hotp => account.otp.counter().is_some_and(|next| i64::try_from(next).is_ok()),
            Kind::Motp | Kind::Yandex => false,
        };
        if !is_carried {
            return [Loss::Account].into();
        }
        account.among(&[Loss::Tags, Loss::Note, Loss::Pin], false)
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    token_order: Vec<String>,
    tokens: Vec<Token<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Token<'a> {
    algo: &'static str,
    counter: i64,
    digits: u8,
    issuer_ext: &'a str,
    issuer_int: &'a str,
    label: &'a str,
    period: u32,
    #[serde(serialize_with = "signed")]
    secret: &'a OtpSecret,
    r#type: &'static str,
}

fn place(account: &Outgoing<'_>) -> String {
    let labels = account.labels;
    match labels.issuer.as_str() {
        "" => labels.account.clone(),
        issuer => format!("{issuer}:{}", labels.account),
    }
}

fn token<'a>(account: &Outgoing<'a>) -> Token<'a> {
    let otp = account.otp;
    let next = otp.counter().and_then(|next| i64::try_from(next).ok());
    Token {
        algo: otp.algorithm().name(),
        // It keeps the one that was used last.
        counter: next.map_or(0, |next| next - 1),
        digits: otp.digits(),
        issuer_ext: &account.labels.issuer,
        issuer_int: &account.labels.issuer,
        label: &account.labels.account,
        period: otp.period().unwrap_or(tessera_core::otp::Period::DEFAULT).seconds(),
        secret: otp.secret(),
        r#type: if otp.kind() == Kind::Hotp { "HOTP" } else { "TOTP" },
    }
}

/// Bytes as Java counts them.
fn signed<S: Serializer>(secret: &&OtpSecret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(secret.expose().iter().map(|byte| byte.cast_signed()))
}
