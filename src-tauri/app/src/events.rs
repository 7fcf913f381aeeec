//! What the application tells its faces without being asked: the window today; a tray, a picker or a
//! browser beside it. Each subscriber names the rows that it shows, and gets codes for these alone.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::types::{Progress, Reason, Review, RowCode};

/// Something that happened. A page hears it as its name and what comes with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "AppEvent"))]
#[serde(tag = "name", content = "payload", rename_all = "snake_case")]
pub enum Event {
    /// New codes for the rows that this subscriber shows.
    Codes(Vec<RowCode>),
    /// The list of entries has changed.
    Entries,
    /// The status has changed.
    Status,
    /// Something came that was not asked for: files that were dropped on the window, a link.
    Review(Review),
    /// How far the reading of several sources has come; none when it has ended.
    Capture(Option<Progress>),
    /// Files are held over the window, or no longer.
    Drag {
        /// Whether they are.
        over: bool,
    },
    /// Something to say.
    Notice(Reason),
}

/// A face of the application that hears of events. Called on the threads that work: it returns at
/// once.
pub trait Subscriber: Send + Sync {
    /// Hears an event.
    fn emit(&self, event: Event);

    /// The vault was locked: nothing of it may stay in what this face shows or holds.
    fn forget(&self);
}

/// Names a subscriber, for as long as the process runs.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SubscriberId(u64);

/// All subscribers. Clones share one list.
#[derive(Clone, Default)]
pub struct Subscribers(Arc<Mutex<List>>);

#[derive(Default)]
struct List {
    /// How many there ever were.
    count: u64,
    present: Vec<(SubscriberId, Arc<dyn Subscriber>)>,
}

impl Subscribers {
    /// Adds one, which hears every event from now on.
    pub fn add(&self, subscriber: Arc<dyn Subscriber>) -> SubscriberId {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        list.count += 1;
        let id = SubscriberId(list.count);
        list.present.push((id, subscriber));
        id
    }

    /// Removes one. An id that is not there is not an error.
    pub fn remove(&self, id: SubscriberId) {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        list.present.retain(|(one, _)| *one != id);
    }

    /// Tells all of them.
    pub fn emit(&self, event: &Event) {
        for (_, subscriber) in self.present() {
            subscriber.emit(event.clone());
        }
    }

    /// Tells one of them; nobody, where it is gone.
    pub fn emit_to(&self, id: SubscriberId, event: Event) {
        if let Some((_, subscriber)) = self.present().into_iter().find(|(one, _)| *one == id) {
            subscriber.emit(event);
        }
    }

    /// Tells all of them that the vault was locked.
    pub fn forget(&self) {
        for (_, subscriber) in self.present() {
            subscriber.forget();
        }
    }

    /// A copy: a subscriber may add or remove one while it hears.
    fn present(&self) -> Vec<(SubscriberId, Arc<dyn Subscriber>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).present.clone()
    }
}

impl std::fmt::Debug for Subscribers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} subscribers", self.present().len())
    }
}
