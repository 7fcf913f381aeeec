//! One door in: what a file is, is told by its content, never by its name; texts become drafts.

mod folder;

use tessera_core::vault;

use crate::formats::fields::magic;
use crate::formats::{
    self, Content, Format, Found, Piece, ReadContext, ReadError, Reading, Remark, Sighting,
    TextContent,
};

pub use crate::formats::{ENDINGS, PICTURES};
pub use folder::Listing;

/// The largest file that is taken, in bytes: 64 MiB.
pub const MAX_SOURCE: usize = vault::MAX_FILE;

/// What a file is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Source {
    /// Not text: a picture, if anything. Read by a process of its own, `tessera-reader`.
    Picture,
    /// A file of another app.
    Format(&'static Format),
    /// Text, with one account a line.
    Text,
}

/// Why a file gives no drafts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SourceError {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Over [`MAX_SOURCE`] bytes, over the limits of pictures, or with too many accounts.
    #[error("the file is too large")]
    TooLarge,
    /// A text over [`MAX_TEXT`](formats::MAX_TEXT).
    #[error("the text is longer than 16 MiB")]
    LongText,
    /// Neither a picture nor text.
    #[error("this is neither a picture nor a text file")]
    Unknown,
    /// A picture of a kind that is not decoded: HEIC, AVIF, JPEG XL.
    #[error("pictures of this kind (HEIC, AVIF, JPEG XL) are not read; save it as PNG or JPEG")]
    OtherPicture,
    /// A picture that cannot be decoded, or a text that breaks off.
    #[error("the file is damaged")]
    Damaged,
    /// A picture in which no QR code was found.
    #[error("there is no QR code in this picture")]
    NoCode,
    /// QR codes or text, but none of it an account.
    #[error("there is no authenticator account in this file")]
    NoAccount,
    /// The time for one picture was over before anything was found.
    #[error("this picture takes too long to read")]
    TooSlow,
    /// A picture that broke what reads pictures.
    #[error("this picture could not be read")]
    Unreadable,
    /// What reads pictures is not there or does not start.
    #[error("the picture reader, tessera-reader, does not start; install Tessera again")]
    NoReader,
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
            Self::LongText => "long_text",
            Self::Unknown => "not_a_picture",
            Self::OtherPicture => "other_picture",
            Self::Damaged => "damaged",
            Self::NoCode => "no_code",
            Self::NoAccount => "no_account",
            Self::TooSlow => "too_slow",
            Self::Unreadable => "unreadable",
            Self::NoReader => "no_reader",
            Self::Vault => "vault",
        }
    }
}

/// What a file is, told by its content. A vault or backup of Tessera is [`SourceError::Vault`].
/// `is_cancelled` is asked now and then; once it says so, the answer means nothing.
///
/// # Errors
/// [`SourceError::Empty`], [`SourceError::TooLarge`], [`SourceError::LongText`], [`SourceError::Vault`].
pub fn classify(bytes: &[u8], is_cancelled: &dyn Fn() -> bool) -> Result<Source, SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty);
    }
    if bytes.len() > MAX_SOURCE {
        return Err(SourceError::TooLarge);
    }
    if vault::is_vault(bytes) {
        return Err(SourceError::Vault);
    }
    if magic::is_picture(bytes) || tessera_reader_wire::is_drawing(bytes) {
        return Ok(Source::Picture);
    }
    let content = Content::watched(bytes, is_cancelled);
    if content.is_long_text() {
        return Err(SourceError::LongText);
    }
    let format = formats::recognise(&content)
        // Lines are a text as it is, unless it comes in another encoding.
        .filter(|format| *format != formats::LINES || !is_text(bytes))
        .filter(|format| !formats::NOISE.contains(format));
    Ok(match format {
        Some(format) => Source::Format(format),
        None if is_text(bytes) => Source::Text,
        // That it holds no account is said, not that it is no picture.
        None if content.is_guessed() => Source::Format(formats::LINES),
        None => Source::Picture,
    })
}

/// What a file of noise may be that is neither text nor picture: only its password tells.
#[must_use]
pub fn sealed(bytes: &[u8]) -> Option<&'static Format> {
    formats::recognise(&Content::new(bytes)).filter(|format| formats::NOISE.contains(format))
}

/// Text all through.
fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'))
}

