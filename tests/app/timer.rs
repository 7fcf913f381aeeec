//! The timers that follow the wall clock: the one of this system, and the one for systems without.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use tessera_core::time::UnixTime;

/// Compiled everywhere, so that it is tested where the others are built as well.
#[path = "../../src-tauri/app/src/wall_timer/polling.rs"]
mod polling;

fn now() -> UnixTime {
    SystemTime::now().into()
}

fn before(time: Duration) -> UnixTime {
    UnixTime::from_millis(now().millis() - u64::try_from(time.as_millis()).unwrap())
}

const SHORT: Duration = Duration::from_millis(150);
/// Long enough to be told from `SHORT` on a busy computer.
const LONG: Duration = Duration::from_secs(30);

macro_rules! timers {
    ($($name:ident: $timer:ty),*) => {$(
        mod $name {
            use super::*;

            /// When the wait of another thread ended.
            fn waiting(timer: &Arc<$timer>) -> thread::JoinHandle<UnixTime> {
                let timer = Arc::clone(timer);
                thread::spawn(move || {
                    timer.wait();
                    now()
                })
            }

            #[test]
            fn a_wait_ends_when_the_moment_has_come_and_not_before() {
                let timer = Arc::new(<$timer>::new().unwrap());
                let due = now() + SHORT;
                timer.set(Some(due));
                let ended = waiting(&timer).join().unwrap();
                assert!(ended >= due && ended < due + LONG, "{due:?}, {ended:?}");
            }

            #[test]
            fn a_moment_that_has_passed_ends_the_wait_at_once() {
                for due in [before(SHORT), UnixTime::from_seconds(0), now()] {
                    let timer = Arc::new(<$timer>::new().unwrap());
                    timer.set(Some(due));
                    let started = now();
                    assert!(waiting(&timer).join().unwrap() < started + LONG);
                }
            }

            #[test]
            fn another_thread_may_set_the_moment_while_one_waits() {
                let timer = Arc::new(<$timer>::new().unwrap());
                let ended = waiting(&timer);
                thread::sleep(SHORT);
                assert!(!ended.is_finished(), "nothing is due");
                timer.set(Some(now() + LONG));
                let due = now() + SHORT;
                timer.set(Some(due));
                let ended = ended.join().unwrap();
                assert!(ended >= due && ended < due + LONG, "{due:?}, {ended:?}");
            }

            #[test]
            fn a_moment_that_is_taken_back_ends_no_wait() {
                let timer = Arc::new(<$timer>::new().unwrap());
                let ended = waiting(&timer);
                // Time enough to take it back, on a busy computer.
                timer.set(Some(now() + SHORT * 8));
                timer.set(None);
                thread::sleep(SHORT * 9);
                assert!(!ended.is_finished());
                // Neither does one beyond all clocks.
                timer.set(Some(UnixTime::from_millis(u64::MAX)));
                thread::sleep(SHORT);
                assert!(!ended.is_finished());
                timer.set(Some(before(SHORT)));
                ended.join().unwrap();
            }

            #[test]
            fn a_moment_ends_one_wait_only() {
                let timer = Arc::new(<$timer>::new().unwrap());
                timer.set(Some(before(SHORT)));
                timer.wait();
                let ended = waiting(&timer);
                thread::sleep(SHORT);
                assert!(!ended.is_finished());
                timer.set(Some(before(SHORT)));
                ended.join().unwrap();
            }
        }
    )*};
}

timers!(of_this_system: tessera_app::wall_timer::WallTimer, that_polls: polling::WallTimer);
