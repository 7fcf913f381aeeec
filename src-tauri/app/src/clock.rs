//! Whether the clock of this computer is right, as far as the system says: codes of a clock that is wrong
//! are refused. Asked at an unlock, after the clock was set or the computer slept, and again as long as it
//! is in doubt. Nothing waits for the answer.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tessera_core::time::UnixTime;

use crate::app::App;
use crate::error::CommandError;
use crate::events::{Event, Subscribers};
use crate::keeper::Keeper;
use crate::ports::clock::ClockKeeper;
use crate::types::{ClockCompared, ClockSync, Reason};

/// A clock in doubt is asked about again after this time.
const AGAIN: Duration = Duration::from_secs(30);
/// A clock that has gone this much further, or less far, than time has passed was set, or has slept.
const JUMP: Duration = Duration::from_secs(2);

/// What is known of the clock.
pub(crate) struct Clock {
    known: Arc<Known>,
    /// The clock as it was looked at last, and what a clock showed then that nobody sets.
    seen: Option<(UnixTime, Instant)>,
    /// When the system was last asked.
    asked_at: UnixTime,
}

struct Known {
    keeper: Arc<dyn ClockKeeper>,
    events: Subscribers,
    state: Mutex<State>,
    /// Held by whoever asks: one that is asked meanwhile would not answer.
    asking: Mutex<()>,
}

#[derive(Default)]
struct State {
    sync: ClockSync,
    /// The user has read that it is in doubt: that is said again only once it was kept in between.
    put_off: bool,
    /// The numbers of the last question, and of the one whose answer this is.
    asked: u64,
    answered: u64,
}

impl Clock {
    pub(crate) fn new(keeper: Arc<dyn ClockKeeper>, events: Subscribers) -> Self {
        let known = Known { keeper, events, state: Mutex::default(), asking: Mutex::default() };
        Self { known: Arc::new(known), seen: None, asked_at: UnixTime::from_millis(0) }
    }

    /// What the system has said.
    pub(crate) fn sync(&self) -> ClockSync {
        self.known.with(|state| state.sync)
    }

    /// Whether the user is to be told that the clock is in doubt.
    pub(crate) fn is_to_be_told(&self) -> bool {
        self.known.with(|state| state.sync.is_in_doubt() && !state.put_off)
    }

    /// Asks on a thread of its own.
    fn look(&mut self, now: UnixTime) {
        self.asked_at = now;
        let known = Arc::clone(&self.known);
        // Without a thread it is not known.
        drop(thread::Builder::new().name("clock".into()).spawn(move || known.ask()));
    }

    /// Whether the clock was set since it was last looked at, or the computer slept.
    fn has_jumped(&mut self, now: UnixTime) -> bool {
        let steady = Instant::now();
        let Some((then, steady_then)) = self.seen.replace((now, steady)) else { return false };
        let passed = u64::try_from((steady - steady_then).as_millis()).unwrap_or(u64::MAX);
        let expected = then.millis().saturating_add(passed);
        u128::from(expected.abs_diff(now.millis())) >= JUMP.as_millis()
    }

    fn asks_again_at(&self) -> Option<UnixTime> {
        self.sync().is_in_doubt().then(|| self.asked_at + AGAIN)
    }
}

impl Known {
    /// Asks the system, and tells every face where that changes anything. An answer that comes after the
    /// one to a later question is not taken.
    fn ask(&self) -> ClockSync {
        let number = self.with(|state| {
            state.asked += 1;
            state.asked
        });
        let turn = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        let sync = self.keeper.sync();
        drop(turn);
        let changed = self.with(|state| {
            if number < state.answered {
                return false;
            }
            state.answered = number;
            state.put_off &= sync != ClockSync::Kept;
            std::mem::replace(&mut state.sync, sync) != sync
        });
        if changed {
            self.events.emit(&Event::Status);
        }
        sync
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Asks the system anew, and waits for the answer.
///
/// # Errors
/// Where the keeper has ended.
pub(crate) async fn ask(keeper: &Keeper) -> Result<ClockSync, CommandError> {
    let known = keeper.ask(|app| Ok(Arc::clone(&app.clock.known))).await?;
    let asked = tokio::task::spawn_blocking(move || known.ask()).await;
    asked.map_err(|_| CommandError::INTERNAL)
}

/// Compares the clock with a time server over the network, and waits for the answer.
///
/// # Errors
/// `NoTimeServer` where none answers.
pub(crate) async fn compare(keeper: &Keeper) -> Result<ClockCompared, CommandError> {
    let server = keeper.ask(|app| Ok(Arc::clone(&app.ports.time_server))).await?;
    let asked = tokio::task::spawn_blocking(move || server.behind()).await;
    let behind = asked.map_err(|_| CommandError::INTERNAL)?;
    let behind_ms = behind.ok_or(CommandError(Reason::NoTimeServer))?;
    Ok(ClockCompared { behind_ms })
}

impl App {
    /// Begins to ask the system whether its clock is right.
    pub(crate) fn look_at_clock(&mut self) {
        let now = self.now();
        self.clock.look(now);
    }

    /// Asks again where the clock was set, the computer slept, or the last answer left it in doubt.
    pub(crate) fn follow_clock(&mut self) {
        let now = self.now();
        let has_jumped = self.clock.has_jumped(now);
        let is_due = self.clock.asks_again_at().is_some_and(|at| at <= now);
        if self.open.is_some() && (has_jumped || is_due) {
            self.clock.look(now);
        }
    }

    /// When the system is to be asked again.
    pub(crate) fn clock_due(&self) -> Option<UnixTime> {
        self.clock.asks_again_at().filter(|_| self.open.is_some())
    }

    /// The user has read that the clock is in doubt.
    pub fn put_off_clock(&self) {
        self.clock.known.with(|state| state.put_off = true);
        self.emit(Event::Status);
    }
}
