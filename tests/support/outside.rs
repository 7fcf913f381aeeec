//! An outside world of the tests' own: clock, clipboard, screen, dialogs, face and notifications.
#![allow(dead_code)] // Each program uses a part of it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use tessera_app::app::{App, Ports};
use tessera_app::commands::Host;
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber, SubscriberId, Subscribers};
use tessera_app::import::{Capture, CapturePorts};
use tessera_app::keeper::Keeper;
use tessera_app::ports::clipboard::{Cleared, Clipboard, ClipboardError, Paste, Pasted};
use tessera_app::ports::clock::{ClockKeeper, TimeServer};
use tessera_app::ports::confirm::{self, Confirm, Question};
use tessera_app::ports::desktop::Desktop;
use tessera_app::ports::face::Face;
use tessera_app::ports::keyring::{Keyring, KeyringError};
use tessera_app::ports::notifications::Notice;
use tessera_app::ports::picker::{Answer, Folder, Open, Picker, Save};
use tessera_app::ports::protection::{Protection, Swap};
use tessera_app::ports::screen::Screen;
use tessera_app::settings::Profile;
use tessera_app::types::{ClockSync, Reason, ScanScreen};
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::KdfParams;
use tessera_reader_client::Reader;
use tessera_screen::{ScreenError, Shot};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::reader_program::reader_program;

/// Ten seconds into a step of thirty. Far ahead of the real clock, so that the keeper's real timer
/// never fires and every tick is the test's.
pub const NOW: UnixTime = UnixTime::from_seconds(4_000_000_000);
/// When the step that `NOW` is in ends.
pub const STEP_END: u64 = 4_000_000_020;

/// What happened outside, and the clock.
pub struct Outside {
    now: AtomicU64,
    /// What the system says of its clock.
    pub clock: Mutex<ClockSync>,
    /// How often it was asked.
    pub clock_asked: AtomicUsize,
    /// How far it is behind a time server, in milliseconds; none where there is no network.
    pub behind: Mutex<Option<i64>>,
    pub clipboard: Mutex<Board>,
    events: Mutex<Vec<Event>>,
    pub subscribers: Subscribers,
    face: Mutex<Option<SubscriberId>>,
    reloads: AtomicUsize,
    notices: Mutex<Vec<Notice>>,
    pub keyring: Mutex<Ring>,
    /// For how long nobody has touched this computer.
    pub idle: Mutex<Option<Duration>>,
    /// Whether the app starts when the user logs in; none where that cannot be noted.
    pub login: Mutex<Option<bool>>,
    /// Whether the application notices by itself what other programs save.
    pub watch: AtomicBool,
    /// What the system gives.
    pub protection: Mutex<Protection>,
    /// What the next look at the screen gives.
    pub screen: Mutex<Option<Result<Vec<Shot>, ScreenError>>>,
    /// The next look at the screen, or the clipboard, takes until somebody lets go.
    pub look: Mutex<Option<Hang>>,
    /// What the user chooses in the next dialog; without a choice it is closed.
    pub chosen: Mutex<Option<PathBuf>>,
    /// The next dialog for files is open until somebody closes it.
    pub dialog: Mutex<Option<oneshot::Receiver<()>>>,
    /// What was asked so far.
    pub questions: Mutex<Vec<Question>>,
    /// What the user says to the next question; without an answer of theirs yes.
    pub answer: Mutex<Option<UserAnswer>>,
    /// Reads pictures in the place of the real program.
    pub reader: Mutex<Option<PathBuf>>,
    /// Who reads what had to wait for the unlock.
    capture: Mutex<Option<Capture>>,
}

/// A keyring in memory. The real one is in `tests/shell/keyring.rs`.
#[derive(Default)]
pub struct Ring {
    pub items: BTreeMap<String, String>,
    /// What every call says.
    pub fails: Option<KeyringError>,
    /// The next key that is asked for is not given until somebody lets go.
    pub hangs: Option<Hang>,
}

