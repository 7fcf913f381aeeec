//! A user or a system that ends the command: what it has staged goes first. An export without encryption
//! would lie around otherwise.

use std::sync::{Mutex, OnceLock, PoisonError};

use tessera_core::store;

/// What is done in the place of ending, for a command that ends by itself.
type Instead = Box<dyn Fn() + Send>;

static INSTEAD: Mutex<Option<Instead>> = Mutex::new(None);

/// Whether the system tells of what ends the command.
static IS_HEARD: OnceLock<bool> = OnceLock::new();

/// As a shell has it for a command that was interrupted.
const INTERRUPTED: i32 = 130;

/// Hears from now on of what ends the command: Ctrl+C, a terminal that closes, `kill`. Where the system
/// does not tell, they end it at once.
pub fn hear() {
    let heard = ctrlc::set_handler(|| {
        let instead = INSTEAD.lock().unwrap_or_else(PoisonError::into_inner);
        match &*instead {
            Some(instead) => instead(),
            None => store::abandon_and_exit(INTERRUPTED),
        }
    });
    IS_HEARD.get_or_init(|| heard.is_ok());
}

/// Has something done in the place of ending, from now on. False where nothing would be heard.
pub fn instead(action: impl Fn() + Send + 'static) -> bool {
    *INSTEAD.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(action));
    IS_HEARD.get().copied().unwrap_or_default()
}
