//! One application: the real one, in the world of its scene.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_app::app::{App, Ports};
use tessera_app::commands::{Host, call};
use tessera_app::error::CommandError;
use tessera_app::events::{Event, Subscriber, Subscribers};
use tessera_app::import::{Arrived, Capture, CapturePorts};
use tessera_app::keeper::Keeper;
use tessera_app::ports::keyring::KeyringError;
use tessera_app::ports::protection::{Protection, Swap};
use tessera_app::settings::Profile;
use tessera_app::types::{LastBackup, Typed};
use tessera_core::secret::SecretText;
use tessera_core::store::Store;
use tessera_core::vault::{self, KdfParams};
use tessera_reader_client::Reader;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;

use crate::files;
use crate::scene::{Backups, Device, Scene, State, Trouble};
use crate::vaults::{self, PASSWORD};
use crate::world::{Here, World};

/// What opens the vault with an entry that cannot be read.
const DATA_PASSWORD: &str = "correct horse battery staple";
const UNREADABLE: &[u8] = include_bytes!("../../data/vaults/entry_kind_motp.tessera");

/// The commands whose reply may be, or hold, a new recovery sheet.
const GIVES_SHEET: [&str; 5] =
    ["make_recovery", "recover", "change_password", "strengthen", "set_device_unlock"];

pub struct Application {
    host: Host,
    world: Arc<World>,
    page: Arc<Page>,
    events: Subscribers,
    recovery: Mutex<Option<Value>>,
    ticker: JoinHandle<()>,
    // Goes with the application.
    _folder: TempDir,
}

/// The page at the other end of the line.
#[derive(Default)]
struct Page {
    line: Mutex<Option<UnboundedSender<String>>>,
    /// How often it came.
    visits: AtomicUsize,
    reloads: AtomicBool,
}

impl Application {
    /// Makes the scene; the page may come.
    pub async fn start(scene: Scene) -> Arc<Self> {
        let prepare = move || Self::prepare(scene);
        let (parts, folder, recovery) =
            tokio::task::spawn_blocking(prepare).await.expect("a scene");
        let Parts { host, world, page, events } = parts;
        let ticker = tokio::spawn(tick(host.keeper.clone(), Arc::clone(&world)));
        let (recovery, _folder) = (Mutex::new(recovery), folder);
        Arc::new(Self { host, world, page, events, recovery, ticker, _folder })
    }

    fn prepare(scene: Scene) -> (Parts, TempDir, Option<Value>) {
        let folder = tempfile::tempdir().unwrap();
        let world = World::new(scene, folder.path().to_owned());
        let recovery = furnish(&world);
        let events = Subscribers::default();
        let page = Arc::new(Page::default());
        let id = events.add(Arc::clone(&page) as Arc<dyn Subscriber>);
        let (capture, queue) = Capture::open();
        let mut app = App::new(ports(&world, &events, Some(capture.clone())));
        enter(&mut app, &world.scene);
        let keeper = Keeper::start(app).unwrap();
        let capture_ports = CapturePorts {
            reader: Box::new(Reader::beside_this_program),
            paste: Box::new(Here(Arc::clone(&world))),
            screen: Box::new(Here(Arc::clone(&world))),
            events: events.clone(),
        };
        queue.serve(keeper.clone(), capture_ports).unwrap();
        let here = Here(Arc::clone(&world));
        let (picker, confirm) = (Arc::new(here.clone()), Arc::new(here.clone()));
        let host = Host { keeper, capture, picker, confirm, face: Arc::new(here), id };
        host.capture.arrived(links(world.scene.waiting));
        (Parts { host, world, page, events }, folder, recovery)
    }

    /// A page speaks with it from now on. The number of its visit.
    pub fn connect(&self, line: UnboundedSender<String>) -> usize {
        let visit = self.page.visits.fetch_add(1, Ordering::SeqCst);
        self.page.reloads.store(false, Ordering::SeqCst);
        let _ = line.send(json!({ "now": self.world.now().millis() }).to_string());
        *self.page.line.lock().unwrap() = Some(line);
        let dropped = self.world.scene.review.as_str();
        if visit == 0 && !dropped.is_empty() {
            self.host.capture.dropped(self.world.lay_out(dropped));
        }
        visit
    }

