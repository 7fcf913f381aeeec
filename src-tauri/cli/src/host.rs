//! The application, with this computer and a terminal around it: what the command line gives its
//! [`Ports`] and its [`Host`]. It lives as long as one command.

use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tessera_app::app::{App, Ports};
use tessera_app::commands::{self, Host, Reply};
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber, Subscribers};
use tessera_app::import::{Capture, CapturePorts};
use tessera_app::keeper::Keeper;
use tessera_app::ports::clipboard::{ClipboardError, Paste, Pasted};
use tessera_app::ports::confirm::{self, Confirm, Question};
use tessera_app::ports::desktop::NoDesktop;
use tessera_app::ports::face::Face;
use tessera_app::ports::keyring::NoKeyring;
use tessera_app::ports::picker::{Answer, Folder, Open, Picker, Save};
use tessera_app::ports::screen::Screen;
use tessera_app::settings::Profile;
use tessera_app::system_clock::{Sntp, SystemClock};
use tessera_app::system_protection;
use tessera_app::types::{ListOrder, Reason, Row, ScanScreen, Typed};
use tessera_app::ways;
use tessera_core::secret::SecretText;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, KdfParams, SlotKind};
use tessera_reader_client::Reader;
use tessera_screen::{ScreenError, Shot};
use tessera_words::{Number, say};
use tokio::runtime::{Builder, Runtime};
use uuid::Uuid;

use crate::args::VaultArgs;
use crate::clipboard::{TerminalClipboard, Watch};
use crate::exit::{Exit, Failure};
use crate::{output, when, words};

/// A new password may take this long to check, as in the window.
const UNLOCK_TIME: Duration = Duration::from_millis(500);

/// How many accounts a vault holds: in the list, in the trash, and those that cannot be read.
pub struct Held {
    pub live: Number,
    pub trashed: Number,
    pub unreadable: Number,
}

/// What deriving a key from a new password is to cost.
pub type Costs = Box<dyn Fn() -> KdfParams + Send>;

/// The application for the time of one command. Dropping it closes the vault, and takes a copied code
/// off the clipboard.
pub struct Session {
    host: Host,
    runtime: Runtime,
    store: Store,
    copied: Watch,
}

impl VaultArgs {
    /// The application over the vault, locked. Without other wishes, trying a new password costs what
    /// it does now, and in a new vault what this machine manages.
    pub fn start(&self, costs: Option<Costs>) -> Result<Session, Failure> {
        let store = self.store()?;
        let now = costs_of(&store);
        let calibrated = || -> Costs { Box::new(|| ways::calibrated(UNLOCK_TIME)) };
        let as_now = move || now.map_or_else(calibrated, |now| Box::new(move || now));
        let session = Session::start(store, costs.unwrap_or_else(as_now))?;
        if self.way().is_given() {
            session.password_is_read();
        }
        Ok(session)
    }

    /// The application with the vault open.
    pub fn unlock(&self) -> Result<Session, Failure> {
        self.unlock_with_password(None).map(|(session, _)| session)
    }

    /// The same, with the password that opened it.
    pub fn unlock_with_password(
        &self,
        costs: Option<Costs>,
    ) -> Result<(Session, SecretText), Failure> {
        let session = self.start(costs)?;
        // Said before anybody types a password in vain.
        session.run(commands::check_vault(&session.host)).map_err(|e| session.refused(e, None))?;
        let password = self.way().existing(say::CliAskVault)?;
        let unlocked = session.run(commands::unlock(&session.host, typed(&password)));
        unlocked.map_err(|error| session.refused(error, Some(&password)))?;
        Ok((session, password))
    }
}

