//! The thread that reads: files and folders, the clipboard, the screen, links.
//!
//! It reads batch after batch, with a process of its own for the pictures of each (`tessera-reader`).
//! The keeper is asked before anything is read, and is given only what was found; it never waits for
//! a picture. What was found while the vault locked is dropped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tessera_core::secret::SecretText;
use tessera_exchange::formats::Format;
use tessera_reader_client::{Reader, Walls};
use tessera_screen::ScreenError;
use tokio::sync::oneshot;

use super::encrypted::Refusal;
use super::queued_links::Arrived;
use super::reading::{self, Finding};
use super::source::{self, Origin, Source, SourceContent};
use super::{Opening, Wanted, dragged};
use crate::app::App;
use crate::error::CommandError;
use crate::events::{Event, Subscribers};
use crate::keeper::{Keeper, WeakKeeper};
use crate::ports::clipboard::{Paste, Pasted};
use crate::ports::screen::Screen;
use crate::types::{Problem, Progress, Reason, Review, Typed};

/// What the thread needs of the outside world.
pub struct CapturePorts {
    /// Starts the program that reads pictures and derives keys; its processes end with the value.
    pub reader: Box<dyn Fn() -> Reader + Send>,
    /// What somebody else put on the clipboard.
    pub paste: Box<dyn Paste>,
    /// What is on the screens.
    pub screen: Box<dyn Screen>,
    /// Who hears how far it has come.
    pub events: Subscribers,
}

type Task = Box<dyn FnOnce(&mut Room) + Send>;

/// Whether a task is to stop.
type Stop<'a> = &'a dyn Fn() -> bool;

/// The way to the thread that reads. Clones share it.
#[derive(Clone, Debug)]
pub struct Capture {
    tasks: mpsc::Sender<Task>,
    orders: Arc<Orders>,
}

/// The tasks of a [`Capture`], before its thread is there.
pub struct Queue(mpsc::Receiver<Task>);

/// What is said to the thread while it works.
#[derive(Debug, Default)]
struct Orders {
    /// The number of the next task.
    next: AtomicU64,
    /// Tasks below this number are to stop.
    cancelled: AtomicU64,
    /// The window is out of the way, for a picture of the screen.
    shooting: AtomicBool,
}

/// The window is out of the way as long as this lives, however the shot ends.
struct Shooting<'a>(&'a Orders);

impl<'a> Shooting<'a> {
    fn begin(orders: &'a Orders) -> Self {
        orders.shooting.store(true, Ordering::Release);
        Self(orders)
    }
}

impl Drop for Shooting<'_> {
    fn drop(&mut self) {
        self.0.shooting.store(false, Ordering::Release);
    }
}

/// Where the thread works.
struct Room {
    keeper: WeakKeeper,
    ports: CapturePorts,
    told_of_walls: bool,
}

impl Capture {
    /// The way, and where the thread is to take its tasks from. What is asked for meanwhile waits.
    #[must_use]
    pub fn open() -> (Self, Queue) {
        let (tasks, queue) = mpsc::channel();
        (Self { tasks, orders: Arc::default() }, Queue(queue))
    }

    /// Reads files and folders.
    ///
    /// # Errors
    /// `Locked`.
    pub async fn files(&self, paths: Vec<PathBuf>) -> Result<Review, CommandError> {
        self.ask(move |batch| batch.read(source::sources(paths), None)).await
    }

    /// Reads sources that were gathered elsewhere. `format`: what every file is, whatever it looks
    /// like; none tells by the content.
    ///
    /// # Errors
    /// `Locked`.
    pub async fn sources(
        &self,
        sources: Vec<Source>,
        format: Option<&'static Format>,
    ) -> Result<Review, CommandError> {
        self.ask(move |batch| batch.read(sources, format)).await
    }

