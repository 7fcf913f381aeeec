//! Brings in what may hold accounts, from wherever it is: files and folders, the clipboard, the
//! screen, links.
//!
//! One thread reads, batch after batch, in a process of its own for each (`tessera-reader`). The
//! keeper is asked before anything is read, and is given only what was found; it never waits for a
//! picture. What was found while the vault locked is dropped.

mod arguments;
mod batch;
mod dragged;
mod folders;
pub mod key_file;
mod open;
mod remark;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;

use tessera_reader_client::Reader;
use tessera_screen::ScreenError;
use tokio::sync::oneshot;

use crate::desk::{Arrived, Opening};
use crate::dto::{Review, Typed};
use crate::error::CommandError;
use crate::keeper::Keeper;
use crate::platform::page::{Event, Page};
use crate::platform::paste::{Paste, Pasted};
use crate::platform::screen::Screen;

pub use arguments::arrived;

use batch::{Batch, Source};

/// All that capturing needs of the outside world.
pub struct Outside {
    /// Reads pictures, in a process that ends with it.
    pub reader: Box<dyn Fn() -> Reader + Send>,
    /// What somebody else put on the clipboard.
    pub paste: Box<dyn Paste>,
    /// What is on the screen.
    pub screen: Box<dyn Screen>,
    /// What is told how far it has come.
    pub page: Box<dyn Page>,
}

type Job = Box<dyn FnOnce(&mut Room) + Send>;

/// Whether a job is to stop.
type Stop<'a> = &'a dyn Fn() -> bool;

/// The way to the thread that reads.
#[derive(Clone, Debug)]
pub struct Capture {
    jobs: mpsc::Sender<Job>,
    orders: Arc<Orders>,
}

/// The jobs of a [`Capture`], before its thread is there.
pub struct Queue(mpsc::Receiver<Job>);

/// What is said to the thread while it works.
#[derive(Debug, Default)]
struct Orders {
    /// The number of the next job.
    next: AtomicU64,
    /// Jobs below this number are to stop.
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
    keeper: Keeper,
    outside: Outside,
}

impl Capture {
    /// The way, and where the thread is to take its jobs from. What is asked for meanwhile waits.
    #[must_use]
    pub fn open() -> (Self, Queue) {
        let (jobs, queue) = mpsc::channel();
        (Self { jobs, orders: Arc::default() }, Queue(queue))
    }

    /// Reads files and folders.
    ///
    /// # Errors
    /// `locked`.
    pub async fn files(&self, paths: Vec<PathBuf>) -> Result<Review, CommandError> {
        self.ask(move |batch| batch.read(folders::sources(paths))).await
    }

    /// Reads what is on the clipboard.
    ///
    /// # Errors
    /// `locked`, `clipboard`, `nothing_on_clipboard`.
    pub async fn pasted(&self) -> Result<Review, CommandError> {
        self.ask(|batch| {
            let pasted = batch.outside().paste.take();
            let sources = match pasted.map_err(|_| CommandError::plain("clipboard"))? {
                Pasted::Nothing => return Err(CommandError::plain("nothing_on_clipboard")),
                Pasted::Files(paths) => folders::sources(paths),
                Pasted::Text(text) => vec![Source::Text(text)],
                Pasted::Picture(bytes) => vec![Source::Bytes(bytes)],
                Pasted::Pixels(pixels) => vec![Source::Pixels(pixels)],
            };
            batch.read(sources)
        })
        .await
    }

    /// Reads what is on the screen. None where the user changed their mind when they were asked.
    ///
    /// # Errors
    /// `locked`, `screen_refused`, `screen_unsupported`, `screen_failed`.
    pub async fn screen(&self) -> Result<Option<Review>, CommandError> {
        let orders = Arc::clone(&self.orders);
        self.ask(move |batch| {
            let shooting = Shooting::begin(&orders);
            let shots = batch.outside().screen.shoot();
            drop(shooting);
            match shots {
                Ok(shots) => batch.read(shots.into_iter().map(Source::from).collect()).map(Some),
                Err(ScreenError::Cancelled) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// Opens a source of a review with a password. None where the user stopped it.
    ///
    /// # Errors
    /// `locked`, `expired`, `wrong_password`, `out_of_memory`: it stays sealed then.
    pub async fn open_source(
        &self,
        opening: Opening,
        password: Typed,
    ) -> Result<Option<Review>, CommandError> {
        self.ask(move |batch| batch.open(&opening, &password)).await
    }

    /// Reads what was dropped on the window, files or what a page shows, and tells the page. Nothing
    /// of a drop that holds neither.
    pub fn dropped(&self, paths: Vec<PathBuf>) {
        if !paths.is_empty() {
            let sources = move || dragged::sources(paths);
            self.send(move |room, stop| room.report(stop, |batch| batch.read(sources())));
        }
    }

    /// Reads what Tessera was started with, and tells the page. It waits while the vault is not open.
    pub fn arrived(&self, arrived: Vec<Arrived>) {
        if arrived.is_empty() {
            return;
        }
        self.send(move |room, stop| {
            let now = room.keeper.ask_blocking(|desk| Ok(desk.arrive(arrived)));
            let now = now.unwrap_or_default();
            if !now.is_empty() {
                room.report(stop, |batch| batch.read(sources(now)));
            }
        });
    }

    /// Reads what had to wait, and tells the page.
    pub fn read(&self, arrived: Vec<Arrived>) {
        self.send(move |room, stop| room.report(stop, |batch| batch.read(sources(arrived))));
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
        answer.await.unwrap_or_else(|_| Err(CommandError::plain(CommandError::INTERNAL)))
    }

    /// A job is told by its second argument whether it is to stop.
    fn send(&self, job: impl FnOnce(&mut Room, Stop<'_>) + Send + 'static) {
        let orders = Arc::clone(&self.orders);
        let number = orders.next.fetch_add(1, Ordering::AcqRel);
        let stop = move || number < orders.cancelled.load(Ordering::Acquire);
        // The thread ends only with the process.
        let _ = self.jobs.send(Box::new(move |room| job(room, &stop)));
    }
}

impl Room {
    /// Works on a batch that nobody asked for, and tells the page.
    fn report(
        &mut self,
        stop: Stop<'_>,
        read: impl FnOnce(&mut Batch<'_>) -> Result<Review, CommandError>,
    ) {
        let read = Batch::begin(self, stop).and_then(|mut batch| read(&mut batch));
        self.outside.page.tell(match read {
            Ok(review) => Event::Review(review),
            Err(error) => Event::Notice(error.0),
        });
    }
}

fn sources(arrived: Vec<Arrived>) -> Vec<Source> {
    let sources = arrived.into_iter().flat_map(|one| match one {
        Arrived::Link(text) => vec![Source::Text(text)],
        Arrived::Path(path) => folders::sources(vec![path]),
    });
    sources.collect()
}

impl Queue {
    /// Starts the thread.
    ///
    /// # Errors
    /// Where the system gives none.
    pub fn serve(self, keeper: Keeper, outside: Outside) -> std::io::Result<()> {
        let mut room = Room { keeper, outside };
        let serve = move || {
            for job in self.0 {
                // Whoever asked hears that it failed; the next job works.
                let _ = catch_unwind(AssertUnwindSafe(|| job(&mut room)));
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
