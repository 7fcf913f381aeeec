//! One thread owns the vault. Commands send it a request and await the reply: saves are ordered by
//! construction, nothing is locked across an await, and key derivation, disk and pictures never
//! block the window.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use tokio::sync::{mpsc, oneshot};

use crate::desk::Desk;
use crate::dto::LockReason;
use crate::error::CommandError;
use crate::ticker;

type Request = Box<dyn FnOnce(&mut Desk) + Send>;

/// The way to the thread that owns the vault.
#[derive(Clone, Debug)]
pub struct Keeper {
    requests: mpsc::UnboundedSender<Request>,
}

impl Keeper {
    /// Starts the thread, and the ticker beside it.
    ///
    /// # Errors
    /// Where the system gives no thread or no timer.
    pub fn start(desk: Desk) -> std::io::Result<Self> {
        let (requests, queue) = mpsc::unbounded_channel();
        let keeper = Self { requests };
        let timer = Arc::new(ticker::start(keeper.clone())?);
        thread::Builder::new().name("keeper".into()).spawn(move || {
            serve(desk, queue, |desk| timer.set(desk.next_due()));
        })?;
        Ok(keeper)
    }

    /// Asks, and awaits the answer.
    ///
    /// # Errors
    /// What the request says, or `internal` where it panicked: the vault is locked then.
    pub async fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut Desk) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.tell(move |desk| drop(reply.send(request(desk))));
        answer.await.unwrap_or_else(|_| Err(CommandError::plain(CommandError::INTERNAL)))
    }

    /// Asks from a thread that may wait.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn ask_blocking<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut Desk) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.tell(move |desk| drop(reply.send(request(desk))));
        answer.blocking_recv().unwrap_or_else(|_| Err(CommandError::plain(CommandError::INTERNAL)))
    }

    /// Whether the thread has ended.
    pub fn is_closed(&self) -> bool {
        self.requests.is_closed()
    }

    /// Asks for something that needs no answer.
    pub fn tell(&self, request: impl FnOnce(&mut Desk) + Send + 'static) {
        // The thread ends only with the process.
        let _ = self.requests.send(Box::new(request));
    }
}

fn serve(mut desk: Desk, mut queue: mpsc::UnboundedReceiver<Request>, after: impl Fn(&Desk)) {
    while let Some(request) = queue.blocking_recv() {
        let served = catch_unwind(AssertUnwindSafe(|| {
            // After a sleep a hand on the mouse may be here before the ticker.
            desk.lock_if_idle();
            request(&mut desk);
        }));
        if served.is_err() {
            // The vault goes first; a clipboard that panics as well ends nothing.
            let _ = catch_unwind(AssertUnwindSafe(|| desk.lock(LockReason::Failed)));
        }
        after(&desk);
    }
}