    /// Reads what was typed or pasted as text: links, secrets, several lines.
    ///
    /// # Errors
    /// `Locked`.
    pub async fn text(&self, text: &Typed) -> Result<Review, CommandError> {
        let content = SourceContent::Text(SecretText::new(text.expose().to_owned()));
        let source = Source { name: String::new(), origin: Origin::Named, content };
        self.sources(vec![source], None).await
    }

    /// Reads what is on the clipboard.
    ///
    /// # Errors
    /// `Locked`, `Clipboard`, `NothingOnClipboard`.
    pub async fn pasted(&self) -> Result<Review, CommandError> {
        self.ask(|batch| {
            let pasted = batch.room.ports.paste.take();
            let content = match pasted.map_err(|_| CommandError(Reason::Clipboard))? {
                Pasted::Nothing => return Err(Reason::NothingOnClipboard.into()),
                Pasted::Files(paths) => return batch.read(source::sources(paths), None),
                Pasted::TooLarge => SourceContent::Unusable(Problem::TooLarge),
                Pasted::Text(text) => SourceContent::Text(text),
                Pasted::Picture(bytes) => SourceContent::Bytes(bytes),
                Pasted::Pixels(pixels) => SourceContent::Pixels(pixels),
            };
            batch.read(vec![content.into()], None)
        })
        .await
    }

    /// Reads what is on the screen. None where the user changed their mind when they were asked.
    ///
    /// # Errors
    /// `Locked`, `ScreenRefused`, `ScreenUnsupported`, `ScreenFailed`.
    pub async fn screen(&self) -> Result<Option<Review>, CommandError> {
        let orders = Arc::clone(&self.orders);
        self.ask(move |batch| match batch.room.shoot(&orders) {
            Ok(shots) => batch.read(shots, None).map(Some),
            Err(ScreenError::Cancelled) => Ok(None),
            Err(error) => Err(error.into()),
        })
        .await
    }

    /// Opens a source of a review with a password. None where the user stopped it.
    ///
    /// # Errors
    /// `Locked`, `Expired`; `WrongPassword`, `OutOfMemory`, `KeyOutOfMemory`, `KeyNotMade`, and `Costly`
    /// where the user has not `agreed` to what it costs: it stays encrypted then.
    pub async fn open_source(
        &self,
        opening: Opening,
        password: Typed,
        agreed: bool,
    ) -> Result<Option<Review>, CommandError> {
        self.ask(move |batch| batch.open(&opening, &password, agreed)).await
    }

    /// Reads what was dropped on the window, files or what a page shows, and tells the faces. Nothing
    /// of a drop that holds neither.
    pub fn dropped(&self, paths: Vec<PathBuf>) {
        if !paths.is_empty() {
            let orders = Arc::clone(&self.orders);
            let read =
                move |batch: &mut Batch<'_>| batch.read_dropped(dragged::sources(paths), &orders);
            self.send(move |room, stop| room.report(stop, read));
        }
    }

    /// Reads a text that was dropped on the window: what was selected, or the address of a picture.
    ///
    /// # Errors
    /// `Locked`.
    pub async fn dropped_text(&self, text: &Typed) -> Result<Review, CommandError> {
        let source = dragged::text(text.expose());
        let orders = Arc::clone(&self.orders);
        self.ask(move |batch| batch.read_dropped(vec![source], &orders)).await
    }

    /// Reads what Tessera was started with, and tells the faces. It waits while the vault is not open.
    pub fn arrived(&self, arrived: Vec<Arrived>) {
        if arrived.is_empty() {
            return;
        }
        self.send(move |room, stop| {
            let now = room.keeper.ask_blocking(|app| Ok(app.arrive(arrived)));
            let now = now.unwrap_or_default();
            if !now.is_empty() {
                room.report(stop, |batch| batch.read(sources(now), None));
            }
        });
    }

    /// Reads what had to wait, and tells the faces.
    pub fn read(&self, arrived: Vec<Arrived>) {
        self.send(move |room, stop| room.report(stop, |batch| batch.read(sources(arrived), None)));
    }

    /// Stops what is being read. What was found so far stays.
    pub fn cancel(&self) {
        let next = self.orders.next.load(Ordering::Acquire);
        self.orders.cancelled.store(next, Ordering::Release);
    }

