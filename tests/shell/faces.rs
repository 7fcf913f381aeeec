//! The window and the command line do the same: what one of them changes on the disk, the other changes
//! in the same way, and what one refuses, the other refuses.
//!
//! Every line of [`table`] is done twice, each time in a copy of the same folder: through the window's
//! own door, with Tauri's checks, and by the real `tessera-cli`. Then the folders are compared, as
//! [`effects`] reads them.

mod command_line;
mod effects;
mod prepared;
mod table;
mod window;

use std::time::SystemTime;

use serde_json::Value;
use tessera_app::commands::{COMMANDS, Caller};
use tessera_core::time::UnixTime;

use command_line::CommandLine;
#[cfg(target_os = "linux")]
pub use command_line::program;
use effects::{Effects, differences};
use table::{Disk, End, Line};
use window::Window;

#[cfg(target_os = "linux")]
use crate::display::Display;

/// Does every line twice, and tells of all that differ.
fn compare(lines: &[Line]) {
    compare_on(None, lines);
}

/// The same, with this X server for the clipboard of the command line.
fn compare_on(display: Option<&str>, lines: &[Line]) {
    let wrong: Vec<_> = lines.iter().filter_map(|line| line.check(display).err()).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

impl Line {
    fn check(&self, display: Option<&str>) -> Result<(), String> {
        let folder = prepared::folder(self.situation);
        let begun: UnixTime = SystemTime::now().into();
        let before = Effects::of(folder.path(), begun);

        let window = Window::open(&folder, begun);
        let (answer, called) = window.run(self);
        let by_window = Effects::of(window.folder(), begun);

        let command_line = CommandLine::open(&folder);
        let ran = command_line.run(self, display);
        let by_command_line = Effects::of(command_line.folder(), begun);

        let mut wrong = Vec::new();
        for command in self.commands.iter().filter(|command| !called.contains(**command)) {
            wrong.push(format!("the window never called {command}"));
        }
        match (&self.end, &answer) {
            (End::Done(_), Ok(_)) if ran.exit == 0 => {}
            (End::Refused { code, exit }, Err(error))
                if error["code"] == *code && ran.exit == *exit => {}
            _ => {
                let answer = answer.map(|_| "done");
                wrong.push(format!("the window: {answer:?}; the command line: {ran:?}"));
            }
        }
        wrong.extend(differences(&by_window, &by_command_line, self.besides));
        let is_touched = !differences(&before.on_disk(), &by_window.on_disk(), &[]).is_empty();
        let is_to_be_touched = matches!(self.end, End::Done(Disk::Changes));
        if is_touched != is_to_be_touched {
            wrong.push(format!("the window has changed the disk: {is_touched}"));
        }
        match wrong.as_slice() {
            [] => Ok(()),
            wrong => Err(format!("{}:\n  {}", self.name, wrong.join("\n  "))),
        }
    }
}

/// What a command of the window answers.
type Answer = Result<Value, Value>;

#[test]
fn every_command_that_both_may_call_is_in_the_table() {
    let of_both = COMMANDS.iter().filter(|command| {
        [Caller::Page, Caller::CommandLine].iter().all(|caller| command.callers.contains(caller))
    });
    let compared: Vec<_> = table::ALL.iter().copied().flatten().flat_map(|l| l.commands).collect();
    for command in of_both {
        assert!(compared.contains(&&command.name), "{} is compared nowhere", command.name);
    }
}

#[test]
fn a_vault_is_made_and_opened_alike() {
    compare(table::opening::LINES);
}

#[test]
fn accounts_are_edited_alike() {
    compare(table::entries::LINES);
}

#[test]
fn accounts_come_in_alike() {
    compare(table::imports::LINES);
}

#[test]
fn accounts_leave_alike() {
    compare(table::exports::LINES);
}

#[test]
fn backups_are_made_and_restored_alike() {
    compare(table::backups::LINES);
}

#[test]
fn copies_are_joined_alike() {
    compare(table::copies::LINES);
}

#[test]
fn passwords_and_recovery_codes_are_changed_alike() {
    compare(table::ways::LINES);
}

#[cfg(target_os = "linux")]
#[test]
fn codes_are_used_alike() {
    let display = Display::open().expect("Xvfb is missing");
    compare_on(Some(display.name()), table::codes::LINES);
}
