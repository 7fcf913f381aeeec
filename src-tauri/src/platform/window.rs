//! What every window has in common: it shows the bundled page, and goes nowhere else.

use tauri::utils::config::WindowConfig;
use tauri::webview::{NewWindowResponse, PageLoadEvent, WebviewWindow, WebviewWindowBuilder};
use tauri::{AppHandle, Runtime};

/// A window of tauri.conf.json, and what a file cannot say. `loaded` is called whenever its page has
/// loaded.
///
/// # Errors
/// Where the file describes no window that can be built.
pub fn guarded<'a, R: Runtime>(
    app: &'a AppHandle<R>,
    config: &WindowConfig,
    loaded: impl Fn(&WebviewWindow<R>) + Send + Sync + 'static,
) -> tauri::Result<WebviewWindowBuilder<'a, R, AppHandle<R>>> {
    let window = WebviewWindowBuilder::from_config(app, config)?
        // WebDriver is refused in a private context: see the feature in Cargo.toml.
        .incognito(!cfg!(feature = "e2e"))
        .on_navigation(is_own_page)
        .on_page_load(move |window, load| {
            if load.event() == PageLoadEvent::Finished {
                loaded(&window);
            }
        })
        .on_new_window(|_, _| NewWindowResponse::Deny);
    Ok(window)
}

/// Whether an address is the bundled page.
#[must_use]
pub fn is_own_page(url: &tauri::Url) -> bool {
    // Windows serves the same under another name. With a port it would be a server on this computer.
    let (scheme, host) =
        if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };
    url.scheme() == scheme
        && url.host_str() == Some(host)
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}