    /// Whether the window is only out of the way, for a picture of the screen.
    #[must_use]
    pub fn is_shooting(&self) -> bool {
        self.orders.shooting.load(Ordering::Acquire)
    }

    /// Asks for a batch, and awaits what it gave.
    async fn ask<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut Batch<'_>) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.send(move |room, stop| {
            drop(reply.send(Batch::begin(room, stop).and_then(|mut b| read(&mut b))))
        });
        answer.await.unwrap_or(Err(CommandError::INTERNAL))
    }

    /// A task is told by its second argument whether it is to stop.
    fn send(&self, task: impl FnOnce(&mut Room, Stop<'_>) + Send + 'static) {
        let orders = Arc::clone(&self.orders);
        let number = orders.next.fetch_add(1, Ordering::AcqRel);
        let stop = move || number < orders.cancelled.load(Ordering::Acquire);
        // The thread does not end as long as somebody asks.
        let _ = self.tasks.send(Box::new(move |room| task(room, &stop)));
    }
}

fn sources(arrived: Vec<Arrived>) -> Vec<Source> {
    let sources = arrived.into_iter().flat_map(|one| match one {
        Arrived::Link(text) => vec![SourceContent::Text(text).into()],
        Arrived::Path(path) => source::sources(vec![path]),
    });
    sources.collect()
}

impl Queue {
    /// Starts the thread. It ends when nobody holds a [`Capture`] any more, and keeps no keeper from
    /// ending.
    ///
    /// # Errors
    /// Where the system gives none.
    pub fn serve(self, keeper: Keeper, ports: CapturePorts) -> std::io::Result<()> {
        let mut room = Room { keeper: keeper.weak(), ports, told_of_walls: false };
        let serve = move || {
            for task in self.0 {
                // Whoever asked hears that it failed; the next task works.
                let _ = catch_unwind(AssertUnwindSafe(|| task(&mut room)));
            }
        };
        thread::Builder::new().name("capture".into()).spawn(serve).map(drop)
    }
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Queue")
    }
}

impl Room {
    /// Pictures of the screens, while the window is out of the way.
    fn shoot(&mut self, orders: &Orders) -> Result<Vec<Source>, ScreenError> {
        let shooting = Shooting::begin(orders);
        let shots = self.ports.screen.shoot();
        drop(shooting);
        Ok(shots?.into_iter().map(|shot| SourceContent::from(shot).into()).collect())
    }

    /// Works on a batch that nobody asked for, and tells the faces.
    fn report(
        &mut self,
        stop: Stop<'_>,
        read: impl FnOnce(&mut Batch<'_>) -> Result<Review, CommandError>,
    ) {
        let read = Batch::begin(self, stop).and_then(|mut batch| read(&mut batch));
        self.ports.events.emit(&match read {
            Ok(review) => Event::Review(review),
            // The user has cancelled the review that it would have joined.
            Err(CommandError(Reason::Expired)) => return,
            Err(error) => Event::Notice(error.0),
        });
    }
}

/// Work on sources that belong together.
struct Batch<'a> {
    room: &'a mut Room,
    stop: Stop<'a>,
    wanted: Wanted,
    /// Reads the pictures of this batch; its process ends with the batch.
    reader: Reader,
}

impl<'a> Batch<'a> {
    /// Asks the keeper whether the vault is open, and starts a reader. `Locked` where it is not.
    fn begin(room: &'a mut Room, stop: Stop<'a>) -> Result<Self, CommandError> {
        let wanted = room.keeper.ask_blocking(|app| app.begin_capture())?;
        let reader = (room.ports.reader)();
        Ok(Self { room, stop, wanted, reader })
    }

    /// Reads one source after another until it is told to stop, and gives the keeper what they held.
    fn read(
        &mut self,
        sources: Vec<Source>,
        format: Option<&'static Format>,
    ) -> Result<Review, CommandError> {
        let findings = self.find(sources, format);
        self.hand_over(findings)
    }