    /// Whether the page has not come again since that visit.
    pub fn is_at(&self, visit: usize) -> bool {
        self.page.visits.load(Ordering::SeqCst) == visit + 1
    }

    /// Whether the page was told to load itself anew.
    pub fn is_reloading(&self) -> bool {
        self.page.reloads.load(Ordering::SeqCst)
    }

    /// A command, as the page in the window calls it; the answer, or the error, as JSON.
    pub async fn call(&self, command: &str, arguments: &Value) -> Result<String, String> {
        let reply = call(&self.host, self.world.scene.caller.into(), command, arguments);
        let reply = reply.unwrap_or_else(|error| panic!("{command}: {error:?}"));
        let json = reply.await.map_err(|error| json!(error).to_string())?;
        if GIVES_SHEET.contains(&command) {
            self.note_recovery(&json);
        }
        Ok(json)
    }

    /// Remembers the code of a sheet: it may be asked for by a test.
    fn note_recovery(&self, json: &str) {
        let reply: Value = serde_json::from_str(json).unwrap();
        let sheet = reply.get("recovery").unwrap_or(&reply);
        if let Some(groups) = sheet.get("groups") {
            *self.recovery.lock().unwrap() = Some(groups.clone());
        }
    }

    /// What happens around the application, when a test says so.
    pub async fn control(&self, control: &str, argument: Value) -> Result<String, String> {
        let reply = match control {
            "jump" => {
                self.world.jump(Duration::from_secs(argument.as_u64().unwrap()));
                self.ask(App::tick).await;
                json!(self.world.now().millis())
            }
            "drop" => {
                self.host.capture.dropped(self.world.lay_out(argument.as_str().unwrap()));
                Value::Null
            }
            "links" => {
                self.host.capture.arrived(links(argument.as_u64().unwrap().try_into().unwrap()));
                Value::Null
            }
            "conflicts" => {
                leave_conflicts(&self.world, argument.as_u64().unwrap().try_into().unwrap());
                self.events.emit(&Event::Status);
                Value::Null
            }
            "password" => {
                let path = self.world.folder.join("vault.tessera");
                vaults::give_password(&path, argument.as_str().unwrap(), self.world.now());
                Value::Null
            }
            "clock" => {
                *self.world.clock_sync.lock().unwrap() = serde_json::from_value(argument).unwrap();
                Value::Null
            }
            "copied" => {
                let held = self.world.held();
                json!(self.ask(move |app| held.and_then(|code| whose(app, &code))).await)
            }
            "recovery" => self.recovery.lock().unwrap().clone().unwrap_or_default(),
            "answer" => {
                self.world.answered.notify_one();
                Value::Null
            }
            "transfer" => {
                let held =
                    |app: &mut App| (1..).take_while(|&n| app.transfer_part(n).is_ok()).count();
                json!(self.ask(held).await)
            }
            "saved" => {
                let names = fs::read_dir(self.world.saved()).unwrap();
                names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
            }
            other => panic!("there is no {other}"),
        };
        Ok(reply.to_string())
    }

    /// Nobody looks at it any more.
    pub async fn close(&self) {
        self.ticker.abort();
        self.host.capture.cancel();
        self.ask(App::close).await;
    }

    async fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> T + Send + 'static,
    ) -> T {
        let asked = self.host.keeper.ask(move |app| Ok::<_, CommandError>(request(app)));
        asked.await.expect("a keeper")
    }
}

/// The issuer of the account that has this code now.
fn whose(app: &mut App, code: &str) -> Option<String> {
    let rows = app.list_entries().ok()?;
    let has_it = |id: &str| {
        let codes = app.codes_at(&[id.to_owned()], None).ok()?;
        Some(codes.iter().any(|one| one.code.expose() == code))
    };
    rows.into_iter().find(|row| has_it(&row.id) == Some(true)).map(|row| row.issuer)
}

