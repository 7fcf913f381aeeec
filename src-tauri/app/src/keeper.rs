//! One thread owns the vault. Commands send it a request and await the reply: saves are ordered by
//! construction, nothing is locked across an await, and key derivation, disk and pictures never
//! block a window. Locking alone waits for nothing: the thread is called back from a disk, a keyring or
//! a derivation, and locks before the requests that stand before it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc as sync};
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::sync::{mpsc, oneshot};

use crate::app::App;
use crate::error::CommandError;
use crate::job::Job;
use crate::ports::presence::{Hearing, Presence};
use crate::recall::Recall;
use crate::ticker;
use crate::types::{LockReason, Settings};
use crate::wall_timer::WallTimer;
use crate::watch::VaultWatch;

type Request = Box<dyn FnOnce(&mut App) + Send>;

/// A keeper that does not answer the ticker in this time waits for something: it is called back where
/// the vault is to be locked.
const PROMPT: Duration = Duration::from_millis(50);

/// The way to the thread that owns the vault. Clones share it; the thread ends with the last of them,
/// and the vault is dropped.
#[derive(Clone, Debug)]
pub struct Keeper {
    requests: mpsc::UnboundedSender<Request>,
    recall: Arc<Recall>,
}

/// The way there for threads that work for the keeper, and keep it from ending no longer than they ask.
#[derive(Clone, Debug)]
pub(crate) struct WeakKeeper {
    requests: mpsc::WeakUnboundedSender<Request>,
    recall: Arc<Recall>,
}

impl WeakKeeper {
    /// None where nobody else holds the keeper any more.
    pub(crate) fn upgrade(&self) -> Option<Keeper> {
        let requests = self.requests.upgrade()?;
        Some(Keeper { requests, recall: Arc::clone(&self.recall) })
    }

    /// As [`Keeper::ask_blocking`]; `Internal` where the keeper has ended.
    pub(crate) fn ask_blocking<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        self.upgrade().ok_or(CommandError::INTERNAL)?.ask_blocking(request)
    }
}

impl Keeper {
    /// Starts the thread, and the ticker that wakes it when something is due.
    ///
    /// # Errors
    /// Where the system gives no thread or no timer.
    pub fn start(app: App) -> std::io::Result<Self> {
        let (requests, queue) = mpsc::unbounded_channel();
        let recall = Arc::new(Recall::default());
        recall.note(&app);
        let keeper = Self { requests, recall: Arc::clone(&recall) };
        let timer = WallTimer::new()?;
        let ticker = {
            let keeper = keeper.weak();
            let tick = move || {
                if let Some(keeper) = keeper.upgrade() {
                    keeper.tick();
                }
            };
            ticker::start(timer, tick)?
        };
        let mut watch = {
            let keeper = keeper.weak();
            VaultWatch::new(move || {
                if let Some(keeper) = keeper.upgrade() {
                    keeper.post(App::notice_change);
                }
            })
        };
        thread::Builder::new().name("keeper".into()).spawn(move || {
            serve(app, queue, &recall, |app| {
                recall.note(app);
                ticker.set(app.next_due());
                watch.follow(app.watched());
            });
        })?;
        Ok(keeper)
    }

    pub(crate) fn weak(&self) -> WeakKeeper {
        WeakKeeper { requests: self.requests.downgrade(), recall: Arc::clone(&self.recall) }
    }

