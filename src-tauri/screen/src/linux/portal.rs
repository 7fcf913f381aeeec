//! The desktop's portal: it asks the user where that is due, and makes a file of the screens.
//!
//! Source: the XDG desktop portal, interfaces `org.freedesktop.portal.Screenshot` and `.Request`.

mod file;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Error, MatchRule};

use crate::{Content, ScreenError, Shot};

const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SCREENSHOT: &str = "org.freedesktop.portal.Screenshot";
const REQUEST: &str = "org.freedesktop.portal.Request";

/// A portal that does not answer a call by then has hung. The user has longer.
const LIMIT: Duration = Duration::from_secs(5);
/// A portal that has not started by then is none to wait for.
const START: Duration = Duration::from_secs(2);

/// Takes a picture of all screens. The user has `patience` to answer.
pub(super) fn shoot(bus: Option<&str>, patience: Duration) -> Result<Vec<Shot>, ScreenError> {
    let connection = connect(bus, LIMIT).map_err(|_| ScreenError::Unsupported)?;
    let since = SystemTime::now();
    let uri = match ask(&connection, false, patience) {
        // Some desktops keep a "no" for ever, but still let the user take the picture themselves.
        Err(ScreenError::Refused) => ask(&connection, true, patience)?,
        answer => answer?,
    };
    let content = Content::File(file::take(&uri, since)?);
    Ok(vec![Shot { name: String::new(), content }])
}

/// Whether there is a portal that takes pictures of screens.
pub(super) fn is_there(bus: Option<&str>) -> bool {
    let version = || {
        let about = (SCREENSHOT, "version");
        let properties = Some("org.freedesktop.DBus.Properties");
        connect(bus, START)?.call_method(Some(NAME), PATH, properties, "Get", &about)
    };
    version().is_ok()
}

fn connect(bus: Option<&str>, limit: Duration) -> zbus::Result<Connection> {
    bus.map_or_else(Builder::session, Builder::address)?.method_timeout(limit).build()
}

/// Asks for a picture, and waits for the URI of its file.
fn ask(
    connection: &Connection,
    interactive: bool,
    patience: Duration,
) -> Result<String, ScreenError> {
    // Before the call: an answer may come at once.
    let responses = responses(connection).map_err(|_| ScreenError::Failed)?;
    let token = make_token();
    let options: HashMap<_, Value<'_>> = HashMap::from([
        ("handle_token", token.into()),
        ("interactive", interactive.into()),
        ("modal", true.into()),
    ]);
    let reply =
        connection.call_method(Some(NAME), PATH, Some(SCREENSHOT), "Screenshot", &("", options));
    let handle: OwnedObjectPath = reply
        .map_err(|error| no_answer(&error))?
        .body()
        .deserialize()
        .map_err(|_| ScreenError::Failed)?;
    let answer = wait(responses, handle.clone(), patience);
    answer.unwrap_or_else(|| {
        // Whoever does not answer may not hear this either.
        let _ = connection.call_method(Some(NAME), &handle, Some(REQUEST), "Close", &());
        Err(ScreenError::Failed)
    })
}

/// Nobody by that name, or nobody who knows the question.
fn no_answer(error: &Error) -> ScreenError {
    let unknown = |name: &str| {
        ["ServiceUnknown", "NameHasNoOwner", "UnknownMethod", "UnknownInterface", "UnknownObject"]
            .iter()
            .any(|word| name.strip_prefix("org.freedesktop.DBus.Error.") == Some(*word))
    };
    match error {
        Error::MethodError(name, ..) if unknown(name.as_str()) => ScreenError::Unsupported,
        Error::MethodError(name, ..) if name.ends_with(".AccessDenied") => ScreenError::Refused,
        _ => ScreenError::Failed,
    }
}

fn responses(connection: &Connection) -> zbus::Result<MessageIterator> {
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender(NAME)?
        .interface(REQUEST)?
        .member("Response")?
        .build();
    MessageIterator::for_match_rule(rule, connection, None)
}

/// What the portal answers to a request; none when time is up.
fn wait(
    responses: MessageIterator,
    handle: OwnedObjectPath,
    patience: Duration,
) -> Option<Result<String, ScreenError>> {
    let (tell, told) = mpsc::channel();
    let wait = move || {
        let of_ours = |message: &Message| {
            message.header().path().is_some_and(|path| path.as_str() == handle.as_str())
        };
        // Ends with the connection at the latest.
        if let Some(message) = responses.flatten().find(of_ours) {
            let _ = tell.send(read(&message));
        }
    };
    thread::Builder::new().name("portal".into()).spawn(wait).ok()?;
    told.recv_timeout(patience).ok()
}

fn read(response: &Message) -> Result<String, ScreenError> {
    let body = response.body();
    let (code, results): (u32, HashMap<String, OwnedValue>) =
        body.deserialize().map_err(|_| ScreenError::Failed)?;
    match code {
        0 => {
            let uri = results.get("uri").ok_or(ScreenError::Failed)?;
            uri.downcast_ref::<String>().map_err(|_| ScreenError::Failed)
        }
        1 => Err(ScreenError::Cancelled),
        _ => Err(ScreenError::Refused),
    }
}

/// Names a request among those of this process.
fn make_token() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("tessera_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
