//! One source in, what it holds out. Touches no vault but those that are read as sources, and runs on
//! any thread.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use tessera_core::store::{self, StoreError};
use tessera_exchange::formats::{Format, ReadContext, ReadError, TextContent};
use tessera_exchange::intake::{self, SourceError};
use tessera_reader_client::{Reader, Reading};
use zeroize::Zeroizing;

use super::encrypted::{EncryptedFile, EncryptedKind, LONG, Opened, read_format};
use super::source::{Origin, Source, SourceContent};
use crate::types::Problem;

/// A source that was read. Holds secrets.
#[derive(Debug)]
pub struct Finding {
    /// How a face names the source; empty for what has no name.
    pub name: String,
    /// How the source came to be read.
    pub origin: Origin,
    /// A file of the user's was read, which goes on lying where it is.
    pub is_file: bool,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What the source gave, or why it gave nothing.
    pub content: Result<Content, Problem>,
}

impl Finding {
    /// Whether it is a picture in which a code was read, whatever the code holds.
    #[must_use]
    pub fn shows_a_code(&self) -> bool {
        matches!(&self.content, Ok(Content::Picture(reading)) if reading.codes().next().is_some())
    }
}

/// What kind of source was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SourceKind {
    /// A file of another app.
    Format(&'static Format),
    /// A vault or backup of Tessera.
    Vault,
    /// A picture.
    Picture,
    /// A text.
    Text,
    /// What kind of source it is could not be told.
    Unknown,
}

impl SourceKind {
    /// What the app is called whose file it is; empty for pictures and texts.
    #[must_use]
    pub const fn app(self) -> &'static str {
        match self {
            Self::Format(format) => format.title,
            Self::Vault => "Tessera",
            Self::Picture | Self::Text | Self::Unknown => "",
        }
    }

    /// One word for it; empty where it could not be told.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Format(format) => format.name,
            Self::Vault => "tessera",
            Self::Picture => "picture",
            Self::Text => "text",
            Self::Unknown => "",
        }
    }
}

/// What a source gave.
#[derive(Debug)]
pub enum Content {
    /// What a text held.
    Text(TextContent),
    /// What a picture showed.
    Picture(Reading),
    /// What a file of another app held.
    Accounts(Opened),
    /// A file that opens with a password; of noise, also what it is if it does not.
    Encrypted(EncryptedFile, Option<Problem>),
}

/// Asked before each picture that a file holds, and now and then while a file or a text is recognised and
/// read: whether to go on.
pub type GoOn<'a> = &'a mut dyn FnMut() -> bool;

/// Reads a source. `format`: what every file is, whatever it looks like; none tells by the content.
/// None where it was stopped.
pub fn read(
    reader: &mut Reader,
    source: Source,
    format: Option<&'static Format>,
    go_on: GoOn<'_>,
) -> Option<Finding> {
    let Source { name, origin, content } = source;
    let is_file = matches!(content, SourceContent::File(_));
    let (go_on, is_stopped) = (RefCell::new(go_on), Cell::new(false));
    let is_cancelled = || {
        is_stopped.set(is_stopped.get() || !(go_on.borrow_mut())());
        is_stopped.get()
    };
    let (kind, content) = match content {
        SourceContent::File(path) => match store::read(&path) {
            Ok(bytes) => file(reader, bytes, path, origin, format, &is_cancelled)?,
            Err(StoreError::TooLarge) => (SourceKind::Unknown, Err(Problem::TooLarge)),
            Err(_) => (SourceKind::Unknown, Err(Problem::NotReadable)),
        },
        SourceContent::Bytes(mut bytes) => {
            let bytes = std::mem::take(&mut *bytes);
            file(reader, bytes, PathBuf::new(), origin, format, &is_cancelled)?
        }
        SourceContent::Pixels(pixels) => (
            SourceKind::Picture,
            Ok(Content::Picture(reader.pixels_unless(&pixels, &is_cancelled))),
        ),
        SourceContent::Text(read) => {
            (SourceKind::Text, text(read.expose().as_bytes(), &is_cancelled))
        }
        SourceContent::Unusable(problem) => (SourceKind::Unknown, Err(problem)),
    };
    // What was stopped half way means nothing.
    (!is_stopped.get()).then_some(Finding { name, origin, is_file, kind, content })
}

