//! An X server with windows on it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tessera_screen::{Ability, Desktop, ScreenError};

use super::texts;
use crate::accounts::{SECRET, save_picture, uri};

/// A display of the test's own; nobody else draws on it.
struct Display {
    server: Child,
    name: String,
    windows: Vec<Child>,
}

impl Display {
    fn start(screens: &[&str]) -> Self {
        let mut server = Command::new("Xvfb");
        for (number, screen) in screens.iter().enumerate() {
            server.args(["-screen", &number.to_string(), screen]);
        }
        // It chooses a free number itself, and tells it when it is ready.
        server.args(["-displayfd", "1", "-nolisten", "tcp"]);
        let mut server = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()), windows: Vec::new() }
    }

    /// Shows a picture in a window of its own.
    fn show(&mut self, picture: &Path, screen: usize, place: &str) {
        let window = Command::new("display")
            .args(["-display", &format!("{}.{screen}", self.name), "-geometry", place])
            .arg(picture)
            .stderr(Stdio::null())
            .spawn();
        self.windows.push(window.unwrap());
    }

    fn desktop(&self) -> Desktop {
        Desktop {
            wayland: false,
            display: Some(self.name.clone()),
            bus: None,
            patience: Duration::from_secs(5),
        }
    }

    /// Until all windows have drawn themselves.
    fn wait_for(&self, expected: &[String]) {
        for _ in 0..300 {
            if texts(self.desktop().shoot().unwrap()) == expected {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{:?}, not {expected:?}", texts(self.desktop().shoot().unwrap()));
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        for process in self.windows.iter_mut().chain([&mut self.server]) {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

#[test]
fn every_code_in_every_window_on_every_screen_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let texts = ["Bank", "GitHub", "GitLab"].map(|issuer| uri(issuer, SECRET));
    let pictures = [0, 1, 2].map(|i| folder.path().join(format!("{i}.png")));
    for (text, picture) in texts.iter().zip(&pictures) {
        save_picture(text, picture);
    }
    let mut display = Display::start(&["1280x800x24", "1024x768x24"]);
    assert_eq!(display.desktop().ability(), Ability::Ready);
    assert_eq!(display.desktop().shoot().unwrap().len(), 2);
    display.show(&pictures[0], 0, "+40+30");
    display.show(&pictures[1], 0, "+700+400");
    display.show(&pictures[2], 1, "+100+100");
    display.wait_for(&texts);
}

#[test]
fn a_screen_of_few_colours_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("code.png");
    save_picture(&uri("GitHub", SECRET), &picture);
    let mut display = Display::start(&["800x600x16"]);
    display.show(&picture, 0, "+40+30");
    display.wait_for(&[uri("GitHub", SECRET)]);
}

#[test]
fn without_a_display_there_is_nothing_to_scan() {
    let patience = Duration::from_secs(1);
    let none = Desktop { wayland: false, display: None, bus: None, patience };
    assert_eq!(none.ability(), Ability::None);
    assert_eq!(none.shoot().unwrap_err(), ScreenError::Unsupported);
    let gone = Desktop { display: Some(":4711".to_owned()), ..none };
    assert_eq!(gone.shoot().unwrap_err(), ScreenError::Unsupported);
}
