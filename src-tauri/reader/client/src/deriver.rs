//! The side that asks for keys: in a process that is ended when nobody wants the key any more.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tessera_derive::Request;
use tessera_exchange::formats::{DeriveKey, NoKey};
use tessera_reader_wire::{AskKey, KEYS, Tell, Walls};
use zeroize::Zeroizing;

use crate::pictures::Patience;
use crate::process::Process;

/// Derives keys, one after another, in a process that is started when it is first needed and ends with
/// this value. Where the process fails, the next key gets a new one.
#[derive(Debug)]
pub struct Deriver {
    program: PathBuf,
    patience: Patience,
    process: RefCell<Option<Process>>,
}

/// How often it is asked whether the key is still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// The longest that a measurement takes, on a machine that is busy with other things.
const MEASURING: Duration = Duration::from_secs(20);

/// What this machine does in a second: measured once, by the first process that was asked.
static SPEED: OnceLock<u64> = OnceLock::new();

impl Deriver {
    pub(crate) fn at(program: PathBuf, patience: Patience) -> Self {
        Self { program, patience, process: RefCell::default() }
    }

    /// The process, while there is one.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.process.borrow().as_ref().map(Process::id)
    }

    /// What the system put up around the process, while there is one.
    #[must_use]
    pub fn walls(&self) -> Option<Walls> {
        self.process.borrow().as_ref().map(Process::walls)
    }

    /// Asks, and awaits the one answer. A process that gave none is ended.
    fn ask(
        &self,
        ask: &AskKey<'_>,
        patience: Option<Duration>,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Tell, NoAnswer> {
        let mut slot = self.process.borrow_mut();
        if slot.as_mut().is_some_and(|process| !process.is_idle()) {
            *slot = None;
        }
        let process = match &mut *slot {
            Some(process) => process,
            None => {
                let started = Process::start(&self.program, Some(KEYS), self.patience.start);
                slot.insert(started.ok_or(NoAnswer::NotStarted)?)
            }
        };
        let mut why = NoAnswer::Broken;
        let listen = |answers: &Receiver<Tell>| {
            let told = await_answer(answers, patience, is_cancelled);
            told.map_err(|no_answer| why = no_answer).ok()
        };
        let told = process.ask(|questions| ask.write(questions), self.patience.heard, listen);
        if told.is_none() {
            *slot = None;
        }
        told.ok_or(why)
    }
}

/// Why nothing was answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum NoAnswer {
    NotStarted,
    /// Ended before it answered.
    Died,
    /// Too slow.
    Broken,
    Cancelled,
}

fn await_answer(
    answers: &Receiver<Tell>,
    patience: Option<Duration>,
    is_cancelled: &dyn Fn() -> bool,
) -> Result<Tell, NoAnswer> {
    let start = Instant::now();
    loop {
        if is_cancelled() {
            return Err(NoAnswer::Cancelled);
        }
        match answers.recv_timeout(LOOK) {
            Ok(tell) => return Ok(tell),
            Err(RecvTimeoutError::Disconnected) => return Err(NoAnswer::Died),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if patience.is_some_and(|patience| start.elapsed() > patience) {
            return Err(NoAnswer::Broken);
        }
    }
}

impl DeriveKey for Deriver {
    fn derive(
        &self,
        request: &Request<'_>,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Zeroizing<Vec<u8>>, NoKey> {
        // However long that takes: the system ends a process that never comes to its end.
        match self.ask(&AskKey::Derive(*request), None, is_cancelled) {
            Ok(Tell::Key(Some(key))) if key.len() == request.length() => Ok(key),
            Ok(Tell::Key(None)) => Err(NoKey::OutOfMemory),
            Err(NoAnswer::Cancelled) => Err(NoKey::Cancelled),
            // A system that runs out of memory ends whoever takes it.
            Err(NoAnswer::Died) if request.method().memory() > 0 => Err(NoKey::OutOfMemory),
            Ok(_) => {
                self.process.take();
                Err(NoKey::Failed)
            }
            Err(NoAnswer::NotStarted | NoAnswer::Died | NoAnswer::Broken) => Err(NoKey::Failed),
        }
    }

    fn speed(&self, is_cancelled: &dyn Fn() -> bool) -> Result<u64, NoKey> {
        if let Some(speed) = SPEED.get() {
            return Ok(*speed);
        }
        match self.ask(&AskKey::Measure, Some(MEASURING), is_cancelled) {
            Ok(Tell::Speed(speed)) => Ok(*SPEED.get_or_init(|| speed)),
            Ok(Tell::Key(None)) => Err(NoKey::OutOfMemory),
            Err(NoAnswer::Cancelled) => Err(NoKey::Cancelled),
            Ok(_) => {
                self.process.take();
                Err(NoKey::Failed)
            }
            Err(_) => Err(NoKey::Failed),
        }
    }
}
