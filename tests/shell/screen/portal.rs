//! A portal that stands in for the desktop's own, on a bus of the test's own.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tessera_screen::{Ability, Desktop, ScreenError};
use zbus::blocking::Connection;
use zbus::message::Header;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

use super::texts;
use crate::accounts::{SECRET, save_picture, uri};
use crate::eventually::eventually;
use crate::private_bus::PrivateBus;

/// What the user or the desktop does when it is asked.
#[derive(Clone)]
enum Answer {
    /// A new file with this content, then its URI.
    Shot(PathBuf, Vec<u8>),
    /// A URI, and nothing else.
    Uri(String),
    /// A number that is no success.
    Code(u32),
    /// "No" as long as the user is not the one who takes the picture.
    OnlyByHand(PathBuf, Vec<u8>),
    /// Nothing at all.
    Silence,
}

/// What was asked.
#[derive(Default)]
struct Heard {
    /// Whether the user was to take the picture, question by question.
    interactive: Vec<bool>,
    /// A question was taken back.
    closed: bool,
}

struct Portal {
    answer: Answer,
    heard: Arc<Mutex<Heard>>,
}

struct Request(Arc<Mutex<Heard>>);

#[zbus::interface(name = "org.freedesktop.portal.Request")]
impl Request {
    fn close(&self) {
        self.0.lock().unwrap().closed = true;
    }
}

#[zbus::interface(name = "org.freedesktop.portal.Screenshot")]
impl Portal {
    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        2
    }

    async fn screenshot(
        &self,
        _parent_window: &str,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) -> OwnedObjectPath {
        let interactive: bool = options["interactive"].downcast_ref().unwrap();
        self.heard.lock().unwrap().interactive.push(interactive);
        let token: String = options["handle_token"].downcast_ref().unwrap();
        let sender = header.sender().unwrap().as_str().trim_start_matches(':').replace('.', "_");
        let handle = format!("/org/freedesktop/portal/desktop/request/{sender}/{token}");
        let handle = ObjectPath::try_from(handle).unwrap();
        connection.object_server().at(&handle, Request(Arc::clone(&self.heard))).await.unwrap();
        if let Some((code, uri)) = self.answer.give(interactive) {
            let results = uri.map(|uri| ("uri", Value::from(uri)));
            let results: HashMap<_, _> = results.into_iter().collect();
            // Before the reply, as some portals do.
            let interface = "org.freedesktop.portal.Request";
            let body = (code, results);
            let to = header.sender().cloned();
            connection.emit_signal(to, &handle, interface, "Response", &body).await.unwrap();
        }
        handle.into()
    }
}

impl Answer {
    fn give(&self, interactive: bool) -> Option<(u32, Option<String>)> {
        match self {
            Self::OnlyByHand(..) if !interactive => Some((2, None)),
            Self::Shot(path, content) | Self::OnlyByHand(path, content) => {
                fs::write(path, content).unwrap();
                Some((0, Some(uri_of(path))))
            }
            Self::Uri(uri) => Some((0, Some(uri.clone()))),
            Self::Code(code) => Some((*code, None)),
            Self::Silence => None,
        }
    }
}

fn uri_of(path: &Path) -> String {
    tauri::Url::from_file_path(path).unwrap().into()
}

/// A Wayland session with such a portal.
struct Session {
    bus: PrivateBus,
    heard: Arc<Mutex<Heard>>,
    _portal: Connection,
}

impl Session {
    fn with(answer: Answer) -> Self {
        let (bus, heard) = (PrivateBus::start(), Arc::<Mutex<Heard>>::default());
        let portal = bus.peer();
        let served = Portal { answer, heard: Arc::clone(&heard) };
        portal.object_server().at("/org/freedesktop/portal/desktop", served).unwrap();
        portal.request_name("org.freedesktop.portal.Desktop").unwrap();
        Self { bus, heard, _portal: portal }
    }

    fn desktop(&self) -> Desktop {
        on(&self.bus)
    }

    fn interactive(&self) -> Vec<bool> {
        self.heard.lock().unwrap().interactive.clone()
    }
}

fn on(bus: &PrivateBus) -> Desktop {
    let patience = Duration::from_secs(60);
    // The X server under Wayland is never asked.
    let display = Some(":4711".to_owned());
    Desktop { wayland: true, display, bus: Some(bus.address.clone()), patience }
}

