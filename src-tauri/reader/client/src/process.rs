//! A running `tessera-reader`, of which nothing is believed and for which nobody waits long.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

use tessera_reader_wire::{Tell, Walls};

/// A running `tessera-reader`. Dropping this ends the process.
#[derive(Debug)]
pub struct Process {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<Tell>,
    walls: Walls,
    #[cfg(windows)]
    _job: Option<win32job::Job>,
}

impl Process {
    /// Starts the program with its argument, if it takes one, and waits so long until it says that it is
    /// ready.
    pub fn start(program: &Path, argument: Option<&str>, patience: Duration) -> Option<Self> {
        let (tell, answers) = mpsc::sync_channel(4);
        let (hand_over, started) = mpsc::channel();
        let mut command = command(program);
        command.args(argument);
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
            walls: Walls::NONE,
        };
        match process.answers.recv_timeout(patience) {
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

    /// Writes a question, and listens to what is told. None when the process broke its word, was too slow
    /// or died, or nobody wants the answer any more: it is ended then.
    pub fn ask<T>(
        &mut self,
        write: impl FnOnce(&mut ChildStdin) -> io::Result<()> + Send,
        heard: Duration,
        listen: impl FnOnce(&Receiver<Tell>) -> Option<T>,
    ) -> Option<T> {
        let Self { child, questions, answers, .. } = self;
        thread::scope(|scope| {
            // A process that hangs takes nothing in, and whoever writes to it would hang as well.
            let (wrote, written) = mpsc::channel();
            scope.spawn(move || {
                let _ = wrote.send(write(questions).is_ok());
            });
            let is_heard = |_: &_| written.recv_timeout(heard) == Ok(true);
            let result = listen(answers).filter(is_heard);
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