/// What a user says to a question.
pub enum UserAnswer {
    No,
    /// Yes, once somebody lets them.
    YesAfter(oneshot::Receiver<()>),
}

/// Told when somebody asks, and waited for.
type Hang = (mpsc::Sender<()>, mpsc::Receiver<()>);

/// A clipboard that also remembers.
#[derive(Default)]
pub struct Board {
    pub held: Option<String>,
    ours: Option<String>,
    /// What somebody else copied.
    pub foreign: Option<Pasted>,
    pub fails: bool,
    pub panics: bool,
}

impl Outside {
    pub fn new() -> Arc<Self> {
        let outside = Arc::new(Self {
            now: NOW.millis().into(),
            clock: Mutex::default(),
            clock_asked: AtomicUsize::default(),
            behind: Mutex::default(),
            clipboard: Mutex::default(),
            events: Mutex::default(),
            subscribers: Subscribers::default(),
            face: Mutex::default(),
            reloads: AtomicUsize::default(),
            notices: Mutex::default(),
            keyring: Mutex::default(),
            idle: Mutex::default(),
            login: Mutex::new(Some(false)),
            watch: AtomicBool::default(),
            protection: Mutex::new(Protection { no_core_dumps: true, swap: Swap::Safe }),
            screen: Mutex::default(),
            look: Mutex::default(),
            chosen: Mutex::default(),
            dialog: Mutex::default(),
            questions: Mutex::default(),
            answer: Mutex::default(),
            reader: Mutex::default(),
            capture: Mutex::default(),
        });
        let face = outside.subscribers.add(Arc::new(Here(Arc::clone(&outside))));
        *outside.face.lock().unwrap() = Some(face);
        outside
    }

    /// The application in this outside, with the vault and the settings in `folder`, and with a face
    /// that it is called from.
    pub fn host(self: &Arc<Self>, folder: &Path, face: Arc<dyn Face>) -> Host {
        let (capture, queue) = Capture::open();
        *self.capture.lock().unwrap() = Some(capture.clone());
        let keeper = Keeper::start(App::new(self.ports(folder))).unwrap();
        queue.serve(keeper.clone(), self.capture_ports()).unwrap();
        let (picker, confirm) = (Here(Arc::clone(self)), Here(Arc::clone(self)));
        let (picker, confirm) = (Arc::new(picker), Arc::new(confirm));
        Host { keeper, capture, picker, confirm, face, id: self.face() }
    }

    /// As whom the face that calls hears of events.
    pub fn face(&self) -> SubscriberId {
        self.face.lock().unwrap().unwrap()
    }

    /// A world of this outside, with the vault and the settings in `folder`.
    pub fn ports(self: &Arc<Self>, folder: &Path) -> Ports {
        let (clock, notify) = (Arc::clone(self), Arc::clone(self));
        Ports {
            store: Store::at(folder.join("vault.tessera")),
            profile: Profile::load(folder.join("settings.json")),
            clock: Box::new(move || clock.now()),
            clock_keeper: Arc::new(Here(Arc::clone(self))),
            time_server: Arc::new(Here(Arc::clone(self))),
            clipboard: Box::new(Here(Arc::clone(self))),
            events: self.subscribers.clone(),
            notify: Box::new(move |notice| notify.notices.lock().unwrap().push(notice)),
            kdf: Box::new(|| KdfParams::MIN),
            keyring: Arc::new(Here(Arc::clone(self))),
            watch: self.watch.load(Ordering::SeqCst),
            idle: {
                let outside = Arc::clone(self);
                Box::new(move || *outside.idle.lock().unwrap())
            },
            scan_screen: Box::new(|| ScanScreen::Ready),
            protection: {
                let outside = Arc::clone(self);
                Box::new(move || *outside.protection.lock().unwrap())
            },
            desktop: Arc::new(Here(Arc::clone(self))),
            read: {
                let outside = Arc::clone(self);
                Box::new(move |arrived| {
                    let capture = outside.capture.lock().unwrap().clone();
                    capture.unwrap().read(arrived);
                })
            },
        }
    }

