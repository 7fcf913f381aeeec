//! Tauri's way in: every command of the application's list, called by its name with JSON, and a few of the
//! shell's own: a page brings the channel that it hears of events on, and that of the picker ends.
//!
//! Tauri has checked before whether the window may call it (`permissions`).

use serde::Deserialize;
use tauri::ipc::{InvokeBody, InvokeError, InvokeResponseBody, JavaScriptChannelId};
use tauri::{Builder, Manager, Runtime, Webview};
use tessera_app::commands::{CallError, Caller, Host, call};

use crate::platform::PICKER;
use crate::platform::curtain::Curtain;
use crate::platform::page::{PageChannel, hand_over};
use crate::platform::picker::{self, Picker, PickerHost};
use crate::show_window;

/// Every command of the pages, and what stands between them and their windows, on any runtime: the tests
/// have one without a window.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    let builder = builder.manage(Curtain::default()).manage(PageChannel::default());
    let builder = builder.manage(Picker::default());
    builder.channel_interceptor(hand_over).invoke_handler(|invoke| {
        let (message, resolver) = (invoke.message, invoke.resolver);
        let InvokeBody::Json(arguments) = message.payload() else { return false };
        let webview = message.webview_ref();
        if let Some(done) = own(webview, message.command(), arguments) {
            match done {
                Ok(()) => resolver.resolve(()),
                Err(BadArgument) => resolver.reject(BAD_ARGUMENT),
            }
            return true;
        }
        let (host, caller) = match webview.label() {
            PICKER => (webview.state::<PickerHost>().0.clone(), Caller::Picker),
            _ => (webview.state::<Host>().inner().clone(), Caller::Page),
        };
        match call(&host, caller, message.command(), arguments) {
            Ok(reply) => resolver.respond_async_serialized(async move {
                match reply.await {
                    Ok(json) => Ok(InvokeResponseBody::Json(json)),
                    Err(error) => Err(InvokeError::from(error)),
                }
            }),
            Err(CallError::NoSuchCommand) => return false,
            Err(CallError::Arguments) => resolver.reject(BAD_ARGUMENT),
        }
        true
    })
}

const BAD_ARGUMENT: &str = "an argument is missing, or is not of its type";

struct BadArgument;

/// Does a command of the shell's own; none where that is none.
fn own<R: Runtime>(
    webview: &Webview<R>,
    command: &str,
    arguments: &serde_json::Value,
) -> Option<Result<(), BadArgument>> {
    let app = webview.app_handle();
    match command {
        "subscribe" => return Some(subscribe(webview, arguments).ok_or(BadArgument)),
        "close_picker" => picker::close(app),
        "open_main_window" => {
            show_window(app);
            picker::close(app);
        }
        _ => return None,
    }
    Some(Ok(()))
}

/// Takes the channel of a page that has just been loaded, in place of that of the page before.
fn subscribe<R: Runtime>(webview: &Webview<R>, arguments: &serde_json::Value) -> Option<()> {
    let channel = JavaScriptChannelId::deserialize(arguments.get("channel")?).ok()?;
    let channel = channel.channel_on(webview.clone());
    match webview.label() {
        PICKER => webview.state::<Picker>().channel().open(channel),
        _ => webview.state::<PageChannel>().open(channel),
    }
    Some(())
}