/// Reads a file of another app, and gives what else there is to say of it.
///
/// # Errors
/// See [`ReadError`].
pub fn format(
    format: &Format,
    bytes: &[u8],
    context: &mut ReadContext<'_>,
    found: &mut Found,
) -> Result<Vec<Remark>, ReadError> {
    let is_cancelled = context.is_cancelled.unwrap_or(&|| false);
    let import = format.read(&Content::watched(bytes, is_cancelled), context)?;
    found.drafts.extend(import.drafts);
    Ok(import.remarks)
}

/// Reads the codes of one picture.
///
/// # Errors
/// [`SourceError::NoCode`], [`SourceError::NoAccount`].
pub fn codes<'a>(
    codes: impl IntoIterator<Item = Sighting<'a>>,
    found: &mut Found,
) -> Result<(), SourceError> {
    let readings: Vec<_> = codes.into_iter().map(|code| found.read_code(code)).collect();
    if readings.is_empty() {
        return Err(SourceError::NoCode);
    }
    if readings.contains(&Reading::Account) { Ok(()) } else { Err(SourceError::NoAccount) }
}

/// Reads a text: what is in it, for a [`Found`]. `is_cancelled` is asked now and then; once it says so, the
/// answer means nothing.
///
/// # Errors
/// [`SourceError::Unknown`], [`SourceError::NoAccount`], [`SourceError::Damaged`],
/// [`SourceError::TooLarge`], [`SourceError::LongText`].
pub fn text(bytes: &[u8], is_cancelled: &dyn Fn() -> bool) -> Result<TextContent, SourceError> {
    if bytes.len() > formats::MAX_TEXT {
        return Err(SourceError::LongText);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| SourceError::Unknown)?;
    let mut content = formats::read_text(text, &|| !is_cancelled());
    content.is_damaged = formats::is_broken_json(text);
    match content.pieces.iter().map(Piece::accounts).sum() {
        0 => Err(nothing_in(text)),
        1..=formats::MAX_ENTRIES => Ok(content),
        _ => Err(SourceError::TooLarge),
    }
}

/// Why a text holds no account: it may be a file of an app that was cut off.
#[must_use]
pub fn nothing_in(text: &str) -> SourceError {
    if formats::is_broken_json(text) { SourceError::Damaged } else { SourceError::NoAccount }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_as_a_bitmap_does_is_text() {
        let file = b"BMW, then GitHub\notpauth://totp/GitHub:ada?secret=MFRGGZA\n";
        assert_eq!(classify(file, &|| false), Ok(Source::Text));
        assert_eq!(text(file, &|| false).map(|text| text.pieces.len()), Ok(1));
    }

    #[test]
    fn a_list_in_another_encoding_is_a_format() {
        let file: Vec<u8> = "\u{feff}otpauth://totp/a?secret=MFRGGZA\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(
            matches!(classify(&file, &|| false), Ok(Source::Format(format)) if format == formats::LINES)
        );
    }

    #[test]
    fn pictures_that_are_text_are_pictures() {
        for picture in ["%PDF-1.7\n", "<svg xmlns='x'/>", "<?xml version='1.0'?>\n<svg/>"] {
            assert_eq!(classify(picture.as_bytes(), &|| false), Ok(Source::Picture), "{picture}");
        }
        assert_eq!(classify(b"<html><svg/></html>", &|| false), Ok(Source::Text));
    }

    #[test]
    fn a_text_is_read_up_to_its_limit() {
        let link = "otpauth://totp/a?secret=MFRGGZA\n";
        let mut text = link.repeat(2) + &"\n".repeat(formats::MAX_TEXT);
        assert_eq!(classify(text.as_bytes(), &|| false), Err(SourceError::LongText));
        text.truncate(formats::MAX_TEXT);
        assert_eq!(classify(text.as_bytes(), &|| false), Ok(Source::Text));
    }

    #[test]
    fn files_of_other_apps_are_told_from_texts() {
        let aegis = br#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[]}}"#;
        assert!(
            matches!(classify(aegis, &|| false), Ok(Source::Format(format)) if format.name == "aegis")
        );
        assert_eq!(classify(br#"{"anything": "else"}"#, &|| false), Ok(Source::Text));
        assert_eq!(classify(b"otpauth://totp/a?secret=MFRGGZA", &|| false), Ok(Source::Text));
    }
}