    /// What capturing needs of this outside.
    pub fn capture_ports(self: &Arc<Self>) -> CapturePorts {
        CapturePorts {
            reader: {
                let outside = Arc::clone(self);
                Box::new(move || {
                    let other = outside.reader.lock().unwrap().clone();
                    Reader::at(other.unwrap_or_else(|| reader_program().to_owned()))
                })
            },
            paste: Box::new(Here(Arc::clone(self))),
            screen: Box::new(Here(Arc::clone(self))),
            events: self.subscribers.clone(),
        }
    }

    /// The next look at screen or clipboard takes until the second end is used; the first tells that
    /// it has begun.
    pub fn hang_look(&self) -> (mpsc::Receiver<()>, mpsc::Sender<()>) {
        let (begun, has_begun) = mpsc::channel();
        let (let_go, wait) = mpsc::channel();
        *self.look.lock().unwrap() = Some((begun, wait));
        (has_begun, let_go)
    }

    fn looked_at(&self) {
        let hangs = self.look.lock().unwrap().take();
        if let Some((begun, let_go)) = hangs {
            begun.send(()).unwrap();
            // A test that fails ends as well.
            let _ = let_go.recv_timeout(Duration::from_secs(20));
        }
    }

    /// The next key that is asked for is not given before the second end is used; the first tells
    /// that it was asked for.
    pub fn hang_keyring(&self) -> (mpsc::Receiver<()>, mpsc::Sender<()>) {
        let (asked, was_asked) = mpsc::channel();
        let (let_go, wait) = mpsc::channel();
        self.keyring.lock().unwrap().hangs = Some((asked, wait));
        (was_asked, let_go)
    }

    /// What the user chooses, once whoever holds the other end closes the dialog.
    fn open_dialog<T: Send + 'static>(&self, chosen: fn(Option<PathBuf>) -> T) -> Answer<T> {
        let picked = chosen(self.chosen.lock().unwrap().take());
        let open = self.dialog.lock().unwrap().take();
        Box::pin(async {
            if let Some(closed) = open {
                let _ = closed.await;
            }
            Ok(picked)
        })
    }

    /// Another line to the keyring.
    pub fn ring(self: &Arc<Self>) -> impl Keyring + use<> {
        Here(Arc::clone(self))
    }

    pub fn now(&self) -> UnixTime {
        UnixTime::from_millis(self.now.load(Ordering::SeqCst))
    }

    pub fn set(&self, now: UnixTime) {
        self.now.store(now.millis(), Ordering::SeqCst);
    }

    pub fn pass(&self, time: Duration) {
        self.set(self.now() + time);
    }

    /// What is on the clipboard.
    pub fn held(&self) -> Option<String> {
        self.clipboard.lock().unwrap().held.clone()
    }

    /// Somebody else copies something.
    pub fn copies(&self, pasted: Pasted) {
        self.clipboard.lock().unwrap().foreign = Some(pasted);
    }

    /// What the face was told since the last call.
    pub fn events(&self) -> Vec<Event> {
        std::mem::take(&mut *self.events.lock().unwrap())
    }

    pub fn notices(&self) -> Vec<Notice> {
        std::mem::take(&mut *self.notices.lock().unwrap())
    }

    pub fn reloads(&self) -> usize {
        self.reloads.load(Ordering::SeqCst)
    }
}

/// The outside as the app sees it.
pub struct Here(pub Arc<Outside>);

impl ClockKeeper for Here {
    fn sync(&self) -> ClockSync {
        let sync = *self.0.clock.lock().unwrap();
        self.0.clock_asked.fetch_add(1, Ordering::SeqCst);
        sync
    }
}

impl TimeServer for Here {
    fn behind(&self) -> Option<i64> {
        *self.0.behind.lock().unwrap()
    }
}

impl Clipboard for Here {
    fn offer(&mut self, code: &str) -> Result<(), ClipboardError> {
        let mut board = self.0.clipboard.lock().unwrap();
        if board.fails {
            return Err(ClipboardError);
        }
        board.held = Some(code.to_owned());
        board.ours = board.held.clone();
        Ok(())
    }

