//! One batch: sources in, one review out, as long as the vault stays open.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tessera_core::secret::SecretText;
use tessera_core::store::{self, StoreError};
use tessera_exchange::formats::{Format, ReadError, Work};
use tessera_exchange::intake::{self, SourceError};
use tessera_reader_client::{Pixels, Reader, Reading};
use tessera_screen::Shot;
use zeroize::Zeroizing;

use super::folders::Place;
use super::open::read_format;
use super::{Outside, Room, Stop};
use crate::desk::{Content, Finding, Sealed, Wanted, What, file_name};
use crate::dto::{Progress, Reason, Review};
use crate::error::CommandError;
use crate::platform::page::{Event, Page};

/// What may hold accounts. Wiped when it is dropped.
pub(super) enum Source {
    /// A file, told by its content.
    File(PathBuf, Place),
    /// A picture file without a name.
    Bytes(Zeroizing<Vec<u8>>),
    /// A picture in memory.
    Pixels(Pixels),
    /// Links, secrets, several lines.
    Text(SecretText),
    /// Something by this name that cannot be read at all.
    Not(String, Reason),
}

impl From<Shot> for Source {
    /// Nobody knows their screens by the names that the system has for them.
    fn from(Shot { content, .. }: Shot) -> Self {
        match content {
            tessera_screen::Content::Pixels { width, height, rgba } => {
                Self::Pixels(Pixels { width, height, rgba })
            }
            tessera_screen::Content::File(bytes) => Self::Bytes(bytes),
        }
    }
}

/// Progress is not worth a word before.
const QUIET: Duration = Duration::from_millis(300);

/// Work on sources that belong together.
pub(super) struct Batch<'a> {
    pub(super) room: &'a mut Room,
    pub(super) stop: Stop<'a>,
    wanted: Wanted,
    /// Its process ends with the batch.
    pub(super) reader: Reader,
}

impl<'a> Batch<'a> {
    /// Refused while the vault is not open.
    pub(super) fn begin(room: &'a mut Room, stop: Stop<'a>) -> Result<Self, CommandError> {
        let wanted = room.keeper.ask_blocking(|desk| desk.begin_capture())?;
        let reader = (room.outside.reader)();
        Ok(Self { room, stop, wanted, reader })
    }

    pub(super) fn outside(&mut self) -> &mut Outside {
        &mut self.room.outside
    }

    /// Reads one source after another until it is told to stop, and gives the keeper what they held.
    pub(super) fn read(&mut self, sources: Vec<Source>) -> Result<Review, CommandError> {
        let total = sources.len();
        let is_over = || (self.stop)() || self.wanted.is_over();
        let mut told = Told::nothing(&*self.room.outside.page);
        let mut findings = Vec::with_capacity(total);
        for (done, source) in sources.into_iter().enumerate() {
            if is_over() {
                break;
            }
            let progress = Progress { done, total };
            if total > 1 {
                told.progress(progress);
            }
            let mut go_on = || {
                told.progress(progress);
                !is_over()
            };
            findings.extend(find(&mut self.reader, source, &mut go_on));
        }
        drop(told);
        let wanted = self.wanted.clone();
        self.room.keeper.ask_blocking(move |desk| desk.take_findings(&wanted, findings))
    }
}

/// What the page was told of the progress; taken back however the batch ends.
struct Told<'a> {
    page: &'a dyn Page,
    begun: Instant,
    last: Option<Progress>,
}

impl<'a> Told<'a> {
    fn nothing(page: &'a dyn Page) -> Self {
        Self { page, begun: Instant::now(), last: None }
    }

    /// Says it once, and not before it is worth a word.
    fn progress(&mut self, progress: Progress) {
        if self.begun.elapsed() > QUIET && self.last != Some(progress) {
            self.last = Some(progress);
            self.page.tell(Event::Capture(self.last));
        }
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if self.last.is_some() {
            self.page.tell(Event::Capture(None));
        }
    }
}

/// Asked before each picture that a file holds: whether to go on.
type GoOn<'a> = &'a mut dyn FnMut() -> bool;

