//! Transfers to Google Authenticator as pictures, one a part.

use super::{File, Modules, Outgoing, Target, Write, WriteContext, WriteError, google};

pub(super) const TARGET: Target = Target {
    name: "google-qr",
    title: "Google Authenticator, as QR pictures",
    extension: "png",
    takes_password: false,
    loses: google::loses,
    write: Write::Several(write),
};

/// Pixels a module: a code of the largest kind fits a screen of 1,080 lines.
const SCALE: usize = 5;

fn write(
    accounts: &[Outgoing<'_>],
    context: &mut WriteContext<'_>,
) -> Result<Vec<File>, WriteError> {
    let parts = google::parts(accounts, context.rng);
    parts.iter().map(|part| Modules::of(part)?.png(SCALE)).collect()
}
