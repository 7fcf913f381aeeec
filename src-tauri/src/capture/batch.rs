//! One batch: sources in, one review out, as long as the vault stays open.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tessera_core::formats::{Format, Found, Work};
use tessera_core::intake::{self, SourceError};
use tessera_core::secret::SecretText;
use tessera_core::store::{self, StoreError};
use tessera_reader::{Pixels, Reader};
use tessera_screen::Shot;
use zeroize::Zeroizing;

use super::{Outside, Room};
use crate::desk::{Content, Finding, Turn, file_name};
use crate::dto::{Progress, Reason, Review};
use crate::error::CommandError;
use crate::platform::page::{Event, Page};

/// What may hold accounts. Wiped when it is dropped.
pub(super) enum Source {
    /// A file, told by its content.
    File(PathBuf),
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
    room: &'a mut Room,
    stop: &'a dyn Fn() -> bool,
    turn: Turn,
    /// Its process ends with the batch.
    reader: Reader,
}

impl<'a> Batch<'a> {
    /// Refused while the vault is not open.
    pub(super) fn begin(
        room: &'a mut Room,
        stop: &'a dyn Fn() -> bool,
    ) -> Result<Self, CommandError> {
        let turn = room.keeper.ask_blocking(|desk| desk.begin_capture())?;
        let reader = (room.outside.reader)();
        Ok(Self { room, stop, turn, reader })
    }

    pub(super) fn outside(&mut self) -> &mut Outside {
        &mut self.room.outside
    }

    /// Reads one source after another until it is told to stop, and gives the keeper what they held.
    pub(super) fn read(&mut self, sources: Vec<Source>) -> Result<Review, CommandError> {
        let (start, total) = (Instant::now(), sources.len());
        let mut told = Told { page: &*self.room.outside.page, any: false };
        let mut findings = Vec::with_capacity(total);
        for (done, source) in sources.into_iter().enumerate() {
            if (self.stop)() {
                break;
            }
            let turn = self.turn;
            self.room.keeper.ask_blocking(move |desk| desk.check_turn(turn))?;
            if total > 1 && start.elapsed() > QUIET {
                told.progress(Progress { done, total });
            }
            findings.push(find(&mut self.reader, source));
        }
        drop(told);
        let turn = self.turn;
        self.room.keeper.ask_blocking(move |desk| desk.take_findings(turn, findings))
    }
}

/// What the page was told of the progress; taken back however the batch ends.
struct Told<'a> {
    page: &'a dyn Page,
    any: bool,
}

impl Told<'_> {
    fn progress(&mut self, progress: Progress) {
        self.any = true;
        self.page.tell(Event::Capture(Some(progress)));
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if self.any {
            self.page.tell(Event::Capture(None));
        }
    }
}

fn find(reader: &mut Reader, source: Source) -> Finding {
    let picture = |reading| Ok(Content::Picture(reading));
    let (name, content) = match source {
        Source::File(path) => (file_name(&path), file(reader, &path)),
        Source::Bytes(bytes) => (String::new(), picture(reader.file(&bytes))),
        Source::Pixels(pixels) => (String::new(), picture(reader.pixels(&pixels))),
        Source::Text(text) => (String::new(), Ok(Content::Text(text))),
        Source::Not(name, reason) => (name, Err(reason)),
    };
    Finding { name, content }
}

fn file(reader: &mut Reader, path: &Path) -> Result<Content, Reason> {
    let problem = |error: SourceError| Reason::plain(error.name());
    let bytes = match store::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(StoreError::TooLarge) => return Err(problem(SourceError::TooLarge)),
        Err(_) => return Err(Reason::plain("not_readable")),
    };
    match intake::tell(&bytes).map_err(problem)? {
        intake::Source::Picture => Ok(Content::Picture(reader.file(&bytes))),
        intake::Source::Format(format) => accounts(reader, path, format, &bytes),
        intake::Source::Text => {
            let text = std::str::from_utf8(&bytes).map_err(|_| problem(SourceError::Unknown))?;
            Ok(Content::Text(SecretText::new(text.to_owned())))
        }
    }
}

/// What a file of another app holds, if it opens without a password.
fn accounts(
    reader: &mut Reader,
    path: &Path,
    format: &Format,
    bytes: &[u8],
) -> Result<Content, Reason> {
    let mut eyes = |picture: &[u8]| {
        let codes = reader.file(picture).pictures.into_iter().flat_map(|picture| picture.codes);
        codes.map(|code| code.text).collect()
    };
    let mut work = Work {
        password: None,
        key_file: None,
        eyes: &mut eyes,
        beside: &|name| beside(path, name),
        is_cancelled: &|| false,
    };
    let mut found = Found::default();
    intake::format(format, bytes, &mut work, &mut found)
        .map(|_| Content::Accounts(found))
        .map_err(|error| Reason::plain(error.name()))
}

/// A file of that name in the same folder, and in no other.
fn beside(path: &Path, name: &str) -> Option<Vec<u8>> {
    let is_a_name = Path::new(name).file_name().is_some_and(|file| file == name);
    is_a_name.then(|| store::read(&path.with_file_name(name)).ok()).flatten()
}
