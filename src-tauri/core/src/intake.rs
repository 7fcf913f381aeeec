//! One door in: the bytes of any file become texts, and those become drafts. What a file is, is
//! told by its content, never by its name.

use crate::formats::{self, Found, Reading};
use crate::qr::{self, Limits, PictureError};
use crate::secret::SecretText;
use crate::vault;

/// The largest file that is taken, in bytes: 64 MiB.
pub const MAX_SOURCE: usize = vault::MAX_FILE;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Source {
    /// A picture with at least one account.
    Picture,
    /// A text with at least one account.
    Text,
}

/// Why a file gives no drafts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Over [`MAX_SOURCE`] bytes, or over the [`Limits`] of pictures.
    #[error("the file is too large")]
    TooLarge,
    /// Neither a picture nor text.
    #[error("this is neither a picture nor a text file")]
    Unknown,
    /// A picture that cannot be decoded.
    #[error("the picture is damaged")]
    Damaged,
    /// A picture in which no QR code was found.
    #[error("there is no QR code in this picture")]
    NoCode,
    /// QR codes or text, but none of it an account.
    #[error("there is no authenticator account in this file")]
    NoAccount,
    /// A vault or backup of Tessera: it takes a password to open.
    #[error("this is a Tessera vault; it opens with its password")]
    Vault,
}

impl SourceError {
    /// One word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::Unknown => "not_a_picture",
            Self::Damaged => "damaged",
            Self::NoCode => "no_code",
            Self::NoAccount => "no_account",
            Self::Vault => "vault",
        }
    }
}

/// Reads one file; its drafts join those that were found before.
///
/// # Errors
/// See [`SourceError`]. What was found before stays.
pub fn read(bytes: &[u8], found: &mut Found) -> Result<Source, SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty);
    }
    if bytes.len() > MAX_SOURCE {
        return Err(SourceError::TooLarge);
    }
    if vault::is_vault(bytes) {
        return Err(SourceError::Vault);
    }
    match qr::read(bytes, Limits::default()) {
        Ok(texts) => codes(&texts, found).map(|()| Source::Picture),
        Err(PictureError::TooLarge) => Err(SourceError::TooLarge),
        // Two letters make a bitmap: a text may begin with them as well.
        Err(PictureError::Damaged) => {
            text(bytes, found).map(|()| Source::Text).map_err(|_| SourceError::Damaged)
        }
        Err(PictureError::NotAPicture) => text(bytes, found).map(|()| Source::Text),
    }
}

/// Reads the texts of the codes in one picture.
///
/// # Errors
/// [`SourceError::NoCode`], [`SourceError::NoAccount`].
pub fn codes(texts: &[SecretText], found: &mut Found) -> Result<(), SourceError> {
    if texts.is_empty() {
        return Err(SourceError::NoCode);
    }
    let readings: Vec<_> = texts.iter().map(|text| found.read(text)).collect();
    if readings.contains(&Reading::Account) { Ok(()) } else { Err(SourceError::NoAccount) }
}

fn text(bytes: &[u8], found: &mut Found) -> Result<(), SourceError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SourceError::Unknown)?;
    if text.contains('\0') {
        return Err(SourceError::Unknown);
    }
    match formats::lines(&SecretText::new(text.to_owned()), found) {
        Reading::Account => Ok(()),
        Reading::NoAccount => Err(SourceError::NoAccount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_as_a_bitmap_does_is_read_as_text() {
        let mut found = Found::default();
        let text = b"BMW, then GitHub\notpauth://totp/GitHub:ada?secret=MFRGGZA\n";
        assert_eq!(read(text, &mut found), Ok(Source::Text));
        assert_eq!(found.drafts.len(), 1);
    }
}