    fn clear_if_ours(&mut self) -> Cleared {
        let mut board = self.0.clipboard.lock().unwrap();
        if std::mem::take(&mut board.panics) {
            drop(board);
            unwind();
        }
        if board.ours.take() != board.held {
            return Cleared::Replaced;
        }
        board.held = None;
        Cleared::Cleared
    }
}

impl Paste for Here {
    fn take(&mut self) -> Result<Pasted, ClipboardError> {
        self.0.looked_at();
        let mut board = self.0.clipboard.lock().unwrap();
        if board.fails {
            return Err(ClipboardError);
        }
        Ok(board.foreign.take().unwrap_or(Pasted::Nothing))
    }
}

impl Screen for Here {
    fn shoot(&mut self) -> Result<Vec<Shot>, ScreenError> {
        self.0.looked_at();
        self.0.screen.lock().unwrap().take().unwrap_or(Err(ScreenError::Unsupported))
    }
}

impl Keyring for Here {
    fn store(&self, item: &str, line: &str) -> Result<(), KeyringError> {
        let mut ring = self.0.keyring.lock().unwrap();
        ring.fails.map_or(Ok(()), Err)?;
        ring.items.insert(item.to_owned(), line.to_owned());
        Ok(())
    }

    fn load(&self, item: &str) -> Result<Zeroizing<String>, KeyringError> {
        let hangs = self.0.keyring.lock().unwrap().hangs.take();
        if let Some((asked, let_go)) = hangs {
            asked.send(()).unwrap();
            // A test that fails ends as well.
            let _ = let_go.recv_timeout(Duration::from_secs(20));
        }
        let ring = self.0.keyring.lock().unwrap();
        ring.fails.map_or(Ok(()), Err)?;
        ring.items.get(item).cloned().map(Zeroizing::new).ok_or(KeyringError::Emptied)
    }

    fn remove(&self, item: &str) -> Result<(), KeyringError> {
        let mut ring = self.0.keyring.lock().unwrap();
        ring.fails.map_or(Ok(()), Err)?;
        ring.items.remove(item);
        Ok(())
    }

    fn kind(&self) -> &'static str {
        "memory"
    }
}

impl Picker for Here {
    fn files(&self, _: Open) -> Answer<Vec<PathBuf>> {
        self.0.open_dialog(|chosen| chosen.into_iter().collect())
    }

    fn folder(&self, _: Folder) -> Answer<Option<PathBuf>> {
        self.0.open_dialog(|chosen| chosen)
    }

    fn target(&self, _: Save) -> Answer<Option<PathBuf>> {
        self.0.open_dialog(|chosen| chosen)
    }
}

impl Confirm for Here {
    fn confirm(&self, question: Question) -> confirm::Answer {
        self.0.questions.lock().unwrap().push(question);
        let answer = self.0.answer.lock().unwrap().take();
        Box::pin(async {
            match answer {
                None => true,
                Some(UserAnswer::No) => false,
                Some(UserAnswer::YesAfter(let_go)) => let_go.await.is_ok(),
            }
        })
    }
}

/// In sight, and without a printer.
impl Desktop for Here {
    fn has_tray(&self) -> bool {
        false
    }

    fn start_at_login(&self, on: bool) -> io::Result<()> {
        let mut login = self.0.login.lock().unwrap();
        login.as_mut().map(|login| *login = on).ok_or(io::ErrorKind::PermissionDenied.into())
    }
}

impl Face for Here {
    fn is_hidden(&self) -> bool {
        false
    }

    fn print(&self) -> Result<(), CommandError> {
        Err(CommandError(Reason::Internal))
    }
}

impl Subscriber for Here {
    fn emit(&self, event: Event) {
        self.0.events.lock().unwrap().push(event);
    }

    fn forget(&self) {
        self.0.reloads.fetch_add(1, Ordering::SeqCst);
    }
}

/// Panics without a word on the terminal.
pub fn unwind() -> ! {
    std::panic::resume_unwind(Box::new("on purpose"))
}