struct Parts {
    host: Host,
    world: Arc<World>,
    page: Arc<Page>,
    events: Subscribers,
}

impl Page {
    fn say(&self, message: &Value) {
        if let Some(line) = &*self.line.lock().unwrap() {
            // A page that is gone has nothing to be told.
            let _ = line.send(message.to_string());
        }
    }
}

impl Subscriber for Page {
    fn emit(&self, event: Event) {
        self.say(&json!({ "event": event }));
    }

    fn forget(&self) {
        if self.line.lock().unwrap().is_some() {
            self.reloads.store(true, Ordering::SeqCst);
            self.say(&json!({ "forget": true }));
        }
    }
}

/// The clock of a scene ticks here: once a second is as often as anything can be due.
async fn tick(keeper: Keeper, world: Arc<World>) {
    loop {
        let into = world.now().millis() % 1000;
        tokio::time::sleep(Duration::from_millis(1001 - into)).await;
        keeper.post(App::tick);
    }
}

fn ports(world: &Arc<World>, events: &Subscribers, capture: Option<Capture>) -> Ports {
    let clock = Arc::clone(world);
    let screen = world.scene.screen;
    Ports {
        store: Store::at(world.folder.join("vault.tessera")),
        profile: Profile::load(world.folder.join("settings.json")),
        clock: Box::new(move || clock.now()),
        clock_keeper: Arc::new(Here(Arc::clone(world))),
        time_server: Arc::new(Here(Arc::clone(world))),
        clipboard: Box::new(Here(Arc::clone(world))),
        events: events.clone(),
        notify: Box::new(|_| {}),
        // What is made at the start costs little; what is made anew is no longer weak.
        kdf: match world.scene.state {
            State::Absent => Box::new(|| KdfParams::MIN),
            _ => Box::new(|| KdfParams::DEFAULT),
        },
        keyring: Arc::new(Here(Arc::clone(world))),
        watch: true,
        idle: Box::new(|| None),
        scan_screen: Box::new(move || screen.into()),
        protection: {
            let swap = if world.scene.plain_swap { Swap::Plain } else { Swap::Safe };
            Box::new(move || Protection { no_core_dumps: true, swap })
        },
        desktop: Arc::new(Here(Arc::clone(world))),
        read: Box::new(move |arrived| {
            if let Some(capture) = &capture {
                capture.read(arrived);
            }
        }),
    }
}

/// Puts everything in its place that is there before the application starts. The groups of the
/// recovery code, where there is one.
fn furnish(world: &Arc<World>) -> Option<Value> {
    let scene = &world.scene;
    let settings = Value::Object(scene.settings.clone());
    fs::write(world.folder.join("settings.json"), settings.to_string()).unwrap();
    let path = world.folder.join("vault.tessera");
    if scene.unreadable {
        fs::write(path, UNREADABLE).unwrap();
        return None;
    }
    if scene.state == State::Absent {
        return None;
    }
    let is_usual = scene.rows == crate::accounts::USUAL && scene.state != State::Empty;
    let kind = vaults::Kind {
        rows: if scene.state == State::Empty { 0 } else { scene.rows },
        recovery: scene.recovery,
        aged: is_usual && scene.backups != Backups::None,
        now: scene.now - scene.now % 60,
    };
    let made = vaults::lay_down(kind, &world.folder);
    remember(world);
    if scene.device != Device::Off {
        give_to_keyring(world);
    }
    leave_conflicts(world, scene.conflicts);
    if scene.conflicts > 0 {
        vaults::changed_here(&path, world.now());
    }
    if scene.trouble == Trouble::Failed {
        let backups = world.folder.join("vault.tessera.backups");
        // No folder can be made where a file lies.
        let _ = fs::remove_dir_all(&backups);
        fs::write(backups, "").unwrap();
    }
    if scene.state == State::Damaged {
        vaults::spoil(&path);
    }
    made.recovery.as_ref().map(|groups| json!(groups))
}

