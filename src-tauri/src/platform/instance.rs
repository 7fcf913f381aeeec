//! One app a user. A second start hands over what it was started with and ends, before there is a
//! window system to end in the middle of: the libraries of a desktop start threads of their own.
//!
//! Only Linux needs this; elsewhere Tauri's plugin does it, from within the app.

#[cfg(target_os = "linux")]
mod bus;

use std::path::{Path, PathBuf};

use super::{login, picker};

#[cfg(target_os = "linux")]
pub use bus::{Begun, FirstInstance, begin};

/// What one start of the program brings along.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Started {
    /// Its arguments, without the program's own name. What is no text names none of our links, and is
    /// left out; a file with such a name can be dropped on the window.
    pub arguments: Vec<String>,
    /// Where it was started.
    pub folder: PathBuf,
}

impl Started {
    /// How this process was started.
    #[must_use]
    pub fn here() -> Self {
        let arguments = std::env::args_os().skip(1);
        Self {
            arguments: arguments.filter_map(|argument| argument.into_string().ok()).collect(),
            folder: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// Whether nobody waits for the window: the desktop starts the app at a login.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.arguments.iter().any(|argument| argument == login::HIDDEN)
    }

    /// Whether the picker is wanted, and not the window.
    #[must_use]
    pub fn wants_picker(&self) -> bool {
        self.arguments.iter().any(|argument| argument == picker::PICK)
    }

    /// As a start that was handed over says it: its arguments with the program's own name.
    #[must_use]
    pub fn told(arguments: Vec<String>, folder: &Path) -> Self {
        Self { arguments: arguments.into_iter().skip(1).collect(), folder: folder.to_owned() }
    }
}