fn code() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("code.png");
    save_picture(&uri("GitHub", SECRET), &path);
    fs::read(path).unwrap()
}

#[test]
fn the_portals_picture_is_read_and_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Screenshot from today.png");
    let session = Session::with(Answer::Shot(path.clone(), code()));
    assert_eq!(session.desktop().ability(), Ability::Asks);
    assert_eq!(texts(session.desktop().shoot().unwrap()), [uri("GitHub", SECRET)]);
    assert!(!path.exists(), "the picture with the secret is still there");
    assert_eq!(session.interactive(), [false]);
}

#[test]
fn a_change_of_mind_is_told_from_a_refusal() {
    let changed = Session::with(Answer::Code(1));
    assert_eq!(changed.desktop().shoot().unwrap_err(), ScreenError::Cancelled);
    assert_eq!(changed.interactive(), [false]);
    let refused = Session::with(Answer::Code(2));
    assert_eq!(refused.desktop().shoot().unwrap_err(), ScreenError::Refused);
    assert_eq!(refused.interactive(), [false, true]);
}

#[test]
fn where_the_desktop_says_no_the_user_may_take_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shot.png");
    let session = Session::with(Answer::OnlyByHand(path.clone(), code()));
    assert_eq!(texts(session.desktop().shoot().unwrap()), [uri("GitHub", SECRET)]);
    assert_eq!(session.interactive(), [false, true]);
    assert!(!path.exists());
}

#[test]
fn without_a_portal_there_is_nothing_to_scan() {
    let bus = PrivateBus::start();
    assert_eq!(on(&bus).ability(), Ability::None);
    assert_eq!(on(&bus).shoot().unwrap_err(), ScreenError::Unsupported);
    // One that takes no pictures.
    let portal = bus.peer_named("org.freedesktop.portal.Desktop");
    portal.object_server().at("/org/freedesktop/portal/desktop", Request(Arc::default())).unwrap();
    assert_eq!(on(&bus).ability(), Ability::None);
    assert_eq!(on(&bus).shoot().unwrap_err(), ScreenError::Unsupported);
    // No bus at all.
    let gone = Desktop { bus: Some("unix:path=/nowhere".to_owned()), ..on(&bus) };
    assert_eq!(gone.ability(), Ability::None);
    assert_eq!(gone.shoot().unwrap_err(), ScreenError::Unsupported);
}

#[test]
fn a_portal_that_never_answers_is_given_up_and_told_so() {
    let session = Session::with(Answer::Silence);
    let soon = Desktop { patience: Duration::from_millis(500), ..session.desktop() };
    assert_eq!(soon.shoot().unwrap_err(), ScreenError::Failed);
    // Else the user is still asked.
    eventually(|| session.heard.lock().unwrap().closed);
}

#[test]
fn nothing_is_read_or_deleted_that_the_portal_did_not_make_just_now() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let old = at("old.png");
    fs::write(&old, code()).unwrap();
    let an_hour_ago = SystemTime::now() - Duration::from_secs(3_600);
    File::options().write(true).open(&old).unwrap().set_modified(an_hour_ago).unwrap();
    fs::write(at("new.png"), code()).unwrap();
    std::os::unix::fs::symlink(at("new.png"), at("link.png")).unwrap();
    fs::write(at("twice.png"), code()).unwrap();
    fs::hard_link(at("twice.png"), at("again.png")).unwrap();
    fs::create_dir(at("folder.png")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.png")).status().unwrap().success());
    File::create(at("huge.png")).unwrap().set_len(65 * 1024 * 1024).unwrap();
    let names = ["old.png", "link.png", "twice.png", "folder.png", "pipe.png", "huge.png"];
    let mut uris: Vec<_> = names.iter().map(|name| uri_of(&at(name))).collect();
    uris.extend([
        uri_of(&at("nowhere.png")),
        format!("file://elsewhere{}", at("new.png").display()),
        "https://example.org/a.png".to_owned(),
        "file:///dev/zero".to_owned(),
        String::new(),
    ]);
    for uri in uris {
        let session = Session::with(Answer::Uri(uri.clone()));
        assert_eq!(session.desktop().shoot().unwrap_err(), ScreenError::Failed, "{uri}");
    }
    for name in names {
        assert!(at(name).symlink_metadata().is_ok(), "{name} was deleted");
    }
    assert_eq!(fs::read(at("new.png")).unwrap(), code());
}
