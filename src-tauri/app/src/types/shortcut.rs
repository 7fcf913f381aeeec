//! A key that works over every app.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A key with what is held down beside it, written as in `Ctrl+Alt+Space`: `Ctrl`, `Alt`, `Shift`,
/// `Super` in this order, then the key. A key that types something is never alone, nor with Shift alone.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Shortcut {
    /// Control, on a Mac too.
    pub ctrl: bool,
    /// Alt; Option on a Mac.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key with the system's sign: Super, Windows, Command.
    pub logo: bool,
    /// What is pressed last.
    pub key: ShortcutKey,
}

/// A key that exists on every keyboard, or at least has nothing to do with its layout.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ShortcutKey {
    /// A to Z, in upper case.
    Letter(char),
    /// 0 to 9.
    Digit(u8),
    /// F1 to F12, by its number.
    Function(u8),
    /// The space bar.
    Space,
}

/// Why a text names no shortcut.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoShortcut;

impl fmt::Display for NoShortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no key for every app")
    }
}

impl Default for Shortcut {
    /// What no desktop known to us has for itself.
    fn default() -> Self {
        Self { ctrl: true, alt: true, shift: false, logo: false, key: ShortcutKey::Space }
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
            (self.logo, "Super+"),
        ];
        for (_, name) in held.iter().filter(|(is_held, _)| *is_held) {
            f.write_str(name)?;
        }
        match self.key {
            ShortcutKey::Letter(letter) => write!(f, "{letter}"),
            ShortcutKey::Digit(digit) => write!(f, "{digit}"),
            ShortcutKey::Function(number) => write!(f, "F{number}"),
            ShortcutKey::Space => f.write_str("Space"),
        }
    }
}

impl FromStr for Shortcut {
    type Err = NoShortcut;

    fn from_str(text: &str) -> Result<Self, NoShortcut> {
        let mut parts: Vec<&str> = text.split('+').collect();
        let key = parts.pop().ok_or(NoShortcut)?.parse()?;
        let mut holds = |name| match parts.first() {
            Some(first) if *first == name => {
                parts.remove(0);
                true
            }
            _ => false,
        };
        let shortcut = Self {
            ctrl: holds("Ctrl"),
            alt: holds("Alt"),
            shift: holds("Shift"),
            logo: holds("Super"),
            key,
        };
        let is_command = shortcut.ctrl || shortcut.alt || shortcut.logo;
        let types = !matches!(key, ShortcutKey::Function(_));
        if parts.is_empty() && (is_command || !types) { Ok(shortcut) } else { Err(NoShortcut) }
    }
}

impl FromStr for ShortcutKey {
    type Err = NoShortcut;

    fn from_str(text: &str) -> Result<Self, NoShortcut> {
        match *text.as_bytes() {
            [letter @ b'A'..=b'Z'] => Ok(Self::Letter(letter.into())),
            [digit @ b'0'..=b'9'] => Ok(Self::Digit(digit - b'0')),
            [b'F', number @ b'1'..=b'9'] => Ok(Self::Function(number - b'0')),
            [b'F', b'1', number @ b'0'..=b'2'] => Ok(Self::Function(10 + number - b'0')),
            _ if text == "Space" => Ok(Self::Space),
            _ => Err(NoShortcut),
        }
    }
}

impl TryFrom<String> for Shortcut {
    type Error = NoShortcut;

    fn try_from(text: String) -> Result<Self, NoShortcut> {
        text.parse()
    }
}

impl From<Shortcut> for String {
    fn from(shortcut: Shortcut) -> Self {
        shortcut.to_string()
    }
}

out! {
/// How the key stands that opens the picker.
#[derive(Copy, Default, Eq)]
#[serde(rename_all = "lowercase")]
pub enum PickerKey {
    /// The system gives apps no such key.
    #[default]
    None,
    /// Nothing is known against it; where the picker is switched on, the key opens it.
    Free,
    /// Another program has the key, or no keyboard here does.
    Taken,
}}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcut_is_read_as_it_is_written() {
        for text in
            ["Ctrl+Alt+Space", "Ctrl+Alt+Shift+Super+Q", "Super+0", "F1", "Shift+F12", "Alt+F9"]
        {
            let shortcut: Shortcut = text.parse().unwrap();
            assert_eq!(shortcut.to_string(), text);
        }
        assert_eq!(Shortcut::default().to_string(), "Ctrl+Alt+Space");
    }

    #[test]
    fn what_would_take_a_key_from_whoever_types_is_none() {
        for text in [
            "",
            "+",
            "Q",
            "Shift+Q",
            "Space",
            "Shift+Space",
            "7",
            "Ctrl",
            "Ctrl+",
            "Ctrl+q",
            "Alt+Ctrl+Q",
            "Ctrl+Ctrl+Q",
            "Ctrl+É",
            "Ctrl+F0",
            "Ctrl+F13",
            "F",
            "Ctrl+Enter",
            "Ctrl + Q",
            "Hyper+Q",
        ] {
            assert_eq!(text.parse::<Shortcut>(), Err(NoShortcut), "{text}");
        }
    }
}
