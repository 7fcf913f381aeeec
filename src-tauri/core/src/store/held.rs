//! Files that another program holds for a moment. On Windows a scanner, an indexer or a program that syncs
//! keeps others from renaming, removing or opening what it reads.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

/// For how long an act is tried again.
const PATIENCE: Duration = Duration::from_secs(2);
/// After how long it is tried again first; each time after twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(10);

/// Windows' numbers for what another program holds: `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`.
const HELD: [i32; 2] = [32, 33];
/// `ERROR_ACCESS_DENIED`, which a file that is held gives where it is to be replaced or removed; where it is
/// to be opened, it is what a folder gives.
const DENIED: i32 = 5;

/// Renames or removes a file, again and again for two seconds where another program holds it.
///
/// # Errors
/// That of the last try.
pub(super) fn change<T>(act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently(|number| number == DENIED || HELD.contains(&number), act)
}

/// Opens a file, again and again for two seconds where another program holds it.
///
/// # Errors
/// That of the last try.
pub(super) fn open<T>(act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently(|number| HELD.contains(&number), act)
}

/// Elsewhere nobody keeps others from a file by reading it, and the numbers mean something else.
fn patiently<T>(is_held: fn(i32) -> bool, act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    again_while(|error| cfg!(windows) && error.raw_os_error().is_some_and(is_held), act)
}

fn again_while<T>(
    is_held: impl Fn(&io::Error) -> bool,
    mut act: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match act() {
            Err(error) if is_held(&error) && begun.elapsed() < PATIENCE => thread::sleep(pause),
            done => return done,
        }
        pause *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn busy(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::ResourceBusy
    }

    #[test]
    fn what_is_held_is_tried_until_it_is_let_go() {
        let mut tries = 0;
        let done = again_while(busy, || {
            tries += 1;
            if tries < 4 { Err(io::ErrorKind::ResourceBusy.into()) } else { Ok(tries) }
        });
        assert_eq!(done.unwrap(), 4);
    }

    #[test]
    fn what_fails_otherwise_fails_at_once_and_what_stays_held_at_last() {
        let mut tries = 0;
        let mut failing = |kind: io::ErrorKind| {
            tries = 0;
            let done = again_while(busy, || {
                tries += 1;
                Err::<(), _>(kind.into())
            });
            (done.unwrap_err().kind(), tries)
        };
        assert_eq!(failing(io::ErrorKind::NotFound), (io::ErrorKind::NotFound, 1));
        let (kind, tries) = failing(io::ErrorKind::ResourceBusy);
        assert!(kind == io::ErrorKind::ResourceBusy && tries > 3, "{kind} {tries}");
    }
}
