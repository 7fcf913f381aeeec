//! Stratum, once Authenticator Pro: its backups, plain and under two kinds of encryption, its HTML
//! page and its database. Its list of URIs is read as any other.

mod accounts;
mod database;
mod page;
mod seal;

use crate::formats::content::Content;
use crate::formats::format::{Format, Import, ReadContext, ReadError};

pub(crate) const FORMAT: Format = Format {
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

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if seal::recognises(content.bytes()) {
        return seal::read(content.bytes(), context);
    }
    if page::recognises(content) {
        return page::read(content);
    }
    if database::recognises(content) {
        return database::read(content);
    }
    accounts::read(content.text().ok_or(ReadError::Damaged)?)
}
