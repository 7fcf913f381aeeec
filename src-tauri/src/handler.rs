//! Tauri's way in: every command of the application's list, called by its name with JSON.
//!
//! Tauri has checked before whether the window may call it (`permissions/page.toml`).

use tauri::ipc::{InvokeBody, InvokeError, InvokeResponseBody};
use tauri::{Builder, Manager, Runtime};
use tessera_app::commands::{CallError, Caller, Host, call};

use crate::platform::curtain::Curtain;

/// Every command of the page, and the curtain before it, on any runtime: the tests have one without a
/// window.
pub fn with_commands<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.manage(Curtain::default()).invoke_handler(|invoke| {
        let (message, resolver) = (invoke.message, invoke.resolver);
        let host = message.webview_ref().state::<Host>();
        let InvokeBody::Json(arguments) = message.payload() else { return false };
        match call(&host, Caller::Page, message.command(), arguments) {
            Ok(reply) => resolver.respond_async_serialized(async move {
                match reply.await {
                    Ok(json) => Ok(InvokeResponseBody::Json(json)),
                    Err(error) => Err(InvokeError::from(error)),
                }
            }),
            Err(CallError::NoSuchCommand) => return false,
            Err(CallError::Arguments) => {
                resolver.reject("an argument is missing, or is not of its type");
            }
        }
        true
    })
}
