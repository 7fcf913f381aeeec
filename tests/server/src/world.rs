//! What lies around an application here: clock, clipboards, keyring, screens and dialogs, as its scene
//! has them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tessera_app::error::CommandError;
use tessera_app::ports::clipboard::{Cleared, Clipboard, ClipboardError, Paste, Pasted};
use tessera_app::ports::clock::{ClockKeeper, TimeServer};
use tessera_app::ports::confirm::{self, Confirm, Question};
use tessera_app::ports::desktop::Desktop;
use tessera_app::ports::face::Face;
use tessera_app::ports::keyring::{Keyring, KeyringError};
use tessera_app::ports::picker::{Answer, Folder, Open, Picker, Save};
use tessera_app::ports::screen::Screen;
use tessera_app::types::{ClockSync, PickerKey};
use tessera_core::time::UnixTime;
use tessera_screen::{Content, ScreenError, Shot};
use tokio::sync::Notify;
use zeroize::Zeroizing;

use crate::files::{self, Found};
use crate::scene::{Clock, Consent, Dialog, Scan, Scene};

/// How long a keyring that does not answer keeps its caller.
const KEYRING_LIMIT: Duration = Duration::from_millis(600);

/// The world around one application. It is shared with the threads that work there.
pub struct World {
    pub scene: Scene,
    /// Holds the vault, what was saved, and what is there to be read.
    pub folder: PathBuf,
    started: Instant,
    /// What the clock showed then, in milliseconds, and by how much it was moved since.
    clock: AtomicU64,
    /// Whether it is kept right.
    pub clock_sync: Mutex<Clock>,
    held: Mutex<Option<String>>,
    pub keyring: Mutex<Ring>,
    /// How often something was looked for: the second look finds what the first had lacked.
    looks: AtomicUsize,
    /// The dialog that is open is answered.
    pub answered: Notify,
}

/// A keyring in memory.
#[derive(Default)]
pub struct Ring {
    pub items: BTreeMap<String, String>,
    pub fails: Option<KeyringError>,
}

/// The world as an application holds it.
#[derive(Clone)]
pub struct Here(pub Arc<World>);

impl World {
    /// What the application has put on the clipboard, as long as it is there.
    pub fn held(&self) -> Option<String> {
        self.held.lock().unwrap().clone()
    }

    pub fn new(scene: Scene, folder: PathBuf) -> Arc<Self> {
        let clock = AtomicU64::new(scene.now * 1000);
        let clock_sync = Mutex::new(scene.clock);
        Arc::new(Self {
            scene,
            folder,
            started: Instant::now(),
            clock,
            clock_sync,
            held: Mutex::default(),
            keyring: Mutex::default(),
            looks: AtomicUsize::default(),
            answered: Notify::new(),
        })
    }

    pub fn now(&self) -> UnixTime {
        UnixTime::from_millis(self.clock.load(Ordering::SeqCst)) + self.started.elapsed()
    }

