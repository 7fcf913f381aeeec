//! Proton Authenticator's JSON.

use std::collections::BTreeSet;

use serde::Serialize;
use tessera_core::base32;
use tessera_core::otp::Kind;
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use uuid::Uuid;

use super::context::{self, json};
use super::{Loss, Outgoing, Target, Write, each};

pub(super) const TARGET: Target = Target {
    name: "proton",
    title: "Proton Authenticator",
    extension: "json",
    takes_password: false,
    loses,
    write: Write::One(|accounts, context| {
        let entry = |account: &Outgoing<'_>| {
            let is_steam = account.otp.kind() == Kind::Steam;
            Entry {
                id: context.uuid(),
                content: Content {
                    uri: uri(account),
                    entry_type: if is_steam { "Steam" } else { "Totp" },
                    name: account.labels.account.clone(),
                },
                note: Some(account.note.to_owned()).filter(|note| !note.is_empty()),
            }
        };
        let entries = accounts.iter().map(entry).collect();
        json(&File { version: 1, entries })
    }),
};

fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    each(accounts, |account| {
        let kinds = [Kind::Hotp, Kind::Motp, Kind::Yandex];
        if account.is_any_of(&kinds) || account.looks_like_steam() {
            return [Loss::Account].into();
        }
        let mut losses = account.among(&[Loss::Tags, Loss::Pin], false);
        let is_renamed = account.otp.kind() == Kind::Steam && account.labels.issuer != "Steam";
        if is_renamed || account.has_colon() {
            losses.insert(Loss::Labels);
        }
        losses
    })
}

#[derive(Serialize)]
struct File {
    version: u8,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: Uuid,
    content: Content,
    note: Option<String>,
}

#[derive(Serialize)]
struct Content {
    #[serde(serialize_with = "context::secret")]
    uri: SecretText,
    entry_type: &'static str,
    name: String,
}

fn uri(account: &Outgoing<'_>) -> SecretText {
    match account.otp.kind() {
        Kind::Steam => format!("steam://{}", base32::encode(account.otp.secret()).expose()).into(),
        _ => otpauth::write(account.labels, account.otp),
    }
}
