//! The side that asks: pictures one after another, in a process that is replaced when it fails.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tessera_core::secret::SecretText;
use tessera_reader_wire::{Ask, PROCESSOR_SECONDS, PictureError, Walls};

use crate::deriver::Deriver;
use crate::pictures::{self, Patience};
use crate::process::Process;
use crate::{PictureRead, Pixels, Problem, Reading};

/// Reads pictures, one after another, in a process that is started when it is first needed and ends
/// with this value. Where the process fails, the next picture gets a new one.
#[derive(Debug)]
pub struct Reader {
    program: PathBuf,
    patience: Patience,
    process: Option<Process>,
    /// For how long the process has been reading.
    worked: Duration,
}

/// After so much reading the process is replaced: the system ends it after [`PROCESSOR_SECONDS`].
const WORN: Duration = Duration::from_secs(PROCESSOR_SECONDS / 2);

impl Reader {
    /// With the program that lies beside the one that runs.
    #[must_use]
    pub fn beside_this_program() -> Self {
        let name = format!("tessera-reader{}", std::env::consts::EXE_SUFFIX);
        // Never by a bare name: that would be looked for along PATH.
        let program = std::env::current_exe().map(|exe| exe.with_file_name(name));
        Self::at(program.unwrap_or_default())
    }

    /// With the program at a place.
    #[must_use]
    pub fn at(program: PathBuf) -> Self {
        Self { program, patience: Patience::USUAL, process: None, worked: Duration::ZERO }
    }

    /// Waiting longer or shorter than usual.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Reads a picture file. Never waits much longer than the budget of its pictures.
    pub fn file(&mut self, bytes: &[u8]) -> Reading {
        self.file_unless(bytes, &|| false)
    }

    /// Reads a picture file as [`Self::file`] does, but ends the process at once where nobody wants the
    /// picture any more: what is given then means nothing.
    pub fn file_unless(&mut self, bytes: &[u8], is_cancelled: &dyn Fn() -> bool) -> Reading {
        self.ask(Ask::File(bytes), is_cancelled)
    }

    /// Reads a picture that is in memory.
    pub fn pixels(&mut self, pixels: &Pixels) -> Reading {
        self.pixels_unless(pixels, &|| false)
    }

    /// Reads a picture that is in memory, as [`Self::file_unless`] reads a file.
    pub fn pixels_unless(&mut self, pixels: &Pixels, is_cancelled: &dyn Fn() -> bool) -> Reading {
        let Pixels { width, height, rgba } = pixels;
        self.ask(Ask::Pixels { width: *width, height: *height, rgba }, is_cancelled)
    }

    /// The texts of the codes in a picture file, for a format that keeps its accounts in pictures. None
    /// where nobody wants them any more.
    pub fn texts(&mut self, bytes: &[u8], is_cancelled: &dyn Fn() -> bool) -> Vec<SecretText> {
        let codes = self
            .file_unless(bytes, is_cancelled)
            .pictures
            .into_iter()
            .flat_map(|picture| picture.codes);
        codes.map(|code| code.text).collect()
    }

    /// Derives keys with the same program, in a process of its own.
    #[must_use]
    pub fn deriver(&self) -> Deriver {
        Deriver::at(self.program.clone(), self.patience)
    }

    /// The process, while there is one.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(Process::id)
    }

    /// What the system put up around the process, while there is one.
    #[must_use]
    pub fn walls(&self) -> Option<Walls> {
        self.process.as_ref().map(Process::walls)
    }

    fn ask(&mut self, ask: Ask<'_>, is_cancelled: &dyn Fn() -> bool) -> Reading {
        let mut reading = Reading::default();
        if ask.is_too_large() {
            reading.problem = Some(PictureError::TooLarge.into());
            return reading;
        }
        if is_cancelled() {
            return reading;
        }
        let start = Instant::now();
        if self.worked > WORN || self.process.as_mut().is_some_and(|process| !process.is_idle()) {
            self.process = None;
        }
        let process = match &mut self.process {
            Some(process) => process,
            None => match Process::start(&self.program, None, self.patience.start) {
                Some(process) => {
                    self.worked = Duration::ZERO;
                    self.process.insert(process)
                }
                None => {
                    reading.problem = Some(Problem::NoReader);
                    return reading;
                }
            },
        };
        match pictures::read(process, self.patience, &ask, &mut reading.pictures, is_cancelled) {
            Some(result) => reading.problem = result.err().map(Problem::from),
            None => {
                // What it told before stays true.
                reading.problem = Some(Problem::Unreadable);
                self.process = None;
            }
        }
        self.worked += start.elapsed();
        keep_what_held_something(&mut reading.pictures);
        reading
    }
}

/// Of the pages or frames of a file those with a code; the first, where there is no code at all.
fn keep_what_held_something(pictures: &mut Vec<PictureRead>) {
    if pictures.iter().any(|picture| !picture.codes.is_empty()) {
        pictures.retain(|picture| !picture.codes.is_empty());
        return;
    }
    let gave_up = pictures.iter().any(|picture| picture.gave_up);
    pictures.truncate(1);
    pictures.iter_mut().for_each(|picture| picture.gave_up = gave_up);
}