    pub fn jump(&self, by: Duration) {
        self.clock.fetch_add(u64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// What a look finds. `found` is a picture of a transfer, and the next time what it lacked.
    pub fn look(&self, name: &str) -> Vec<Found> {
        match (name, self.looks.fetch_add(1, Ordering::SeqCst)) {
            ("found", 0) => files::make("transfer"),
            ("found", _) => files::make("rest"),
            (name, _) => files::make(name),
        }
    }

    /// The same, in files.
    pub fn lay_out(&self, name: &str) -> Vec<PathBuf> {
        let folder = self.folder.join("found");
        std::fs::create_dir_all(&folder).unwrap();
        let lay = |found: Found| {
            let path = folder.join(found.name);
            std::fs::write(&path, found.bytes).unwrap();
            path
        };
        self.look(name).into_iter().map(lay).collect()
    }

    /// Where a user saves.
    pub fn saved(&self) -> PathBuf {
        let folder = self.folder.join("saved");
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }
}

impl ClockKeeper for Here {
    fn sync(&self) -> ClockSync {
        (*self.0.clock_sync.lock().unwrap()).into()
    }
}

impl TimeServer for Here {
    fn behind(&self) -> Option<i64> {
        Some(95_400)
    }
}

impl Clipboard for Here {
    fn offer(&mut self, code: &str) -> Result<(), ClipboardError> {
        *self.0.held.lock().unwrap() = Some(code.to_owned());
        Ok(())
    }

    fn clear_if_ours(&mut self) -> Cleared {
        match self.0.held.lock().unwrap().take() {
            Some(_) => Cleared::Cleared,
            None => Cleared::Nothing,
        }
    }
}

impl Paste for Here {
    fn take(&mut self) -> Result<Pasted, ClipboardError> {
        Ok(match self.0.scene.clipboard.as_str() {
            "nothing" => Pasted::Nothing,
            "words" => Pasted::Text("milk and bread".to_owned().into()),
            // Copied in a file manager.
            name => Pasted::Files(self.0.lay_out(name)),
        })
    }
}

impl Screen for Here {
    fn shoot(&mut self) -> Result<Vec<Shot>, ScreenError> {
        let shot = |found: Found| Shot {
            name: String::new(),
            content: Content::File(Zeroizing::new(found.bytes)),
        };
        match &self.0.scene.scan {
            Scan::Cancelled => Err(ScreenError::Cancelled),
            Scan::Refused => Err(ScreenError::Refused),
            Scan::Unsupported => Err(ScreenError::Unsupported),
            Scan::Failed => Err(ScreenError::Failed),
            Scan::Found => Ok(self.0.look("found").into_iter().map(shot).collect()),
            Scan::Nothing => Ok(self.0.look("holiday").into_iter().map(shot).collect()),
            Scan::Microsoft => Ok(self.0.look("microsoft").into_iter().map(shot).collect()),
        }
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
        let fails = self.0.keyring.lock().unwrap().fails;
        if fails == Some(KeyringError::Slow) {
            std::thread::sleep(KEYRING_LIMIT);
        }
        fails.map_or(Ok(()), Err)?;
        let line = self.0.keyring.lock().unwrap().items.get(item).cloned();
        line.map(Zeroizing::new).ok_or(KeyringError::Emptied)
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

/// Whoever sits before these dialogs does what the scene says.
impl Picker for Here {
    fn files(&self, purpose: Open) -> Answer<Vec<PathBuf>> {
        let world = Arc::clone(&self.0);
        Box::pin(async move {
            Ok(match purpose {
                Open::Import => world.lay_out(&world.scene.files.clone()),
                Open::Backup => world.lay_out("backup"),
                Open::KeyFile => world.lay_out("key file"),
            })
        })
    }

    fn folder(&self, purpose: Folder) -> Answer<Option<PathBuf>> {
        let world = Arc::clone(&self.0);
        Box::pin(async move {
            match purpose {
                Folder::Import => drop(world.lay_out("found")),
                Folder::Backups => {
                    std::fs::create_dir_all(world.folder.join("Tessera copies")).unwrap()
                }
            }
            Ok(Some(world.folder.join(match purpose {
                Folder::Import => "found",
                Folder::Backups => "Tessera copies",
            })))
        })
    }

    fn target(&self, save: Save) -> Answer<Option<PathBuf>> {
        let world = Arc::clone(&self.0);
        Box::pin(async move {
            match world.scene.dialog {
                Dialog::Place => {}
                Dialog::Slow => world.answered.notified().await,
                Dialog::Dismissed => return Ok(None),
                Dialog::Own => return Ok(Some(world.folder.join("vault.tessera"))),
            }
            Ok(Some(world.saved().join(save.file_name())))
        })
    }
}

impl Confirm for Here {
    fn confirm(&self, _: Question) -> confirm::Answer {
        let yes = self.0.scene.confirm == Consent::Given;
        Box::pin(async move { yes })
    }
}

impl Desktop for Here {
    fn has_tray(&self) -> bool {
        self.0.scene.tray
    }

    fn picker_key(&self) -> PickerKey {
        PickerKey::Free
    }

    fn start_at_login(&self, _: bool) -> std::io::Result<()> {
        Ok(())
    }
}

impl Face for Here {
    fn is_hidden(&self) -> bool {
        false
    }

    /// There is no printer, and the page is told nothing else.
    fn print(&self) -> Result<(), CommandError> {
        Ok(())
    }
}
