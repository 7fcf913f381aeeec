//! Asking a process for pictures, of which nothing is believed and for which nobody waits long.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tessera_reader_wire::{Ask, Budget, Meter, PictureError, Tell};

use crate::PictureRead;
use crate::process::Process;

/// How long each thing that the process does is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until it has started, on a machine that is busy with other things.
    pub start: Duration,
    /// Until it has taken in a file and decoded its first or next picture.
    pub decode: Duration,
    /// Until it has searched that picture.
    pub search: Duration,
    /// Until it has read the whole file, which can have many pages.
    pub file: Duration,
    /// Until the whole question is seen to be taken in, once it is answered.
    pub heard: Duration,
}

impl Patience {
    /// A second and a half for a file that cannot be decoded. A search has its budget, and time for
    /// the step that runs when it ends.
    pub const USUAL: Self = Self {
        start: Duration::from_secs(5),
        decode: Duration::from_millis(1_500),
        search: Budget::USUAL.saturating_add(LAST_STEP),
        file: Duration::from_secs(10),
        heard: Duration::from_millis(500),
    };
}

/// What the step that runs when the budget ends may still take: several times as long where nothing
/// is optimised.
const LAST_STEP: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2_000 } else { 500 });

/// The most pictures of a file that are believed, more than any file has. A process that tells of
/// more is broken.
const MOST_PICTURES: usize = 256;

/// How often it is asked whether the pictures are still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// Asks, and takes in what is told. None when the process broke its word, was too slow or died, or nobody
/// wants the pictures any more: then there is no use in asking it again.
pub fn read(
    process: &mut Process,
    patience: Patience,
    ask: &Ask<'_>,
    pictures: &mut Vec<PictureRead>,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Result<(), PictureError>> {
    let listen = |answers: &Receiver<Tell>| listen(answers, patience, pictures, is_cancelled);
    process.ask(|questions| ask.write(questions), patience.heard, listen)
}

fn listen(
    answers: &Receiver<Tell>,
    patience: Patience,
    pictures: &mut Vec<PictureRead>,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Result<(), PictureError>> {
    let start = Instant::now();
    let (mut searching, mut meter) = (false, Meter::default());
    let mut until = start + patience.decode;
    loop {
        let tell = next(answers, until.min(start + patience.file), is_cancelled)?;
        match tell {
            Tell::Picture { width, height } if !searching && pictures.len() < MOST_PICTURES => {
                // Until it ends, it is one that was given up.
                let (codes, took) = (Vec::new(), Duration::ZERO);
                pictures.push(PictureRead { width, height, codes, gave_up: true, took });
                (searching, until) = (true, Instant::now() + patience.search);
            }
            Tell::Code(code) if searching => {
                if !meter.admit(code.text.expose().len()) {
                    return None;
                }
                pictures.last_mut()?.codes.push(code);
            }
            Tell::End { gave_up, took } if searching => {
                let picture = pictures.last_mut()?;
                (picture.gave_up, picture.took) = (gave_up, took);
                (searching, until) = (false, Instant::now() + patience.decode);
            }
            Tell::Done(result) if !searching => return Some(result),
            _ => return None,
        }
    }
}

/// What is told next; none where that takes too long, or nobody wants it any more.
fn next(answers: &Receiver<Tell>, until: Instant, is_cancelled: &dyn Fn() -> bool) -> Option<Tell> {
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if is_cancelled() {
            return None;
        }
        match answers.recv_timeout(left.min(LOOK)) {
            Ok(tell) => return Some(tell),
            Err(RecvTimeoutError::Timeout) if left > LOOK => {}
            Err(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_process_that_hangs_is_left_as_soon_as_nobody_wants_the_pictures() {
        let (_hangs, answers) = mpsc::channel();
        let long = Duration::from_secs(600);
        let patience =
            Patience { start: long, decode: long, search: long, file: long, heard: long };
        let asked = Cell::new(0);
        let is_cancelled = || asked.replace(asked.get() + 1) == 3;
        assert_eq!(listen(&answers, patience, &mut Vec::new(), &is_cancelled), None);
        assert_eq!(asked.get(), 4);
    }

    #[test]
    fn a_process_that_is_too_slow_is_not_waited_for() {
        let (_hangs, answers) = mpsc::channel();
        let patience = Patience { decode: Duration::from_millis(120), ..Patience::USUAL };
        let start = Instant::now();
        assert_eq!(listen(&answers, patience, &mut Vec::new(), &|| false), None);
        assert!(start.elapsed() >= patience.decode);
    }
}
