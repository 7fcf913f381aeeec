//! Stratum, once Authenticator Pro: its backups, plain and under two kinds of encryption, its HTML
//! page and its database. Its list of URIs is read as any other.

mod accounts;
mod database;
mod page;
mod seal;

use super::content::Content;
use super::format::{Format, Import, ReadError, Work};

pub(super) const FORMAT: Format = Format {
    name: "stratum",
    title: "Stratum and Authenticator Pro",
    recognises: |content| {
        content.has_keys(&["Authenticators"])
            || seal::recognises(content.bytes())
            || page::recognises(content)
            || database::recognises(content)
    },
    read,
};

fn read(content: &Content<'_>, work: &mut Work<'_>) -> Result<Import, ReadError> {
    if seal::recognises(content.bytes()) {
        return seal::read(content.bytes(), work);
    }
    if page::recognises(content) {
        return page::read(content);
    }
    if database::recognises(content) {
        return database::read(content);
    }
    accounts::read(content.text().ok_or(ReadError::Damaged)?)
}
