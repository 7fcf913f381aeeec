//! One thread owns the vault. Commands send it a request and await the reply: saves are ordered by
//! construction, nothing is locked across an await, and key derivation, disk and pictures never
//! block a window.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use tokio::sync::{mpsc, oneshot};

use crate::app::App;
use crate::error::CommandError;
use crate::job::Job;
use crate::ticker;
use crate::types::LockReason;
use crate::wall_timer::WallTimer;
use crate::watch::VaultWatch;

type Request = Box<dyn FnOnce(&mut App) + Send>;

/// The way to the thread that owns the vault. Clones share it.
#[derive(Clone, Debug)]
pub struct Keeper {
    requests: mpsc::UnboundedSender<Request>,
}

impl Keeper {
    /// Starts the thread, and the ticker that wakes it when something is due.
    ///
    /// # Errors
    /// Where the system gives no thread or no timer.
    pub fn start(app: App) -> std::io::Result<Self> {
        let (requests, queue) = mpsc::unbounded_channel();
        let keeper = Self { requests };
        let timer = WallTimer::new()?;
        let ticker = {
            let keeper = keeper.clone();
            ticker::start(timer, move || keeper.tick())?
        };
        let mut watch = {
            let keeper = keeper.clone();
            VaultWatch::new(move || keeper.post(App::notice_change))
        };
        thread::Builder::new().name("keeper".into()).spawn(move || {
            serve(app, queue, |app| {
                ticker.set(app.next_due());
                watch.follow(app.watched());
            });
        })?;
        Ok(keeper)
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

    /// Asks for something that needs no answer.
    pub fn post(&self, request: impl FnOnce(&mut App) + Send + 'static) {
        // The thread ends only with the process.
        let _ = self.requests.send(Box::new(request));
    }

    /// Does what is due. Waits for it, so that the next moment is set before the next wait. Whether
    /// the keeper still serves.
    fn tick(&self) -> bool {
        let ticked = self.ask_blocking(|app| {
            app.tick();
            Ok(())
        });
        ticked.is_ok() || !self.requests.is_closed()
    }
}

fn serve(mut app: App, mut queue: mpsc::UnboundedReceiver<Request>, mut after: impl FnMut(&App)) {
    while let Some(request) = queue.blocking_recv() {
        let served = catch_unwind(AssertUnwindSafe(|| {
            // After a sleep a hand on the mouse may be here before the ticker.
            app.lock_if_idle();
            request(&mut app);
        }));
        if served.is_err() {
            // The vault goes first; a clipboard that panics as well ends nothing.
            let _ = catch_unwind(AssertUnwindSafe(|| app.lock(LockReason::Failed)));
        }
        after(&app);
    }
}
