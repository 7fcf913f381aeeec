//! What the desktop says about its user: that the screen is locked, that the computer goes to sleep,
//! and for how long nobody has touched anything.

#[cfg(target_os = "linux")]
mod ears;
#[cfg(target_os = "linux")]
mod idle;
#[cfg(target_os = "linux")]
mod logind;
#[cfg(target_os = "macos")]
#[path = "presence/macos.rs"]
mod native;
#[cfg(windows)]
#[path = "presence/windows.rs"]
mod native;
#[cfg(not(target_os = "linux"))]
mod polling;
#[cfg(target_os = "linux")]
mod screensaver;

#[cfg(target_os = "linux")]
use std::sync::Arc;
#[cfg(target_os = "linux")]
use std::thread;
use std::time::Duration;

use tessera_app::patience::Patience;
use tessera_app::ports::presence::{Hearing, Presence};

#[cfg(target_os = "linux")]
use super::bus::Bus;
#[cfg(target_os = "linux")]
use ears::{Ear, Ears};

/// Where a Linux desktop says so. A bus that is not there says nothing.
#[cfg(target_os = "linux")]
#[derive(Clone, Debug)]
pub struct Sources {
    /// Where the screen savers are.
    pub session: Bus,
    /// Where logind is.
    pub system: Bus,
    /// What logind calls this session.
    pub session_id: Option<String>,
    /// The X server, unless it only translates for Wayland: then it sees little of what is typed.
    pub display: Option<String>,
}

#[cfg(target_os = "linux")]
impl Sources {
    /// The buses, the session and the X server of the desktop that this process runs on.
    pub fn here() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            session: Bus::Session,
            system: Bus::System,
            session_id: set("XDG_SESSION_ID"),
            display: set("DISPLAY").filter(|_| set("WAYLAND_DISPLAY").is_none()),
        }
    }

    /// Tells what happens from now on, from threads of its own, and what of it `hears` whenever that
    /// changes. A bus that is not there is tried again with growing pauses, up to a minute.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn watch(
        self,
        told: impl Fn(Presence) + Send + Sync + 'static,
        hears: impl Fn(Hearing) + Send + Sync + 'static,
    ) -> std::io::Result<()> {
        let (told, ears) = (Arc::new(told), Arc::new(Ears::new(hears)));
        let (session, told_too, ears_too) = (self.session, Arc::clone(&told), Arc::clone(&ears));
        thread::Builder::new().name("screensaver".into()).spawn(move || {
            ears_too.keep(Ear::Session, |begun| screensaver::watch(&session, begun, &*told_too));
        })?;
        thread::Builder::new().name("logind".into()).spawn(move || {
            let id = self.session_id.as_deref();
            ears.keep(Ear::System, |begun| logind::watch(&self.system, id, begun, &*told));
        })?;
        Ok(())
    }
}

/// Tells what happens on this desktop from now on, from threads of its own, and what of it `hears`
/// whenever that changes.
pub fn watch(
    told: impl Fn(Presence) + Send + Sync + 'static,
    hears: impl Fn(Hearing) + Clone + Send + Sync + 'static,
) {
    #[cfg(target_os = "linux")]
    let watched = Sources::here().watch(told, hears.clone());
    #[cfg(not(target_os = "linux"))]
    let watched = polling::watch(told);
    if watched.is_err() {
        hears(Hearing::NONE);
    }
}

/// For how long nobody has touched keyboard or mouse, anywhere on the desktop.
#[derive(Clone, Debug)]
pub struct Idle {
    #[cfg(target_os = "linux")]
    sources: Sources,
    patience: Patience,
}

/// A desktop that has not answered by then does not know.
const LIMIT: Duration = Duration::from_secs(1);

impl Idle {
    /// Of this desktop.
    #[cfg(target_os = "linux")]
    pub fn here() -> Self {
        Self::of(Sources::here())
    }

    /// Of a certain desktop.
    #[cfg(target_os = "linux")]
    pub fn of(sources: Sources) -> Self {
        Self { sources, patience: Patience::new(LIMIT) }
    }

    /// Of this desktop.
    #[cfg(not(target_os = "linux"))]
    pub fn here() -> Self {
        Self { patience: Patience::new(LIMIT) }
    }

    /// None where the desktop does not know, or does not say.
    pub fn time(&self) -> Option<Duration> {
        #[cfg(target_os = "linux")]
        let ask = {
            let sources = self.sources.clone();
            move || idle::time(&sources, LIMIT)
        };
        #[cfg(not(target_os = "linux"))]
        let ask = native::idle_time;
        self.patience.wait_for(ask).ok().flatten()
    }
}