/// None where it was stopped.
fn find(reader: &mut Reader, source: Source, go_on: GoOn<'_>) -> Option<Finding> {
    let picture = |reading| Ok(Content::Picture(reading));
    let of_no_app = |name, content| Some(Finding { name, app: "", content });
    match source {
        Source::File(path, place) => file(reader, path, place, go_on),
        Source::Bytes(bytes) => of_no_app(String::new(), picture(reader.file(&bytes))),
        Source::Pixels(pixels) => of_no_app(String::new(), picture(reader.pixels(&pixels))),
        Source::Text(text) => of_no_app(String::new(), Ok(Content::Text(text))),
        Source::Not(name, reason) => of_no_app(name, Err(reason)),
    }
}

fn file(reader: &mut Reader, path: PathBuf, place: Place, go_on: GoOn<'_>) -> Option<Finding> {
    let name = file_name(&path);
    let problem = |error: SourceError| Err(Reason::plain(error.name()));
    let bytes = match store::read(&path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(StoreError::TooLarge) => {
            return Some(Finding { name, app: "", content: problem(SourceError::TooLarge) });
        }
        Err(_) => {
            return Some(Finding { name, app: "", content: Err(Reason::plain("not_readable")) });
        }
    };
    let (app, content) = match intake::tell(&bytes) {
        Ok(intake::Source::Picture) => {
            let reading = reader.file(&bytes);
            match sealed_noise(&reading, &bytes, place) {
                Some(format) => {
                    let problem = Reason::plain(SourceError::Unknown.name());
                    let sealed = Sealed::new(bytes, path, What::Format(format));
                    (format.title, Ok(Content::Sealed(sealed, Some(problem))))
                }
                None => ("", Ok(Content::Picture(reading))),
            }
        }
        Ok(intake::Source::Format(format)) => {
            (format.title, accounts(reader, path, format, bytes, go_on)?)
        }
        Ok(intake::Source::Text) => ("", text(&bytes)),
        Err(SourceError::Vault) => {
            ("Tessera", Ok(Content::Sealed(Sealed::new(bytes, path, What::Vault), None)))
        }
        Err(error) => ("", problem(error)),
    };
    Some(Finding { name, app, content })
}

/// What a file may be of which only a password tells. In a folder, whatever else lies there would be
/// asked for one.
fn sealed_noise(reading: &Reading, bytes: &[u8], place: Place) -> Option<&'static Format> {
    let is_no_picture = reading.outcome(Err(SourceError::NoCode)) == Err(SourceError::Unknown);
    (is_no_picture && place == Place::Named).then(|| intake::sealed(bytes)).flatten()
}

/// What a file of another app holds, or the file itself where it takes a password to say. None where
/// it was stopped.
fn accounts(
    reader: &mut Reader,
    path: PathBuf,
    format: &'static Format,
    bytes: Zeroizing<Vec<u8>>,
    go_on: GoOn<'_>,
) -> Option<Result<Content, Reason>> {
    let is_over = Cell::new(false);
    let mut eyes = |picture: &[u8]| {
        is_over.set(is_over.get() || !go_on());
        if is_over.get() { Vec::new() } else { reader.texts(picture) }
    };
    let mut work = Work {
        eyes: Some(&mut eyes),
        beside: Some(&|name| store::beside(&path, name)),
        is_cancelled: Some(&|| is_over.get()),
        ..Work::default()
    };
    let read = read_format(format, &bytes, &mut work);
    if is_over.get() {
        return None;
    }
    Some(match read {
        Ok(opened) => Ok(Content::Accounts(opened)),
        Err(ReadError::NeedsPassword) => {
            Ok(Content::Sealed(Sealed::new(bytes, path, What::Format(format)), None))
        }
        Err(error) => Err(Reason::plain(error.name())),
    })
}

fn text(bytes: &[u8]) -> Result<Content, Reason> {
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| Reason::plain(SourceError::Unknown.name()))?;
    Ok(Content::Text(SecretText::new(text.to_owned())))
}
