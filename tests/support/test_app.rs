//! The application in an outside world of the tests' own, called as the window's page calls it.
#![allow(dead_code)] // Each program uses a part of it.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, LazyLock, Mutex};

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_app::app::App;
use tessera_app::commands::{self, Caller, Host};
use tessera_app::error::CommandError;
use tessera_app::import::Capture;
use tessera_app::keeper::Keeper;
use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::Vault;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use crate::accounts::PASSWORD;
use crate::outside::{Here, Outside};

/// The system's randomness, as the core takes it.
pub type Rng = UnwrapErr<SysRng>;

/// How a command is called: by its name, with its arguments.
pub type Way = Box<dyn Fn(&str, Value) -> Result<Value, Value> + Send + Sync>;

/// A running application with a vault's folder of its own.
pub struct TestApp {
    pub host: Host,
    pub outside: Arc<Outside>,
    pub folder: TempDir,
    /// Everything that was answered: command, and reply or error.
    pub answers: Mutex<Vec<(String, String)>>,
    way: Way,
}

impl TestApp {
    /// On a computer that has never seen Tessera.
    pub fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    /// With an empty vault, open, and watched for what other programs save.
    pub fn watching() -> Self {
        let outside = Outside::new();
        outside.watch.store(true, Ordering::SeqCst);
        Self::in_world(outside, tempfile::tempdir().unwrap()).created()
    }

    /// On a computer where Tessera has run before.
    pub fn in_folder(folder: TempDir) -> Self {
        Self::in_world(Outside::new(), folder)
    }

    /// With an empty vault, open.
    pub fn with_vault() -> Self {
        Self::new().created()
    }

    /// In a world that stands already.
    pub fn in_world(outside: Arc<Outside>, folder: TempDir) -> Self {
        let host = outside.host(folder.path(), Arc::new(Here(Arc::clone(&outside))));
        let called = host.clone();
        let way = move |command: &str, arguments: Value| call(&called, command, &arguments);
        Self::behind(host, outside, folder, Box::new(way))
    }

    /// Called in another way than directly.
    pub fn behind(host: Host, outside: Arc<Outside>, folder: TempDir, way: Way) -> Self {
        Self { host, outside, folder, answers: Mutex::default(), way }
    }

    fn created(self) -> Self {
        self.ok("create_vault", json!({ "password": PASSWORD }));
        // Every face has heard that the vault is open.
        self.outside.events();
        self
    }

    /// The application ends and is started again.
    pub fn restarted(self) -> Self {
        self.ask(App::close);
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
        let answer = (self.way)(command, arguments);
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
        self.host.keeper.clone()
    }

    /// Does what the page cannot: what a drop or the ticker would start.
    pub fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(&mut App) -> T + Send + 'static,
    ) -> T {
        self.host.keeper.ask_blocking(move |app| Ok::<_, CommandError>(request(app))).unwrap()
    }

    /// Another program changes the vault's file.
    pub fn elsewhere(&self, mut edit: impl FnMut(&mut Vault, &mut Rng)) {
        let (store, password) = (Store::at(self.vault()), Password::new(PASSWORD).unwrap());
        let mut rng = UnwrapErr(SysRng);
        let mut file = VaultFile::open(store, &password, &mut rng).unwrap();
        let now = self.outside.now();
        let changed = file.change(now, &mut rng, |vault, rng| -> Result<(), FileError> {
            edit(vault, rng);
            Ok(())
        });
        assert!(changed.unwrap().backup.is_ok());
    }

    pub fn capture(&self) -> Capture {
        self.host.capture.clone()
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
        self.ask(App::tick);
    }

    pub fn lock(&self) {
        self.ok("lock", json!({}));
    }

    pub fn unlock(&self) {
        self.ok("unlock", json!({ "password": PASSWORD }));
    }
}

fn call(host: &Host, command: &str, arguments: &Value) -> Result<Value, Value> {
    let reply = commands::call(host, Caller::Page, command, arguments)
        .map_err(|error| json!(format!("{error:?}")))?;
    match block_on(reply) {
        Ok(json) => Ok(serde_json::from_str(&json).unwrap()),
        Err(error) => Err(serde_json::to_value(error).unwrap()),
    }
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Awaits a reply.
pub fn block_on<T>(reply: impl Future<Output = T>) -> T {
    RUNTIME.block_on(reply)
}

/// Lets a reply come while the test goes on.
pub fn spawn<T: Send + 'static>(reply: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    RUNTIME.spawn(reply)
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

/// `tests/data` of this checkout.
pub fn data(path: &str) -> PathBuf {
    // This package lies at the top, the application's two folders below.
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = package.ancestors().map(|folder| folder.join("tests/data"));
    tests.find(|data| data.is_dir()).expect("no tests/data").join(path)
}
