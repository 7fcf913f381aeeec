//! Pictures as tests read them.

use std::time::Duration;

use tessera_core::formats::Found;
use tessera_core::intake::{self, Source, SourceError};
use tessera_core::qr::{self, Budget, Code, Event, Limits, PictureError};
use tessera_core::secret::SecretText;

/// On a clock that stands still every pass is made, however slow or busy the machine is.
pub const UNHURRIED: Budget<'_> = Budget { clock: &|| Duration::ZERO, limit: Budget::USUAL };

/// The texts of a file, in the order in which they were found.
pub fn texts(file: &[u8], limits: &Limits) -> Result<Vec<String>, PictureError> {
    collect(|budget, tell| qr::read(file, limits, budget, tell))
}

/// The same of red, green, blue and alpha bytes.
pub fn texts_of_rgba(
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    limits: &Limits,
) -> Result<Vec<String>, PictureError> {
    collect(|budget, tell| qr::read_rgba(width, height, rgba, limits, budget, tell))
}

/// Reads a picture or a text, without the process that reads pictures in the product. A file of
/// another app is only told from them: its readers have tests of their own.
pub fn intake(file: &[u8], found: &mut Found) -> Result<Source, SourceError> {
    let source = intake::tell(file)?;
    match source {
        Source::Format(_) => {}
        Source::Text => intake::text(file, found)?,
        Source::Picture => {
            let texts = texts(file, &Limits::default()).map_err(|problem| match problem {
                PictureError::OtherKind => SourceError::OtherPicture,
                PictureError::TooLarge => SourceError::TooLarge,
                PictureError::Damaged => SourceError::Damaged,
                PictureError::NotAPicture => SourceError::Unknown,
            })?;
            let texts: Vec<_> = texts.into_iter().map(SecretText::new).collect();
            intake::codes(texts.iter().map(|text| (text, None)), found)?;
        }
    }
    Ok(source)
}

fn collect(
    read: impl FnOnce(&Budget<'_>, &mut dyn FnMut(Event)) -> Result<(), PictureError>,
) -> Result<Vec<String>, PictureError> {
    let mut texts = Vec::new();
    read(&UNHURRIED, &mut |event| {
        if let Event::Code(Code { text, .. }, ..) = event {
            texts.push(text.expose().to_owned());
        }
    })?;
    Ok(texts)
}
