//! Commands that take long, while something else happens.
#![allow(dead_code)] // Each program uses a part of it.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tessera_app::commands::{Caller, call};
use tessera_app::events::Event;
use tokio::task::JoinHandle;

use crate::eventually::eventually;
use crate::test_app::{TestApp, spawn};

/// Less than anything here would be waited for, and far more than a lock takes on a busy machine.
pub const HANG: Duration = Duration::from_secs(10);

/// Lets a command come to its end while the test goes on.
pub fn begin(app: &TestApp, command: &str, arguments: Value) -> JoinHandle<Result<String, Value>> {
    let reply = call(&app.host, Caller::Page, command, &arguments).unwrap();
    spawn(async move { reply.await.map_err(|error| serde_json::to_value(error).unwrap()) })
}

/// A text that takes seconds to read: as many accounts as it may hold, each with a long tail of parameters.
pub fn long_text() -> String {
    let tail = "&a=1".repeat(30);
    format!("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ{tail}\n").repeat(95_000)
}

/// Waits until the faces hear that something is read, which they do only of what takes long.
pub fn until_reading(app: &TestApp) {
    eventually(|| {
        app.outside.events().iter().any(|event| matches!(event, Event::Capture(Some(_))))
    });
}

/// Waits until the keeper is busy with something that takes long.
pub fn until_busy(app: &TestApp) {
    eventually(|| {
        let (reply, answer) = mpsc::channel();
        app.host.keeper.post(move |_| {
            let _ = reply.send(());
        });
        answer.recv_timeout(Duration::from_millis(100)).is_err()
    });
}
