//! One URI a line.

use std::collections::BTreeSet;
use std::io::Write as _;

use tessera_core::otp::Kind;
use tessera_core::otpauth;
use tessera_core::secret::Wiped;
use zeroize::Zeroizing;

use super::{Loss, Outgoing, Target, Write, WriteContext, WriteError, each};

pub(super) const TARGET: Target = Target {
    name: "uris",
    title: "List of otpauth links",
    extension: "txt",
    takes_password: false,
    loses,
    write: Write::One(write),
};

/// What a link cannot carry.
pub(super) fn loses(accounts: &[Outgoing<'_>]) -> Vec<BTreeSet<Loss>> {
    each(accounts, |account| {
        let mut losses = account.among(&[Loss::Tags, Loss::Note, Loss::Pin], false);
        let nameless = account.labels.issuer.is_empty() && account.otp.kind() == Kind::Yandex;
        if account.has_colon() || nameless {
            losses.insert(Loss::Labels);
        }
        let is_text = std::str::from_utf8(account.otp.secret().expose()).is_ok();
        if account.looks_like_steam() || (account.otp.kind() == Kind::Motp && !is_text) {
            losses.insert(Loss::Account);
        }
        losses
    })
}

fn write(
    accounts: &[Outgoing<'_>],
    _: &mut WriteContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, WriteError> {
    let mut out = Wiped::default();
    for account in accounts {
        let uri = otpauth::write(account.labels, account.otp);
        writeln!(out, "{}", uri.expose()).map_err(|_| WriteError::TooLarge)?;
    }
    Ok(out.0)
}