    /// Asks, and awaits the answer.
    ///
    /// # Errors
    /// What the request says, or `Internal` where it panicked: the vault is locked then.
    pub async fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.post(move |app| drop(reply.send(request(app))));
        answer.await.unwrap_or(Err(CommandError::INTERNAL))
    }

    /// Asks from a thread that may wait.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn ask_blocking<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.post(move |app| drop(reply.send(request(app))));
        answer.blocking_recv().unwrap_or(Err(CommandError::INTERNAL))
    }

    /// Does a job on a thread of its own, and awaits its result. None where it was cancelled
    /// meanwhile: nobody wants the result then. Needs a Tokio runtime.
    ///
    /// # Errors
    /// `Internal` where the job panicked.
    pub async fn run<T: Send + 'static>(&self, job: Job<T>) -> Result<Option<T>, CommandError> {
        let done = tokio::task::spawn_blocking(move || job.run()).await;
        done.map_err(|_| CommandError::INTERNAL)
    }

    /// Locks, and waits for nothing but that. Whether there was anything to lock.
    pub async fn lock(&self, reason: LockReason) -> bool {
        let (reply, answer) = oneshot::channel();
        self.hurry(always, move |app| {
            let _ = reply.send(app.lock_at_once(reason));
        });
        answer.await.unwrap_or_default()
    }

    /// Locks from a thread that may wait for that, and for nothing else. Whether there was anything to
    /// lock.
    pub fn lock_blocking(&self, reason: LockReason) -> bool {
        let (reply, answer) = oneshot::channel();
        self.hurry(always, move |app| {
            let _ = reply.send(app.lock_at_once(reason));
        });
        answer.blocking_recv().unwrap_or_default()
    }

    /// Ends what the vault needs before the process does: locks, and takes a copied code off the
    /// clipboard. Waits for nothing else.
    pub fn close(&self) {
        let (reply, answer) = oneshot::channel();
        self.hurry(always, move |app| {
            app.close();
            let _ = reply.send(());
        });
        let _ = answer.blocking_recv();
    }

    /// Takes in what the desktop says of its user, and returns when the vault is locked where the user
    /// wants it locked then.
    pub fn presence(&self, presence: Presence) {
        let (reply, answer) = oneshot::channel();
        let locks = move |settings: &Settings| settings.locks_for(presence).is_some();
        self.hurry(locks, move |app| {
            app.presence(presence);
            let _ = reply.send(());
        });
        // The keeper does not end as long as somebody asks.
        let _ = answer.blocking_recv();
    }

    /// Takes in what the desktop can be heard to say from now on.
    pub fn hears(&self, heard: Hearing) {
        self.post(move |app| app.hears(heard));
    }

    /// The window was hidden or minimised.
    pub fn hidden(&self) {
        self.hurry(|settings| settings.lock_on_hide, App::hidden);
    }

    fn hurry(
        &self,
        cannot_wait: impl FnOnce(&Settings) -> bool,
        urgent: impl FnOnce(&mut App) + Send + 'static,
    ) {
        self.recall.hurry(cannot_wait, urgent);
        // Wakes a keeper that waits for a request.
        self.post(|_| ());
    }

    /// Asks for something that needs no answer.
    pub fn post(&self, request: impl FnOnce(&mut App) + Send + 'static) {
        // The thread does not end as long as somebody asks.
        let _ = self.requests.send(Box::new(request));
    }

    /// Does what is due. Waits for it, so that the next moment is set before the next wait.
    fn tick(&self) {
        let (reply, ticked) = sync::channel();
        self.post(move |app| {
            app.tick();
            let _ = reply.send(());
        });
        if ticked.recv_timeout(PROMPT).is_err() {
            // The application's own clock is on the thread that does not answer.
            if self.recall.is_lock_due(SystemTime::now().into()) {
                self.lock_blocking(LockReason::Idle);
            }
            // Also where it panicked: the channel is closed then.
            let _ = ticked.recv();
        }
    }
}

fn serve(
    mut app: App,
    mut queue: mpsc::UnboundedReceiver<Request>,
    recall: &Recall,
    mut after: impl FnMut(&App),
) {
    recall.enter();
    while let Some(request) = queue.blocking_recv() {
        do_urgent(&mut app, recall);
        contain(&mut app, |app| {
            // After a sleep a hand on the mouse may be here before the ticker.
            app.lock_if_idle();
            app.follow_clock();
            request(app);
        });
        do_urgent(&mut app, recall);
        after(&app);
    }
}

fn always(_: &Settings) -> bool {
    true
}

fn do_urgent(app: &mut App, recall: &Recall) {
    while let Some(urgent) = recall.next() {
        contain(app, urgent);
    }
}

/// Locks where a request panics.
fn contain(app: &mut App, request: impl FnOnce(&mut App)) {
    if catch_unwind(AssertUnwindSafe(|| request(app))).is_err() {
        // The vault goes first; a clipboard that panics as well ends nothing.
        let _ = catch_unwind(AssertUnwindSafe(|| app.lock(LockReason::Failed)));
    }
}
