//! What the application asks of the outside world, as traits: the window, the command line and the
//! tests each bring their own. Nothing here knows a display, a bus or a toolkit.

pub mod clipboard;
pub mod clock;
pub mod confirm;
pub mod desktop;
pub mod face;
pub mod keyring;
pub mod notifications;
pub mod picker;
pub mod presence;
pub mod protection;
pub mod screen;