    /// Reads what was dropped. What lies on a web page is not fetched: where nothing else was dropped, it is
    /// looked for on the screen, out of which the user has just dragged it.
    fn read_dropped(
        &mut self,
        sources: Vec<Source>,
        orders: &Orders,
    ) -> Result<Review, CommandError> {
        if sources.iter().all(dragged::is_on_a_page)
            && let Ok(shots) = self.room.shoot(orders)
        {
            let findings = self.find(shots, None);
            if findings.iter().any(Finding::shows_a_code) {
                return self.hand_over(findings);
            }
        }
        self.read(sources, None)
    }

    fn find(&mut self, sources: Vec<Source>, format: Option<&'static Format>) -> Vec<Finding> {
        let total = sources.len();
        let is_over = || (self.stop)() || self.wanted.is_over();
        let mut report = ProgressReport::begin(&self.room.ports.events);
        let mut findings = Vec::with_capacity(total);
        for (done, source) in sources.into_iter().enumerate() {
            if is_over() {
                break;
            }
            let progress = Progress { done, total };
            if total > 1 {
                report.say(progress);
            }
            let mut go_on = || {
                report.say(progress);
                !is_over()
            };
            findings.extend(reading::read(&mut self.reader, source, format, &mut go_on));
        }
        drop(report);
        self.tell_of_missing_walls();
        findings
    }

    fn hand_over(&mut self, findings: Vec<Finding>) -> Result<Review, CommandError> {
        let wanted = self.wanted.clone();
        self.room.keeper.ask_blocking(move |app| app.take_findings(&wanted, findings))
    }

    /// Tells once that pictures are read with nothing but limits around the process that reads them.
    fn tell_of_missing_walls(&mut self) {
        let open = self.reader.walls().is_some_and(Walls::are_missing);
        if open && !std::mem::replace(&mut self.room.told_of_walls, true) {
            self.room.ports.events.emit(&Event::Notice(Reason::ReaderUnconfined));
        }
    }

    /// Opens a source of a review. None where nobody wants it any more.
    fn open(
        &mut self,
        opening: &Opening,
        password: &Typed,
        agreed: bool,
    ) -> Result<Option<Review>, CommandError> {
        let is_cancelled = || opening.is_cancelled();
        let opened = opening.file.open(password, agreed, &mut self.reader, &is_cancelled);
        let opened = match opened {
            // A lock says more than that it was stopped.
            _ if opening.is_locked() => return Err(CommandError::LOCKED),
            _ if opening.is_cancelled() => return Ok(None),
            Err(Refusal::Cancelled) => return Ok(None),
            Err(Refusal::StaysEncrypted(error)) => return Err(error),
            Err(Refusal::Problem(problem)) => Err(problem),
            Ok(opened) => Ok(opened),
        };
        let opening = opening.clone();
        let take = move |app: &mut App| app.take_opened(&opening, opened);
        self.room.keeper.ask_blocking(take).map(Some)
    }
}

/// Batches that finish within this time report no progress.
const QUIET: Duration = Duration::from_millis(300);

/// What faces were told of the progress; taken back however the batch ends.
struct ProgressReport<'a> {
    events: &'a Subscribers,
    begun: Instant,
    last: Option<Progress>,
}

impl<'a> ProgressReport<'a> {
    fn begin(events: &'a Subscribers) -> Self {
        Self { events, begun: Instant::now(), last: None }
    }

    /// Tells every face how far the batch has come: each step once, and none before it has lasted
    /// [`QUIET`].
    fn say(&mut self, progress: Progress) {
        if self.begun.elapsed() > QUIET && self.last != Some(progress) {
            self.last = Some(progress);
            self.events.emit(&Event::Capture(self.last));
        }
    }
}

impl Drop for ProgressReport<'_> {
    fn drop(&mut self) {
        if self.last.is_some() {
            self.events.emit(&Event::Capture(None));
        }
    }
}
