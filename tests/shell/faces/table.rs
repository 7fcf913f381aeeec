//! What both faces do: a name, what the window calls, what the command line runs. There is a file
//! of lines for each subject.

pub mod backups;
pub mod codes;
pub mod copies;
pub mod entries;
pub mod exports;
pub mod imports;
pub mod opening;
pub mod ways;

use super::Answer;
use super::prepared::Situation;
use super::window::Window;

/// One thing that is done in two ways.
pub struct Line {
    pub name: &'static str,
    /// The commands that the window calls for it.
    pub commands: &'static [&'static str],
    pub window: Steps,
    /// The arguments after the password's.
    pub command_line: &'static [&'static str],
    pub situation: Situation,
    /// The file that holds the password which is given.
    pub password: &'static str,
    /// Whether the window opens the vault first, as the command line does by itself.
    pub is_open: bool,
    pub end: End,
    /// Places where the faces do not do the same, on purpose: the line says why.
    pub besides: &'static [&'static str],
}

/// How both end.
#[derive(Clone, Copy, Debug)]
pub enum End {
    Done(Disk),
    /// The window gives this code, the command line this number, and nothing has changed.
    Refused {
        code: &'static str,
        exit: i32,
    },
}

/// What becomes of vault, generations, second folder and files.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Disk {
    Changes,
    Stays,
}

/// What is done in the window.
pub type Steps = fn(&Window) -> Answer;

/// Something that changes the open vault, or makes a file.
const fn changes(
    name: &'static str,
    commands: &'static [&'static str],
    window: Steps,
    command_line: &'static [&'static str],
) -> Line {
    Line {
        name,
        commands,
        window,
        command_line,
        situation: Situation::Usual,
        password: "password",
        is_open: true,
        end: End::Done(Disk::Changes),
        besides: &[],
    }
}

/// Something that only looks.
const fn looks(
    name: &'static str,
    commands: &'static [&'static str],
    window: Steps,
    command_line: &'static [&'static str],
) -> Line {
    Line { end: End::Done(Disk::Stays), ..changes(name, commands, window, command_line) }
}

/// Something that neither face does.
const fn refused(
    name: &'static str,
    (code, exit): (&'static str, i32),
    commands: &'static [&'static str],
    window: Steps,
    command_line: &'static [&'static str],
) -> Line {
    Line { end: End::Refused { code, exit }, ..changes(name, commands, window, command_line) }
}

impl Line {
    const fn on(self, situation: Situation) -> Self {
        Self { situation, ..self }
    }

    const fn with_password(self, password: &'static str) -> Self {
        Self { password, ..self }
    }

    /// The window begins before the vault is open.
    const fn locked(self) -> Self {
        Self { is_open: false, ..self }
    }

    /// Leaves places out of the comparison.
    const fn besides(self, besides: &'static [&'static str]) -> Self {
        Self { besides, ..self }
    }
}

/// Where the command line refuses before it opens the vault: it has not seen the second folder then.
const UNOPENED: &[&str] = &["/settings/vaults/here/second_at"];

pub const ALL: &[&[Line]] = &[
    opening::LINES,
    entries::LINES,
    imports::LINES,
    exports::LINES,
    backups::LINES,
    copies::LINES,
    ways::LINES,
    codes::LINES,
];
