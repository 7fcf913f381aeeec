//! The spreadsheet of someone's own data: a row a token, its seed sealed with the password for backups.

use tessera_core::otpauth::UriError;

use crate::draft::Draft;

use super::named;
use super::seal::{Opener, Sealed};
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::fields::table::{Row, Table, has_columns};
use crate::formats::format::{Import, ReadContext, ReadError};

/// What seeds are sealed with where no column says it.
const ROUNDS: u64 = 100_000;

pub(super) fn recognises(content: &Content<'_>) -> bool {
    has_columns(content, &["name", "encrypted_seed", "salt"])
}

pub(super) fn read(content: &Content<'_>, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let table = content.text().and_then(Table::of).ok_or(ReadError::Damaged)?;
    let mut import = Import::default();
    let mut opener = Opener::default();
    for row in table.rows() {
        import.drafts.push(draft(row, &mut opener, context)?);
    }
    opener.verdict()?;
    import.or_empty()
}

fn draft(row: Row<'_>, opener: &mut Opener, context: &ReadContext<'_>) -> Result<Draft, ReadError> {
    let labels = named(row.get("issuer"), "", row.get("name"));
    let rounds = row.first(&["key_derivation_iterations", "iterations", "rounds"]);
    let rounds = match Number::of_text(rounds) {
        Number::None => ROUNDS,
        Number::Some(rounds) => rounds,
        Number::Bad => 0,
    };
    let sealed = Sealed {
        secret: row.get("encrypted_seed"),
        salt: row.get("salt"),
        rounds: u32::try_from(rounds).unwrap_or(u32::MAX),
        iv: Some(row.first(&["iv", "unique_iv"])),
    };
    if sealed.secret.is_empty() {
        return Ok(Draft::refused(labels, UriError::SecretMissing));
    }
    Ok(match opener.open(&sealed, context)? {
        Ok(secret) => {
            let secret = PartSecret::Base32(secret);
            let digits = Number::of_text(row.get("digits"));
            Parts { labels, secret, digits, ..Parts::default() }.draft()
        }
        Err(reason) => Draft::refused(labels, reason),
    })
}
