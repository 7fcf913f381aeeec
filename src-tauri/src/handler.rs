//! Tauri's way in: every command of the application's list, called by its name with JSON, and one of
//! the shell's own, by which the page brings the channel that it hears of events on.
//!
//! Tauri has checked before whether the window may call it (`permissions`).

use serde::Deserialize;
use tauri::ipc::{InvokeBody, InvokeError, InvokeResponseBody, JavaScriptChannelId};
use tauri::{Builder, Manager, Runtime, Webview};
use tessera_app::commands::{CallError, Caller, Host, call};

use crate::platform::curtain::Curtain;
use crate::platform::page::{PageChannel, hand_over};

/// Every command of the page, the curtain before it and its channel, on any runtime: the tests have one
/// without a window.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    let builder = builder.manage(Curtain::default()).manage(PageChannel::default());
    builder.channel_interceptor(hand_over).invoke_handler(|invoke| {
        let (message, resolver) = (invoke.message, invoke.resolver);
        let InvokeBody::Json(arguments) = message.payload() else { return false };
        if message.command() == "subscribe" {
            match subscribe(message.webview_ref(), arguments) {
                Some(()) => resolver.resolve(()),
                None => resolver.reject(BAD_ARGUMENT),
            }
            return true;
        }
        let host = message.webview_ref().state::<Host>();
        match call(&host, Caller::Page, message.command(), arguments) {
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

/// Takes the channel of a page that has just been loaded, in place of that of the page before.
fn subscribe<R: Runtime>(webview: &Webview<R>, arguments: &serde_json::Value) -> Option<()> {
    let channel = JavaScriptChannelId::deserialize(arguments.get("channel")?).ok()?;
    webview.state::<PageChannel>().open(channel.channel_on(webview.clone()));
    Some(())
}
