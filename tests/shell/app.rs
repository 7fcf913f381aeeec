//! The application behind a window of Tauri's, on a runtime that shows none: what the page calls goes
//! through Tauri's own checks.

use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Value, json};
use tauri::Manager;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, noop_assets};
use tauri::webview::{InvokeRequest, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use tessera::platform::page::Page;
use tessera::platform::picker::PickerHost;

use crate::accounts::PASSWORD;
use crate::outside::Outside;
use crate::test_app::TestApp;

/// Where the bundled page lives.
pub const PAGE: &str = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };

/// The application in its shell. What is asked of the one is asked of the other.
pub struct Shell {
    pub tauri: tauri::App<MockRuntime>,
    pub window: WebviewWindow<MockRuntime>,
    app: TestApp,
}

impl Shell {
    /// On a computer that has never seen Tessera.
    pub fn new() -> Self {
        Self::in_world(Outside::new(), tempfile::tempdir().unwrap())
    }

    /// With an empty vault, open.
    pub fn with_vault() -> Self {
        let shell = Self::new();
        shell.ok("create_vault", json!({ "password": PASSWORD }));
        shell
    }

    /// With the real permissions and the real configuration, in a world that stands already.
    pub fn in_world(outside: Arc<Outside>, folder: TempDir) -> Self {
        let context = tauri::generate_context!(assets = noop_assets(), test = true);
        let tauri = tessera::with_commands(mock_builder()).build(context).unwrap();
        let host = outside.host(folder.path(), Arc::new(Page(tauri.handle().clone())));
        tauri.manage(host.clone());
        tauri.manage(PickerHost(host.clone()));
        let window = open_window(&tauri, tessera::WINDOW);
        let asked = window.clone();
        let way = move |command: &str, arguments| call(&asked, PAGE, command, arguments);
        let app = TestApp::behind(host, outside, folder, Box::new(way));
        Self { tauri, window, app }
    }
}

impl Deref for Shell {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
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