/// What this computer remembers of the vault.
fn remember(world: &World) {
    let scene = &world.scene;
    let facts = vault::inspect(&fs::read(world.folder.join("vault.tessera")).unwrap()).unwrap();
    let mut profile = Profile::load(world.folder.join("settings.json"));
    let kept = LastBackup { saved_at: scene.now.saturating_sub(3600), entries: scene.rows };
    let (second, away) =
        (world.folder.join("Tessera copies"), world.folder.join("vault.tessera/Tessera copies"));
    if scene.backups == Backups::Second {
        fs::create_dir_all(&second).unwrap();
    }
    let note = |memory: &mut tessera_app::settings::Memory| {
        memory.password_at = scene.now.saturating_sub(60);
        if scene.backups != Backups::None {
            memory.kept = Some(kept);
        }
        if scene.backups == Backups::Second {
            memory.second_folder = Some(second);
        }
        // There is no such folder, and none can be made.
        match scene.trouble {
            Trouble::None | Trouble::Failed => {}
            Trouble::Stale => {
                memory.second_folder = Some(away);
                memory.second_at = Some(scene.now.saturating_sub(9 * 24 * 3600));
            }
            Trouble::SecondFailed => {
                memory.second_folder = Some(away);
                memory.second_at = Some(scene.now.saturating_sub(3600));
            }
        }
    };
    profile.note(facts.vault_id, note).unwrap();
}

/// The keyring was given the key, and something has become of it since.
fn give_to_keyring(world: &Arc<World>) {
    let mut app = App::new(ports(world, &Subscribers::default(), None));
    app.unlock(&typed(PASSWORD)).unwrap();
    app.set_device_unlock(true, &typed(PASSWORD)).unwrap();
    app.close();
    let mut ring = world.keyring.lock().unwrap();
    match world.scene.device {
        Device::Off | Device::On => {}
        Device::Locked => ring.fails = Some(KeyringError::Locked),
        Device::Missing => ring.fails = Some(KeyringError::Missing),
        Device::Slow => ring.fails = Some(KeyringError::Slow),
        Device::Emptied => ring.items.clear(),
        Device::Changed => ring.items.values_mut().for_each(|line| line.insert(0, '0')),
        Device::Due => {
            drop(ring);
            world.jump(vaults::LONG);
        }
    }
}

/// Opens and locks as the scene says.
fn enter(app: &mut App, scene: &Scene) {
    let password = if scene.unreadable { DATA_PASSWORD } else { PASSWORD };
    let is_open = matches!(scene.state, State::Unlocked | State::Empty);
    let reason = scene.reason.of_lock();
    if is_open || reason.is_some() {
        app.unlock(&typed(password)).unwrap();
    }
    if scene.trouble == Trouble::Failed {
        let rows = app.list_entries().unwrap();
        app.note_use(&rows[0].id);
    }
    if let Some(reason) = reason {
        app.lock(reason);
    }
}

const CONFLICTS: [&str; 3] = [
    "vault.sync-conflict-20261119-081500-KX2QOGM.tessera",
    "vault (Ada’s conflicted copy 2026-11-02).tessera",
    "vault (conflicted copy 2026-10-30 190211).tessera",
];

/// What a sync program leaves: a copy that was changed elsewhere, one under another password, and a
/// damaged one.
fn leave_conflicts(world: &World, count: usize) {
    let vault = world.folder.join("vault.tessera");
    for (number, name) in CONFLICTS.iter().take(count).enumerate() {
        let path = world.folder.join(name);
        match number {
            0 => vaults::changed_elsewhere(&vault, &path, world.now()),
            1 => vaults::under_another_password(&vault, &path, world.now()),
            _ => {
                fs::copy(&vault, &path).unwrap();
                vaults::spoil(&path);
            }
        }
    }
}

fn links(count: usize) -> Vec<Arrived> {
    let link = |number: usize| match number {
        0 => files::address("Codeberg", "ada@analytical.dev"),
        _ => files::address(&format!("Site{number}"), "ada"),
    };
    (0..count).map(|number| Arrived::Link(SecretText::new(link(number)))).collect()
}

fn typed(text: &str) -> Typed {
    Typed::new(text.to_owned())
}
