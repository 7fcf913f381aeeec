//! The app on a runtime without windows, called as the page calls it: through Tauri's own checks.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tauri::Manager;
use tauri::async_runtime::block_on;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, noop_assets};
use tauri::webview::{InvokeRequest, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use tessera::platform::page::Page;
use tessera_app::app::App;
use tessera_app::commands::Host;
use tessera_app::error::CommandError;
use tessera_app::import::Capture;
use tessera_app::keeper::Keeper;
use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::Vault;

use crate::samples::PASSWORD;
use crate::world::{Here, NOW, Outside};

/// The system's randomness, as the core takes it.
pub type Rng = UnwrapErr<SysRng>;

/// Where the bundled page lives.
pub const PAGE: &str = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };

/// A running app with a vault's folder of its own.
pub struct Shell {
    pub app: tauri::App<MockRuntime>,
    pub window: WebviewWindow<MockRuntime>,
    pub outside: Arc<Outside>,
    pub folder: TempDir,
    /// Everything that was answered: command, and reply or error.
    pub answers: Mutex<Vec<(String, String)>>,
}

impl Shell {
    /// On a computer that has never seen Tessera.
    pub fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    /// With an empty vault, open, and watched for what other programs save.
    pub fn watching() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outside = Outside::new();
        outside.watch.store(true, Ordering::SeqCst);
        let (app, window) = start(&outside, folder.path());
        let shell = Self { app, window, outside, folder, answers: Mutex::default() };
        shell.ok("create_vault", json!({ "password": PASSWORD }));
        shell
    }

    /// On a computer where Tessera has run before.
    pub fn in_folder(folder: TempDir) -> Self {
        let outside = Outside::new();
        let (app, window) = start(&outside, folder.path());
        Self { app, window, outside, folder, answers: Mutex::default() }
    }

    /// With an empty vault, open.
    pub fn with_vault() -> Self {
        let shell = Self::new();
        shell.ok("create_vault", json!({ "password": PASSWORD }));
        shell
    }

    /// The app ends and is started again.
    pub fn restarted(self) -> Self {
        self.app(App::close);
        Self::in_folder(self.folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn vault(&self) -> PathBuf {
        self.path("vault.tessera")
    }

    /// Calls a command as the page does.
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let answer = call(&self.window, PAGE, command, arguments);
        let (Ok(said) | Err(said)) = &answer;
        self.answers.lock().unwrap().push((command.to_owned(), said.to_string()));
        answer
    }

    /// The reply of a command that works.
    #[track_caller]
    pub fn ok(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The word with which a command is refused.
    #[track_caller]
    pub fn refused(&self, command: &str, arguments: Value) -> String {
        let error = self.call(command, arguments).expect_err(command);
        error["code"].as_str().unwrap_or_else(|| panic!("{command}: {error}")).to_owned()
    }

    pub fn state(&self) -> String {
        self.ok("status", json!({}))["state"].as_str().unwrap().to_owned()
    }

    pub fn keeper(&self) -> Keeper {
        self.app.state::<Host>().keeper.clone()
    }

    /// Does what the page cannot: what a native dialog, a drop or the ticker would start.
    pub fn app<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> T + Send + 'static,
    ) -> T {
        self.keeper().ask_blocking(move |app| Ok::<_, CommandError>(request(app))).unwrap()
    }

    /// Another program changes the vault's file.
    pub fn elsewhere(&self, mut edit: impl FnMut(&mut Vault, &mut Rng)) {
        let (store, password) = (Store::at(self.vault()), Password::new(PASSWORD).unwrap());
        let mut rng = UnwrapErr(SysRng);
        let mut file = VaultFile::open(store, &password, &mut rng).unwrap();
        let changed = file.change(NOW, &mut rng, |vault, rng| -> Result<(), FileError> {
            edit(vault, rng);
            Ok(())
        });
        assert!(changed.unwrap().backup.is_ok());
    }

    pub fn capture(&self) -> Capture {
        self.app.state::<Host>().capture.clone()
    }

    /// What a file dialog would start.
    pub fn import(&self, paths: Vec<PathBuf>) -> Value {
        let review = block_on(self.capture().files(paths)).unwrap();
        serde_json::to_value(review).unwrap()
    }

    /// Waits until everything is read that was asked for.
    pub fn settle(&self) {
        block_on(self.capture().pasted()).expect_err("nothing was copied");
    }

    /// What is due now, is done.
    pub fn tick(&self) {
        self.app(App::tick);
    }

    pub fn lock(&self) {
        self.ok("lock", json!({}));
    }

    pub fn unlock(&self) {
        self.ok("unlock", json!({ "password": PASSWORD }));
    }
}

/// Starts the app with the real permissions and the real configuration, on a world of the test's.
fn start(
    outside: &Arc<Outside>,
    folder: &Path,
) -> (tauri::App<MockRuntime>, WebviewWindow<MockRuntime>) {
    let context = tauri::generate_context!(assets = noop_assets(), test = true);
    let app = tessera::with_commands(mock_builder()).build(context).unwrap();
    let (capture, queue) = Capture::open();
    *outside.capture.lock().unwrap() = Some(capture.clone());
    let keeper = Keeper::start(App::new(outside.ports(folder))).unwrap();
    queue.serve(keeper.clone(), outside.capture_ports()).unwrap();
    let page = Arc::new(Page(app.handle().clone()));
    let picker = Arc::new(Here(Arc::clone(outside)));
    app.manage(Host { keeper, capture, picker, face: page, id: outside.face() });
    let window = open_window(&app, tessera::WINDOW);
    (app, window)
}

pub fn open_window(app: &tauri::App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, tauri::WebviewUrl::default()).build().unwrap()
}

/// Calls a command from a window whose page came from `origin`.
pub fn call(
    window: &WebviewWindow<MockRuntime>,
    origin: &str,
    command: &str,
    arguments: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: origin.parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|reply| reply.deserialize().unwrap())
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
