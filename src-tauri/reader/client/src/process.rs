//! A running `tessera-reader`, of which nothing is believed and for which nobody waits long.

use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use tessera_reader_wire::{Ask, Budget, Meter, PictureError, Tell, Walls};

use crate::PictureRead;

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

/// A running `tessera-reader`. Dropping this ends the process.
#[derive(Debug)]
pub struct Process {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<Tell>,
    patience: Patience,
    walls: Walls,
    #[cfg(windows)]
    _job: Option<win32job::Job>,
}

impl Process {
    /// Starts the program and waits until it says that it is ready.
    pub fn start(program: &Path, patience: Patience) -> Option<Self> {
        let (tell, answers) = mpsc::sync_channel(4);
        let (hand_over, started) = mpsc::channel();
        let mut command = command(program);
        // Linux ends the process with the thread that started it, so that thread stays with it.
        let listen = move || {
            let Ok(mut child) = command.spawn() else { return };
            let Some((questions, output)) = child.stdin.take().zip(child.stdout.take()) else {
                return;
            };
            if hand_over.send((child, questions)).is_ok() {
                pass_on(output, &tell);
            }
        };
        thread::Builder::new().name("reader".into()).spawn(listen).ok()?;
        let (child, questions) = started.recv().ok()?;
        let mut process = Self {
            #[cfg(windows)]
            _job: job(&child),
            child,
            questions,
            answers,
            patience,
            walls: Walls::NONE,
        };
        match process.answers.recv_timeout(patience.start) {
            Ok(Tell::Ready(walls)) => {
                process.walls = walls;
                Some(process)
            }
            _ => None,
        }
    }

    /// What the system put up around the process, by its own account.
    pub fn walls(&self) -> Walls {
        self.walls
    }

    /// The system's number for it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the process lives and says nothing, as it should when it was asked nothing.
    pub fn is_idle(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
            && matches!(self.answers.try_recv(), Err(TryRecvError::Empty))
    }

    /// Asks, and takes in what it tells. None when it broke its word, was too slow or died: then
    /// there is no use in asking it again.
    pub fn read(
        &mut self,
        ask: &Ask<'_>,
        pictures: &mut Vec<PictureRead>,
    ) -> Option<Result<(), PictureError>> {
        let Self { child, questions, answers, patience, .. } = self;
        thread::scope(|scope| {
            // A process that hangs takes nothing in, and whoever writes to it would hang as well.
            let (wrote, written) = mpsc::channel();
            scope.spawn(move || {
                let _ = wrote.send(ask.write(questions).is_ok());
            });
            let heard = |_: &_| written.recv_timeout(patience.heard) == Ok(true);
            let result = listen(answers, *patience, pictures).filter(heard);
            if result.is_none() {
                end(child);
            }
            result
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// With nothing of ours but two pipes.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).env_clear();
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // A group of its own can be ended as a whole, and Ctrl+C in a terminal does not reach it.
        command.current_dir("/").process_group(0);
    }
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt as _;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
        // Without it the system's libraries are not found.
        command.envs(std::env::var_os("SystemRoot").map(|root| ("SystemRoot", root)));
    }
    command
}

fn pass_on(mut output: ChildStdout, to: &mpsc::SyncSender<Tell>) {
    // Not buffered: nobody would wipe the buffer.
    while let Some(tell) = Tell::read(&mut output) {
        if to.send(tell).is_err() {
            break;
        }
    }
}

fn listen(
    answers: &Receiver<Tell>,
    patience: Patience,
    pictures: &mut Vec<PictureRead>,
) -> Option<Result<(), PictureError>> {
    let start = Instant::now();
    let (mut searching, mut meter) = (false, Meter::default());
    let mut until = start + patience.decode;
    loop {
        let left = until.min(start + patience.file).saturating_duration_since(Instant::now());
        let tell = answers.recv_timeout(left).ok()?;
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

fn end(child: &mut Child) {
    #[cfg(unix)]
    if matches!(child.try_wait(), Ok(None))
        && let Some(group) = rustix::process::Pid::from_raw(child.id().cast_signed())
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Ends the process when this one ends, however that happens.
#[cfg(windows)]
fn job(child: &Child) -> Option<win32job::Job> {
    use std::os::windows::io::AsRawHandle as _;

    let mut limits = win32job::ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close();
    let job = win32job::Job::create_with_limit_info(&limits).ok()?;
    job.assign_process(child.as_raw_handle() as isize).ok()?;
    Some(job)
}