impl Session {
    fn start(store: Store, costs: Costs) -> Result<Self, Failure> {
        let settings = Profile::path(dirs::config_dir())
            .ok_or_else(|| Failure::usage(say::CliNoSettingsFolder))?;
        let terminal = Arc::new(Terminal::default());
        let (events, (capture, queue)) = (Subscribers::default(), Capture::open());
        let id = events.add(terminal.clone());
        let (clipboard, copied) = TerminalClipboard::watched();
        let mut app = App::new(Ports {
            store: store.clone(),
            profile: Profile::load(settings),
            clock: Box::new(|| SystemTime::now().into()),
            clock_keeper: Arc::new(SystemClock::default()),
            time_server: Arc::new(Sntp::default()),
            clipboard: Box::new(clipboard),
            events: events.clone(),
            // Who sits at a terminal reads it there.
            notify: Box::new(|_| {}),
            kdf: costs,
            keyring: Arc::new(NoKeyring),
            watch: false,
            idle: Box::new(|| None),
            scan_screen: Box::new(|| ScanScreen::None),
            protection: Box::new(system_protection::here),
            desktop: Arc::new(NoDesktop),
            read: {
                let capture = capture.clone();
                Box::new(move |arrived| capture.read(arrived))
            },
        });
        app.never_idle();
        let no_thread =
            |error: std::io::Error| Failure::failed(say::CliNoThread { why: &error.kind() });
        let keeper = Keeper::start(app).map_err(no_thread)?;
        let reading = CapturePorts {
            reader: Box::new(Reader::beside_this_program),
            paste: Box::new(Refuses),
            screen: Box::new(Refuses),
            events,
        };
        queue.serve(keeper.clone(), reading).map_err(no_thread)?;
        let runtime = Builder::new_current_thread().build().map_err(no_thread)?;
        let (picker, confirm) = (Arc::new(Refuses), Arc::new(WasTyped));
        let host = Host { keeper, capture, picker, confirm, face: terminal, id };
        Ok(Self { host, runtime, store, copied })
    }

    /// Passwords come from a file or a command from now on.
    pub fn password_is_read(&self) {
        self.host.keeper.post(App::password_is_read);
    }

    /// What commands are called with.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// What becomes of a code that is copied.
    pub fn copied(&self) -> &Watch {
        &self.copied
    }

    /// The vault's file.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Awaits the reply of a command.
    pub fn run<T>(&self, reply: impl Future<Output = Reply<T>>) -> Reply<T> {
        self.runtime.block_on(reply)
    }

    /// Awaits the reply of a command that asks before: nobody says no here.
    pub fn run_confirmed<T>(&self, reply: impl Future<Output = Reply<Option<T>>>) -> Reply<T> {
        self.run(reply)?.ok_or(Reason::Internal.into())
    }

    /// Asks the application for what is no command.
    pub fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> Reply<T> + Send + 'static,
    ) -> Reply<T> {
        self.host.keeper.ask_blocking(request)
    }

    /// The accounts in the user's own order, or what is in the trash.
    pub fn rows(&self, trash: bool) -> Result<Vec<Row>, Failure> {
        Ok(match trash {
            true => self.run(commands::list_trash(&self.host))?,
            false => self.rows_in_order(None)?,
        })
    }

    /// The accounts in an order; none is the user's own.
    pub fn rows_in_order(&self, order: Option<ListOrder>) -> Result<Vec<Row>, Failure> {
        Ok(self.run(commands::list_entries(&self.host, order))?)
    }

    /// One of them, as it is now.
    pub fn row(&self, id: &str, trash: bool) -> Result<Row, Failure> {
        let row = self.rows(trash)?.into_iter().find(|row| row.id == id);
        Ok(row.ok_or(CommandError(Reason::NotFound))?)
    }

    /// How many entries cannot be read.
    pub fn unreadable(&self) -> Result<usize, Failure> {
        Ok(self.ask(|app| app.list_quarantine())?.len())
    }

    /// How many accounts the vault holds.
    pub fn held(&self) -> Result<Held, Failure> {
        Ok(Held {
            live: self.rows(false)?.len().into(),
            trashed: self.rows(true)?.len().into(),
            unreadable: self.unreadable()?.into(),
        })
    }

    /// Whether a keyring of some computer opens the vault: a new key puts an end to that.
    pub fn has_devices(&self) -> bool {
        has(&self.store, SlotKind::Device)
    }

    /// Whether a recovery code opens the vault.
    pub fn has_recovery(&self) -> bool {
        has(&self.store, SlotKind::Recovery)
    }

    /// What is wrong with the vault; where it is damaged, also which older version to go back to.
    pub fn refused(&self, error: CommandError, password: Option<&SecretText>) -> Failure {
        let failure = Failure::at(self.store.path(), error);
        if failure.exit() != Exit::Damaged {
            return failure;
        }
        let password = password.map(typed);
        let usable = self.ask(move |app| Ok(app.newest_that_opens(password.as_ref())));
        let advice = match usable.ok().flatten() {
            Some((file, until)) => {
                let until = when::sentence(UnixTime::from_seconds(until));
                say::CliDamagedKept { until: &until, path: &file.display() }.to_string()
            }
            None => say::CliDamagedNone.to_string(),
        };
        Failure::new(failure.exit(), format!("{}\n{advice}", failure.sentence()))
    }
}