type Told = (SourceKind, Result<Content, Problem>);

fn file(
    reader: &mut Reader,
    bytes: Vec<u8>,
    path: PathBuf,
    origin: Origin,
    format: Option<&'static Format>,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Told> {
    let bytes = Zeroizing::new(bytes);
    let told = match (format, intake::classify(&bytes, is_cancelled)) {
        (Some(format), Ok(_)) => Ok(intake::Source::Format(format)),
        (_, told) => told,
    };
    if is_cancelled() {
        return None;
    }
    Some(match told {
        Ok(intake::Source::Picture) => {
            let reading = reader.file_unless(&bytes, is_cancelled);
            let is_noise = reading.outcome(Err(SourceError::NoCode)) == Err(SourceError::Unknown);
            // Whoever named it so knows that it was a picture, and has no password for it.
            if is_noise && is_named_as_picture(&path) {
                return Some((SourceKind::Picture, Err(Problem::Damaged)));
            }
            // Of one that was not named, whatever it is would be asked for a password.
            let sealed = (is_noise && origin == Origin::Named).then(|| intake::sealed(&bytes));
            match sealed.flatten() {
                Some(format) => {
                    let file = EncryptedFile::new(bytes, path, EncryptedKind::Format(format));
                    let content = Content::Encrypted(file, Some(SourceError::Unknown.into()));
                    (SourceKind::Format(format), Ok(content))
                }
                None => (SourceKind::Picture, Ok(Content::Picture(reading))),
            }
        }
        Ok(intake::Source::Format(format)) => {
            (SourceKind::Format(format), accounts(reader, path, format, bytes, is_cancelled)?)
        }
        Ok(intake::Source::Text) => (SourceKind::Text, text(&bytes, is_cancelled)),
        Err(SourceError::Vault) => {
            let file = EncryptedFile::new(bytes, path, EncryptedKind::Vault);
            (SourceKind::Vault, Ok(Content::Encrypted(file, None)))
        }
        Err(error) => (SourceKind::Unknown, Err(error.into())),
    })
}

/// Whether a file has the ending of a picture.
fn is_named_as_picture(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    intake::PICTURES.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// What a file of another app holds, or the file itself where it takes a password to say. None where
/// it was stopped.
fn accounts(
    reader: &mut Reader,
    path: PathBuf,
    format: &'static Format,
    bytes: Zeroizing<Vec<u8>>,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Result<Content, Problem>> {
    let deriver = reader.deriver();
    let mut context = ReadContext {
        read_qr: Some(&mut |picture| reader.texts(picture, is_cancelled)),
        name: path.file_name().and_then(|name| name.to_str()),
        sibling: Some(&|name| store::beside(&path, name)),
        is_cancelled: Some(is_cancelled),
        derive: &deriver,
        ask_above: Some(LONG),
        ..ReadContext::default()
    };
    let read = read_format(format, &bytes, &mut context);
    Some(match read {
        Err(ReadError::Cancelled) => return None,
        Ok(opened) => Ok(Content::Accounts(opened)),
        // What costs much is asked for with the password.
        Err(ReadError::NeedsPassword | ReadError::Costly(_)) => {
            let file = EncryptedFile::new(bytes, path, EncryptedKind::Format(format));
            Ok(Content::Encrypted(file, None))
        }
        Err(error) => Err(error.into()),
    })
}

fn text(bytes: &[u8], is_cancelled: &dyn Fn() -> bool) -> Result<Content, Problem> {
    Ok(Content::Text(intake::text(bytes, is_cancelled)?))
}