/// Nothing is left: not the open vault, nor a copied code.
impl Drop for Session {
    fn drop(&mut self) {
        let closed = self.ask(|app| {
            app.close();
            Ok(())
        });
        // A keeper that is gone holds nothing.
        drop(closed);
    }
}

/// As the application takes what was typed or read.
pub fn typed(text: &SecretText) -> Typed {
    Typed::new(text.expose().to_owned())
}

/// Which vault it is, if that can be read.
pub fn vault_id(store: &Store) -> Option<Uuid> {
    Some(vault::inspect(&store.load().ok()?).ok()?.vault_id)
}

/// What trying a password costs now.
pub fn costs_of(store: &Store) -> Option<KdfParams> {
    let facts = vault::inspect(&store.load().ok()?).ok()?;
    facts.slots.into_iter().find(|slot| slot.kind == SlotKind::Password)?.kdf
}

fn has(store: &Store, kind: SlotKind) -> bool {
    let facts = store.load().ok().and_then(|bytes| vault::inspect(&bytes).ok());
    facts.is_some_and(|facts| facts.has(kind))
}

/// Says on standard error what the application has to say, each thing once.
#[derive(Default)]
struct Terminal {
    said: Mutex<Vec<Reason>>,
}

impl Subscriber for Terminal {
    fn emit(&self, event: Event) {
        let Event::Notice(reason) = event else { return };
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if !said.contains(&reason) {
            output::warn(words::reason(&reason));
            said.push(reason);
        }
    }

    /// What was printed is the user's.
    fn forget(&self) {}
}

impl Face for Terminal {
    fn is_hidden(&self) -> bool {
        false
    }

    fn print(&self) -> Reply<()> {
        Err(Reason::Internal.into())
    }
}

/// What a terminal does not have: file dialogs. What others copied is not for it, and the screen is
/// looked at where its pictures are named.
struct Refuses;

impl Picker for Refuses {
    fn files(&self, _: Open) -> Answer<Vec<PathBuf>> {
        Box::pin(async { Err(Reason::Internal.into()) })
    }

    fn folder(&self, _: Folder) -> Answer<Option<PathBuf>> {
        Box::pin(async { Err(Reason::Internal.into()) })
    }

    fn target(&self, _: Save) -> Answer<Option<PathBuf>> {
        Box::pin(async { Err(Reason::Internal.into()) })
    }
}

/// Whoever is asked in the window has typed the command here: no page speaks for them.
struct WasTyped;

impl Confirm for WasTyped {
    fn confirm(&self, _: Question) -> confirm::Answer {
        Box::pin(async { true })
    }
}

impl Paste for Refuses {
    fn take(&mut self) -> Result<Pasted, ClipboardError> {
        Err(ClipboardError)
    }
}

impl Screen for Refuses {
    fn shoot(&mut self) -> Result<Vec<Shot>, ScreenError> {
        Err(ScreenError::Unsupported)
    }
}
